"""Places in the line and when a turn may come. Pure: rows and times in, places out.

Whoever is invited goes next; the others stand by position. A candidate who has not arrived yet does
not count as ahead, but may still come: that is what makes the forecast a range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kaochang.waiting.states import IN_LINE, QueueState


@dataclass(frozen=True)
class Spot:
    entry_id: UUID
    roster_entry_id: UUID
    state: QueueState
    position: int
    admitted_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class Forecast:
    place: int
    ahead: int
    forecast_from: datetime
    forecast_to: datetime


def average_of(spots: Sequence[Spot], *, planned_seconds: int) -> int:
    """How long an interview of this room really takes; the planned time until one has ended."""
    done = [
        spot.finished_at - spot.admitted_at
        for spot in spots
        if spot.state == QueueState.FINISHED and spot.admitted_at and spot.finished_at
    ]
    return round((sum(done, timedelta()) / len(done)).total_seconds()) if done else planned_seconds


def foresee(
    spots: Sequence[Spot], *, now: datetime, starts_at: datetime, average_seconds: int
) -> dict[UUID, Forecast]:
    """For everybody in the line, keyed by entry."""
    average = timedelta(seconds=average_seconds)
    begins = max(now, starts_at)
    for spot in spots:
        if spot.state == QueueState.ADMITTED and spot.admitted_at is not None:
            begins = max(now, spot.admitted_at + average)
    line = sorted(
        (spot for spot in spots if spot.state in IN_LINE),
        key=lambda spot: (spot.state != QueueState.INVITED, spot.position),
    )
    found: dict[UUID, Forecast] = {}
    for ahead, spot in enumerate(line):
        may_come = sum(
            other.state == QueueState.PREPARING and other.position < spot.position for other in spots
        )
        earliest = begins + ahead * average
        latest = begins + (ahead + may_come) * average + average / 2
        found[spot.entry_id] = Forecast(
            place=ahead + 1,
            ahead=ahead,
            forecast_from=max(earliest, now).replace(second=0, microsecond=0),
            forecast_to=_next_five_minutes(latest),
        )
    return found


def _next_five_minutes(moment: datetime) -> datetime:
    whole = moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=5)
