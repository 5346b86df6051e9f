"""A room's day in few steps says the same as looking at everybody in it; large exams are filled in few."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from kaochang.planning.filling import fill
from kaochang.planning.room_times import RoomTimes
from kaochang.planning.timetable import Entry, Span, Timetable
from tests.planning.tables import NINE, at, entry, room, table

QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize("seed", range(20))
def test_the_same_as_looking_at_everybody(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable test
    slots = [at(15 * number) for number in range(40)]

    def span() -> Span:
        start = at(chance.randrange(600))
        return Span(start, start + timedelta(minutes=chance.choice([10, 15, 22, 30])))

    taken = [span() for _ in range(chance.randrange(8))]
    times = RoomTimes(taken, slots, QUARTER)
    for _ in range(60):
        asked = span()
        is_taken = any(asked.overlaps(one) for one in taken)
        assert times.is_taken(asked) == is_taken
        if not is_taken:
            times.take(asked)
            taken.append(asked)
        free = [slot for slot in slots if not any(Span(slot, slot + QUARTER).overlaps(one) for one in taken)]
        assert times.free == free and times.candidates == len(taken)


@dataclass(frozen=True)
class Counted(Timetable):
    """Counts how often anybody asks where a candidate would stand."""

    asked: list[Entry] = field(default_factory=list)

    def span_of(self, entry: Entry, starts_at: datetime | None = None) -> Span | None:
        self.asked.append(entry)
        return super().span_of(entry, starts_at)


@pytest.mark.parametrize("extra", [0, 50])
def test_the_steps_grow_with_the_candidates_alone(extra: int) -> None:
    """5,000 candidates and 20 rooms of 288 slots: looking at each slot would be more than 20 million."""
    people = [entry(f"{number:04}", extra_time_percent=extra) for number in range(5000)]
    plain = table([room(str(number)) for number in range(20)], people, window=Span(NINE, at(3 * 24 * 60)))
    counted = Counted(**vars(plain))
    filling = fill(counted, not_before=NINE)
    assert len(filling.placed) == (5000 if extra == 0 else 20 * 144)
    assert len(counted.asked) < 10 * len(people)
