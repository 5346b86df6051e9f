"""Which times an exam and its slots may have: a mistyped year is refused before anything counts with it."""

from datetime import datetime, timedelta

from kaochang.core import clock
from kaochang.exams.errors import SlotFarAway, TooManySlots, WindowReversed, WindowTooLong

LONGEST = timedelta(days=31)
# Of one room: a quarter of an hour each, day and night, for the longest window.
MOST_SLOTS = 3000


def require_window(starts_at: datetime, ends_at: datetime, *, pitch_seconds: int) -> None:
    """`pitch_seconds`: from one slot of a room to the next."""
    clock.require_plausible(starts_at)
    clock.require_plausible(ends_at)
    if ends_at <= starts_at:
        raise WindowReversed()
    length = ends_at - starts_at
    if length > LONGEST:
        raise WindowTooLong(days=LONGEST.days)
    slots = length // timedelta(seconds=pitch_seconds)
    if slots > MOST_SLOTS:
        raise TooManySlots(slots=slots, limit=MOST_SLOTS)


def require_slot(starts_at: datetime, window: tuple[datetime, datetime]) -> None:
    """A slot may stand outside the window while a draft is arranged, but not in another season."""
    clock.require_plausible(starts_at)
    if not window[0] - LONGEST <= starts_at <= window[1] + LONGEST:
        raise SlotFarAway(days=LONGEST.days)
