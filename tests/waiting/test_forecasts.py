"""Places and forecasts, without a database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from kaochang.waiting.forecasts import Forecast, Spot, foresee
from kaochang.waiting.states import IN_LINE, QueueState

NOW = datetime(2026, 11, 22, 14, 2, 30, tzinfo=UTC)
S = QueueState


def at(minutes: int) -> datetime:
    return datetime(2026, 11, 22, 14, 0, tzinfo=UTC) + timedelta(minutes=minutes)


def spot(position: int, state: QueueState, admitted_at: datetime | None = None) -> Spot:
    return Spot(uuid4(), uuid4(), state, position, admitted_at)


LONG_AGO = at(-60)


def see(*spots: Spot, starts_at: datetime = LONG_AGO, average: int = 900) -> dict[UUID, Forecast]:
    return foresee(spots, now=NOW, starts_at=starts_at, average_seconds=average)


def test_only_who_is_in_the_line_has_a_place() -> None:
    spots = [spot(number, state) for number, state in enumerate(S)]
    found = see(*spots)
    assert set(found) == {one.entry_id for one in spots if one.state in IN_LINE}


def test_places_follow_the_positions_and_the_invited_goes_first() -> None:
    second, invited, first = spot(2, S.WAITING), spot(9, S.INVITED), spot(1, S.TALKING)
    found = see(second, invited, first)
    assert [found[one.entry_id].place for one in (invited, first, second)] == [1, 2, 3]
    assert [found[one.entry_id].ahead for one in (invited, first, second)] == [0, 1, 2]


def test_times_are_whole_and_never_in_the_past() -> None:
    only = spot(1, S.CLEARED)
    found = see(only)[only.entry_id]
    assert (found.forecast_from, found.forecast_to) == (at(2), at(10))


def test_each_one_ahead_costs_an_average_interview() -> None:
    first, second = spot(1, S.CLEARED), spot(2, S.WAITING)
    assert see(first, second)[second.entry_id].forecast_from == at(17)
    assert see(first, second, average=600)[second.entry_id].forecast_from == at(12)


def test_nothing_begins_before_the_exam() -> None:
    only = spot(1, S.CLEARED)
    assert see(only, starts_at=at(90))[only.entry_id].forecast_from == at(90)


def test_the_running_interview_counts_from_its_beginning() -> None:
    only = spot(2, S.CLEARED)
    running = spot(1, S.ADMITTED, admitted_at=at(-5))
    assert see(running, only)[only.entry_id].forecast_from == at(10)
    late = spot(1, S.ADMITTED, admitted_at=at(-30))
    assert see(late, only)[only.entry_id].forecast_from == at(2)


def test_who_may_still_come_widens_the_range_only() -> None:
    me, coming, later = spot(5, S.WAITING), spot(3, S.PREPARING), spot(8, S.PREPARING)
    alone, with_coming = see(me)[me.entry_id], see(me, coming, later)[me.entry_id]
    assert with_coming.place == alone.place == 1
    assert with_coming.forecast_from == alone.forecast_from
    assert with_coming.forecast_to == alone.forecast_to + timedelta(minutes=15)
