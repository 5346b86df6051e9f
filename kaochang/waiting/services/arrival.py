"""Into the line and into the waiting area; which of those who wait have an open desk."""

from django.db import transaction
from django.db.models import Max

from kaochang.accounts.actor import Actor
from kaochang.announcements.reading import require_all_read
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.rules import require
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.desks.models import Desk
from kaochang.exams import queries as exams
from kaochang.exams.errors import StepMissing
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.rules import is_own_entry
from kaochang.exams.services import require_open
from kaochang.exams.states import RoomState
from kaochang.waiting import events, queries
from kaochang.waiting.errors import AlreadyArrived, NotInWaitingArea, WaitingAreaClosed
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.requirements import missing_step
from kaochang.waiting.services.telling import change_state, moving_line, note, tell, tell_staff
from kaochang.waiting.states import IN_LINE, QueueState

SHUT = (RoomState.CLOSED, RoomState.ARCHIVED)


@transaction.atomic
def add_to_queue(roster_entry: RosterEntry, *, by: Actor) -> QueueEntry:
    """A place in the drawn order, and the desk that goes with it. Adding twice changes nothing."""
    room = exams.lock_room(roster_entry.exam_room_id)
    found = queries.find_entry_of(roster_entry.pk)
    if found is not None:
        return found
    desk_queries.lock_desk(roster_entry.pk)
    position = roster_entry.order_number or last_position(room) + 1
    with moving_line(room):
        if QueueEntry.objects.filter(room=room, position=position).exists():
            position = last_position(room) + 1
        created = QueueEntry.objects.create(roster_entry=roster_entry, room=room, position=position)
        entry = queries.get_entry(created.pk)
        event = events.AddedToQueue(entry_id=entry.pk, roster_entry_id=roster_entry.pk, position=position)
        note(event, entry, by=by)
        tell_staff(event, entry)
    return entry


@transaction.atomic
def fill_queues(session: ExamSession, *, by: Actor) -> int:
    """Everybody of a draft who has a room gets a place in its line and a desk; who has one keeps it.

    In bulk, one event: nobody sees the line yet. The caller holds the rooms.
    """
    placed = RosterEntry.objects.filter(session=session, room__isnull=False)
    missing = list(placed.filter(queue_entry__isnull=True).order_by("room_id", "order_number"))
    last = dict(
        QueueEntry.objects.filter(room__session=session)
        .order_by()
        .values_list("room_id")
        .annotate(last=Max("position"))
    )
    places = []
    for entry in missing:
        # Behind everybody who already stands there; otherwise the drawn number itself.
        position = max(last.get(entry.exam_room_id, 0) + 1, entry.order_number or 1)
        last[entry.exam_room_id] = position
        places.append(QueueEntry(roster_entry=entry, room_id=entry.exam_room_id, position=position))
    QueueEntry.objects.bulk_create(places, batch_size=2000)
    desks = [Desk(roster_entry=entry, room_id=entry.exam_room_id) for entry in missing]
    Desk.objects.bulk_create(desks, batch_size=2000, ignore_conflicts=True)
    if places:
        event = events.QueuesFilled(session_id=session.pk, added=len(places))
        record(event, by=by, about=session, scope_id=session.school_id)
    return len(places)


@transaction.atomic
def enter_waiting_area(roster_entry: RosterEntry, *, by: Actor) -> QueueEntry:
    """「进入候考区」: every step before it is done, and stays done from here."""
    room = exams.lock_room(roster_entry.exam_room_id)
    entry = queries.lock_entry(queries.entry_of(roster_entry.pk).pk)
    require(is_own_entry, by, entry.roster_entry)
    require_open(room)
    if room.state in SHUT:
        raise WaitingAreaClosed()
    if entry.state in (*IN_LINE, QueueState.ADMITTED):
        raise AlreadyArrived()
    if entry.state != QueueState.PREPARING:
        # Deferred, absent or finished: staff lead back, not a second arrival.
        raise NotInWaitingArea(state=entry.state)
    step = missing_step(exams.get_roster_entry(roster_entry.pk))
    if step is not None:
        raise StepMissing(step=step)
    require_all_read(entry.roster_entry)
    with moving_line(room):
        entry.arrived_at = clock.now()
        change_state(entry, QueueState.WAITING, by=by, also=("arrived_at",))
        event = events.CandidateArrived(entry_id=entry.pk, arrived_at=entry.arrived_at)
        tell(event, entry, by=by)
    desks.register_laptop(entry.roster_entry, by=by)
    open_due_desks(room, by=by)
    return entry


@transaction.atomic
def open_due_desks(room: ExamRoom, *, by: Actor) -> int:
    """Up to the exam's limit, free desks to the nearest first; nobody gives theirs up (decision 0010)."""
    room = exams.lock_room(room.pk)
    if room.state in SHUT:
        return 0
    opened = {desk.roster_entry_id for desk in desk_queries.list_open_desks(room.pk)}
    free = room.session.desks_open_limit - len(opened)
    due = [entry for entry in queries.list_line(room.pk) if entry.roster_entry_id not in opened]
    chosen = due[: max(0, free)]
    for entry in chosen:
        desks.open_desk(entry.roster_entry, by=by)
    return len(chosen)


def last_position(room: ExamRoom) -> int:
    return QueueEntry.objects.filter(room=room).aggregate(last=Max("position"))["last"] or 0
