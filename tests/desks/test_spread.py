"""The more devices are connected, the longer pages spread what they ask after a gap."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kaochang.core import clock
from kaochang.desks import spread
from kaochang.desks.models import Desk, Device
from kaochang.desks.spread import gap_spread_ms
from kaochang.desks.states import DeviceKind, DeviceState
from tests.accounts.factories import log_in
from tests.edge.pages import Page
from tests.factories import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    spread._counted = None
    yield
    spread._counted = None


def put_devices(count: int) -> None:
    place = make_place(queued=False)
    desk = Desk.objects.create(roster_entry=place.entries[0], room=place.room)
    Device.objects.bulk_create(
        Device(desk=desk, kind=DeviceKind.LAPTOP, state=DeviceState.REPLACED, online=True)
        for _ in range(count)
    )


@pytest.mark.parametrize(("devices", "milliseconds"), [(0, 1_500), (1_000, 4_000), (6_000, 20_000)])
def test_it_grows_within_limits(devices: int, milliseconds: int) -> None:
    put_devices(devices)
    assert gap_spread_ms() == milliseconds


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
