"""Reads: the right rows, and the same number of queries for one desk and for three."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kaochang.core.errors import NotFound
from kaochang.desks import queries, services
from kaochang.exams.models import ExamRoom
from tests.desks.helpers import at_laptop, open_desk, pair
from tests.factories import Place, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    place = make_place(candidates=3, queued=False, cameras_required=2)
    for index, entry in enumerate(place.entries):
        services.register_laptop(entry, by=at_laptop(entry))
        pair(place, index)
        open_desk(place, index)
    return place


@pytest.mark.parametrize("rows", [1, 3])
def test_query_numbers(place: Place, rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = [entry.pk for entry in place.entries[:rows]]
    with django_assert_num_queries(1):
        found = queries.devices_of(ids)
        assert all(found[pk].laptop and found[pk].phone for pk in ids)
    with django_assert_num_queries(1):
        queries.newest_checks(ids)
    with django_assert_num_queries(1):
        assert len([desk.roster_entry.person.name for desk in queries.list_open_desks(place.room.pk)]) == 3
    with django_assert_num_queries(1):
        connections = queries.list_connections(ExamRoom.objects.filter(pk=place.room.pk))
    assert {room for room, *_ in connections} == {str(place.room.pk)}
    devices = {str(device.pk): device for device in queries.list_devices([one[1] for one in connections])}
    assert len(devices) == 6
    for _, device, key, online in connections:
        assert key == str(devices[device].login_session_id or devices[device].pk)
        assert online == devices[device].online


def test_a_desk_is_found_by_its_media_room(place: Place) -> None:
    desk = queries.lock_desk(place.entries[1].pk)
    assert desk.media_room_id is not None
    assert queries.desk_of_media_room(desk.media_room_id) == desk


def test_unknown_things(place: Place) -> None:
    assert queries.find_desk(place.room.pk) is None
    with pytest.raises(NotFound):
        queries.lock_desk(place.room.pk)
    with pytest.raises(NotFound):
        queries.lock_device(place.room.pk)
    for token in ("", "x", "x" * 5000):
        assert queries.find_phone_by_token(token) is None
