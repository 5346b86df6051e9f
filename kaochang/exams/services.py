"""What a candidate does before the desk, and the states of a room.

A session as a whole is in `sessions.py`, setting up its rooms, staff and roster in `setup.py`.
"""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.errors import InvalidTransition
from kaochang.core.models import save_changed
from kaochang.exams import events
from kaochang.exams.copying import copy_session
from kaochang.exams.errors import (
    StepMissing,
    TextOutdated,
)
from kaochang.exams.models import ExamRoom, RosterEntry
from kaochang.exams.queries import (
    lock_roster_entry,
    require_open_session,
    require_visible,
)
from kaochang.exams.sessions import (
    archive_session,
    close_session,
    create_session,
    edit_session,
    open_session,
    publish_notice,
    publish_session,
    require_editable,
    withdraw_session,
)
from kaochang.exams.setup import add_assignment, add_roster_entry, create_room, edit_room, remove_assignment
from kaochang.exams.states import ROOM, RoomState
from kaochang.exams.tickets import answer_ticket, ask_help, end_help, open_ticket
from kaochang.realtime import channels
from kaochang.realtime.services import announce

__all__ = [
    "add_assignment",
    "add_roster_entry",
    "answer_ticket",
    "archive_session",
    "ask_help",
    "close_session",
    "confirm_room",
    "copy_session",
    "create_room",
    "create_session",
    "edit_room",
    "edit_session",
    "end_help",
    "mark_room_closed",
    "mark_room_examining",
    "mark_room_ready",
    "mark_room_reopened",
    "open_session",
    "open_ticket",
    "publish_notice",
    "publish_session",
    "read_notice",
    "remove_assignment",
    "require_editable",
    "require_visible",
    "withdraw_session",
]


@transaction.atomic
def read_notice(entry: RosterEntry, *, edition: int, by: Actor) -> RosterEntry:
    """The receipt of this edition of the exam's notice. Reading it again changes nothing."""
    entry = lock_roster_entry(entry.pk)
    require_visible(entry)
    if edition != entry.session.notice_edition:
        raise TextOutdated()
    if entry.notice_done_at is not None:
        return entry
    entry.notice_read_at, entry.notice_edition_read = clock.now(), edition
    save_changed(entry, "notice_read_at", "notice_edition_read")
    event = events.NoticeRead(roster_entry_id=entry.pk, edition=edition, read_at=entry.notice_read_at)
    record(event, by=by, about=entry, scope_id=entry.trail_scope_id)
    announce(event, to=_of_candidate_and_staff(entry), subject=entry)
    return entry


@transaction.atomic
def confirm_room(entry: RosterEntry, *, by: Actor) -> RosterEntry:
    """「信息无误」: the candidate found exam, room and devices right."""
    entry = lock_roster_entry(entry.pk)
    require_visible(entry)
    if entry.notice_done_at is None:
        raise StepMissing(step="notice")
    if entry.room_confirmed_at is not None:
        return entry
    entry.room_confirmed_at = clock.now()
    save_changed(entry, "room_confirmed_at")
    event = events.RoomConfirmed(roster_entry_id=entry.pk, confirmed_at=entry.room_confirmed_at)
    record(event, by=by, about=entry, scope_id=entry.trail_scope_id)
    announce(event, to=_of_candidate_and_staff(entry), subject=entry)
    return entry


def mark_room_ready(room: ExamRoom, *, by: Actor) -> ExamRoom:
    """The minimum of its staff has come."""
    return _mark_room(room, RoomState.PLANNED, RoomState.READY, by=by)


def mark_room_examining(room: ExamRoom, *, by: Actor) -> ExamRoom:
    """The first candidate has accepted."""
    return _mark_room(room, RoomState.READY, RoomState.EXAMINING, by=by)


def mark_room_closed(room: ExamRoom, *, by: Actor, reason: str = "") -> ExamRoom:
    return _mark_room(room, None, RoomState.CLOSED, by=by, reason=reason)


def mark_room_reopened(room: ExamRoom, *, by: Actor, reason: str) -> ExamRoom:
    return _mark_room(room, RoomState.CLOSED, RoomState.READY, by=by, reason=reason)


@transaction.atomic
def _mark_room(
    room: ExamRoom, old: RoomState | None, state: RoomState, *, by: Actor, reason: str = ""
) -> ExamRoom:
    """The caller holds the room's lock and has asked who may. `old`: the one state it may come from."""
    if old is not None and room.state != old:
        raise InvalidTransition(subject=ROOM.name, old=room.state, new=str(state))
    ROOM.require(room.state, state)
    room.state = state
    room.closed_reason = reason
    room.closed_at = clock.now() if state == RoomState.CLOSED else None
    save_changed(room, "state", "closed_reason", "closed_at")
    event = events.RoomStateChanged(room_id=room.pk, state=state)
    record(event, by=by, about=room, scope_id=room.pk)
    if reason:
        given = events.RoomReasonGiven(room_id=room.pk, state=state, reason=reason)
        record(given, by=by, about=room, scope_id=room.pk)
    announce(event, to=[channels.room_staff(room.pk), channels.room_candidates(room.pk)], subject=room)
    return room


def require_open(of: RosterEntry | ExamRoom) -> None:
    """The exam day itself: refused before the waiting area opens, and when all is over."""
    require_open_session(of.session)


def _of_candidate_and_staff(entry: RosterEntry) -> list[str]:
    staff = [channels.room_staff(entry.room_id)] if entry.room_id else []
    return [channels.candidate(entry.pk), *staff]
