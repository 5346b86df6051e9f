"""Reads of desks, devices and device checks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from kaochang.core.errors import NotFound
from kaochang.core.privacy import lookup_hash
from kaochang.desks.models import Desk, Device, DeviceCheck, PairingCode
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.exams.models import ExamRoom, RosterEntry
from kaochang.exams.states import SessionState

PRESENT = (DeviceState.ACTIVE, DeviceState.PENDING)


@dataclass
class Devices:
    laptop: Device | None = None
    phone: Device | None = None


def find_desk(roster_entry_id: UUID) -> Desk | None:
    return _desks().filter(roster_entry_id=roster_entry_id).first()


def get_desk(desk_id: UUID) -> Desk:
    desk = _desks().filter(pk=desk_id).first()
    if desk is None:
        raise NotFound()
    return desk


def desk_of_media_room(media_room_id: UUID) -> Desk | None:
    return _desks().filter(media_room_id=media_room_id).first()


def lock_desk(roster_entry_id: UUID) -> Desk:
    """Last in the order of locks: exam room, queue entry, desk. Makes the row when it is missing."""
    desks = Desk.objects.select_related("roster_entry").select_for_update(no_key=True, of=("self",))
    locked = desks.filter(roster_entry_id=roster_entry_id)
    desk = locked.first()
    if desk is None:
        entry = RosterEntry.objects.filter(pk=roster_entry_id).first()
        if entry is None:
            raise NotFound()
        Desk.objects.bulk_create(
            [Desk(roster_entry=entry, room_id=entry.exam_room_id)], ignore_conflicts=True
        )
        desk = locked.get()
    return desk


def list_open_desks(room_id: UUID) -> list[Desk]:
    return list(_desks().filter(room_id=room_id, media_room_id__isnull=False).order_by("opened_at"))


def find_laptop(roster_entry_id: UUID) -> Device | None:
    return _devices(DeviceKind.LAPTOP).filter(desk__roster_entry_id=roster_entry_id).first()


def find_phone(roster_entry_id: UUID) -> Device | None:
    """The phone the laptop shows: one that waits for a confirmation comes before the active one."""
    phones = _devices(DeviceKind.PHONE, PRESENT).filter(desk__roster_entry_id=roster_entry_id)
    return phones.order_by("-state").first()


def find_phone_by_token(token: str) -> Device | None:
    """Replaced and removed phones too: their page says what became of them."""
    if not token or len(token) > 200:
        return None
    hashed = lookup_hash("phone_token", token)
    return Device.objects.select_related(*_OF_DEVICE).filter(token_hash=hashed).first()


def lock_device(device_id: UUID) -> Device:
    device = (
        Device.objects.select_related(*_OF_DEVICE)
        .select_for_update(no_key=True, of=("self",))
        .filter(pk=device_id)
        .first()
    )
    if device is None:
        raise NotFound()
    return device


def devices_of(roster_entry_ids: Collection[UUID]) -> dict[UUID, Devices]:
    """Who is at each of these desks now, in one query."""
    found: dict[UUID, Devices] = {entry_id: Devices() for entry_id in roster_entry_ids}
    devices = Device.objects.filter(desk__roster_entry_id__in=list(found), state__in=PRESENT).select_related(
        "desk"
    )
    # "pending" sorts after "active": a phone that waits for a confirmation is the one to show.
    for device in devices.order_by("state"):
        at_desk = found[device.desk.roster_entry_id]
        if device.kind == DeviceKind.LAPTOP:
            at_desk.laptop = device
        else:
            at_desk.phone = device
    return found


def list_connections(rooms: QuerySet[ExamRoom]) -> list[tuple[str, str, str, bool]]:
    """What `watch` compares with presence: (room, device, key, online) of each active device in `rooms`.

    The key is what its connection calls itself by: a laptop its log-in session, a phone its device. Ids are
    texts, as in presence: thousands are compared each time, and hardly one is ever needed as more.
    """
    key = Coalesce("login_session_id", "pk")
    devices = Device.objects.filter(desk__room__in=rooms.order_by().values("pk"), state=DeviceState.ACTIVE)
    texts = (Cast(column, TextField()) for column in ("desk__room_id", "pk", key))
    return list(devices.order_by().values_list(*texts, "online"))


def list_devices(device_ids: Collection[str]) -> list[Device]:
    return list(Device.objects.filter(pk__in=device_ids)) if device_ids else []


def list_untold_devices(told_before: datetime) -> list[UUID]:
    devices = Device.objects.filter(has_untold_facts=True, told_at__lte=told_before)
    return list(devices.values_list("pk", flat=True))


def count_devices_online_since(moment: datetime) -> int:
    """Of exams that are going on: whoever was connected when one closed stays marked so."""
    seen = Device.objects.filter(Q(online=True) | Q(online_changed_at__gt=moment), state=DeviceState.ACTIVE)
    return seen.filter(desk__room__session__state=SessionState.OPEN).count()


def find_device_check(roster_entry_id: UUID) -> DeviceCheck | None:
    return DeviceCheck.objects.filter(roster_entry_id=roster_entry_id).order_by("-checked_at").first()


def newest_checks(roster_entry_ids: Collection[UUID]) -> dict[UUID, DeviceCheck]:
    checks = DeviceCheck.objects.filter(roster_entry_id__in=roster_entry_ids)
    newest = checks.order_by("roster_entry_id", "-checked_at").distinct("roster_entry_id")
    return {check.roster_entry_id: check for check in newest}


def find_pairing_code(secret: str) -> PairingCode | None:
    if not secret or len(secret) > 200:
        return None
    hashed = lookup_hash("pairing_secret", secret)
    return PairingCode.objects.select_related("desk").filter(secret_hash=hashed).first()


_OF_DEVICE = ("desk__roster_entry__person", "desk__room__session__school")


def _desks() -> QuerySet[Desk]:
    return Desk.objects.select_related("roster_entry__person", "room__session__school")


def _devices(kind: DeviceKind, states: Collection[DeviceState] = (DeviceState.ACTIVE,)) -> QuerySet[Device]:
    return Device.objects.select_related(*_OF_DEVICE).filter(kind=kind, state__in=states)
