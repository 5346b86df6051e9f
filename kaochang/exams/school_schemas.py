from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from kaochang.core.http import Moment
from kaochang.exams.states import ExamLanguages, Formality


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


class ExamRulesOut(Schema):
    """What the school decides for everybody in this exam."""

    entry_opens_minutes: int
    cameras_required: int
    invitation_seconds: int
    minimum_staff: int
    clearance_required: bool
    desks_open_limit: int
    interview_seconds: int
    interval_seconds: int
    share_allowed: bool
    order_policy: str
    languages: str
    support_phone: str


class SchoolRoomOut(Schema):
    id: UUID
    version: int
    name: str
    name_en: str
    state: str
    candidate_count: int
    staff_count: int


class ExamDetailOut(ExamRulesOut, ExamRowOut):
    opened_at: Moment | None
    copied_from_id: UUID | None
    staff_count: int
    notice_edition: int
    rooms: list[SchoolRoomOut]


# Of a landline or a mobile, with an extension if need be; or nothing.
PHONE = r"^([+(0-9][0-9 ()-]{4,24}[0-9]( ?(转|ext\.?) ?[0-9]{1,6})?)?$"


class RulesIn(Schema):
    """What is left out stays, or is as usual."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name_en: str | None = Field(None, max_length=200)
    entry_opens_minutes: int | None = Field(None, ge=0, le=24 * 60)
    cameras_required: int | None = Field(None, ge=1, le=2)
    invitation_seconds: int | None = Field(None, ge=5, le=600)
    minimum_staff: int | None = Field(None, ge=1, le=20)
    clearance_required: bool | None = None
    desks_open_limit: int | None = Field(None, ge=1, le=50)
    interview_seconds: int | None = Field(None, ge=60, le=4 * 3600)
    interval_seconds: int | None = Field(None, ge=0, le=3600)
    share_allowed: bool | None = None
    languages: ExamLanguages | None = None
    support_phone: str | None = Field(None, max_length=40, pattern=PHONE)


class ExamCreateIn(RulesIn):
    college_id: UUID
    name: str = Field(min_length=1, max_length=200)
    formality: Formality
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class ExamEditIn(RulesIn):
    """`version` is that of the page; `reason` is asked for from the publication on."""

    version: int
    reason: str = Field("", max_length=500)
    name: str | None = Field(None, min_length=1, max_length=200)
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None


class ExamEditedOut(Schema):
    id: UUID
    version: int
