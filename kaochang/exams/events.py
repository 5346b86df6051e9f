"""What happens to rooms, staff and the roster.

Events that reach candidates name no other person; texts stay in their rows.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Change, Event
from kaochang.exams.states import RelationKind, RelationSource, RoomRole, RoomState, SessionState


class SessionCreated(Event):
    name: ClassVar[str] = "exams.session_created"
    session_id: UUID
    starts_at: datetime
    ends_at: datetime


class SessionCopied(Event):
    """A new draft with another exam's rules, texts, rooms and staff, and its candidates where asked for."""

    name: ClassVar[str] = "exams.session_copied"
    session_id: UUID
    copied_from_id: UUID
    rooms: int
    assignments: int
    candidates: int


class SessionEdited(Event):
    name: ClassVar[str] = "exams.session_edited"
    session_id: UUID
    changes: list[Change]
    # Asked for from the publication on.
    reason: str = ""


class SessionStateChanged(Event):
    name: ClassVar[str] = "exams.session_state_changed"
    session_id: UUID
    was_state: SessionState | None = None
    state: SessionState
    reason: str = ""


class SessionDeleted(Event):
    """A draft, with all that was prepared in it. It says what it was: no row tells any more."""

    name: ClassVar[str] = "exams.session_deleted"
    session_id: UUID
    exam: str
    starts_at: datetime
    ends_at: datetime
    rooms: int
    assignments: int
    candidates: int


class NoticePublished(Event):
    name: ClassVar[str] = "exams.notice_published"
    session_id: UUID
    notice_id: UUID
    edition: int
    text_hash: str
    reason: str = ""


class RoomCreated(Event):
    name: ClassVar[str] = "exams.room_created"
    room_id: UUID
    session_id: UUID


class RoomEdited(Event):
    name: ClassVar[str] = "exams.room_edited"
    room_id: UUID
    changes: list[Change]
    reason: str = ""


class RoomCopied(Event):
    name: ClassVar[str] = "exams.room_copied"
    room_id: UUID
    copied_from_id: UUID
    # Asked for from the publication on.
    reason: str = ""


class RoomDeleted(Event):
    name: ClassVar[str] = "exams.room_deleted"
    room_id: UUID
    session_id: UUID
    reason: str = ""


class RoomStaffEdited(Event):
    """Before and after by role, as ids of people."""

    name: ClassVar[str] = "exams.room_staff_edited"
    room_id: UUID
    changes: list[Change]
    # Asked for from the publication on.
    reason: str = ""


class RoomStateChanged(Event):
    name: ClassVar[str] = "exams.room_state_changed"
    room_id: UUID
    state: RoomState


class RoomReasonGiven(Event):
    """For the trail only: why the room was closed or re-opened."""

    name: ClassVar[str] = "exams.room_reason_given"
    room_id: UUID
    state: RoomState
    reason: str


class AssignmentAdded(Event):
    name: ClassVar[str] = "exams.assignment_added"
    room_id: UUID
    person_id: UUID
    role: RoomRole


class AssignmentRemoved(Event):
    name: ClassVar[str] = "exams.assignment_removed"
    room_id: UUID
    person_id: UUID
    role: RoomRole


class OfficersChanged(Event):
    """Candidates' pages name the officer; who it is they read themselves."""

    name: ClassVar[str] = "exams.officers_changed"
    room_id: UUID


class RosterEntryAdded(Event):
    name: ClassVar[str] = "exams.roster_entry_added"
    roster_entry_id: UUID
    room_id: UUID | None
    order_number: int | None


class RosterEntryPlaced(Event):
    """Room and slot before and after; told to the candidate and to the staff of both rooms."""

    name: ClassVar[str] = "exams.roster_entry_placed"
    roster_entry_id: UUID
    changes: list[Change]
    # Asked for from the publication on.
    reason: str = ""


class TimetableChanged(Event):
    """To the school's pages: read the exam's timetable again."""

    name: ClassVar[str] = "exams.timetable_changed"
    session_id: UUID
    moved: int


class RelationAdded(Event):
    """Who is close to whom, and in what way; what was written beside it stays in its row."""

    name: ClassVar[str] = "exams.relation_added"
    relation_id: UUID
    staff_id: UUID
    candidate_id: UUID
    kind: RelationKind
    source: RelationSource


class RelationRemoved(Event):
    name: ClassVar[str] = "exams.relation_removed"
    relation_id: UUID
    staff_id: UUID
    candidate_id: UUID
    kind: RelationKind
    reason: str


class RelationsMetChanged(Event):
    """Board and exam room mark who is close to whom; what it is they read themselves."""

    name: ClassVar[str] = "exams.relations_met_changed"
    room_id: UUID


class RelationsStated(Event):
    """The person says that these are all."""

    name: ClassVar[str] = "exams.relations_stated"
    staff_id: UUID
    relations: int
    stated_at: datetime


class StatementsAsked(Event):
    """So many of the staff were reminded to say whom they are close to."""

    name: ClassVar[str] = "exams.statements_asked"
    people: int


class RosterEntryEdited(Event):
    name: ClassVar[str] = "exams.roster_entry_edited"
    roster_entry_id: UUID
    changes: list[Change]
    # Asked for from the publication on.
    reason: str = ""


class RemovalTold(Event):
    """To somebody who is deleted with what an import brought: beside the page alone, which goes with them."""

    name: ClassVar[str] = "exams.removal_told"
    roster_entry_id: UUID
    session_id: UUID
    candidate_number: str


class RosterEntryRemoved(Event):
    """Off the roster, by hand or with their import; the number is all that still names them."""

    name: ClassVar[str] = "exams.roster_entry_removed"
    roster_entry_id: UUID
    room_id: UUID | None
    session_id: UUID
    candidate_number: str
    # Asked for from the publication on.
    reason: str = ""


class CandidateLoginChanged(Event):
    """For the staff: a candidate came to be logged in, or is logged in nowhere any more. Told by `edge`."""

    name: ClassVar[str] = "exams.candidate_login_changed"
    roster_entry_id: UUID
    logged_in: bool


class NoticeRead(Event):
    name: ClassVar[str] = "exams.notice_read"
    roster_entry_id: UUID
    edition: int
    read_at: datetime


class RoomConfirmed(Event):
    name: ClassVar[str] = "exams.room_confirmed"
    roster_entry_id: UUID
    confirmed_at: datetime


class TicketOpened(Event):
    name: ClassVar[str] = "exams.ticket_opened"
    ticket_id: UUID
    roster_entry_id: UUID


class TicketAnswerGiven(Event):
    name: ClassVar[str] = "exams.ticket_answered"
    ticket_id: UUID
    roster_entry_id: UUID


class DayMoved(Event):
    """To the school's pages: something happened in its rooms. Told by the relay, at most once a second."""

    name: ClassVar[str] = "exams.day_moved"
    college_id: UUID
    rooms: int


class TicketHandedOver(Event):
    """To one administrator, or back to all of the college's."""

    name: ClassVar[str] = "exams.ticket_handed_over"
    ticket_id: UUID
    roster_entry_id: UUID
    # Nobody: it was all of the college's.
    was_handler_id: UUID | None = None
    handler_id: UUID | None


class TicketAnswerCorrected(Event):
    """For the trail, which keeps both answers: the row holds the newest."""

    name: ClassVar[str] = "exams.ticket_answer_corrected"
    ticket_id: UUID
    roster_entry_id: UUID
    changes: list[Change]


class TicketClosed(Event):
    name: ClassVar[str] = "exams.ticket_closed"
    ticket_id: UUID
    roster_entry_id: UUID


class TicketDataCorrected(Event):
    """For the trail: a question led to this correction, before and after."""

    name: ClassVar[str] = "exams.ticket_data_corrected"
    ticket_id: UUID
    roster_entry_id: UUID
    changes: list[Change]


class PortraitsSet(Event):
    """Reference portraits of candidates, from one zip; `replaced` of them took the place of another one."""

    name: ClassVar[str] = "exams.portraits_set"
    session_id: UUID
    count: int
    replaced: int


class PortraitSet(Event):
    name: ClassVar[str] = "exams.portrait_set"
    roster_entry_id: UUID
    sha256: str
    replaced: bool


class StaffExported(Event):
    """The file has whole phone numbers and mail addresses; the list masks them."""

    name: ClassVar[str] = "exams.staff_exported"
    rows: int
    columns: list[str]
