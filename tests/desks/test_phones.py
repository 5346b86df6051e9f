"""The paired phone: confirmed, removed, stopped, seated."""

import pytest

from kaochang.core.errors import Forbidden
from kaochang.desks import queries, services
from kaochang.desks.errors import (
    DeskNotOpen,
    DeviceRemoved,
    DeviceReplaced,
    NoPhonePaired,
    NoPhonePending,
    PhoneNotConfirmed,
)
from kaochang.desks.models import Device
from kaochang.desks.services import phone_actor
from kaochang.media.models import MediaSeat
from kaochang.realtime import channels
from tests.desks.helpers import SYSTEM, fresh, new_code, open_desk, pair, seat_of
from tests.factories import Place, make_place
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False, cameras_required=2)


def typed(place: Place) -> Device:
    code = new_code(place)
    return services.redeem_short_code(place.entries[0].candidate_number, code.short_code, label="x").device


def test_nothing_to_confirm_or_remove(place: Place) -> None:
    with pytest.raises(NoPhonePending):
        services.confirm_phone(place.entries[0], by=place.candidate(0))
    with pytest.raises(NoPhonePaired):
        services.remove_phone(place.entries[0], by=place.candidate(0))
    pair(place)
    with refused(NoPhonePending):
        services.confirm_phone(place.entries[0], by=place.candidate(0))


def test_only_the_candidate_confirms_and_removes(place: Place) -> None:
    typed(place)
    for stranger in (place.candidate(1), place.officer, SYSTEM):
        with refused(Forbidden):
            services.confirm_phone(place.entries[0], by=stranger)
        with refused(Forbidden):
            services.remove_phone(place.entries[0], by=stranger)


def test_confirming_makes_it_the_second_camera(place: Place) -> None:
    device = typed(place)
    open_desk(place)
    with refused(PhoneNotConfirmed):
        seat_of(device)
    services.confirm_phone(place.entries[0], by=place.candidate(0))
    assert seat_of(device).is_open
    assert len(recorded("desks.phone_confirmed")) == 1
    assert channels.phone(device.pk) in channels_of("desks.phone_confirmed")


def test_not_my_phone_is_out_at_once(place: Place) -> None:
    open_desk(place)
    device = pair(place).device
    seat = seat_of(device)
    services.remove_phone(place.entries[0], by=place.candidate(0))
    assert fresh(device).state == "removed" and not MediaSeat.objects.get(pk=seat.pk).is_open
    assert recorded("desks.phone_removed")[0]["reason"] == "not_mine"
    assert channels.phone(device.pk) in channels_of("desks.phone_removed")
    with refused(DeviceRemoved):
        seat_of(device)
    assert queries.find_phone(place.entries[0].pk) is None


def test_of_two_phones_the_waiting_one_is_removed(place: Place) -> None:
    first, waiting = pair(place).device, typed(place)
    services.remove_phone(place.entries[0], by=place.candidate(0))
    assert (fresh(first).state, fresh(waiting).state) == ("active", "removed")


def test_a_phone_stops_itself_and_nobody_else(place: Place) -> None:
    mine, foreign = pair(place, 0).device, pair(place, 1).device
    with refused(Forbidden):
        services.stop_phone(mine, by=phone_actor(foreign))
    services.stop_phone(mine, by=phone_actor(mine))
    assert fresh(mine).state == "removed" and fresh(foreign).state == "active"
    assert recorded("desks.phone_removed")[0]["reason"] == "stopped"
    version = fresh(mine).version
    services.stop_phone(mine, by=phone_actor(mine))
    assert fresh(mine).version == version


def test_a_phone_seat_is_camera_only(place: Place) -> None:
    desk = open_desk(place)
    device = pair(place).device
    seat = seat_of(device)
    assert seat.room_id == desk.media_room_id and seat.device_id == device.pk
    assert seat.may_publish == ["camera"] and not seat.may_subscribe


def test_a_phone_waits_while_the_desk_is_closed(place: Place) -> None:
    device = pair(place).device
    with refused(DeskNotOpen):
        seat_of(device)


def test_a_replaced_phone_gets_no_seat(place: Place) -> None:
    open_desk(place)
    first = pair(place).device
    pair(place)
    with refused(DeviceReplaced):
        seat_of(first)


def test_a_foreign_phone_gets_no_seat(place: Place) -> None:
    open_desk(place)
    mine, foreign = pair(place, 0).device, pair(place, 1).device
    for stranger in (phone_actor(foreign), place.candidate(0), place.officer):
        with refused(Forbidden):
            services.take_phone_seat(mine, by=stranger)
