from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment


class ExamCollegeOut(Schema):
    id: UUID
    name: str
    name_en: str


class ExamRowOut(Schema):
    id: UUID
    version: int
    name: str
    name_en: str
    kind: str
    formality: str
    state: str
    college: ExamCollegeOut
    starts_at: Moment
    ends_at: Moment
    entry_opens_at: Moment
    published_at: Moment | None
    room_count: int
    candidate_count: int
    # Candidates without a room.
    unplaced_count: int


class ExamEditIn(Schema):
    """What is left out stays. `version` is that of the page."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    version: int
    name: str | None = Field(None, min_length=1, max_length=200)
    name_en: str | None = Field(None, max_length=200)
    support_phone: str | None = Field(None, max_length=40)


class ExamEditedOut(Schema):
    id: UUID
    version: int
