"""The fourth and fifth beat together: one trail row, one outbox row."""

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core.events import Event
from kaochang.desks.errors import DeviceRemoved, DeviceReplaced, PhoneNotConfirmed
from kaochang.desks.models import Desk, Device
from kaochang.desks.states import DeviceState
from kaochang.realtime import channels
from kaochang.realtime.services import announce


def tell(
    event: Event, desk: Desk, *, by: Actor, about: Desk | Device | None = None, phone: Device | None = None
) -> None:
    """Into the trail, to the desk's candidate, to the room's staff, and to one phone if it is named."""
    record(event, by=by, about=about or desk, scope_id=desk.room_id)
    push(event, desk, about=about, phone=phone)


def push(
    event: Event, desk: Desk, *, about: Desk | Device | None = None, phone: Device | None = None
) -> None:
    to = [channels.candidate(desk.roster_entry_id), channels.room_staff(desk.room_id)]
    if phone is not None:
        to.append(channels.phone(phone.pk))
    announce(event, to=to, subject=about or desk)


def require_active(device: Device) -> None:
    require_present(device)
    if device.state == DeviceState.PENDING:
        raise PhoneNotConfirmed()


def require_present(device: Device) -> None:
    if device.state == DeviceState.REPLACED:
        raise DeviceReplaced()
    if device.state == DeviceState.REMOVED:
        raise DeviceRemoved()
