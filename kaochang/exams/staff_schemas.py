from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment
from kaochang.exams.school_schemas import ExamCollegeOut
from kaochang.exams.states import RelationKind, RelationSource


class Strict(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class DutyOut(Schema):
    room_id: UUID
    room_name: str
    room_name_en: str
    exam_id: UUID
    exam_name: str
    exam_name_en: str
    exam_state: str
    starts_at: Moment
    role: str


class StaffRowOut(Schema):
    """`colleges` and `whole_school`: whose pool they are in."""

    id: UUID
    name: str
    phone: str
    email: str
    colleges: list[ExamCollegeOut]
    whole_school: bool
    duties: list[DutyOut]
    relation_state: str
    relation_count: int
    conflict_count: int
    stated_at: Moment | None
    last_login_at: Moment | None


class AskedOut(Schema):
    """`left_out`: they were reminded within the hour."""

    asked: int
    left_out: int


class RelatedPlaceOut(Schema):
    """Where the candidate is examined; `meets`: in a room of this very person."""

    exam_id: UUID
    exam_name: str
    exam_name_en: str
    candidate_number: str
    room_id: UUID | None
    room_name: str
    room_name_en: str
    slot_starts_at: Moment | None
    meets: bool


class RelationOut(Schema):
    id: UUID
    candidate_name: str
    kind: RelationKind
    note: str
    source: RelationSource
    created_at: Moment
    places: list[RelatedPlaceOut]


class StaffDetailOut(StaffRowOut):
    relations: list[RelationOut]


class CandidateFoundOut(Schema):
    roster_entry_id: UUID
    name: str
    candidate_number: str
    exam_name: str
    exam_name_en: str


class RelationIn(Strict):
    roster_entry_id: UUID
    kind: RelationKind
    note: Annotated[str, Field(max_length=500)] = ""


class RelationRemovalIn(Strict):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class RelationIdOut(Schema):
    id: UUID


class DeclaredOut(RelationIdOut):
    # In a room where they work.
    meets: bool


class MetOut(Schema):
    exam_name: str
    exam_name_en: str
    room_name: str
    room_name_en: str


class MyRelationOut(Schema):
    id: UUID
    candidate_name: str
    kind: RelationKind
    note: str
    source: RelationSource
    created_at: Moment
    # Where the two are in one room of a published exam, of which whoever manages it was told.
    meets: list[MetOut]


class MyRelationsOut(Schema):
    stated_at: Moment | None
    relations: list[MyRelationOut]


class StatementOut(Schema):
    stated_at: Moment
