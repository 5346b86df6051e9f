"""A device row in the words of the board: one fact a part, and the one note worth reading. Pure."""

from kaochang.console.schemas.common import PhoneState
from kaochang.console.schemas.staff import Fact, RowDevices
from kaochang.desks.facts import FEW_FRAMES, LOW_BATTERY
from kaochang.desks.models import Device
from kaochang.desks.states import DeviceState, FactState

_PARTS: dict[str, Fact] = {
    FactState.OK: "ok",
    FactState.MUTED: "off",
    FactState.BLOCKED: "bad",
    FactState.LOST: "bad",
    FactState.UNKNOWN: "none",
}


def facts_of(laptop: Device | None, phone: Device | None) -> RowDevices:
    return RowDevices(
        camera=_part(laptop, laptop.camera if laptop else ""),
        microphone=_part(laptop, laptop.microphone if laptop else ""),
        phone=_phone(phone),
    )


def note_of(laptop: Device | None, phone: Device | None, *, cameras_required: int, arrived: bool) -> str:
    """The first of these that is true; an empty string when nothing is wrong."""
    notes = [
        ("laptop_offline", laptop is not None and arrived and not laptop.online),
        ("camera_blocked", laptop is not None and laptop.camera == FactState.BLOCKED),
        ("camera_lost", laptop is not None and laptop.camera == FactState.LOST),
        ("microphone_blocked", laptop is not None and laptop.microphone == FactState.BLOCKED),
        ("microphone_lost", laptop is not None and laptop.microphone == FactState.LOST),
        ("phone_offline", is_lost(phone)),
        ("phone_hidden", is_connected(phone) and phone is not None and phone.page_hidden),
        ("phone_battery_low", has_low_battery(phone)),
        ("phone_slow", has_low_frame_rate(phone)),
        ("phone_pending", phone is not None and phone.state == DeviceState.PENDING),
        ("phone_missing", phone is None and cameras_required > 1 and arrived),
    ]
    return next((key for key, applies in notes if applies), "")


def phone_state(phone: Device | None) -> PhoneState:
    if phone is None:
        return "none"
    if phone.state == DeviceState.PENDING:
        return "pending"
    return "connected" if phone.online else "lost"


def is_connected(phone: Device | None) -> bool:
    return phone_state(phone) == "connected"


def is_lost(phone: Device | None) -> bool:
    return phone_state(phone) == "lost"


def has_low_battery(phone: Device | None) -> bool:
    return (
        phone is not None
        and phone.battery_percent is not None
        and phone.battery_percent < LOW_BATTERY
        and not phone.charging
    )


def has_low_frame_rate(phone: Device | None) -> bool:
    return (
        phone is not None
        and is_connected(phone)
        and phone.frames_per_second is not None
        and phone.frames_per_second < FEW_FRAMES
    )


def _part(laptop: Device | None, state: str) -> Fact:
    if laptop is None:
        return "none"
    return _PARTS[state] if laptop.online else "bad"


def _phone(phone: Device | None) -> Fact:
    if phone is None:
        return "none"
    if is_lost(phone) or (phone.camera in (FactState.BLOCKED, FactState.LOST)):
        return "bad"
    if phone.state == DeviceState.PENDING or phone.page_hidden or has_low_battery(phone):
        return "warn"
    return "warn" if has_low_frame_rate(phone) else "ok"
