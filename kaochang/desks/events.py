"""What happens at a desk. These reach the desk's own candidate: nothing of anybody else is in them."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event
from kaochang.desks.states import CloseReason, DeviceKind, DeviceState, FactState, Orientation, RemovalReason


class DeskOpened(Event):
    name: ClassVar[str] = "desks.desk_opened"
    desk_id: UUID
    roster_entry_id: UUID


class DeskClosed(Event):
    name: ClassVar[str] = "desks.desk_closed"
    desk_id: UUID
    roster_entry_id: UUID
    reason: CloseReason


class DeskMoved(Event):
    """The candidate belongs to another exam room now."""

    name: ClassVar[str] = "desks.desk_moved"
    roster_entry_id: UUID
    room_id: UUID


class LaptopSeatTaken(Event):
    """The newest tab holds the seat: a tab with another identity offers 「在此继续」."""

    name: ClassVar[str] = "desks.laptop_seat_taken"
    roster_entry_id: UUID
    identity: str


class LaptopChanged(Event):
    """Another laptop came after the first: 「已换设备」."""

    name: ClassVar[str] = "desks.laptop_changed"
    roster_entry_id: UUID
    device_id: UUID
    label: str
    changed_at: datetime


class PairingCodeCreated(Event):
    """For the trail only."""

    name: ClassVar[str] = "desks.pairing_code_created"
    roster_entry_id: UUID
    expires_at: datetime


class PhonePaired(Event):
    """By QR code it is active at once, by short code it waits for 「是我的手机」."""

    name: ClassVar[str] = "desks.phone_paired"
    roster_entry_id: UUID
    device_id: UUID
    label: str
    state: DeviceState


class PhoneConfirmed(Event):
    name: ClassVar[str] = "desks.phone_confirmed"
    roster_entry_id: UUID
    device_id: UUID


class PhoneReplaced(Event):
    name: ClassVar[str] = "desks.phone_replaced"
    roster_entry_id: UUID
    device_id: UUID


class PhoneRemoved(Event):
    name: ClassVar[str] = "desks.phone_removed"
    roster_entry_id: UUID
    device_id: UUID
    reason: RemovalReason


class DeviceFactsReported(Event):
    name: ClassVar[str] = "desks.device_facts_reported"
    roster_entry_id: UUID
    device_id: UUID
    kind: DeviceKind
    battery_percent: int | None
    charging: bool | None
    page_hidden: bool
    orientation: Orientation | None
    frames_per_second: int | None
    camera: FactState
    microphone: FactState
    network: int | None
    troubles: list[str]


class DeviceCameOnline(Event):
    name: ClassVar[str] = "desks.device_came_online"
    roster_entry_id: UUID
    device_id: UUID
    kind: DeviceKind
    since: datetime


class DeviceWentOffline(Event):
    name: ClassVar[str] = "desks.device_went_offline"
    roster_entry_id: UUID
    device_id: UUID
    kind: DeviceKind
    since: datetime


class CheckRoomOpened(Event):
    """For the trail only."""

    name: ClassVar[str] = "desks.check_room_opened"
    roster_entry_id: UUID
    expires_at: datetime


class DeviceCheckRecorded(Event):
    name: ClassVar[str] = "desks.device_check_recorded"
    roster_entry_id: UUID
    passed: bool
    failed: list[str]
    checked_at: datetime


class VisitorsChanged(Event):
    """Whether the page shows the eye. Silent visitors are not counted."""

    name: ClassVar[str] = "desks.visitors_changed"
    roster_entry_id: UUID
    watched: bool


class ScreenShareAllowed(Event):
    name: ClassVar[str] = "desks.screen_share_allowed"
    roster_entry_id: UUID
    allowed: bool
