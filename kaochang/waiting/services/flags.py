"""求助 and 暂离: what candidates say of themselves, beside their state."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.exams import services as exams
from kaochang.exams.rules import is_own_entry
from kaochang.exams.texts import plain_text
from kaochang.waiting import events, queries, rules
from kaochang.waiting.errors import AlreadyAway, HelpNotAsked, NotAway, NotInWaitingArea
from kaochang.waiting.models import HELP_TEXT_LENGTH, QueueEntry
from kaochang.waiting.services.telling import end_help, tell
from kaochang.waiting.states import QueueState

_SETTLED_FOR_GOOD = (QueueState.FINISHED, QueueState.ABSENT)


@transaction.atomic
def ask_help(entry: QueueEntry, *, text: str, by: Actor) -> QueueEntry:
    """Asking again changes the text and keeps the time of the first call."""
    entry = queries.lock_entry(entry.pk)
    require(is_own_entry, by, entry.roster_entry)
    exams.require_open(entry.roster_entry)
    if entry.state in _SETTLED_FOR_GOOD:
        raise NotInWaitingArea(state=entry.state)
    entry.help_text = plain_text(text, limit=HELP_TEXT_LENGTH) if text.strip() else ""
    entry.help_asked_at = entry.help_asked_at or clock.now()
    save_changed(entry, "help_text", "help_asked_at")
    exams.ask_help(entry.roster_entry, entry.help_text, by=by)
    event = events.HelpAsked(entry_id=entry.pk, text=entry.help_text, asked_at=entry.help_asked_at)
    tell(event, entry, by=by)
    return entry


@transaction.atomic
def withdraw_help(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """By the candidate, or by staff who have helped."""
    entry = queries.lock_entry(entry.pk)
    require(rules.can_withdraw_help, by, entry)
    if entry.help_asked_at is None:
        raise HelpNotAsked()
    end_help(entry, by=by)
    save_changed(entry, "help_asked_at", "help_text")
    tell(events.HelpWithdrawn(entry_id=entry.pk), entry, by=by)
    return entry


@transaction.atomic
def go_away(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """「暂离」: the place is kept."""
    entry = queries.lock_entry(entry.pk)
    require(is_own_entry, by, entry.roster_entry)
    exams.require_open(entry.roster_entry)
    if entry.state not in (QueueState.WAITING, QueueState.CLEARED):
        raise NotInWaitingArea(state=entry.state)
    if entry.away_since is not None:
        raise AlreadyAway()
    entry.away_since = clock.now()
    save_changed(entry, "away_since")
    tell(events.CandidateWentAway(entry_id=entry.pk, since=entry.away_since), entry, by=by)
    return entry


@transaction.atomic
def come_back(entry: QueueEntry, *, by: Actor) -> QueueEntry:
    """「我回来了」, from whatever state: somebody may have been called meanwhile."""
    entry = queries.lock_entry(entry.pk)
    require(is_own_entry, by, entry.roster_entry)
    if entry.away_since is None:
        raise NotAway()
    entry.away_since = None
    save_changed(entry, "away_since")
    tell(events.CandidateCameBack(entry_id=entry.pk), entry, by=by)
    return entry
