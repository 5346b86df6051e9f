"""Who works in a room, where the timetable has a say in it."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.exams.models import ExamRoom
from kaochang.exams.queries import hold_session, list_staff, lock_room
from kaochang.exams.rooms import Roles, copy_room, delete_room, set_room_staff
from kaochang.exams.telling import tell_duties
from kaochang.planning.moving import without_new_clashes

# By person: their roles in one room.
Held = dict[UUID, tuple[Person, set[str]]]


@transaction.atomic
def staff_room(room: ExamRoom, wanted: Roles, *, version: int, reason: str, by: Actor) -> ExamRoom:
    """Refused in a published exam when it would bring somebody into two rooms, or before a relative."""
    room = lock_room(room.pk)
    with without_new_clashes(hold_session(room.session_id)):
        before = _roles_of(room)
        room = set_room_staff(room, wanted, version=version, reason=reason, by=by)
    after = _roles_of(room)
    _tell(room, before, after, reason=reason, by=by)
    return room


@transaction.atomic
def copy_staffed_room(
    room: ExamRoom, names: Collection[tuple[str, str]], *, reason: str, by: Actor
) -> list[ExamRoom]:
    made = copy_room(room, names, reason=reason, by=by)
    for copy in made:
        _tell(copy, {}, _roles_of(copy), reason=reason, by=by)
    return made


@transaction.atomic
def delete_staffed_room(room: ExamRoom, *, version: int, reason: str, by: Actor) -> None:
    room = lock_room(room.pk)
    before = _roles_of(room)
    delete_room(room, version=version, reason=reason, by=by)
    _tell(room, before, {}, reason=reason, by=by)


def _tell(room: ExamRoom, before: Held, after: Held, *, reason: str, by: Actor) -> None:
    """Who came or got a further role, who lost one of several, and who is free again."""
    nobody: set[str] = set()
    came, changed, gone = [], [], []
    for pk, (person, _) in {**before, **after}.items():
        had, has = (held[pk][1] if pk in held else nobody for held in (before, after))
        if not has:
            gone.append((person, sorted(had)))
        elif had - has:
            changed.append((person, sorted(has)))
        elif has - had:
            came.append((person, sorted(has - had)))
    tell_duties(room, came, added=True, reason=reason, by=by)
    tell_duties(room, changed, added=False, kept=True, reason=reason, by=by)
    tell_duties(room, gone, added=False, reason=reason, by=by)


def _roles_of(room: ExamRoom) -> Held:
    found: Held = {}
    for one in list_staff(room.pk):
        found.setdefault(one.person_id, (one.person, set()))[1].add(one.role)
    return found
