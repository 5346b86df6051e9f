from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kaochang.interviews.stopwatch import Stop, read_clock, stopped_time

T0 = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return T0 + timedelta(seconds=seconds)


def brute_force(spans: list[tuple[int, int | None]], until: int) -> int:
    """Count the stopped seconds one by one."""
    return sum(
        any(begin <= second < (until if end is None else end) for begin, end in spans)
        for second in range(until)
    )


spans_within = st.lists(
    st.tuples(st.integers(-50, 300), st.one_of(st.none(), st.integers(0, 200))).map(
        lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
    ),
    max_size=8,
)


@given(spans=spans_within, until=st.integers(0, 250))
def test_overlapping_stops_count_once(spans: list[tuple[int, int | None]], until: int) -> None:
    stops = [Stop(at(begin), None if end is None else at(end)) for begin, end in spans]
    total = stopped_time(stops, since=T0, until=at(until))
    assert total == timedelta(seconds=brute_force(spans, until))


@given(spans=spans_within, until=st.integers(0, 250))
def test_the_order_of_the_stops_does_not_matter(spans: list[tuple[int, int | None]], until: int) -> None:
    stops = [Stop(at(begin), None if end is None else at(end)) for begin, end in spans]
    forward = stopped_time(stops, since=T0, until=at(until))
    assert forward == stopped_time(reversed(stops), since=T0, until=at(until))


@given(spans=spans_within, until=st.integers(0, 250), planned=st.integers(0, 500))
def test_time_left_time_stopped_and_time_used_add_up(
    spans: list[tuple[int, int | None]], until: int, planned: int
) -> None:
    stops = [Stop(at(begin), None if end is None else at(end)) for begin, end in spans]
    reading = read_clock(started_at=T0, planned_seconds=planned, stops=stops, now=at(until))
    assert planned - reading.remaining_seconds == until - reading.stopped_seconds
    assert 0 <= reading.stopped_seconds <= until
    if reading.is_stopped:
        assert reading.closes_at is None
    else:
        assert reading.closes_at == at(until + reading.remaining_seconds)


def test_a_running_clock_closes_at_start_plus_agreed_plus_stopped() -> None:
    stops = [Stop(at(10), at(40)), Stop(at(30), at(50))]
    reading = read_clock(started_at=T0, planned_seconds=900, stops=stops, now=at(100))
    assert reading.stopped_seconds == 40
    assert reading.remaining_seconds == 840
    assert reading.closes_at == at(940)
    assert reading.is_stopped is False


def test_a_standing_clock_keeps_its_time_left_and_knows_no_end() -> None:
    stops = [Stop(at(60))]
    first = read_clock(started_at=T0, planned_seconds=900, stops=stops, now=at(61))
    later = read_clock(started_at=T0, planned_seconds=900, stops=stops, now=at(7200))
    assert first.remaining_seconds == later.remaining_seconds == 840
    assert first.closes_at is later.closes_at is None


def test_ending_one_of_two_overlapping_stops_leaves_the_clock_standing() -> None:
    stops = [Stop(at(10), at(20)), Stop(at(15))]
    assert read_clock(started_at=T0, planned_seconds=60, stops=stops, now=at(30)).is_stopped


def test_at_zero_nothing_ends_overtime_shows() -> None:
    reading = read_clock(started_at=T0, planned_seconds=60, stops=[], now=at(75))
    assert reading.remaining_seconds == -15
    assert reading.closes_at == at(60)
