"""Who works in a room, where the timetable has a say in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.exams.duties import DutyChange, tell_duties
from kaochang.exams.models import Assignment, ExamRoom, ExamSession
from kaochang.exams.queries import hold_session, list_staff, lock_room, lock_rooms
from kaochang.exams.rooms import SHARED, Roles, copy_room, delete_room, hold_members, set_room_staff
from kaochang.exams.states import RoomState
from kaochang.planning.moving import without_new_clashes
from kaochang.schools.queries import staff_pool

# By person: their roles in one room.
Held = dict[UUID, tuple[Person, set[str]]]
Duty = tuple[Person, str]
OVER = (RoomState.CLOSED, RoomState.ARCHIVED)


class Sharing(NamedTuple):
    room: ExamRoom
    added: list[Duty]
    removed: list[Duty]


@transaction.atomic
def staff_room(room: ExamRoom, wanted: Roles, *, version: int, reason: str, by: Actor) -> ExamRoom:
    """Refused in a published exam when it would bring somebody into two rooms, or before a relative."""
    room = lock_room(room.pk)
    with without_new_clashes(hold_session(room.session_id)):
        before = _roles_of(room)
        room = set_room_staff(room, wanted, version=version, reason=reason, by=by)
    tell_duties(_changes(room, before, _roles_of(room)), reason=reason, by=by)
    return room


@transaction.atomic
def copy_staffed_room(
    room: ExamRoom, names: Collection[tuple[str, str]], *, reason: str, by: Actor
) -> list[ExamRoom]:
    made = copy_room(room, names, reason=reason, by=by)
    changes = [change for copy in made for change in _changes(copy, {}, _roles_of(copy))]
    tell_duties(changes, reason=reason, by=by)
    return made


@transaction.atomic
def delete_staffed_room(room: ExamRoom, *, version: int, reason: str, by: Actor) -> None:
    room = lock_room(room.pk)
    before = _roles_of(room)
    delete_room(room, version=version, reason=reason, by=by)
    tell_duties(_changes(room, before, {}), reason=reason, by=by)


def preview_sharing(room: ExamRoom) -> list[Sharing]:
    """What the other rooms of the exam and major would change to have this room's officers and inspectors.

    Of those who may still be assigned, as in a copy of the room.
    """
    others = _others(room)
    held: dict[UUID, set[Duty]] = defaultdict(set)
    for one in Assignment.objects.filter(room__in=[room, *others], role__in=SHARED).select_related("person"):
        held[one.room_id].add((one.person, one.role))
    pool = staff_pool(room.session.school_id, room.session.college_id)
    members = set(pool.values_list("person_id", flat=True))
    pattern = {(who, role) for who, role in held[room.pk] if who.pk in members}
    return [
        Sharing(other, _in_order(pattern - held[other.pk]), _in_order(held[other.pk] - pattern))
        for other in others
    ]


@transaction.atomic
def share_staff(
    room: ExamRoom, others: Mapping[UUID, int], *, version: int, reason: str, by: Actor
) -> list[ExamRoom]:
    """The `others`, each at the version that was seen, get the officers and inspectors of `room`."""
    rooms = lock_rooms(room.session_id, {room.pk, *others})
    room = rooms.pop(room.pk)
    require_version(room, version)
    if set(rooms) - {other.pk for other in _others(room)}:
        raise NotFound()
    changed = []
    with without_new_clashes(session := hold_session(room.session_id)):
        pattern = _hold_shared(room, session)
        for pk, other in rooms.items():
            before = _roles_of(other)
            kept = {(who, role) for who, (_, roles) in before.items() for role in roles if role not in SHARED}
            staffed = set_room_staff(other, kept | pattern, version=others[pk], reason=reason, by=by)
            changed.append((staffed, before))
    changes = [change for other, before in changed for change in _changes(other, before, _roles_of(other))]
    tell_duties(changes, reason=reason, by=by)
    return [other for other, _ in changed]


def tell_duties_of(session: ExamSession, *, by: Actor) -> None:
    """The exam was published: everybody's, whole; a withdrawal had taken back all that they knew."""
    known = {UUID(room_id): room for room_id, room in session.told_duties.items()}
    people = Person.objects.in_bulk({UUID(one) for room in known.values() for one in room["people"]})
    rooms = {room.pk: room for room in ExamRoom.objects.filter(session=session).order_by("name", "pk")}
    for room_id, room in known.items():
        rooms.setdefault(room_id, ExamRoom(pk=room_id, name=room["name"], name_en=room["name_en"]))
    now: dict[UUID, Held] = defaultdict(dict)
    for one in Assignment.objects.filter(room__session=session).select_related("person").order_by("pk"):
        now[one.room_id].setdefault(one.person_id, (one.person, set()))[1].add(one.role)
    changes = []
    for room_id, room in rooms.items():
        room.session = session
        here, told = now[room_id], known.get(room_id, {"people": {}})["people"]
        changes += [DutyChange(room, who, sorted(roles), added=True) for who, roles in here.values()]
        gone = [(people[UUID(one)], roles) for one, roles in told.items() if UUID(one) not in here]
        changes += [DutyChange(room, who, sorted(roles), added=False) for who, roles in gone]
    tell_duties(changes, reason=session.withdrawn_for, by=by)


def _others(room: ExamRoom) -> list[ExamRoom]:
    rooms = ExamRoom.objects.filter(session_id=room.session_id).exclude(pk=room.pk)
    alike = rooms.filter(major_id=room.major_id) if room.major_id else rooms.filter(major__isnull=True)
    return list(alike.exclude(state__in=OVER).order_by("name", "pk"))


def _hold_shared(room: ExamRoom, session: ExamSession) -> set[tuple[UUID, str]]:
    """All at once: held room by room, two exams with the same officers would wait for one another."""
    held = Assignment.objects.filter(room=room, role__in=SHARED)
    duties = set(held.values_list("person_id", "role"))
    pool = hold_members(session.school_id, session.college_id, {who for who, _ in duties})
    members = {one.person_id for one in pool}
    return {(who, role) for who, role in duties if who in members}


def _in_order(duties: Iterable[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: (duty[1], duty[0].name, str(duty[0].pk)))


def _changes(room: ExamRoom, before: Held, after: Held) -> list[DutyChange]:
    """Who came or got a further role, who lost one of several, and who is free again."""
    nobody: set[str] = set()
    changes = []
    for pk, (person, _) in {**before, **after}.items():
        had, has = (held[pk][1] if pk in held else nobody for held in (before, after))
        if not has:
            changes.append(DutyChange(room, person, sorted(had), added=False))
        elif had - has:
            changes.append(DutyChange(room, person, sorted(has), added=False, kept=True))
        elif has - had:
            changes.append(DutyChange(room, person, sorted(has - had), added=True))
    return changes


def _roles_of(room: ExamRoom) -> Held:
    found: Held = {}
    for one in list_staff(room.pk):
        found.setdefault(one.person_id, (one.person, set()))[1].add(one.role)
    return found
