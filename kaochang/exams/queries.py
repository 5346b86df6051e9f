"""Reads. `access_…` also decides: foreign objects do not exist for who asks."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, Expression, ExpressionWrapper, F, QuerySet

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.errors import Forbidden, NotFound
from kaochang.exams.errors import ExamClosed, ExamNotOpenYet
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, NoticeText, RosterEntry, Ticket
from kaochang.exams.states import VISIBLE, RoomState, SessionState, TicketKind, TicketState
from kaochang.realtime import channels
from kaochang.schools.scope import SchoolScope


@dataclass
class MyRoom:
    room: ExamRoom
    roles: list[str] = field(default_factory=list)


def get_room(room_id: UUID) -> ExamRoom:
    room = _rooms().filter(pk=room_id).first()
    if room is None:
        raise NotFound()
    return room


def lock_room(room_id: UUID) -> ExamRoom:
    """First in the order of locks: the room, then a queue entry."""
    rooms = ExamRoom.objects.select_related("session").select_for_update(no_key=True, of=("self",))
    room = rooms.filter(pk=room_id).first()
    if room is None:
        raise NotFound()
    return room


def hold_session_open(session_id: UUID) -> None:
    """For whoever opens a seat or writes: until the caller's transaction ends the exam session stays open.

    Shared, so that those of one session do not wait for each other. Comes after the locks of room and desk.
    """
    require_open_session(hold_session(session_id))


def hold_session(session_id: UUID) -> ExamSession:
    """As it is, and stays until the caller's transaction ends."""
    table = connection.ops.quote_name(ExamSession._meta.db_table)
    held = list(ExamSession.objects.raw(f"SELECT * FROM {table} WHERE id = %s FOR SHARE", [session_id]))  # noqa: S608
    if not held:
        raise NotFound()
    return held[0]


def require_open_session(session: ExamSession) -> None:
    if session.state == SessionState.PUBLISHED:
        raise ExamNotOpenYet(opens_at=clock.iso(session.entry_opens_at))
    if session.state != SessionState.OPEN:
        raise ExamClosed()


def require_visible(of: RosterEntry | ExamRoom) -> None:
    """What is done before the day: a published exam takes it too, a draft or closed one nothing."""
    if of.session.state not in VISIBLE:
        raise ExamClosed()


def slot_ends_at(roster: str, session: str) -> Expression:
    """When who has a time there is through, with their own extra time; the prefixes lead to the two rows."""
    hundredth = F(f"{session}interview_seconds") * timedelta(milliseconds=10)
    length = hundredth * (100 + F(f"{roster}extra_time_percent"))
    return ExpressionWrapper(F(f"{roster}slot_starts_at") + length, output_field=DateTimeField())


def list_due_sessions() -> list[ExamSession]:
    """Published sessions whose waiting area is to open by now."""
    opens_at = F("starts_at") - F("entry_opens_minutes") * timedelta(minutes=1)
    now = clock.now()
    return list(
        ExamSession.objects.annotate(opens_at=ExpressionWrapper(opens_at, output_field=DateTimeField()))
        .filter(state=SessionState.PUBLISHED, opens_at__lte=now, ends_at__gt=now)
        .order_by("starts_at", "pk")
    )


def find_notice(session: ExamSession) -> NoticeText | None:
    """The edition in force."""
    return NoticeText.objects.filter(session=session, edition=session.notice_edition).first()


def access_session(scope: SchoolScope, session_id: UUID) -> ExamSession:
    """For the school's web area: an exam of another school or college does not exist."""
    session = ExamSession.objects.select_related("school", "college").filter(pk=session_id).first()
    if session is None:
        raise NotFound()
    scope.require(session.school_id, session.college_id)
    return session


def access_room_of(scope: SchoolScope, room_id: UUID) -> ExamRoom:
    """For the school's web area: any room of an exam that this person manages."""
    room = get_room(room_id)
    scope.require(room.session.school_id, room.session.college_id)
    return room


def lock_rooms(session_id: UUID, room_ids: Collection[UUID]) -> dict[UUID, ExamRoom]:
    """Of this exam, always in the same order; what is not there is another exam's, or gone."""
    rooms = ExamRoom.objects.select_related("session").select_for_update(no_key=True, of=("self",))
    found = {room.pk: room for room in rooms.filter(session_id=session_id, pk__in=room_ids).order_by("pk")}
    if len(found) != len(set(room_ids)):
        raise NotFound()
    return found


def find_roster_entry(roster_entry_id: UUID) -> RosterEntry | None:
    return _roster().filter(pk=roster_entry_id).first()


def get_roster_entry(roster_entry_id: UUID) -> RosterEntry:
    entry = find_roster_entry(roster_entry_id)
    if entry is None:
        raise NotFound()
    return entry


def lock_roster_entry(roster_entry_id: UUID) -> RosterEntry:
    entry = _roster().select_for_update(no_key=True, of=("self",)).filter(pk=roster_entry_id).first()
    if entry is None:
        raise NotFound()
    return entry


def lock_ticket(ticket_id: UUID) -> Ticket:
    tickets = Ticket.objects.select_related("roster_entry__room", "roster_entry__session")
    ticket = tickets.select_for_update(no_key=True, of=("self",)).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound()
    return ticket


def access_room(actor: Actor, room_id: UUID, roles: Collection[str] | None = None) -> ExamRoom:
    """The room, for its own staff. Others learn nothing; staff without one of `roles` are refused."""
    mine = roles_of(actor.person_id, room_id) if actor.area == "staff" else set()
    if not mine:
        raise NotFound()
    if roles is not None and not mine & set(roles):
        raise Forbidden(rule="role_needed")
    return get_room(room_id)


def access_roster_entry(actor: Actor, roster_entry_id: UUID) -> RosterEntry:
    """A candidate's own entry."""
    entry = get_roster_entry(roster_entry_id)
    if actor.area != "candidate" or entry.person_id != actor.person_id:
        raise NotFound()
    return entry


def access_room_id(actor: Actor, roster_entry_id: UUID) -> UUID:
    """The room of a candidate's own entry, for who needs no more of it."""
    if actor.area != "candidate":
        raise NotFound()
    mine = RosterEntry.objects.filter(pk=roster_entry_id, person_id=actor.the_person_id)
    room_id = mine.values_list("room_id", flat=True).first()
    if room_id is None:
        raise NotFound()
    return room_id


def access_ticket(actor: Actor, ticket_id: UUID) -> Ticket:
    """A ticket of a candidate in one of the person's rooms."""
    ticket = Ticket.objects.select_related("roster_entry").filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound()
    if ticket.roster_entry.room_id is None:
        raise NotFound()
    access_room(actor, ticket.roster_entry.room_id)
    return ticket


def roles_of(person_id: UUID | None, room_id: UUID) -> set[str]:
    if person_id is None:
        return set()
    return set(Assignment.objects.filter(room_id=room_id, person_id=person_id).values_list("role", flat=True))


def list_staff(room_id: UUID) -> list[Assignment]:
    return list(
        Assignment.objects.filter(room_id=room_id).select_related("person").order_by("created_at", "pk")
    )


def list_my_rooms(person_id: UUID) -> list[MyRoom]:
    """Rooms of published and open exams with all roles of this person there, soonest and formal first."""
    found: dict[UUID, MyRoom] = {}
    assignments = Assignment.objects.filter(person_id=person_id, room__session__state__in=VISIBLE)
    related = assignments.select_related("room__session__school", "room__session__college")
    for assignment in related.order_by(
        "room__session__starts_at", "room__session__formality", "room__name", "created_at"
    ):
        found.setdefault(assignment.room_id, MyRoom(assignment.room)).roles.append(assignment.role)
    return list(found.values())


def rooms_in_use() -> QuerySet[ExamRoom]:
    """What `watch` looks after: rooms of open sessions, archived ones left out."""
    rooms = _rooms().filter(session__state=SessionState.OPEN).exclude(state=RoomState.ARCHIVED)
    return rooms.order_by("created_at", "pk")


def everybody_in(rooms: QuerySet[ExamRoom]) -> list[str]:
    """The channels of all staff and all candidates of these rooms."""
    room_ids = rooms.values_list("pk", flat=True)
    return [named(pk) for pk in room_ids for named in (channels.room_staff, channels.room_candidates)]


def staff_room_ids(person_id: UUID) -> list[UUID]:
    """Where a person works: the channels of their push connection."""
    assignments = Assignment.objects.filter(person_id=person_id, room__session__state__in=VISIBLE)
    return list(assignments.values_list("room_id", flat=True).distinct())


def school_channels_of(room_id: UUID) -> list[str]:
    """Who manages the exam of this room hears one of these; nobody that of a draft or closed one."""
    rooms = ExamRoom.objects.filter(pk=room_id, session__state__in=VISIBLE)
    managed_by = rooms.values_list("session__school_id", "session__college_id").first()
    return channels.school(*managed_by) if managed_by else []


def list_candidate_entries(person_id: UUID) -> list[RosterEntry]:
    """A candidate's published and open exams where they have a room: formal first, then by time."""
    entries = _roster().filter(person_id=person_id, session__state__in=VISIBLE, room__isnull=False)
    return list(entries.order_by("session__formality", "session__starts_at", "pk"))


def list_places(person_id: UUID) -> list[RosterEntry]:
    """The same for who needs only the entry and its room's id."""
    placed = RosterEntry.objects.filter(person_id=person_id, room__isnull=False)
    return list(placed.filter(session__state__in=VISIBLE))


def list_tickets(roster_entry_ids: Collection[UUID]) -> list[Ticket]:
    """Doubts: a call for help stands in the candidate's own row."""
    tickets = Ticket.objects.filter(roster_entry_id__in=roster_entry_ids, kind=TicketKind.DOUBT)
    return list(tickets.select_related("roster_entry__person").order_by("created_at"))


def count_open_tickets(roster_entry_id: UUID) -> int:
    open_doubts = Ticket.objects.filter(kind=TicketKind.DOUBT, state=TicketState.OPEN)
    return open_doubts.filter(roster_entry_id=roster_entry_id).count()


def count_open_tickets_of(scope: SchoolScope) -> int:
    tickets = Ticket.objects.filter(state=TicketState.OPEN)
    session = "roster_entry__session"
    return scope.narrow(tickets, school=f"{session}__school_id", college=f"{session}__college_id").count()


def school_ids_of(person_id: UUID) -> list[UUID]:
    """Schools where this person is a candidate of a published or open exam session."""
    entries = RosterEntry.objects.filter(person_id=person_id, session__state__in=VISIBLE)
    return list(entries.order_by().values_list("session__school_id", flat=True).distinct())


def _rooms() -> QuerySet[ExamRoom]:
    return ExamRoom.objects.select_related("session__school", "session__college")


def _roster() -> QuerySet[RosterEntry]:
    return RosterEntry.objects.select_related(
        "person", "room", "major", "session__school", "session__college"
    )
