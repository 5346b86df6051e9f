"""Storms of events in rooms become one event a second for the school's pages."""

import pytest

from kaochang.edge.day_echo import EVERY_SECONDS, DayEcho
from kaochang.realtime import channels
from kaochang.realtime.models import OutboxRow
from tests.factories import Place, make_place, make_room
from tests.traces import channels_of, pushed

pytestmark = pytest.mark.django_db
MOVED = "exams.day_moved"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def place() -> Place:
    return make_place(candidates=1)


def test_a_storm_is_told_once(place: Place) -> None:
    clock = Clock()
    echo, other = DayEcho(clock), make_room(place.session)
    storm = [
        ("waiting.queue_changed", [channels.room_staff(room.pk), channels.candidate(place.entries[0].pk)])
        for room in (place.room, other)
        for _ in range(50)
    ]
    echo.hear(storm)
    echo.tell_due()
    assert [row.payload["data"]["rooms"] for row in pushed(MOVED)] == [2]
    assert channels_of(MOVED) == set(channels.school(place.school.pk, place.college.pk))
    # Within the same second nothing more; after it one for all that came meanwhile.
    echo.hear(storm)
    echo.tell_due()
    assert len(pushed(MOVED)) == 1
    clock.now += EVERY_SECONDS
    echo.tell_due()
    echo.tell_due()
    assert len(pushed(MOVED)) == 2


def test_colleges_are_told_apart(place: Place) -> None:
    foreign = make_place(candidates=1)
    echo = DayEcho(Clock())
    echo.hear([("waiting.queue_changed", [channels.room_staff(one.room.pk)]) for one in (place, foreign)])
    echo.tell_due()
    audiences = {tuple(sorted(row.channels)) for row in pushed(MOVED)}
    assert audiences == {
        tuple(sorted(channels.school(one.school.pk, one.college.pk))) for one in (place, foreign)
    }


def test_what_changes_nothing_there_is_not_told(place: Place) -> None:
    echo = DayEcho(Clock())
    here = channels.room_staff(place.room.pk)
    echo.hear(
        [
            ("desks.device_facts_reported", [here]),
            ("waiting.place_changed", [channels.candidate(place.entries[0].pk)]),
            (MOVED, channels.school(place.school.pk)),
        ]
    )
    echo.tell_due()
    assert not OutboxRow.objects.filter(payload__type=MOVED).exists()
