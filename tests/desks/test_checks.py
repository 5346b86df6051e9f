"""The results of a device check: what passes, and what is refused at the door."""

from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError

from kaochang.desks.checks import CheckResults, has_passed

OK = {"camera": "ok", "microphone": "ok"}


@pytest.mark.parametrize(
    ("camera", "microphone"), list(product(["ok", "failed", "unknown"], ["ok", "failed", "unknown"]))
)
def test_only_camera_and_microphone_block(camera: str, microphone: str) -> None:
    results = CheckResults.model_validate(
        {
            "camera": camera,
            "microphone": microphone,
            "speaker": "failed",
            "network_udp": "failed",
            "network_tcp": "failed",
            "uplink_kbps": 0,
            "loss_percent": 100,
            "clock_skew_ms": 86_400_000,
            "battery": {"percent": 1, "charging": False},
        }
    )
    assert has_passed(results) is (camera == microphone == "ok")


@pytest.mark.parametrize(
    "wrong",
    [
        {"camera": "ok"},
        {**OK, "camera": "maybe"},
        {**OK, "uplink_kbps": -1},
        {**OK, "uplink_kbps": 10**9},
        {**OK, "uplink_kbps": "900"},
        {**OK, "loss_percent": 100.1},
        {**OK, "loss_percent": float("nan")},
        {**OK, "clock_skew_ms": 10**13},
        {**OK, "battery": {"percent": 101, "charging": True}},
        {**OK, "battery": {"percent": 50}},
        {**OK, "battery": 50},
        {**OK, "passed": True},
        [],
    ],
)
def test_what_is_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        CheckResults.model_validate(wrong)
