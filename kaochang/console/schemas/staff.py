"""What the stage board and the panel show."""

from typing import Literal
from uuid import UUID

from ninja import Schema

from kaochang.console.schemas.common import (
    InvitationHead,
    PhoneState,
    RequirementOut,
    StaffAtDeskOut,
)
from kaochang.core.http import Moment
from kaochang.interviews.schemas import InterviewOut

Fact = Literal["ok", "warn", "bad", "off", "none"]


class RowDevices(Schema):
    camera: Fact
    phone: Fact
    microphone: Fact


class RowTalk(Schema):
    id: UUID
    officer_id: UUID
    officer_name: str
    started_at: Moment


class RowPhone(Schema):
    state: PhoneState
    battery_percent: int | None
    page_hidden: bool
    label: str


class RowSeat(Schema):
    """Which device of the candidate's holds a seat at the media server: whose picture is which."""

    identity: str
    role: Literal["candidate", "second_camera"]


class RowCall(Schema):
    """The last call that brought nobody, until somebody acts for this candidate."""

    state: Literal["expired", "declined"]
    at: Moment


class BoardRow(Schema):
    entry_id: UUID
    roster_entry_id: UUID
    order: int
    name: str
    candidate_number: str
    has_portrait: bool
    # Of the room's staff, by name: they stated a relation to this candidate.
    close_to: list[str]
    phone_last4: str
    state: str
    chip: str
    since: Moment | None
    devices: RowDevices
    device_note: str
    network: int | None
    note: str
    help_text: str
    help_asked_at: Moment | None
    away_since: Moment | None
    missed_call: RowCall | None
    arrived_at: Moment | None
    cleared_at: Moment | None
    checklist: dict[str, bool]
    missing: list[RequirementOut]
    open_tickets: int
    device_changed_at: Moment | None
    talk: RowTalk | None
    desk_open: bool
    seats: list[RowSeat]
    watched: bool
    phone: RowPhone | None
    place: int | None
    forecast_from: Moment | None
    forecast_to: Moment | None
    ended_at: Moment | None
    last_interview_id: UUID | None


class RoomHead(Schema):
    id: UUID
    name: str
    name_en: str
    state: str
    exam_name: str
    exam_name_en: str
    formality: str
    school_name: str
    school_name_en: str
    cameras_required: int
    clearance_required: bool
    minimum_staff: int
    average_seconds: int
    forecast_end: Moment | None


class MeOut(Schema):
    """`roles` in this room: none for who manages the exam and only looks at the board."""

    person_id: UUID
    name: str
    roles: list[str]


class Counts(Schema):
    all: int
    needs_help: int
    waiting: int
    preparing: int
    not_logged_in: int
    finished: int


class MyTalkOut(Schema):
    id: UUID
    entry_id: UUID
    started_at: Moment


class BoardTicket(Schema):
    id: UUID
    entry_id: UUID
    name: str
    text: str
    state: str
    answer: str
    created_at: Moment


class BoardMessage(Schema):
    id: UUID
    audience: str
    entry_id: UUID | None
    author_name: str
    text: str
    sent_at: Moment


class Board(Schema):
    server_time: Moment
    room: RoomHead
    me: MeOut
    rows: list[BoardRow]
    counts: Counts
    my_talk: MyTalkOut | None
    people: list[StaffAtDeskOut]
    tickets: list[BoardTicket]
    messages: list[BoardMessage]


class PanelMember(Schema):
    person_id: UUID
    name: str
    role: str
    online: bool


class ChatLine(Schema):
    id: UUID
    author_name: str
    author_role: str
    text: str
    sent_at: Moment


class Abilities(Schema):
    """What the server will not refuse for want of a role; the page hides the rest."""

    chief: bool


class Panel(Schema):
    server_time: Moment
    room: RoomHead
    me: MeOut
    rows: list[BoardRow]
    invitation: InvitationHead | None
    interview: InterviewOut | None
    people: list[StaffAtDeskOut]
    panel: list[PanelMember]
    chat: list[ChatLine]
    can: Abilities
