"""Setting up: rooms, who works there, who is examined there. Sessions themselves are in `sessions.py`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.core.changes import apply_changes
from kaochang.exams import events
from kaochang.exams.errors import (
    AssignmentExists,
    CandidateNumberTaken,
    ExamClosed,
    MajorOfAnotherCollege,
    RoomNameTaken,
    RoomOfAnotherSession,
)
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import lock_room
from kaochang.exams.sessions import require_editable
from kaochang.exams.states import RoomRole, SessionState
from kaochang.exams.telling import tell_renamed
from kaochang.media import services as media
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import Major


@transaction.atomic
def create_room(
    session: ExamSession, *, name: str, name_en: str = "", major: Major | None = None, by: Actor
) -> ExamRoom:
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
    if session.state in (SessionState.CLOSED, SessionState.ARCHIVED):
        raise ExamClosed()
    _require_free_name(session, name)
    _require_own_major(session, major.pk if major else None)
    room = ExamRoom.objects.create(session=session, name=name, name_en=name_en, major=major)
    event = events.RoomCreated(room_id=room.pk, session_id=session.pk)
    record(event, by=by, about=room, scope_id=room.pk)
    announce(event, to=channels.school(session.school_id, session.college_id), subject=room)
    return room


@transaction.atomic
def edit_room(
    room: ExamRoom, values: Mapping[str, Any], *, version: int, by: Actor, reason: str = ""
) -> ExamRoom:
    """Names and major. From the publication on with a reason: people look for it by its name."""
    room = lock_room(room.pk)
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=room.session_id)
    require_version(room, version)
    require_editable(session, reason)
    if values.get("name", room.name) != room.name:
        _require_free_name(session, values["name"])
    _require_own_major(session, values.get("major_id"))
    was = (room.name, room.name_en)
    changes = apply_changes(room, values)
    if not changes:
        return room
    event = events.RoomEdited(room_id=room.pk, changes=changes, reason=reason)
    record(event, by=by, about=room, scope_id=room.pk)
    here = [channels.room_staff(room.pk), channels.room_candidates(room.pk)]
    announce(event, to=[*here, *channels.school(session.school_id, session.college_id)], subject=room)
    if (room.name, room.name_en) != was:
        tell_renamed(room, was, reason=reason, by=by)
    return room


def _require_own_major(session: ExamSession, major_id: UUID | None) -> None:
    if major_id and not Major.objects.filter(pk=major_id, college_id=session.college_id).exists():
        raise MajorOfAnotherCollege()


def _require_free_name(session: ExamSession, name: str) -> None:
    """The caller holds the session: two rooms of one name cannot come at the same moment."""
    if ExamRoom.objects.filter(session=session, name=name).exists():
        raise RoomNameTaken()


@transaction.atomic
def add_assignment(room: ExamRoom, person: Person, role: str, *, by: Actor) -> Assignment:
    """The person's pages learn of the room by a fresh push token."""
    if Assignment.objects.filter(room=room, person=person, role=role).exists():
        raise AssignmentExists()
    assignment = Assignment.objects.create(room=room, person=person, role=RoomRole(role))
    event = events.AssignmentAdded(room_id=room.pk, person_id=person.pk, role=assignment.role)
    record(event, by=by, about=assignment, scope_id=room.pk)
    announce(event, to=_staff_and(room, person), subject=assignment)
    _tell_candidates_of(assignment)
    accounts.refresh_push_channels(person.pk, "staff")
    return assignment


@transaction.atomic
def remove_assignment(assignment: Assignment, *, by: Actor) -> None:
    """Takes the person out of the room's media and pushes in the same transaction.

    With another role left in the room the pages come back by themselves, with what that role may.
    """
    # A seat is given under the same lock: nobody sits down on a role that ends here.
    room, person = lock_room(assignment.room_id), assignment.person
    event = events.AssignmentRemoved(room_id=room.pk, person_id=person.pk, role=RoomRole(assignment.role))
    record(event, by=by, about=assignment, scope_id=room.pk)
    announce(event, to=_staff_and(room, person), subject=assignment)
    _tell_candidates_of(assignment)
    assignment.delete()
    media.close_seats(reason="assignment_removed", person_id=person.pk, scope_id=room.pk)
    accounts.refresh_push_channels(person.pk, "staff")


@transaction.atomic
def add_roster_entry(
    room: ExamRoom | None,
    *,
    candidate_number: str,
    order_number: int | None,
    by: Actor,
    person: Person | None = None,
    name: str = "",
    phone: str | None = None,
    major: Major | None = None,
    slot_starts_at: datetime | None = None,
    session: ExamSession | None = None,
) -> RosterEntry:
    """A candidate (new, or already a person of this school) and their ways to log in.

    Without a room, `session` says which exam they belong to; they are placed later.
    """
    session = session or (room.session if room else None)
    if session is None or (room is not None and room.session_id != session.pk):
        raise RoomOfAnotherSession()
    if RosterEntry.objects.filter(session=session, candidate_number=candidate_number).exists():
        raise CandidateNumberTaken()
    if person is None:
        person = accounts.create_person(name=name, phone=phone, by=by)
    school = session.school_id
    accounts.give_candidate_number_login(person, scope_id=school, candidate_number=candidate_number, by=by)
    number = phone or person.phone
    if number:
        accounts.give_phone_login(person, scope_id=school, area="candidate", phone=number, by=by)
    entry = RosterEntry.objects.create(
        session=session,
        room=room,
        person=person,
        major=major,
        candidate_number=candidate_number,
        order_number=order_number,
        slot_starts_at=slot_starts_at,
    )
    event = events.RosterEntryAdded(
        roster_entry_id=entry.pk, room_id=entry.room_id, order_number=entry.order_number
    )
    record(event, by=by, about=entry, scope_id=entry.trail_scope_id)
    if entry.room_id is not None:
        announce(event, to=[channels.room_staff(entry.room_id)], subject=entry)
    accounts.refresh_push_channels(person.pk, "candidate")
    return entry


def _tell_candidates_of(assignment: Assignment) -> None:
    if assignment.role == RoomRole.WAITING_ROOM_OFFICER:
        event = events.OfficersChanged(room_id=assignment.room_id)
        announce(event, to=[channels.room_candidates(assignment.room_id)], subject=assignment)


def _staff_and(room: ExamRoom, person: Person) -> list[str]:
    return [channels.room_staff(room.pk), channels.person("staff", person.pk)]
