"""Who works in a room, where the timetable has a say in it."""

from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.exams.models import ExamRoom
from kaochang.exams.queries import hold_session, list_staff, lock_room
from kaochang.exams.rooms import Roles, set_room_staff
from kaochang.exams.telling import tell_duties
from kaochang.planning.moving import without_new_clashes


@transaction.atomic
def staff_room(room: ExamRoom, wanted: Roles, *, version: int, reason: str, by: Actor) -> ExamRoom:
    """Refused in a published exam when it would bring somebody into two rooms, or before a relative."""
    room = lock_room(room.pk)
    with without_new_clashes(hold_session(room.session_id)):
        before = _roles_of(room)
        room = set_room_staff(room, wanted, version=version, reason=reason, by=by)
    after = _roles_of(room)
    added = [(person, sorted(roles - before[pk][1])) for pk, (person, roles) in after.items() if pk in before]
    new = [(person, sorted(roles)) for pk, (person, roles) in after.items() if pk not in before]
    gone = [(person, sorted(roles)) for pk, (person, roles) in before.items() if pk not in after]
    given = [*new, *((person, roles) for person, roles in added if roles)]
    tell_duties(room, given, added=True, reason=reason, by=by)
    tell_duties(room, gone, added=False, reason=reason, by=by)
    return room


def _roles_of(room: ExamRoom) -> dict[UUID, tuple[Person, set[str]]]:
    found: dict[UUID, tuple[Person, set[str]]] = {}
    for one in list_staff(room.pk):
        found.setdefault(one.person_id, (one.person, set()))[1].add(one.role)
    return found
