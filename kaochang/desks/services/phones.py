"""The second camera once it is paired: confirmed, removed, replaced, seated."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.desks import events, queries, rules
from kaochang.desks.errors import DeskNotOpen, NoPhonePaired, NoPhonePending
from kaochang.desks.models import Desk, Device
from kaochang.desks.services.opening import media_room_of
from kaochang.desks.services.telling import require_active, tell
from kaochang.desks.states import DEVICE, DeviceKind, DeviceState, RemovalReason
from kaochang.exams import queries as exams
from kaochang.exams.models import RosterEntry
from kaochang.exams.rules import is_own_entry
from kaochang.media import services as media
from kaochang.media.models import MediaSeat
from kaochang.realtime.services import revoke_channels

SYSTEM = Actor.system("pairing")


@transaction.atomic
def confirm_phone(roster_entry: RosterEntry, *, by: Actor) -> Device:
    """「是我的手机」: the phone that waits takes the place of the one before it."""
    require(is_own_entry, by, roster_entry)
    desk = queries.lock_desk(roster_entry.pk)
    device = _find(desk, DeviceState.PENDING)
    if device is None:
        raise NoPhonePending()
    replace_phone(desk, DeviceState.ACTIVE, by=by)
    DEVICE.require(device.state, DeviceState.ACTIVE)
    device.state = DeviceState.ACTIVE
    save_changed(device, "state")
    event = events.PhoneConfirmed(roster_entry_id=roster_entry.pk, device_id=device.pk)
    tell(event, desk, by=by, about=device, phone=device)
    return device


@transaction.atomic
def remove_phone(roster_entry: RosterEntry, *, by: Actor) -> Device:
    """「不是我的手机」: of two, the one that still waits is the one the laptop asks about."""
    require(is_own_entry, by, roster_entry)
    desk = queries.lock_desk(roster_entry.pk)
    device = _find(desk, DeviceState.PENDING) or _find(desk, DeviceState.ACTIVE)
    if device is None:
        raise NoPhonePaired()
    return _remove(desk, device, RemovalReason.NOT_MINE, by=by)


@transaction.atomic
def stop_phone(device: Device, *, by: Actor) -> Device:
    """「停止使用」 on the phone itself; a phone that is gone already stays gone."""
    desk = queries.lock_desk(device.desk.roster_entry_id)
    device = queries.lock_device(device.pk)
    require(rules.is_this_device, by, device)
    if device.state not in queries.PRESENT:
        return device
    return _remove(desk, device, RemovalReason.STOPPED, by=by)


@transaction.atomic
def take_phone_seat(device: Device, *, by: Actor) -> MediaSeat:
    """Camera only: the media domain's table of grants gives a second camera nothing else."""
    desk = queries.lock_desk(device.desk.roster_entry_id)
    device = queries.lock_device(device.pk)
    require(rules.is_this_device, by, device)
    require_active(device)
    exams.hold_session_open(desk.roster_entry.session_id)
    if not desk.is_open:
        raise DeskNotOpen()
    return media.open_seat(
        media_room_of(desk),
        purpose="second_camera",
        scope_id=desk.room_id,
        person_id=desk.roster_entry.person_id,
        device_id=device.pk,
    )


def replace_phone(desk: Desk, state: DeviceState, *, by: Actor = SYSTEM) -> None:
    """The caller holds the desk's lock and brings the next phone."""
    device = _find(desk, state)
    if device is None:
        return
    DEVICE.require(device.state, DeviceState.REPLACED)
    _dismiss(device, DeviceState.REPLACED)
    event = events.PhoneReplaced(roster_entry_id=desk.roster_entry_id, device_id=device.pk)
    tell(event, desk, by=by, about=device, phone=device)
    # Its page asks for a fresh token, is refused, and reads that it was replaced.
    revoke_channels(device.pk)


def _remove(desk: Desk, device: Device, reason: RemovalReason, *, by: Actor) -> Device:
    DEVICE.require(device.state, DeviceState.REMOVED)
    _dismiss(device, DeviceState.REMOVED)
    event = events.PhoneRemoved(roster_entry_id=desk.roster_entry_id, device_id=device.pk, reason=reason)
    tell(event, desk, by=by, about=device, phone=device)
    revoke_channels(device.pk)
    return device


def _dismiss(device: Device, state: DeviceState) -> None:
    device.state, device.online, device.has_untold_facts = state, False, False
    save_changed(device, "state", "online", "has_untold_facts")
    media.close_seats(reason=str(state), device_id=device.pk)


def _find(desk: Desk, state: DeviceState) -> Device | None:
    phones = Device.objects.filter(desk=desk, kind=DeviceKind.PHONE, state=state)
    return phones.select_for_update(no_key=True).first()
