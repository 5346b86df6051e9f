"""Who of a room's staff is there. `watch` says what it sees; only changes are written and told."""

from collections.abc import Set
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit import services as audit
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.exams import queries as exams
from kaochang.exams.models import ExamRoom
from kaochang.exams.states import RoomRole
from kaochang.interviews import events, queries
from kaochang.interviews.models import StaffPresence
from kaochang.interviews.services.rooms import make_ready_if_staffed
from kaochang.realtime import channels
from kaochang.realtime import services as realtime

WATCH = Actor.system("watch")


def note_staff_presence(room: ExamRoom, present: Set[UUID], *, by: Actor = WATCH) -> bool:
    """True when something changed; without a change nothing is locked."""
    staffing = queries.staffing(ExamRoom.objects.filter(pk=room.pk))[room.pk]
    return staffing.differs_from(present) and _note(room.pk, present & staffing.assigned, by)


@transaction.atomic
def _note(room_id: UUID, present: Set[UUID], by: Actor) -> bool:
    room = exams.lock_room(room_id)
    rows = {row.person_id: row for row in StaffPresence.objects.filter(room=room)}
    officers = {a.person_id for a in exams.list_staff(room.pk) if a.role == RoomRole.WAITING_ROOM_OFFICER}
    before = {person_id for person_id, row in rows.items() if row.online}
    for person_id in before ^ present:
        _change(room, rows.get(person_id), person_id, person_id in present, by)
    if officers & before != officers & present:  # the page names who is there and free
        told = events.OfficerPresenceChanged(room_id=room.pk, online=bool(officers & present))
        realtime.announce(told, to=[channels.room_candidates(room.pk)], subject=room)
    make_ready_if_staffed(room, present=present)
    return before != present


def _change(room: ExamRoom, row: StaffPresence | None, person_id: UUID, online: bool, by: Actor) -> None:
    if row is None:
        row = StaffPresence.objects.create(room=room, person_id=person_id, online=online)
    else:
        row.online, row.changed_at = online, clock.now()
        save_changed(row, "online", "changed_at")
    event = events.StaffPresenceChanged(room_id=room.pk, person_id=person_id, online=online)
    audit.record(event, by=by, about=room, scope_id=room.pk)
    realtime.announce(event, to=[channels.room_staff(room.pk)], subject=row)
