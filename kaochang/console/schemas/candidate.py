"""What a candidate's pages show. Nothing here names another candidate."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from kaochang.console.schemas.common import PersonAtDeskOut, PhoneState, RequirementOut
from kaochang.core.http import Moment

Step = Literal[
    "consent",
    "notice",
    "room_check",
    "announcement",
    "device_check",
    "commitment",
    "arrival",
    "waiting",
    "talk",
    "invited",
    "interview",
    "ended",
    "deferred",
    "absent",
    "closed",
]


class Known(Schema):
    """What a page shows already: the `as_of` of an answer, and the ids of the events shown since."""

    since: str = ""
    heard: Annotated[list[Annotated[int, Field(ge=1, lt=2**63)]], Field(default_factory=list, max_length=40)]


class MyExamOut(Schema):
    roster_entry_id: UUID
    exam_name: str
    exam_name_en: str
    formality: str
    school_name: str
    school_name_en: str
    college_name: str
    college_name_en: str
    room_name: str
    room_name_en: str
    starts_at: Moment
    ends_at: Moment
    slot_starts_at: Moment | None
    cameras_required: int
    # Whom to call; empty when the school gives none.
    support_phone: str
    step: Step
    chip: str


class UnreadOut(Schema):
    """Announcements; `must_read_id` is the first of those that hold up."""

    total: int
    unread: int
    must_read_id: UUID | None


class MyExamsOut(Schema):
    server_time: Moment
    exams: list[MyExamOut]
    announcements: UnreadOut
    # Changes that nobody has confirmed yet.
    notifications: int


class ExamHead(Schema):
    name: str
    name_en: str
    formality: str
    starts_at: Moment
    ends_at: Moment
    cameras_required: int
    support_phone: str


class NamedOut(Schema):
    name: str
    name_en: str


class RoomNameOut(Schema):
    id: UUID
    name: str
    name_en: str


class CandidateHead(Schema):
    name: str
    candidate_number: str
    phone_masked: str
    # None: the school names no major for them.
    major: NamedOut | None


class StepOut(Schema):
    key: str
    done_at: Moment | None


class NoticeOut(Schema):
    edition: int
    title: str
    title_en: str
    text: str
    text_en: str


class TicketOut(Schema):
    id: UUID
    text: str
    state: str
    answer: str
    created_at: Moment
    answered_at: Moment | None


class LastDeviceCheckOut(Schema):
    passed: bool
    checked_at: Moment
    results: dict[str, Any]


class CommitmentOut(Schema):
    signed_at: Moment
    method: str
    text_hash: str


class QueueOut(Schema):
    entry_id: UUID
    state: str
    place: int | None
    ahead: int | None
    forecast_from: Moment | None
    forecast_to: Moment | None
    away_since: Moment | None
    help_asked_at: Moment | None
    cleared_at: Moment | None


class OfficerOut(Schema):
    """A name only while the officer talks with this candidate or is there for everybody."""

    state: Literal["absent", "available", "busy", "with_me"]
    name: str


class DeskOut(Schema):
    open: bool


class TalkWithMeOut(Schema):
    id: UUID
    officer_name: str
    started_at: Moment


class MyPhoneOut(Schema):
    state: PhoneState
    label: str
    battery_percent: int | None
    page_hidden: bool
    since: Moment | None


class MessageOut(Schema):
    id: UUID
    author_name: str
    author_role: str
    text: str
    sent_at: Moment
    to: Literal["me", "room"]


class RingingOut(Schema):
    id: UUID
    sent_at: Moment
    expires_at: Moment


class MyInterviewOut(Schema):
    id: UUID
    state: str
    started_at: Moment
    planned_seconds: int
    extended_seconds: int
    closes_at: Moment | None
    remaining_seconds: int
    paused: bool
    interrupted_since: Moment | None


class EndedOut(Schema):
    at: Moment
    reason: str
    confirmed_at: Moment | None


class EntryNow(Schema):
    """Everything one candidate's page shows: a page that lost the thread asks this once.

    `as_of` is opaque: asked with it as `?since=`, the address answers 204 when nothing was told since.
    """

    server_time: Moment
    as_of: str
    exam: ExamHead
    school: NamedOut
    college: NamedOut
    room: RoomNameOut
    slot_starts_at: Moment | None
    candidate: CandidateHead
    step: Step
    steps: list[StepOut]
    notice: NoticeOut
    announcements: UnreadOut
    # Changes that the candidate has not confirmed yet.
    notifications: int
    tickets: list[TicketOut]
    device_check: LastDeviceCheckOut | None
    commitment: CommitmentOut | None
    queue: QueueOut | None
    officer: OfficerOut
    missing: list[RequirementOut]
    desk: DeskOut
    watched: bool
    talk: TalkWithMeOut | None
    phone: MyPhoneOut
    messages: list[MessageOut]
    invitation: RingingOut | None
    interview: MyInterviewOut | None
    people: list[PersonAtDeskOut]
    ended: EndedOut | None
