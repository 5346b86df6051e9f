import pytest

from kaochang.console import devices
from kaochang.desks.facts import FEW_FRAMES, LOW_BATTERY, DeviceFacts, troubles_of
from kaochang.desks.models import Device
from kaochang.desks.states import FactState


def laptop(**columns: object) -> Device:
    return Device(**{"kind": "laptop", "state": "active", "online": True, **columns})


def phone(**columns: object) -> Device:
    return Device(**{"kind": "phone", "state": "active", "online": True, **columns})


@pytest.mark.parametrize(
    ("columns", "fact"),
    [
        ({"camera": "ok"}, "ok"),
        ({"camera": "muted"}, "off"),
        ({"camera": "blocked"}, "bad"),
        ({"camera": "lost"}, "bad"),
        ({"camera": "unknown"}, "none"),
        ({"camera": "ok", "online": False}, "bad"),
    ],
)
def test_the_laptops_camera_as_a_fact(columns: dict[str, object], fact: str) -> None:
    assert devices.facts_of(laptop(**columns), None).camera == fact


@pytest.mark.parametrize(
    ("columns", "fact", "note"),
    [
        ({}, "ok", ""),
        ({"state": "pending"}, "warn", "phone_pending"),
        ({"online": False}, "bad", "phone_offline"),
        ({"page_hidden": True}, "warn", "phone_hidden"),
        ({"battery_percent": 9, "charging": False}, "warn", "phone_battery_low"),
        ({"battery_percent": 9, "charging": True}, "ok", ""),
        ({"frames_per_second": 2}, "warn", "phone_slow"),
    ],
)
def test_the_phone_as_a_fact_and_a_note(columns: dict[str, object], fact: str, note: str) -> None:
    second = phone(**columns)
    assert devices.facts_of(laptop(), second).phone == fact
    assert devices.note_of(laptop(), second, cameras_required=2, arrived=True) == note


@pytest.mark.parametrize("percent", [LOW_BATTERY - 1, LOW_BATTERY])
@pytest.mark.parametrize("frames", [FEW_FRAMES - 1, FEW_FRAMES])
def test_the_board_calls_bad_what_the_trail_and_the_push_call_bad(percent: int, frames: int) -> None:
    told = troubles_of(DeviceFacts(battery_percent=percent, frames_per_second=frames, camera=FactState.OK))
    second = phone(battery_percent=percent, frames_per_second=frames, camera="ok")
    assert devices.has_low_battery(second) == ("battery_low" in told)
    assert devices.has_low_frame_rate(second) == ("frames_low" in told)


def test_no_device_is_no_fact_and_a_missing_phone_is_noted_only_where_it_is_asked_for() -> None:
    facts = devices.facts_of(None, None)
    assert (facts.camera, facts.microphone, facts.phone) == ("none", "none", "none")
    assert devices.note_of(laptop(), None, cameras_required=1, arrived=True) == ""
    assert devices.note_of(laptop(), None, cameras_required=2, arrived=False) == ""
    assert devices.note_of(laptop(), None, cameras_required=2, arrived=True) == "phone_missing"


def test_a_laptop_that_is_gone_is_the_first_thing_to_say() -> None:
    note = devices.note_of(
        laptop(online=False, camera="blocked"), phone(online=False), cameras_required=2, arrived=True
    )
    assert note == "laptop_offline"
