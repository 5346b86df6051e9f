"""An exam room copied, staffed and deleted; made and renamed: `setup.py`."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.core.events import Change
from kaochang.core.models import touch
from kaochang.exams import events
from kaochang.exams.errors import NotInStaffPool, RoomNotEmpty
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import hold_session, lock_room
from kaochang.exams.sessions import require_editable
from kaochang.exams.setup import add_assignment, create_room, remove_assignment
from kaochang.exams.states import RoomRole
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import Membership
from kaochang.schools.queries import staff_pool

# Who may look after several rooms at a time: only they come along into a copy.
SHARED = (RoomRole.WAITING_ROOM_OFFICER, RoomRole.INSPECTOR)
Roles = Collection[tuple[UUID, str]]


@transaction.atomic
def copy_room(
    room: ExamRoom, names: Collection[tuple[str, str]], *, by: Actor, reason: str = ""
) -> list[ExamRoom]:
    """Further rooms of the same exam and major, with the staff that rooms share."""
    room = lock_room(room.pk)
    # As `create_room` will: two who copy do not wait for one another.
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=room.session_id)
    require_editable(session, reason)
    members = staff_pool(session.school_id, session.college_id).values("person_id")
    held = Assignment.objects.filter(room=room, role__in=SHARED, person__in=members)
    shared = list(held.select_related("person").order_by("created_at"))
    made = []
    for name, name_en in names:
        copy = create_room(room.session, name=name, name_en=name_en, major=room.major, by=by)
        event = events.RoomCopied(room_id=copy.pk, copied_from_id=room.pk, reason=reason)
        record(event, by=by, about=copy, scope_id=copy.pk)
        for one in shared:
            add_assignment(copy, one.person, one.role, by=by)
        made.append(copy)
    return made


@transaction.atomic
def delete_room(room: ExamRoom, *, version: int, by: Actor, reason: str = "") -> None:
    """While nobody is to be examined in it and nothing has happened there; its staff are free again."""
    room = lock_room(room.pk)
    session = hold_session(room.session_id)
    require_version(room, version)
    require_editable(session, reason)
    if RosterEntry.objects.filter(room=room).exists():
        raise RoomNotEmpty()
    for assignment in Assignment.objects.filter(room=room).select_related("person"):
        remove_assignment(assignment, by=by)
    event = events.RoomDeleted(room_id=room.pk, session_id=session.pk, reason=reason)
    record(event, by=by, about=room, scope_id=session.school_id)
    announce(event, to=channels.school(session.school_id, session.college_id), subject=room)
    try:
        room.delete()
    except ProtectedError as kept:
        raise RoomNotEmpty() from kept


@transaction.atomic
def set_room_staff(room: ExamRoom, wanted: Roles, *, version: int, by: Actor, reason: str = "") -> ExamRoom:
    """Who works here from now on, all of them: who is not in `wanted` is taken away.

    The whole at once, so that one person follows another in one step and two editors do not mix.
    """
    room = lock_room(room.pk)
    session = hold_session(room.session_id)
    require_version(room, version)
    require_editable(session, reason)
    held = list(Assignment.objects.filter(room=room).select_related("person").order_by("created_at"))
    before = {(one.person_id, one.role) for one in held}
    after = {(person_id, str(RoomRole(role))) for person_id, role in wanted}
    if before == after:
        return room
    here = {one.person_id for one in held}
    people = _people_of_pool(session.school_id, session.college_id, {who for who, _ in after} - here)
    people |= {one.person_id: one.person for one in held}
    for one in held:
        if (one.person_id, one.role) not in after:
            remove_assignment(one, by=by)
    for person_id, role in sorted(after - before, key=str):
        add_assignment(room, people[person_id], role, by=by)
    touch(room)
    event = events.RoomStaffEdited(room_id=room.pk, changes=_changes(before, after), reason=reason)
    record(event, by=by, about=room, scope_id=room.pk)
    announce(event, to=channels.school(session.school_id, session.college_id), subject=room)
    return room


def hold_members(school_id: UUID, college_id: UUID, wanted: Collection[UUID]) -> QuerySet[Membership]:
    """Those of them who may be assigned, held: nobody of them leaves meanwhile."""
    pool = staff_pool(school_id, college_id).select_for_update(no_key=True, of=("self",)).order_by("pk")
    return pool.filter(person_id__in=wanted).select_related("person")


def _people_of_pool(school_id: UUID, college_id: UUID, wanted: Collection[UUID]) -> dict[UUID, Person]:
    if not wanted:
        return {}
    found = {one.person_id: one.person for one in hold_members(school_id, college_id, wanted)}
    if len(found) != len(wanted):
        raise NotInStaffPool()
    return found


def _changes(before: Roles, after: Roles) -> list[Change]:
    """One a role, in the order in which people sit."""
    old, new = _by_role(before), _by_role(after)
    return [
        Change(field=role, before=old[role], after=new[role])
        for role in RoomRole.values
        if old[role] != new[role]
    ]


def _by_role(roles: Roles) -> Mapping[str, Any]:
    ids: dict[str, list[str]] = defaultdict(list)
    for person_id, role in roles:
        ids[role].append(str(person_id))
    return defaultdict(str, {role: " ".join(sorted(who)) for role, who in ids.items()})
