from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Schema
from pydantic import ConfigDict, field_validator

from kaochang.core.http import Moment, ProgressOut
from kaochang.planning.roster.columns import BY_KEY

# How many of a history, the newest first: whoever wants earlier ones asks for more.
Newest = Annotated[int, Query(ge=1, le=1000)]


class SentenceOut(Schema):
    zh: str
    en: str


class ImportOut(Schema):
    id: UUID
    version: int
    session_id: UUID
    file_name: str
    state: str
    uploaded_by_id: UUID
    uploaded_by_name: str
    # Of what was written, also when it was taken back since.
    written_by_name: str
    rolled_back_by_name: str
    created_at: Moment
    written_at: Moment | None
    # Until when it can be taken back.
    roll_back_until: Moment | None
    total: int
    done: int
    progress: ProgressOut | None
    # Rows of each outcome: new, update, unchanged, confirm, error.
    counts: dict[str, int]
    ignored_headings: list[str]
    problem: str
    problem_params: dict[str, Any]
    problem_sentence: SentenceOut | None
    reason_needed: bool


class FindingOut(Schema):
    column: str
    code: str
    params: dict[str, Any]
    confirm: bool
    sentence: SentenceOut


class RowChangeOut(Schema):
    field: str
    before: Any
    after: Any


class ImportRowOut(Schema):
    """`cells` are shown: of phones and identity numbers only what tells them apart.

    `reasons`: what is said of the row, with its columns; a finding's own sentence stands at its cell.
    """

    id: UUID
    version: int
    number: int
    outcome: str
    confirmed: bool
    cells: dict[str, str]
    findings: list[FindingOut]
    reasons: list[SentenceOut]
    changes: list[RowChangeOut]


class MendIn(Schema):
    """Cells by column, as they would stand in the file; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    version: int
    values: dict[str, Annotated[str, Field(max_length=1000)]] = Field({}, max_length=20)
    confirmed: bool = False

    @field_validator("values")
    @classmethod
    def _known(cls, values: dict[str, str]) -> dict[str, str]:
        if unknown := values.keys() - BY_KEY.keys():
            raise ValueError(f"no column of a roster: {', '.join(sorted(unknown))[:100]}")
        return values


class RollBackIn(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    reason: str = Field("", max_length=500)


class WriteIn(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    version: int
    only_good: bool = False
    reason: str = Field("", max_length=500)
