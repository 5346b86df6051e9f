"""Which news is bad, and which is worse than before."""

from typing import Any

import pytest
from pydantic import ValidationError

from kaochang.desks.facts import DeviceFacts, is_worse, troubles_of

FINE = {"camera": "ok", "microphone": "ok", "network": 4, "battery_percent": 80, "frames_per_second": 25}


def facts(**changed: Any) -> DeviceFacts:
    return DeviceFacts.model_validate({**FINE, **changed})


@pytest.mark.parametrize(
    ("changed", "troubles"),
    [
        ({}, []),
        ({"battery_percent": 20}, []),
        ({"battery_percent": 19}, ["battery_low"]),
        ({"battery_percent": 9}, ["battery_critical", "battery_low"]),
        ({"battery_percent": 9, "charging": True}, []),
        ({"battery_percent": None}, []),
        ({"camera": "muted"}, ["camera_muted"]),
        ({"camera": "blocked"}, ["camera_blocked"]),
        ({"camera": "lost"}, ["camera_lost"]),
        ({"camera": "unknown"}, []),
        ({"microphone": "muted"}, ["microphone_muted"]),
        ({"microphone": "blocked"}, ["microphone_blocked"]),
        ({"microphone": "lost"}, ["microphone_lost"]),
        ({"network": 2}, []),
        ({"network": 1}, ["network_weak"]),
        ({"network": 0}, ["network_weak"]),
        ({"network": None}, []),
        ({"frames_per_second": 8}, []),
        ({"frames_per_second": 7}, ["frames_low"]),
        ({"frames_per_second": 0, "camera": "muted"}, ["camera_muted"]),
        ({"page_hidden": True}, ["page_hidden"]),
    ],
)
def test_troubles(changed: dict[str, Any], troubles: list[str]) -> None:
    assert troubles_of(facts(**changed)) == troubles


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ({}, {"page_hidden": True}, True),
        ({"page_hidden": True}, {}, False),
        ({}, {"battery_percent": 30}, False),
        ({"battery_percent": 19}, {"battery_percent": 18}, False),
        ({"battery_percent": 19}, {"battery_percent": 9}, True),
        ({"page_hidden": True}, {"camera": "lost"}, True),
        ({"camera": "lost"}, {"camera": "muted"}, True),
        ({}, {"orientation": "landscape"}, False),
    ],
)
def test_what_is_worse(before: dict[str, Any], after: dict[str, Any], worse: bool) -> None:
    assert is_worse(facts(**before), facts(**after)) is worse


@pytest.mark.parametrize(
    "wrong",
    [
        {"battery_percent": 101},
        {"battery_percent": -1},
        {"battery_percent": "80"},
        {"battery_percent": 80.5},
        {"network": 5},
        {"frames_per_second": 241},
        {"camera": "broken"},
        {"orientation": "upside_down"},
        {"name": "张三"},
    ],
)
def test_what_a_report_may_not_hold(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DeviceFacts.model_validate(wrong)
