"""Reads. `access_…` also decides: foreign objects do not exist for who asks."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kaochang.accounts.actor import Actor
from kaochang.core.errors import Forbidden, NotFound
from kaochang.exams.errors import ExamClosed
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry, Ticket
from kaochang.exams.states import RoomState, SessionState, TicketState
from kaochang.realtime import channels


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
    rooms = ExamRoom.objects.select_related("session").select_for_update(of=("self",))
    room = rooms.filter(pk=room_id).first()
    if room is None:
        raise NotFound()
    return room


def hold_session_open(session_id: UUID) -> None:
    """For whoever opens a seat or writes: until the caller's transaction ends the exam session stays open.

    Shared, so that those of one session do not wait for each other. Comes after the locks of room and desk.
    """
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(ExamSession._meta.db_table)
        cursor.execute(f"SELECT state FROM {table} WHERE id = %s FOR SHARE", [session_id])  # noqa: S608
        if cursor.fetchone()[0] != SessionState.OPEN:
            raise ExamClosed()


def find_roster_entry(roster_entry_id: UUID) -> RosterEntry | None:
    return _roster().filter(pk=roster_entry_id).first()


def get_roster_entry(roster_entry_id: UUID) -> RosterEntry:
    entry = find_roster_entry(roster_entry_id)
    if entry is None:
        raise NotFound()
    return entry


def lock_roster_entry(roster_entry_id: UUID) -> RosterEntry:
    entry = _roster().select_for_update(of=("self",)).filter(pk=roster_entry_id).first()
    if entry is None:
        raise NotFound()
    return entry


def lock_ticket(ticket_id: UUID) -> Ticket:
    tickets = Ticket.objects.select_related("roster_entry__room", "roster_entry__session")
    ticket = tickets.select_for_update(of=("self",)).filter(pk=ticket_id).first()
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
    """Rooms of open sessions where this person works, soonest and formal first, each once with all roles."""
    found: dict[UUID, MyRoom] = {}
    assignments = Assignment.objects.filter(person_id=person_id, room__session__state=SessionState.OPEN)
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
    """Where a person works today: the channels of their push connection."""
    assignments = Assignment.objects.filter(person_id=person_id, room__session__state=SessionState.OPEN)
    return list(assignments.values_list("room_id", flat=True).distinct())


def list_candidate_entries(person_id: UUID) -> list[RosterEntry]:
    """A candidate's exams that are open, the soonest first, formal before rehearsal."""
    entries = _roster().filter(person_id=person_id, session__state=SessionState.OPEN)
    return list(entries.order_by("session__formality", "session__starts_at", "pk"))


def list_open_places(person_id: UUID) -> list[RosterEntry]:
    """The same for who needs only the entry and its room's id."""
    return list(RosterEntry.objects.filter(person_id=person_id, session__state=SessionState.OPEN))


def list_tickets(roster_entry_ids: Collection[UUID]) -> list[Ticket]:
    tickets = Ticket.objects.filter(roster_entry_id__in=roster_entry_ids)
    return list(tickets.select_related("roster_entry__person").order_by("created_at"))


def count_open_tickets(roster_entry_id: UUID) -> int:
    return Ticket.objects.filter(roster_entry_id=roster_entry_id, state=TicketState.OPEN).count()


def school_ids_of(person_id: UUID) -> list[UUID]:
    """Schools where this person is a candidate of an open exam session."""
    entries = RosterEntry.objects.filter(person_id=person_id, session__state=SessionState.OPEN)
    return list(entries.order_by().values_list("session__school_id", flat=True).distinct())


def _rooms() -> QuerySet[ExamRoom]:
    return ExamRoom.objects.select_related("session__school", "session__college")


def _roster() -> QuerySet[RosterEntry]:
    return RosterEntry.objects.select_related(
        "person", "room", "major", "session__school", "session__college"
    )
