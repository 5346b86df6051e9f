"""What is still missing, and that a long line costs no more queries than a short one."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kaochang.commitments.models import Commitment, LetterText
from kaochang.core.errors import NotFound
from kaochang.desks.queries import devices_of
from kaochang.waiting import queries, services
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.requirements import missing_of, missing_step
from tests.desks.helpers import pair
from tests.factories import make_place, make_waiting
from tests.waiting.helpers import SYSTEM, of, room_of

pytestmark = pytest.mark.django_db


def keys(entry: QueueEntry) -> dict[str, bool]:
    at_desks = devices_of([entry.roster_entry_id])
    return {item.key: item.done for item in missing_of([entry], at_desks)[entry.pk]}


def test_everything_missing_then_nothing() -> None:
    place = make_place(cameras_required=2)
    assert keys(of(place)) == {
        "commitment": False,
        "device_check": False,
        "second_camera": False,
        "clearance": False,
    }
    make_waiting(place)
    device = pair(place).device
    talk = services.start_talk(of(place), by=place.officer)
    services.end_talk(talk, cleared=True, by=place.officer)
    assert all(keys(of(place)).values())
    assert missing_step(of(place).roster_entry) is None
    type(device).objects.filter(pk=device.pk).update(online=False)
    assert keys(of(place))["second_camera"] is False


def test_what_the_exam_does_not_ask_is_not_missing() -> None:
    place = make_place(cameras_required=1, clearance_required=False)
    Commitment.objects.all().delete()
    LetterText.objects.all().delete()
    assert set(keys(of(place))) == {"device_check"}


@pytest.mark.parametrize("rows", [1, 3])
def test_query_numbers(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = make_place(candidates=3, cameras_required=2)
    for index in range(3):
        make_waiting(place, index)
        pair(place, index)
    with django_assert_num_queries(1):
        queue = queries.list_queue(place.room.pk)
        names = [
            (entry.roster_entry.person.name, entry.device_changed_at, entry.room.session.name)
            for entry in queue
        ]
        assert len(names) == 3
    with django_assert_num_queries(4):
        at_desks = devices_of([entry.roster_entry_id for entry in queue])
        assert len(missing_of(queue[:rows], at_desks)) == rows
    room = room_of(place)
    with django_assert_num_queries(1):
        assert len(queries.forecast(room)) == 3
    with django_assert_num_queries(1):
        assert queries.open_talks(room.pk) == {}


def test_who_finds_an_entry() -> None:
    place, elsewhere = make_place(), make_place()
    entry = of(place)
    for role in place.staff:
        assert queries.access_entry(place.by(role), entry.pk) == entry
    for stranger in (*map(elsewhere.by, elsewhere.staff), place.candidate(0), SYSTEM):
        with pytest.raises(NotFound):
            queries.access_entry(stranger, entry.pk)
    with pytest.raises(NotFound):
        queries.access_entry(place.officer, place.room.pk)
