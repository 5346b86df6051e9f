"""Calling a candidate in. Lock order everywhere: the exam room, then the queue entry, then our row."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit import services as audit
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.desks import services as desks
from kaochang.exams import queries as exams
from kaochang.exams import services as exam_services
from kaochang.exams.errors import RelationReasonNeeded
from kaochang.exams.models import ExamRoom
from kaochang.exams.relation_queries import staff_close_to
from kaochang.exams.rules import is_own_entry
from kaochang.exams.states import RoomState
from kaochang.interviews import events, queries, rules
from kaochang.interviews.errors import (
    InvitationNotOpen,
    InvitationOpen,
    NotClearedReasonNeeded,
    RoomClosed,
    RoomNotReady,
)
from kaochang.interviews.models import Interview, Invitation
from kaochang.interviews.services import rooms, seats
from kaochang.interviews.services.telling import checked_reason, tell
from kaochang.interviews.states import INVITATION, InvitationState
from kaochang.waiting import queries as waiting
from kaochang.waiting import services as waiting_services
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QUEUE, QueueState

SYSTEM = Actor.system("lapse")


@transaction.atomic
def invite_candidate(entry: QueueEntry, *, by: Actor, reason: str | None = None) -> Invitation:
    """Ring the candidate's screen; the invitation lapses by itself."""
    room = exams.lock_room(entry.room_id)
    require(rules.can_run_room, by, room)
    why = checked_reason(reason, required=False)
    room = _require_ready(room, by)
    _require_nobody_called(room)
    # Only now: what lapsed a moment ago may have been this candidate's own invitation.
    entry = waiting.lock_entry_in(room, entry.pk)
    QUEUE.require(entry.state, QueueState.INVITED)
    is_cleared = entry.state == QueueState.CLEARED
    session = room.session
    if session.clearance_required and not is_cleared and not why:
        raise NotClearedReasonNeeded()
    candidate_id = entry.roster_entry.person_id
    close = staff_close_to(room.pk, [candidate_id]).get(candidate_id, [])
    if close and not why:
        raise RelationReasonNeeded()

    waiting_services.mark_invited(entry, by=by)
    desks.open_desk(entry.roster_entry, by=by)
    sent_at = clock.now()
    invitation = Invitation.objects.create(
        entry=entry,
        room=room,
        sent_at=sent_at,
        expires_at=sent_at + timedelta(seconds=session.invitation_seconds),
        by_id=by.person_id,
        reason=why,
    )
    enqueue(
        "interviews.expire_invitation",
        run_in_seconds=session.invitation_seconds,
        invitation_id=str(invitation.pk),
    )
    if why and not is_cleared:
        uncleared = events.UnclearedCandidateInvited(
            invitation_id=invitation.pk, entry_id=entry.pk, reason=why
        )
        audit.record(uncleared, by=by, about=invitation, scope_id=room.pk)
    if close:
        related = events.RelatedCandidateInvited(
            invitation_id=invitation.pk, entry_id=entry.pk, names=close, reason=why
        )
        audit.record(related, by=by, about=invitation, scope_id=room.pk)
    rung = events.CandidateInvited(
        invitation_id=invitation.pk, entry_id=entry.pk, expires_at=invitation.expires_at
    )
    tell(rung, by=by, about=invitation, entry=entry)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Actor) -> Interview:
    """Let the panel come to the candidate's desk; the candidate's devices re-join nothing."""
    room, entry, invitation = _lock(invitation)
    _require_own(by, entry)
    if invitation.state != InvitationState.SENT or invitation.expires_at <= clock.now():
        raise InvitationNotOpen(state=invitation.state)
    if room.state not in (RoomState.READY, RoomState.EXAMINING):
        raise RoomNotReady(state=room.state)

    _close(invitation, InvitationState.ACCEPTED)
    waiting_services.mark_admitted(entry, by=by)
    if room.state == RoomState.READY:
        exam_services.mark_room_examining(room, by=by)
    desks.open_desk(entry.roster_entry, by=by)
    seats.clear_visitors(entry, purposes=("talk", "view"), reason="interview_started")
    desks.allow_share(entry.roster_entry, allowed=True, by=by)
    interview = Interview.objects.create(
        entry=entry,
        room=room,
        started_at=clock.now(),
        planned_seconds=entry.roster_entry.planned_seconds,
    )
    _tell_closed(invitation, entry, by=by)
    started = events.InterviewStarted(
        interview_id=interview.pk,
        entry_id=entry.pk,
        invitation_id=invitation.pk,
        started_at=interview.started_at,
        planned_seconds=interview.planned_seconds,
    )
    tell(started, by=by, about=interview, entry=entry)
    return interview


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """「暂不能进入」: back to the place in the queue where they were."""
    _, entry, invitation = _lock(invitation)
    _require_own(by, entry)
    if invitation.expires_at <= clock.now():
        raise InvitationNotOpen(state=invitation.state)
    return _take_back(invitation, entry, InvitationState.DECLINED, by=by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    room, entry, invitation = _lock(invitation)
    require(rules.can_run_room, by, room)
    return _take_back(invitation, entry, InvitationState.WITHDRAWN, by=by)


@transaction.atomic
def expire_invitation(invitation_id: UUID, *, by: Actor = SYSTEM) -> bool:
    """By a job, and by the watch if that is missed. False when it was answered before, or is not due."""
    found = Invitation.objects.filter(pk=invitation_id).first()
    if found is None:
        return False
    _, entry, invitation = _lock(found)
    if invitation.state != InvitationState.SENT or invitation.expires_at > clock.now():
        return False
    _take_back(invitation, entry, InvitationState.EXPIRED, by=by)
    return True


def _require_ready(room: ExamRoom, by: Actor) -> ExamRoom:
    if room.state == RoomState.PLANNED:
        rooms.make_ready_if_staffed(room, present={by.person_id} if by.person_id else set())
    if room.state in (RoomState.CLOSED, RoomState.ARCHIVED):
        raise RoomClosed()
    if room.state == RoomState.PLANNED:
        raise RoomNotReady(minimum_staff=room.session.minimum_staff)
    return room


def _require_nobody_called(room: ExamRoom) -> None:
    """An invitation that is past its time does not keep the next one waiting for its job."""
    standing = queries.find_open_invitation(room.pk)
    if standing is not None and not expire_invitation(standing.pk):
        raise InvitationOpen(entry_id=str(standing.entry_id))
    live = queries.find_live_interview(room.pk)
    if live is not None:
        raise InvitationOpen(entry_id=str(live.entry_id))


def _lock(invitation: Invitation) -> tuple[ExamRoom, QueueEntry, Invitation]:
    room = exams.lock_room(invitation.room_id)
    entry = waiting.lock_entry_in(room, invitation.entry_id)
    return room, entry, queries.lock_invitation(invitation.pk)


def _require_own(by: Actor, entry: QueueEntry) -> None:
    if not is_own_entry(by, entry.roster_entry):
        raise NotFound()


def _require_sent(invitation: Invitation) -> None:
    if invitation.state != InvitationState.SENT:
        raise InvitationNotOpen(state=invitation.state)


def _close(invitation: Invitation, state: InvitationState) -> None:
    _require_sent(invitation)
    INVITATION.require(invitation.state, state)
    invitation.state = state
    invitation.answered_at = clock.now()
    save_changed(invitation, "state", "answered_at")


def _take_back(invitation: Invitation, entry: QueueEntry, state: InvitationState, *, by: Actor) -> Invitation:
    _require_sent(invitation)
    waiting_services.mark_back(entry, by=by)
    # After the entry: an answer that is newer than the entry's last step says what it came back from.
    _close(invitation, state)
    _tell_closed(invitation, entry, by=by)
    return invitation


def _tell_closed(invitation: Invitation, entry: QueueEntry, *, by: Actor) -> None:
    closed = events.InvitationClosed(
        invitation_id=invitation.pk, entry_id=entry.pk, state=InvitationState(invitation.state)
    )
    tell(closed, by=by, about=invitation, entry=entry)
