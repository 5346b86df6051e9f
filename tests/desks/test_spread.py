"""The more devices are connected, the longer pages spread what they ask after a gap."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.desks import spread
from kaochang.desks.models import Desk, Device
from kaochang.desks.spread import BACK_WITHIN, gap_spread_ms
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.exams import services as exams
from kaochang.exams.models import RosterEntry
from tests.accounts.factories import log_in
from tests.edge.pages import Page
from tests.factories import Place, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    spread._counted = None
    yield
    spread._counted = None


def put_devices(count: int) -> Place:
    """One for each of so many candidates: a desk has one of a kind in use."""
    place = make_place(queued=False)
    people = Person.objects.bulk_create(Person(name=f"考生{number}") for number in range(count))
    entries = RosterEntry.objects.bulk_create(
        RosterEntry(
            session=place.session,
            room=place.room,
            person=one,
            candidate_number=f"S{at}",
            order_number=100 + at,
        )
        for at, one in enumerate(people)
    )
    desks = Desk.objects.bulk_create(Desk(roster_entry=entry, room=place.room) for entry in entries)
    Device.objects.bulk_create(
        Device(desk=desk, kind=DeviceKind.LAPTOP, state=DeviceState.ACTIVE, online=True) for desk in desks
    )
    return place


@pytest.mark.parametrize(("devices", "milliseconds"), [(0, 1_500), (1_000, 4_000), (6_000, 20_000)])
def test_it_grows_within_limits(devices: int, milliseconds: int) -> None:
    put_devices(devices)
    assert gap_spread_ms() == milliseconds


def test_whoever_was_there_when_an_exam_closed_is_not_counted() -> None:
    exams.close_session(put_devices(1_000).session, by=Actor.system("test"))
    assert gap_spread_ms() == 1_500


def test_whoever_just_lost_the_connection_is_counted_for_a_while() -> None:
    put_devices(1_000)
    Device.objects.update(online=False, online_changed_at=clock.now())
    assert gap_spread_ms() == 4_000
    with clock.shifted(BACK_WITHIN + timedelta(seconds=1)):
        assert gap_spread_ms() == 1_500


def test_it_is_counted_every_ten_seconds() -> None:
    put_devices(1_000)
    spread._counted = (clock.now(), 0)
    assert gap_spread_ms() == 1_500
    with clock.shifted(timedelta(seconds=11)):
        assert gap_spread_ms() == 4_000


def test_every_push_token_says_it() -> None:
    place, page = make_place(), Page()
    put_devices(1_000)
    log_in(page, place.entries[0].person, "candidate", place.school.pk)
    log_in(page, place.staff["examiner"], "staff", place.school.pk)
    for area in ("candidate", "staff"):
        assert page.get(f"/api/v1/{area}/push-token").json()["gap_spread_ms"] == 4_000
