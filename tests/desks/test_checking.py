"""The device check: its room of one minute, and its result."""

from datetime import timedelta

import pytest

from kaochang.core import clock
from kaochang.core.errors import Forbidden
from kaochang.desks import queries, services
from kaochang.desks.checks import CheckResults
from kaochang.desks.errors import ExamEnded
from kaochang.desks.models import DeviceCheck
from kaochang.media import queries as media
from kaochang.media.models import MediaSeat
from kaochang.realtime import channels
from tests.desks.helpers import SYSTEM, open_desk
from tests.factories import Place, make_place
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
GOOD = CheckResults(camera="ok", microphone="ok")
DEAF = CheckResults(camera="ok", microphone="failed", speaker="failed")


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False)


def test_nobody_checks_for_somebody_else(place: Place) -> None:
    for stranger in (place.candidate(1), place.officer, SYSTEM):
        with refused(Forbidden):
            services.open_check_room(place.entries[0], by=stranger)
        with refused(Forbidden):
            services.record_device_check(place.entries[0], GOOD, by=stranger)


def test_no_check_after_the_end(place: Place) -> None:
    services.close_desk(open_desk(place), reason="interview_ended", by=SYSTEM)
    with refused(ExamEnded):
        services.open_check_room(place.entries[0], by=place.candidate(0))
    with refused(ExamEnded):
        services.record_device_check(place.entries[0], GOOD, by=place.candidate(0))


def test_two_seats_in_a_room_of_one_minute(place: Place) -> None:
    seats = services.open_check_room(place.entries[0], by=place.candidate(0))
    room = media.open_room_of("check", place.entries[0].pk)
    assert room is not None and room.expires_at == seats.expires_at
    assert seats.expires_at - clock.now() <= timedelta(seconds=60)
    assert seats.publisher.identity != seats.subscriber.identity
    assert {seats.publisher.room_id, seats.subscriber.room_id} == {room.pk}
    assert len(recorded("desks.check_room_opened")) == 1
    assert not queries.lock_desk(place.entries[0].pk).is_open


def test_checking_again_closes_the_room_before(place: Place) -> None:
    first = services.open_check_room(place.entries[0], by=place.candidate(0))
    second = services.open_check_room(place.entries[0], by=place.candidate(0))
    assert first.publisher.room_id != second.publisher.room_id
    assert not MediaSeat.objects.get(pk=first.publisher.pk).is_open
    assert MediaSeat.objects.get(pk=second.subscriber.pk).is_open


def test_a_check_is_kept_and_told(place: Place) -> None:
    check = services.record_device_check(place.entries[0], GOOD, by=place.candidate(0))
    assert check.passed and check.results["battery"] is None
    assert recorded("desks.device_check_recorded")[0]["failed"] == []
    both = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of("desks.device_check_recorded") == both


def test_the_newest_check_counts(place: Place) -> None:
    services.record_device_check(place.entries[0], GOOD, by=place.candidate(0))
    with clock.shifted(timedelta(seconds=1)):
        services.record_device_check(place.entries[0], DEAF, by=place.candidate(0))
    newest = queries.find_device_check(place.entries[0].pk)
    assert newest is not None and not newest.passed
    assert queries.newest_checks([place.entries[0].pk])[place.entries[0].pk] == newest
    assert DeviceCheck.objects.count() == 2
    assert recorded("desks.device_check_recorded")[1]["failed"] == ["microphone", "speaker"]
