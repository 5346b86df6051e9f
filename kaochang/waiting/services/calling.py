"""What the panel does with somebody who waits.

The callers are in `interviews`; theirs are the transaction and its locks: the exam room, then this entry.
The entry that is passed is changed in place.
"""

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services.telling import change_state, end_help, moving_line
from kaochang.waiting.states import QueueState


def mark_invited(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    before = QueueState(entry.state)
    with moving_line(entry.room, only=entry):
        entry.state_before = before
        change_state(entry, QueueState.INVITED, by=by, also=("state_before",))
    return entry


def mark_back(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """Declined, lapsed or withdrawn: where it came from, at the same place."""
    with moving_line(entry.room, only=entry):
        state = QueueState(entry.state_before or QueueState.WAITING)
        entry.state_before = ""
        change_state(entry, state, by=by, also=("state_before",))
    return entry


def mark_admitted(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """Who enters is neither away nor waiting for help any more."""
    with moving_line(entry.room, only=entry):
        entry.admitted_at, entry.finished_at = clock.now(), None
        entry.state_before, entry.away_since = "", None
        end_help(entry, by=by)
        also = ("admitted_at", "finished_at", "state_before", "help_text", "away_since", "help_asked_at")
        change_state(entry, QueueState.ADMITTED, by=by, also=also)
    return entry


def mark_finished(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    with moving_line(entry.room, only=entry):
        entry.finished_at = clock.now()
        end_help(entry, by=by)
        also = ("finished_at", "help_asked_at", "help_text")
        change_state(entry, QueueState.FINISHED, by=by, also=also)
    return entry


def mark_sent_back(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """「送回候考区」: may be invited again at once, at the old place."""
    with moving_line(entry.room, only=entry):
        entry.admitted_at = None
        change_state(entry, QueueState.CLEARED, by=by, also=("admitted_at",))
    return entry


def mark_reopened(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """Ended by mistake: the same interview goes on, and the gap is no part of how long it takes."""
    with moving_line(entry.room, only=entry):
        if entry.admitted_at is not None and entry.finished_at is not None:
            entry.admitted_at += clock.now() - entry.finished_at
        entry.finished_at = None
        change_state(entry, QueueState.ADMITTED, by=by, also=("admitted_at", "finished_at"))
    return entry
