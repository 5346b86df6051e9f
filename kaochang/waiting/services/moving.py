"""Line and desk follow the timetable: candidates come to another room, to another slot, or to none."""

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core.models import save_changed
from kaochang.desks import services as desks
from kaochang.exams.models import ExamRoom, RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.waiting import events
from kaochang.waiting.errors import NotMovable
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services.arrival import open_due_desks
from kaochang.waiting.services.rosters import add_all_to_queue
from kaochang.waiting.services.telling import moving_line, note, tell_staff
from kaochang.waiting.states import QueueState

# With an officer, before the panel or behind it: nobody moves from there.
MOVABLE = (
    QueueState.PREPARING,
    QueueState.WAITING,
    QueueState.CLEARED,
    QueueState.DEFERRED,
    QueueState.ABSENT,
)


def lock_movable(entries: Sequence[RosterEntry]) -> dict[UUID, QueueEntry]:
    """By roster entry, before anything is changed; the caller holds the rooms."""
    found = {one.roster_entry_id: one for one in _locked(roster_entry__in=entries)}
    for one in found.values():
        if one.state not in MOVABLE:
            raise NotMovable(state=one.state)
    return found


@transaction.atomic
def follow_timetable(entries: Sequence[RosterEntry], *, by: Actor) -> None:
    """The caller has placed the entries, put the rooms in order and holds them, the old ones too."""
    queued = lock_movable(entries)
    new = [
        entry
        for entry in entries
        if entry.pk not in queued and entry.room_id is not None and entry.session.state in VISIBLE
    ]
    if new:
        add_all_to_queue(new, by=by)
        queued = lock_movable(entries)
    rooms = {one.room_id: one.room for one in queued.values()}
    rooms |= {entry.exam_room_id: entry.exam_room for entry in entries if entry.room_id is not None}
    changed: set[UUID] = set()
    with ExitStack() as lines:
        for room in rooms.values():
            lines.enter_context(moving_line(room))
        for entry in entries:
            one = queued.get(entry.pk)
            if one is None or one.room_id == entry.room_id:
                continue
            changed.add(one.room_id)
            if entry.room_id is None:
                _take_out(one, by)
            else:
                changed.add(entry.room_id)
                _move(one, entry, by)
        for room in rooms.values():
            _put_in_order(room, queued)
    for room_id in changed:
        open_due_desks(rooms[room_id], by=by)


def _take_out(queued: QueueEntry, by: Actor) -> None:
    event = events.RemovedFromQueue(entry_id=queued.pk, roster_entry_id=queued.roster_entry_id)
    note(event, queued, by=by)
    tell_staff(event, queued)
    queued.delete()


def _move(queued: QueueEntry, entry: RosterEntry, by: Actor) -> None:
    """The desk first: its events go to the staff of the room that it leaves."""
    desks.move_desk(entry, by=by)
    queued.room = entry.exam_room
    save_changed(queued, "room")
    event = events.MovedToRoom(entry_id=queued.pk, roster_entry_id=entry.pk, room_id=queued.room_id)
    note(event, queued, by=by)
    tell_staff(event, queued)


def _put_in_order(room: ExamRoom, moved: Collection[UUID]) -> None:
    """Each who moved stands before the first who comes later by the timetable.

    The others keep their order, which on the day is not the timetable's any more.
    """
    line: list[QueueEntry] = []
    coming: list[QueueEntry] = []
    for one in _locked(room=room):
        (coming if one.roster_entry_id in moved else line).append(one)
    for one in sorted(coming, key=_order):
        later = (place for place, other in enumerate(line) if _order(other) > _order(one))
        line.insert(next(later, len(line)), one)
    shifted = []
    for position, one in enumerate(line, start=1):
        if one.position != position:
            one.position, one.version = position, one.version + 1
            shifted.append(one)
    QueueEntry.objects.bulk_update(shifted, ["position", "version"], batch_size=1000)


def _order(queued: QueueEntry) -> int:
    return queued.roster_entry.order_number or 0


def _locked(**which: object) -> Sequence[QueueEntry]:
    entries = QueueEntry.objects.select_related("room__session", "roster_entry")
    return list(entries.select_for_update(no_key=True, of=("self",)).filter(**which).order_by("position"))
