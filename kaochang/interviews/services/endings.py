"""Parting, and taking the parting back. Lock order: the exam room, the queue entry, the interview."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit import services as audit
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.desks.states import CloseReason
from kaochang.exams import queries as exams
from kaochang.exams import services as exam_services
from kaochang.exams.models import ExamRoom
from kaochang.exams.rules import is_own_entry
from kaochang.exams.states import RoomState
from kaochang.interviews import events, queries, rules
from kaochang.interviews.errors import (
    InterviewNotLive,
    InterviewNotReopenable,
    InvitationOpen,
    NothingToConfirm,
    RoomClosed,
)
from kaochang.interviews.models import Interview, Invitation, StopInterval
from kaochang.interviews.services import clock as stop_clock
from kaochang.interviews.services import seats
from kaochang.interviews.services.telling import checked_reason, tell
from kaochang.interviews.states import INTERVIEW, InterviewState, Outcome, StopKind
from kaochang.waiting import queries as waiting
from kaochang.waiting import services as waiting_services
from kaochang.waiting.models import QueueEntry


@transaction.atomic
def end_interview(interview: Interview, *, by: Actor, reason: str | None = None) -> Interview:
    """Close the desk to everyone, phone included; the room takes the next."""
    room, entry, interview = _lock(interview)
    require(rules.can_run_room, by, room)
    why = checked_reason(reason, required=False)
    _end(interview, entry, Outcome.FINISHED, why, by=by)
    waiting_services.mark_finished(entry, by=by)
    desk = desk_queries.find_desk(entry.roster_entry_id)
    if desk is not None:
        desks.close_desk(desk, reason=CloseReason.INTERVIEW_ENDED, by=by)
    waiting_services.open_due_desks(room, by=by)
    _tell_ended(interview, entry, why, by=by)
    return interview


@transaction.atomic
def send_back(interview: Interview, *, by: Actor, reason: str | None = None) -> Interview:
    """Back to the waiting area: the panel leaves the desk, the candidate's own devices stay on it."""
    room, entry, interview = _lock(interview)
    require(rules.can_run_room, by, room)
    why = checked_reason(reason, required=False)
    _end(interview, entry, Outcome.SENT_BACK, why, by=by)
    waiting_services.mark_sent_back(entry, by=by)
    desks.allow_share(entry.roster_entry, allowed=False, by=by)
    seats.clear_visitors(entry, purposes=("panel",), reason="sent_back")
    _tell_ended(interview, entry, why, by=by)
    return interview


@transaction.atomic
def reopen_interview(interview: Interview, *, by: Actor, reason: str | None) -> Interview:
    """Ended by mistake: the same interview goes on at a newly opened desk; the gap does not count."""
    room, entry, interview = _lock(interview)
    require(rules.can_run_room, by, room)
    why = checked_reason(reason, required=True)
    _require_reopenable(interview, room)
    INTERVIEW.require(interview.state, InterviewState.LIVE)
    waiting_services.mark_reopened(entry, by=by)
    if room.state == RoomState.READY:
        exam_services.mark_room_examining(room, by=by)
    now = clock.now()
    assert interview.ended_at is not None  # noqa: S101  (a CHECK holds it for ended interviews)
    StopInterval.objects.create(
        interview=interview, kind=StopKind.CLOSURE, started_at=interview.ended_at, ended_at=now
    )
    interview.state = InterviewState.LIVE
    interview.ended_at = None
    interview.ended_by_id = None
    interview.end_confirmed_at = None
    interview.outcome = interview.end_reason = ""
    save_changed(interview, "state", "ended_at", "ended_by_id", "end_confirmed_at", "outcome", "end_reason")
    interview.frame_reports.all().delete()
    desks.open_desk(entry.roster_entry, by=by)
    desks.allow_share(entry.roster_entry, allowed=True, by=by)
    reopened = events.InterviewReopened(interview_id=interview.pk, entry_id=entry.pk)
    _note_reason(interview, "reopened", why, by=by)
    tell(reopened, by=by, about=interview, entry=entry)
    return interview


@transaction.atomic
def confirm_end(entry: QueueEntry, *, by: Actor) -> Interview:
    """「确定」 on the end notice; pressing it again changes nothing."""
    entry = waiting.lock_entry(entry.pk)
    if not is_own_entry(by, entry.roster_entry):
        raise NotFound()
    newest = queries.find_interview_of(entry.pk)
    if newest is None:
        raise NothingToConfirm()
    interview = queries.lock_interview(newest.pk)
    if interview.state != InterviewState.ENDED or interview.outcome != Outcome.FINISHED:
        raise NothingToConfirm()
    if interview.end_confirmed_at is None:
        interview.end_confirmed_at = clock.now()
        save_changed(interview, "end_confirmed_at")
        confirmed = events.EndConfirmed(interview_id=interview.pk, entry_id=entry.pk)
        tell(confirmed, by=by, about=interview, entry=entry)
    return interview


def _lock(interview: Interview) -> tuple[ExamRoom, QueueEntry, Interview]:
    room = exams.lock_room(interview.room_id)
    entry = waiting.lock_entry(interview.entry_id)
    return room, entry, queries.lock_interview(interview.pk)


def _end(interview: Interview, entry: QueueEntry, outcome: Outcome, why: str, *, by: Actor) -> None:
    if interview.state != InterviewState.LIVE:
        raise InterviewNotLive()
    INTERVIEW.require(interview.state, InterviewState.ENDED)
    now = clock.now()
    stop_clock.finish_all_stops(interview, at=now, by=by)
    interview.state = InterviewState.ENDED
    interview.ended_at = now
    interview.ended_by_id = by.person_id
    interview.outcome = outcome
    interview.end_reason = why
    save_changed(interview, "state", "ended_at", "ended_by_id", "outcome", "end_reason")


def _require_reopenable(interview: Interview, room: ExamRoom) -> None:
    if interview.state != InterviewState.ENDED or interview.outcome != Outcome.FINISHED:
        raise InterviewNotReopenable(state=interview.state)
    if room.state in (RoomState.CLOSED, RoomState.ARCHIVED):
        raise RoomClosed()
    if queries.find_open_invitation(room.pk) is not None:
        raise InvitationOpen()
    if Invitation.objects.filter(room=room, sent_at__gte=interview.ended_at).exists():
        raise InterviewNotReopenable(state=interview.state)


def _note_reason(interview: Interview, step: str, why: str, *, by: Actor) -> None:
    if why:
        given = events.ReasonGiven(interview_id=interview.pk, step=step, reason=why)
        audit.record(given, by=by, about=interview, scope_id=interview.room_id)


def _tell_ended(interview: Interview, entry: QueueEntry, why: str, *, by: Actor) -> None:
    assert interview.ended_at is not None  # noqa: S101  (set a moment ago)
    _note_reason(interview, interview.outcome, why, by=by)
    ended = events.InterviewEnded(
        interview_id=interview.pk,
        entry_id=entry.pk,
        outcome=Outcome(interview.outcome),
        ended_at=interview.ended_at,
    )
    tell(ended, by=by, about=interview, entry=entry)
