"""What devices tell of themselves, and whether they are connected."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.desks import events, queries, rules
from kaochang.desks.facts import DeviceFacts, is_worse, troubles_of
from kaochang.desks.models import Device
from kaochang.desks.services.telling import push, require_active, tell
from kaochang.desks.states import DeviceKind, DeviceState, FactState, Orientation

QUIET = timedelta(seconds=5)
_FIELDS = tuple(DeviceFacts.model_fields)


@transaction.atomic
def report_facts(device: Device, facts: DeviceFacts, *, by: Actor) -> Device:
    """Stored at once; told at most every 5 s, but worse news at once. Only troubles enter the trail."""
    device = queries.lock_device(device.pk)
    require(rules.is_this_device, by, device)
    require_active(device)
    before = facts_of(device)
    after = before.model_copy(update={name: getattr(facts, name) for name in facts.model_fields_set})
    device.reported_at = clock.now()
    if after == before:
        Device.objects.filter(pk=device.pk).update(reported_at=device.reported_at)
        return device
    for name in _FIELDS:
        setattr(device, name, getattr(after, name))
    device.orientation = after.orientation or ""
    device.has_untold_facts = True
    may_tell = device.told_at is None or device.told_at + QUIET <= device.reported_at
    if may_tell or is_worse(before, after):
        _mark_told(device)
    save_changed(device, *_FIELDS, "reported_at", "told_at", "has_untold_facts")
    if not device.has_untold_facts:
        push(_event_of(device), device.desk, about=device)
    if troubles_of(before) != troubles_of(after):
        record(_event_of(device), by=by, about=device, scope_id=device.desk.room_id)
    return device


def tell_due_facts() -> int:
    """`watch` asks each tick: what the 5 s held back and no later report has told."""
    due = queries.list_untold_devices(clock.now() - QUIET)
    return sum(_tell_due(device_id) for device_id in due)


@transaction.atomic
def _tell_due(device_id: UUID) -> bool:
    device = queries.lock_device(device_id)
    if not device.has_untold_facts or device.state != DeviceState.ACTIVE:
        return False
    _mark_told(device)
    save_changed(device, "told_at", "has_untold_facts")
    push(_event_of(device), device.desk, about=device)
    return True


def mark_online(device: Device, *, since: datetime, by: Actor) -> Device:
    return _mark_connection(device, True, since=since, by=by)


def mark_offline(device: Device, *, since: datetime, by: Actor) -> Device:
    """`since` is when it was last known to be there, not when somebody noticed."""
    return _mark_connection(device, False, since=since, by=by)


@transaction.atomic
def _mark_connection(device: Device, online: bool, *, since: datetime, by: Actor) -> Device:
    device = queries.lock_device(device.pk)
    if device.online == online or device.state != DeviceState.ACTIVE:
        return device
    device.online, device.online_changed_at = online, min(since, clock.now())
    save_changed(device, "online", "online_changed_at")
    event = (events.DeviceCameOnline if online else events.DeviceWentOffline)(
        roster_entry_id=device.desk.roster_entry_id,
        device_id=device.pk,
        kind=DeviceKind(device.kind),
        since=device.online_changed_at,
    )
    tell(event, device.desk, by=by, about=device)
    return device


def facts_of(device: Device) -> DeviceFacts:
    return DeviceFacts(
        battery_percent=device.battery_percent,
        charging=device.charging,
        page_hidden=device.page_hidden,
        orientation=Orientation(device.orientation) if device.orientation else None,
        frames_per_second=device.frames_per_second,
        camera=FactState(device.camera),
        microphone=FactState(device.microphone),
        network=device.network,
    )


def _mark_told(device: Device) -> None:
    device.told_at, device.has_untold_facts = clock.now(), False


def _event_of(device: Device) -> events.DeviceFactsReported:
    facts = facts_of(device)
    return events.DeviceFactsReported(
        roster_entry_id=device.desk.roster_entry_id,
        device_id=device.pk,
        kind=DeviceKind(device.kind),
        troubles=[str(trouble) for trouble in troubles_of(facts)],
        **facts.model_dump(),
    )
