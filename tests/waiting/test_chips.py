"""The one word shown: every combination of state and flags, against the written order."""

from datetime import timedelta
from itertools import product

import pytest

from kaochang.core import clock
from kaochang.desks.models import Device
from kaochang.waiting.chips import Chip, ChipFacts, chip_of, derive, since_of
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState

ALL = list(product(QueueState, [True, False], [True, False, None], [True, False], [True, False]))


def written(facts: ChipFacts) -> str:
    """The order of the module's text, line by line."""
    waits = facts.state in ("waiting", "cleared")
    order = [
        (facts.state in ("finished", "absent", "deferred"), str(facts.state)),
        (facts.state == "admitted", "interviewing"),
        (facts.state in ("invited", "talking"), str(facts.state)),
        (waits and facts.laptop_online is False, "interrupted"),
        (facts.asks_help, "help"),
        (facts.is_away, "away"),
        (waits, str(facts.state)),
        (not facts.is_logged_in, "not_logged_in"),
        (True, "preparing"),
    ]
    return next(chip for holds, chip in order if holds)


@pytest.mark.parametrize(("state", "logged_in", "online", "help_", "away"), ALL)
def test_every_combination(
    state: QueueState, logged_in: bool, online: bool | None, help_: bool, away: bool
) -> None:
    facts = ChipFacts(state, logged_in, online, help_, away)
    assert derive(facts) == written(facts)


def test_each_chip_can_be_shown() -> None:
    assert {derive(ChipFacts(*combination)) for combination in ALL} == set(Chip)


def test_since_when_the_word_holds() -> None:
    at = [clock.now() - timedelta(minutes=minutes) for minutes in range(4)]
    entry = QueueEntry(
        state=QueueState.WAITING, state_changed_at=at[0], help_asked_at=at[1], away_since=at[2]
    )
    laptop = Device(online=False, online_changed_at=at[3])
    assert chip_of(entry, laptop) == Chip.INTERRUPTED
    assert since_of(Chip.INTERRUPTED, entry, laptop) == at[3]
    assert since_of(Chip.HELP, entry, laptop) == at[1]
    assert since_of(Chip.AWAY, entry, laptop) == at[2]
    assert since_of(Chip.WAITING, entry, None) == at[0]
    # Whoever prepares does so since the log-in, not since the roster was made.
    assert since_of(Chip.PREPARING, entry, None) == at[0]
    entry.state_changed_at = at[3]
    assert since_of(Chip.PREPARING, entry, None, logged_in_at=at[1]) == at[1]
