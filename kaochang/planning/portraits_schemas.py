from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment, ProgressOut
from kaochang.core.lists import ListQuery
from kaochang.planning.imports_schemas import SentenceOut
from kaochang.planning.states import PictureOutcome, PortraitImportState


class PortraitImportOut(Schema):
    """`counts`: pictures of each outcome."""

    id: UUID
    version: int
    session_id: UUID
    file_name: str
    state: PortraitImportState
    uploaded_by_name: str
    # Of what was written, also when it was taken back since.
    written_by_name: str
    created_at: Moment
    written_at: Moment | None
    total: int
    progress: ProgressOut | None
    counts: dict[str, int]
    problem_sentence: SentenceOut | None


class PortraitRowOut(Schema):
    id: UUID
    number: int
    file_name: str
    candidate_number: str
    candidate_name: str
    outcome: PictureOutcome
    problem: str
    sentence: SentenceOut | None
    width: int
    height: int


class PortraitRowQuery(ListQuery):
    outcome: Annotated[list[PictureOutcome], Field(default_factory=list)]


class WritePortraitsIn(Schema):
    """`only_good`: leave out the pictures that have a problem."""

    model_config = ConfigDict(extra="forbid")

    version: int
    only_good: bool = False
