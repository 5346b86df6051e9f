"""What a device tells of itself, and which of it is bad news."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kaochang.desks.states import FactState, Orientation

LOW_BATTERY = 20
CRITICAL_BATTERY = 10
WEAK_NETWORK = 1
FEW_FRAMES = 8

Trouble = Literal[
    "battery_critical",
    "battery_low",
    "camera_blocked",
    "camera_lost",
    "camera_muted",
    "frames_low",
    "microphone_blocked",
    "microphone_lost",
    "microphone_muted",
    "network_weak",
    "page_hidden",
]


class DeviceFacts(BaseModel):
    """A report of changes: a field that is left out stays as it was, null means "can't be told"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    battery_percent: int | None = Field(None, ge=0, le=100, strict=True)
    charging: bool | None = None
    page_hidden: bool = False
    orientation: Orientation | None = None
    frames_per_second: int | None = Field(None, ge=0, le=240, strict=True)
    camera: FactState = FactState.UNKNOWN
    microphone: FactState = FactState.UNKNOWN
    network: int | None = Field(None, ge=0, le=4, strict=True)


def troubles_of(facts: DeviceFacts) -> list[Trouble]:
    """What staff should look at. Unknown is no trouble: many browsers tell nothing of their battery."""
    found: list[Trouble] = []
    on_battery = facts.battery_percent is not None and not facts.charging
    if on_battery and facts.battery_percent is not None:
        if facts.battery_percent < CRITICAL_BATTERY:
            found.append("battery_critical")
        if facts.battery_percent < LOW_BATTERY:
            found.append("battery_low")
    camera: dict[FactState, Trouble] = {
        FactState.BLOCKED: "camera_blocked",
        FactState.LOST: "camera_lost",
        FactState.MUTED: "camera_muted",
    }
    microphone: dict[FactState, Trouble] = {
        FactState.BLOCKED: "microphone_blocked",
        FactState.LOST: "microphone_lost",
        FactState.MUTED: "microphone_muted",
    }
    if facts.camera in camera:
        found.append(camera[facts.camera])
    if facts.microphone in microphone:
        found.append(microphone[facts.microphone])
    # A camera that is switched off sends no frames; that is said above already.
    if (
        facts.camera == FactState.OK
        and facts.frames_per_second is not None
        and facts.frames_per_second < FEW_FRAMES
    ):
        found.append("frames_low")
    if facts.network is not None and facts.network <= WEAK_NETWORK:
        found.append("network_weak")
    if facts.page_hidden:
        found.append("page_hidden")
    return sorted(found)


def is_worse(before: DeviceFacts, after: DeviceFacts) -> bool:
    """Something is bad that was not: staff hear of it at once, whatever was told a moment ago."""
    return bool(set(troubles_of(after)) - set(troubles_of(before)))
