"""What devices tell of themselves: stored at once, told with restraint, worse news at once."""

from datetime import timedelta
from typing import Any

import pytest

from kaochang.core import clock
from kaochang.core.errors import Forbidden
from kaochang.desks import services
from kaochang.desks.errors import DeviceRemoved, DeviceReplaced, PhoneNotConfirmed
from kaochang.desks.facts import DeviceFacts
from kaochang.desks.models import Device
from kaochang.desks.services import phone_actor
from kaochang.realtime import channels
from tests.desks.helpers import SYSTEM, at_laptop, fresh, new_code, pair
from tests.factories import Place, make_place
from tests.traces import channels_of, pushed, recorded, refused

pytestmark = pytest.mark.django_db
TOLD = "desks.device_facts_reported"


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False, cameras_required=2)


@pytest.fixture
def phone(place: Place) -> Device:
    return pair(place).device


def report(device: Device, **facts: Any) -> Device:
    return services.report_facts(device, DeviceFacts.model_validate(facts), by=phone_actor(device))


def test_a_device_speaks_only_for_itself(place: Place, phone: Device) -> None:
    foreign = pair(place, 1).device
    for stranger in (phone_actor(foreign), place.candidate(0), place.officer, SYSTEM):
        with refused(Forbidden):
            services.report_facts(phone, DeviceFacts(battery_percent=5), by=stranger)


def test_devices_that_are_out_are_refused(place: Place, phone: Device) -> None:
    pair(place)
    with refused(DeviceReplaced):
        report(phone, battery_percent=50)
    newer = Device.objects.get(state="active")
    services.remove_phone(place.entries[0], by=place.candidate(0))
    with refused(DeviceRemoved):
        report(newer, battery_percent=50)
    code = new_code(place).short_code
    number = place.entries[0].candidate_number
    pending = services.redeem_short_code(number, code, label="x").device
    with refused(PhoneNotConfirmed):
        report(pending, battery_percent=50)


def test_the_first_report_is_stored_and_told(place: Place, phone: Device) -> None:
    report(phone, battery_percent=81, charging=False, orientation="landscape", camera="ok", network=3)
    stored = fresh(phone)
    assert (stored.battery_percent, stored.orientation, stored.network) == (81, "landscape", 3)
    payload = pushed(TOLD)[0].payload["data"]
    assert (payload["battery_percent"], payload["kind"], payload["troubles"]) == (81, "phone", [])
    both = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of(TOLD) == both


def test_what_is_left_out_stays(phone: Device) -> None:
    report(phone, battery_percent=81, camera="ok")
    report(phone, network=2)
    stored = fresh(phone)
    assert (stored.battery_percent, stored.camera, stored.network) == (81, "ok", 2)


def test_at_most_one_event_in_five_seconds(phone: Device) -> None:
    for percent in range(80, 60, -1):
        report(phone, battery_percent=percent)
    assert len(pushed(TOLD)) == 1
    assert fresh(phone).battery_percent == 61
    with clock.shifted(timedelta(seconds=5)):
        report(phone, battery_percent=60)
        assert len(pushed(TOLD)) == 2


def test_worse_news_at_once_better_news_later(phone: Device) -> None:
    report(phone, battery_percent=80)
    report(phone, page_hidden=True)
    assert pushed(TOLD)[-1].payload["data"]["troubles"] == ["page_hidden"]
    report(phone, page_hidden=False)
    assert len(pushed(TOLD)) == 2


def test_what_was_held_back_is_told_by_the_watch(phone: Device) -> None:
    report(phone, page_hidden=True)
    report(phone, page_hidden=False)
    assert services.tell_due_facts() == 0
    with clock.shifted(timedelta(seconds=5)):
        assert services.tell_due_facts() == 1
        assert services.tell_due_facts() == 0
    assert pushed(TOLD)[-1].payload["data"]["page_hidden"] is False


def test_a_report_of_nothing_new_tells_nothing(phone: Device) -> None:
    report(phone, battery_percent=80)
    before = fresh(phone)
    with clock.shifted(timedelta(seconds=60)):
        report(phone, battery_percent=80)
    assert fresh(phone).version == before.version
    assert fresh(phone).reported_at != before.reported_at
    assert len(pushed(TOLD)) == 1


def test_the_trail_holds_troubles_and_their_end_only(phone: Device) -> None:
    report(phone, battery_percent=80)
    report(phone, battery_percent=70)
    assert recorded(TOLD) == []
    report(phone, camera="lost")
    report(phone, battery_percent=60)
    report(phone, camera="ok")
    assert [row["troubles"] for row in recorded(TOLD)] == [["camera_lost"], []]


def test_a_laptop_reports_by_its_log_in(place: Place) -> None:
    me = at_laptop(place.entries[0])
    laptop = services.register_laptop(place.entries[0], by=me)
    services.report_facts(laptop, DeviceFacts.model_validate({"microphone": "muted"}), by=me)
    assert pushed(TOLD)[0].payload["data"]["troubles"] == ["microphone_muted"]
    with refused(Forbidden):
        services.report_facts(laptop, DeviceFacts(network=1), by=at_laptop(place.entries[0]))


def test_coming_and_going(place: Place, phone: Device) -> None:
    since = clock.now() - timedelta(seconds=3)
    services.mark_offline(phone, since=since, by=SYSTEM)
    assert (fresh(phone).online, fresh(phone).online_changed_at) == (False, since)
    services.mark_offline(phone, since=clock.now(), by=SYSTEM)
    services.mark_online(phone, since=clock.now(), by=SYSTEM)
    assert fresh(phone).online
    assert len(recorded("desks.device_went_offline")) == len(recorded("desks.device_came_online")) == 1
    both = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of("desks.device_went_offline") == channels_of("desks.device_came_online") == both


def test_a_device_that_is_out_neither_comes_nor_goes(place: Place, phone: Device) -> None:
    services.remove_phone(place.entries[0], by=place.candidate(0))
    version = fresh(phone).version
    services.mark_online(phone, since=clock.now(), by=SYSTEM)
    assert (fresh(phone).online, fresh(phone).version) == (False, version)
