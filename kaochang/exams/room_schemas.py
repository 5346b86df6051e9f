from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment
from kaochang.exams.school_schemas import ExamCollegeOut

Name = Annotated[str, Field(min_length=1, max_length=200)]
NameEn = Annotated[str, Field(max_length=200)]


class RoomMajorOut(Schema):
    id: UUID
    name: str
    name_en: str


class RoomExamOut(Schema):
    id: UUID
    name: str
    name_en: str
    formality: str
    state: str
    starts_at: Moment
    ends_at: Moment


class RoomRowOut(Schema):
    id: UUID
    version: int
    name: str
    name_en: str
    state: str
    exam: RoomExamOut = Field(alias="session")
    college: ExamCollegeOut = Field(alias="session.college")
    major: RoomMajorOut | None
    # Names, the first assigned first.
    chiefs: list[str]
    staff_count: int
    candidate_count: int
    first_slot_at: Moment | None
    last_slot_at: Moment | None


class Strict(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class RoomCreateIn(Strict):
    name: Name
    name_en: NameEn = ""
    major_id: UUID | None = None


class RoomEditIn(Strict):
    """What is left out stays; `major_id: null` opens the room to every major."""

    version: int
    reason: str = Field("", max_length=500)
    name: Name | None = None
    name_en: NameEn | None = None
    major_id: UUID | None = None


class RoomNameIn(Strict):
    name: Name
    name_en: NameEn = ""


class RoomCopyIn(Strict):
    """So many further rooms of the same major, with the staff that rooms share."""

    rooms: Annotated[list[RoomNameIn], Field(min_length=1, max_length=20)]
    reason: str = Field("", max_length=500)


class RoomDeletionIn(Strict):
    version: int
    reason: str = Field("", max_length=500)


class RoomsMadeOut(Schema):
    ids: list[UUID]
