from typing import Annotated, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict, model_validator

from kaochang.core.http import Moment
from kaochang.exams.states import RoomRole
from kaochang.planning.clashes import ClashKind
from kaochang.planning.filling import Left

Reason = Annotated[str, Field(max_length=500)]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class TimetableExamOut(Schema):
    id: UUID
    version: int
    name: str
    name_en: str
    formality: str
    state: str
    starts_at: Moment
    ends_at: Moment
    interview_seconds: int
    interval_seconds: int
    minimum_staff: int
    clearance_required: bool
    college_id: UUID


class DutyHeldOut(Schema):
    person_id: UUID
    name: str
    role: str


class TimetableRoomOut(Schema):
    id: UUID
    version: int
    name: str
    name_en: str
    state: str
    major_id: UUID | None
    duties: list[DutyHeldOut]


class TimetableEntryOut(Schema):
    id: UUID
    name: str
    candidate_number: str
    room_id: UUID | None
    slot_starts_at: Moment | None
    order_number: int | None
    major_id: UUID | None
    language: str
    time_zone: str
    extra_time_percent: int
    remark: str
    queue_state: str


class TargetOut(Schema):
    room_id: UUID
    slot_starts_at: Moment


class ClashOut(Schema):
    """`person` is of the staff; `other` names the other candidate, room or exam, or the local time.

    `move_to`: the nearest place where this candidate clashes with nothing.
    """

    kind: ClashKind
    blocks: bool
    room_id: UUID | None
    entry_id: UUID | None
    person_id: UUID | None
    person: str
    other: str
    other_en: str
    other_room_id: UUID | None
    at: Moment | None
    move_to: TargetOut | None


class ExperienceOut(Schema):
    """From so many earlier interviews of the college: how long one of this exam will really take."""

    samples: int
    expected_seconds: int


class TimetableOut(Schema):
    exam: TimetableExamOut
    slots: list[Moment]
    rooms: list[TimetableRoomOut]
    entries: list[TimetableEntryOut]
    clashes: list[ClashOut]
    experience: ExperienceOut | None


class PlaceIn(Strict):
    """Both, or neither: without a place."""

    room_id: UUID | None = None
    slot_starts_at: AwareDatetime | None = None


class TargetIn(PlaceIn):
    @model_validator(mode="after")
    def whole(self) -> Self:
        if (self.room_id is None) != (self.slot_starts_at is None):
            raise ValueError("a room and a slot, or neither")
        return self


class MoveIn(Strict):
    """`was`: where this page had seen the candidate."""

    entry_id: UUID
    was: PlaceIn
    to: TargetIn


class MovesIn(Strict):
    moves: Annotated[list[MoveIn], Field(min_length=1, max_length=500)]
    reason: Reason = ""

    @model_validator(mode="after")
    def each_once(self) -> Self:
        _require_each_once(self.moves)
        return self


def _require_each_once(moves: list[MoveIn]) -> None:
    if len({move.entry_id for move in moves}) != len(moves):
        raise ValueError("each candidate once")


class MovedOut(Schema):
    moved: int


class FillIn(Strict):
    reason: Reason = ""


class LeftOut(Schema):
    entry_id: UUID
    name: str
    reason: Left
    # Of a relation: to whom of the rooms' staff.
    staff: list[str]


class FillingOut(Schema):
    """Who would get a place, or has got one; and who stays without, and why."""

    placed: int
    left: list[LeftOut]


class PlaceOut(Schema):
    room_id: UUID | None
    slot_starts_at: Moment | None


class FilledMoveOut(Schema):
    entry_id: UUID
    was: PlaceOut
    to: PlaceOut


class StandingOut(Schema):
    entry_id: UUID
    room_id: UUID
    slot_starts_at: Moment | None
    order_number: int


class FilledOut(FillingOut):
    """`made`: what takes it back, while nobody of them is moved. `were`: the order before it, of a draft."""

    made: list[FilledMoveOut]
    were: list[StandingOut]


class StandingIn(Strict):
    entry_id: UUID
    room_id: UUID
    slot_starts_at: AwareDatetime | None
    order_number: Annotated[int, Field(ge=1, le=100_000)]


class FillingUndoIn(Strict):
    """As the filling answered it."""

    made: Annotated[list[MoveIn], Field(min_length=1, max_length=100_000)]
    were: Annotated[list[StandingIn], Field(max_length=100_000)] = []

    @model_validator(mode="after")
    def each_once(self) -> Self:
        _require_each_once(self.made)
        return self


class DutyIn(Strict):
    person_id: UUID
    role: RoomRole


class RoomStaffIn(Strict):
    """All who work in the room from now on."""

    version: int
    duties: Annotated[list[DutyIn], Field(max_length=60)]
    reason: Reason = ""


class RoomStaffOut(Schema):
    id: UUID
    version: int


class SharedDutyOut(Schema):
    name: str
    role: RoomRole


class SharingRoomOut(Schema):
    """Who would come, and who would go."""

    id: UUID
    version: int
    name: str
    name_en: str
    added: list[SharedDutyOut]
    removed: list[SharedDutyOut]


class SharingOut(Schema):
    """`version` of the room that is the pattern, and the others of its exam and major."""

    version: int
    rooms: list[SharingRoomOut]


class RoomSeenIn(Strict):
    id: UUID
    version: int


class ShareStaffIn(Strict):
    """The rooms as they were shown."""

    version: int
    rooms: Annotated[list[RoomSeenIn], Field(min_length=1, max_length=200)]
    reason: Reason = ""


class SharedOut(Schema):
    rooms: int
