"""暂缓, 缺考 and the way back."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core.rules import require
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.desks.states import CloseReason
from kaochang.exams import queries as exams
from kaochang.exams.models import ExamRoom
from kaochang.exams.services import require_open
from kaochang.exams.texts import plain_text
from kaochang.waiting import events, queries, rules
from kaochang.waiting.errors import ConfirmationRequired, EntryInvited, NotSetAside
from kaochang.waiting.models import REASON_LENGTH, QueueEntry
from kaochang.waiting.services.arrival import last_position, open_due_desks
from kaochang.waiting.services.telling import change_state, end_help, moving_line, note, tell
from kaochang.waiting.states import QueueState


@transaction.atomic
def defer(entry: QueueEntry, *, by: Actor, reason: str = "") -> QueueEntry:
    """「暂缓」: out of the line until restored, then at its end."""
    reason = plain_text(reason, limit=REASON_LENGTH) if reason.strip() else ""
    room, entry = _lock(entry, by)
    if entry.state == QueueState.INVITED:
        raise EntryInvited()
    _set_aside(room, entry, QueueState.DEFERRED, CloseReason.DEFERRED, by=by)
    tell(events.CandidateDeferred(entry_id=entry.pk), entry, by=by)
    if reason:
        note(events.DeferralReasonGiven(entry_id=entry.pk, reason=reason), entry, by=by)
    return entry


@transaction.atomic
def mark_absent(entry: QueueEntry, *, by: Actor, confirmed: bool) -> QueueEntry:
    """「标记缺考」, asked twice; never while the candidate's screen rings."""
    room, entry = _lock(entry, by)
    if entry.state == QueueState.INVITED:
        raise EntryInvited()
    if not confirmed:
        raise ConfirmationRequired()
    _set_aside(room, entry, QueueState.ABSENT, CloseReason.ABSENT, by=by)
    tell(events.CandidateMarkedAbsent(entry_id=entry.pk), entry, by=by)
    return entry


@transaction.atomic
def restore(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """「恢复候考」: back to the state it came from; a deferred candidate at the end of the order."""
    room, entry = _lock(entry, by)
    if entry.state not in (QueueState.DEFERRED, QueueState.ABSENT):
        raise NotSetAside(state=entry.state)
    with moving_line(room):
        state = QueueState(entry.state_before or QueueState.PREPARING)
        if entry.state == QueueState.DEFERRED:
            entry.position = last_position(room) + 1
        entry.state_before = ""
        change_state(entry, state, by=by, also=("state_before", "position"))
    tell(events.CandidateRestored(entry_id=entry.pk, state=state), entry, by=by)
    open_due_desks(room, by=by)
    return entry


def _lock(entry: QueueEntry, by: Actor) -> tuple[ExamRoom, QueueEntry]:
    room = exams.lock_room(entry.room_id)
    entry = queries.lock_entry(entry.pk)
    require(rules.can_set_aside, by, room)
    require_open(entry.roster_entry)
    return room, entry


def _set_aside(
    room: ExamRoom, entry: QueueEntry, state: QueueState, reason: CloseReason, *, by: Actor
) -> None:
    with moving_line(room):
        entry.state_before, entry.away_since = entry.state, None
        end_help(entry, by=by)
        flags = ("state_before", "away_since", "help_asked_at", "help_text")
        change_state(entry, state, by=by, also=flags)
    desk = desk_queries.find_desk(entry.roster_entry_id)
    if desk is not None:
        desks.close_desk(desk, reason=reason, by=by)
    open_due_desks(room, by=by)
