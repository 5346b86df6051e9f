"""Setting up: sessions, rooms, who works there, who is examined there."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.core.models import save_changed
from kaochang.exams import events, queries
from kaochang.exams.errors import AssignmentExists, CandidateNumberTaken, RoomOfAnotherSession
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.states import SESSION, RoomRole, SessionState
from kaochang.media import services as media
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import College, Major


@transaction.atomic
def create_session(
    college: College,
    *,
    name: str,
    formality: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    **rules: Any,
) -> ExamSession:
    """`rules` are further columns of ExamSession (cameras_required, invitation_seconds, notice_text …)."""
    session = ExamSession.objects.create(
        school=college.school,
        college=college,
        name=name,
        formality=formality,
        starts_at=starts_at,
        ends_at=ends_at,
        **rules,
    )
    event = events.SessionCreated(session_id=session.pk, starts_at=starts_at, ends_at=ends_at)
    record(event, by=by, about=session, scope_id=session.school_id)
    return session


@transaction.atomic
def reschedule_session(
    session: ExamSession, *, starts_at: datetime, ends_at: datetime, by: Actor
) -> ExamSession:
    """Move the window; the slots of its candidates move with it."""
    session = ExamSession.objects.select_for_update().get(pk=session.pk)
    moved = starts_at - session.starts_at
    session.starts_at, session.ends_at = starts_at, ends_at
    save_changed(session, "starts_at", "ends_at")
    for entry in RosterEntry.objects.select_for_update().filter(session=session).order_by("pk"):
        if entry.slot_starts_at is not None:
            entry.slot_starts_at += moved
            save_changed(entry, "slot_starts_at")
    event = events.SessionRescheduled(session_id=session.pk, starts_at=starts_at, ends_at=ends_at)
    record(event, by=by, about=session, scope_id=session.school_id)
    announce(event, to=_everybody_of(session), subject=session)
    return session


@transaction.atomic
def close_session(session: ExamSession, *, by: Actor) -> ExamSession:
    """Nobody finds it among their exams any more; its records stay.

    Whoever is still in its rooms is put out of media and pushes in the same transaction.
    """
    session = _mark_session(session, SessionState.CLOSED, by=by)
    for room_id in ExamRoom.objects.filter(session=session).values_list("pk", flat=True):
        media.close_seats(reason="exam_closed", scope_id=room_id)
    candidates = RosterEntry.objects.filter(session=session).order_by()
    staff = Assignment.objects.filter(room__session=session).order_by()
    for area, people in (("candidate", candidates), ("staff", staff)):
        for person_id in people.values_list("person_id", flat=True).distinct():
            accounts.refresh_push_channels(person_id, area)
    return session


@transaction.atomic
def _mark_session(session: ExamSession, state: SessionState, *, by: Actor) -> ExamSession:
    session = ExamSession.objects.select_for_update().get(pk=session.pk)
    SESSION.require(session.state, state)
    session.state = state
    save_changed(session, "state")
    event = events.SessionStateChanged(session_id=session.pk, state=state)
    record(event, by=by, about=session, scope_id=session.school_id)
    announce(event, to=_everybody_of(session), subject=session)
    return session


@transaction.atomic
def create_room(session: ExamSession, *, name: str, name_en: str = "", by: Actor) -> ExamRoom:
    room = ExamRoom.objects.create(session=session, name=name, name_en=name_en)
    record(events.RoomCreated(room_id=room.pk, session_id=session.pk), by=by, about=room, scope_id=room.pk)
    return room


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
    room, person = queries.lock_room(assignment.room_id), assignment.person
    event = events.AssignmentRemoved(room_id=room.pk, person_id=person.pk, role=RoomRole(assignment.role))
    record(event, by=by, about=assignment, scope_id=room.pk)
    announce(event, to=_staff_and(room, person), subject=assignment)
    _tell_candidates_of(assignment)
    assignment.delete()
    media.close_seats(reason="assignment_removed", person_id=person.pk, scope_id=room.pk)
    accounts.refresh_push_channels(person.pk, "staff")


@transaction.atomic
def add_roster_entry(
    room: ExamRoom,
    *,
    candidate_number: str,
    order_number: int,
    by: Actor,
    person: Person | None = None,
    name: str = "",
    phone: str | None = None,
    major: Major | None = None,
    slot_starts_at: datetime | None = None,
    session: ExamSession | None = None,
) -> RosterEntry:
    """A candidate (new, or already a person of this school) and their ways to log in."""
    session = session or room.session
    if room.session_id != session.pk:
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
    event = events.RosterEntryAdded(roster_entry_id=entry.pk, room_id=room.pk, order_number=order_number)
    record(event, by=by, about=entry, scope_id=room.pk)
    announce(event, to=[channels.room_staff(room.pk)], subject=entry)
    accounts.refresh_push_channels(person.pk, "candidate")
    return entry


def _tell_candidates_of(assignment: Assignment) -> None:
    if assignment.role == RoomRole.WAITING_ROOM_OFFICER:
        event = events.OfficersChanged(room_id=assignment.room_id)
        announce(event, to=[channels.room_candidates(assignment.room_id)], subject=assignment)


def _staff_and(room: ExamRoom, person: Person) -> list[str]:
    return [channels.room_staff(room.pk), channels.person("staff", person.pk)]


def _everybody_of(session: ExamSession) -> list[str]:
    return queries.everybody_in(ExamRoom.objects.filter(session=session))
