"""Who works in a room, where the timetable has a say in it."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.exams.models import ExamRoom
from kaochang.exams.queries import hold_session, lock_room
from kaochang.exams.rooms import Roles, set_room_staff
from kaochang.planning.moving import without_new_clashes


@transaction.atomic
def staff_room(room: ExamRoom, wanted: Roles, *, version: int, reason: str, by: Actor) -> ExamRoom:
    """Refused in a published exam when it would bring somebody into two rooms, or before a relative."""
    room = lock_room(room.pk)
    with without_new_clashes(hold_session(room.session_id)):
        return set_room_staff(room, wanted, version=version, reason=reason, by=by)
