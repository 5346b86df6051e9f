"""The arithmetic of an interview's clock. Pure: times in, times out.

Only what was agreed and what happened is stored (start, seconds, stops); time left is always derived,
so nothing counts down in the database and two readers can't disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Stop:
    """A time in which the clock stood still; without an end it still stands."""

    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Reading:
    remaining_seconds: int  # below zero: overtime
    stopped_seconds: int
    is_stopped: bool
    closes_at: datetime | None  # unknown while the clock stands


def stopped_time(stops: Iterable[Stop], *, since: datetime, until: datetime) -> timedelta:
    """The length of the union of the stops within [since, until]: what overlaps counts once."""
    spans = sorted((max(stop.started_at, since), min(stop.ended_at or until, until)) for stop in stops)
    total = timedelta()
    covered_to = since
    for begin, end in spans:
        begin = max(begin, covered_to)
        if end > begin:
            total += end - begin
            covered_to = end
    return total


def read_clock(
    *, started_at: datetime, planned_seconds: int, stops: Iterable[Stop], now: datetime
) -> Reading:
    """`planned_seconds` includes extensions. At zero nothing ends: the reading goes below it."""
    stops = list(stops)
    stopped = stopped_time(stops, since=started_at, until=now)
    is_stopped = any(stop.started_at <= now and stop.ended_at is None for stop in stops)
    left = timedelta(seconds=planned_seconds) - (now - started_at) + stopped
    return Reading(
        remaining_seconds=round(left.total_seconds()),
        stopped_seconds=round(stopped.total_seconds()),
        is_stopped=is_stopped,
        closes_at=None if is_stopped else now + left,
    )
