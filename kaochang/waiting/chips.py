"""The one word shown for a candidate, derived from the state and the flags beside it.

The order of precedence, first that holds:

1. finished, absent, deferred: settled, nothing beside it matters
2. interviewing (admitted), invited, talking: somebody is with them, or is calling them
3. interrupted: waiting or cleared, and the laptop is not connected: nobody can reach them
4. help: they ask for somebody
5. away: they said that they left for a moment
6. cleared, waiting
7. not logged in: preparing, and no browser is logged in
8. preparing
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from kaochang.desks.models import Device
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState


class Chip(models.TextChoices):
    NOT_LOGGED_IN = "not_logged_in"
    PREPARING = "preparing"
    WAITING = "waiting"
    TALKING = "talking"
    CLEARED = "cleared"
    INVITED = "invited"
    INTERVIEWING = "interviewing"
    AWAY = "away"
    HELP = "help"
    INTERRUPTED = "interrupted"
    DEFERRED = "deferred"
    ABSENT = "absent"
    FINISHED = "finished"


@dataclass(frozen=True)
class ChipFacts:
    state: QueueState
    is_logged_in: bool = True
    # None: no laptop has come yet.
    laptop_online: bool | None = None
    asks_help: bool = False
    is_away: bool = False


_BY_STATE_ALONE = {
    QueueState.FINISHED: Chip.FINISHED,
    QueueState.ABSENT: Chip.ABSENT,
    QueueState.DEFERRED: Chip.DEFERRED,
    QueueState.ADMITTED: Chip.INTERVIEWING,
    QueueState.INVITED: Chip.INVITED,
    QueueState.TALKING: Chip.TALKING,
}


def derive(facts: ChipFacts) -> Chip:
    alone = _BY_STATE_ALONE.get(facts.state)
    if alone is not None:
        return alone
    if facts.state in (QueueState.WAITING, QueueState.CLEARED) and facts.laptop_online is False:
        return Chip.INTERRUPTED
    if facts.asks_help:
        return Chip.HELP
    if facts.is_away:
        return Chip.AWAY
    if facts.state == QueueState.PREPARING:
        return Chip.PREPARING if facts.is_logged_in else Chip.NOT_LOGGED_IN
    return Chip(facts.state)


def chip_of(entry: QueueEntry, laptop: Device | None, *, is_logged_in: bool = True) -> Chip:
    facts = ChipFacts(
        state=QueueState(entry.state),
        is_logged_in=is_logged_in,
        laptop_online=laptop.online if laptop is not None else None,
        asks_help=entry.help_asked_at is not None,
        is_away=entry.away_since is not None,
    )
    return derive(facts)


def since_of(
    chip: Chip, entry: QueueEntry, laptop: Device | None, *, logged_in_at: datetime | None = None
) -> datetime:
    """Since when this word holds: what the board counts up from."""
    if chip == Chip.INTERRUPTED and laptop is not None and laptop.online_changed_at is not None:
        return laptop.online_changed_at
    if chip == Chip.HELP and entry.help_asked_at is not None:
        return entry.help_asked_at
    if chip == Chip.AWAY and entry.away_since is not None:
        return entry.away_since
    if chip == Chip.PREPARING and logged_in_at is not None:
        return max(logged_in_at, entry.state_changed_at)  # the entry itself is as old as the roster
    return entry.state_changed_at
