"""The candidate's laptop: which one it is, and its seat."""

from django.db import transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginSession
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.desks import events, queries
from kaochang.desks.errors import DeskNotOpen
from kaochang.desks.models import LABEL_LENGTH, Desk, Device
from kaochang.desks.services.opening import media_room_of
from kaochang.desks.services.telling import tell
from kaochang.desks.states import DEVICE, DeviceKind, DeviceState
from kaochang.exams import queries as exams
from kaochang.exams.models import RosterEntry
from kaochang.exams.rules import is_own_entry
from kaochang.media import services as media
from kaochang.media.models import MediaSeat
from kaochang.realtime import channels
from kaochang.realtime.services import announce


@transaction.atomic
def register_laptop(roster_entry: RosterEntry, *, by: Actor) -> Device:
    """The device behind this log-in session; after a take-over it is another one."""
    require(is_own_entry, by, roster_entry)
    known = queries.find_laptop(roster_entry.pk)
    if known is not None and known.login_session_id == by.login_session_id:
        return known
    accounts.hold_login(by)
    return _register(queries.lock_desk(roster_entry.pk), by=by)


@transaction.atomic
def take_laptop_seat(roster_entry: RosterEntry, *, by: Actor) -> MediaSeat:
    """The newest tab holds the seat; the one before it loses its own and is told."""
    require(is_own_entry, by, roster_entry)
    accounts.hold_login(by)
    desk = queries.lock_desk(roster_entry.pk)
    exams.hold_session_open(roster_entry.session_id)
    if not desk.is_open:
        raise DeskNotOpen()
    device = _register(desk, by=by)
    seat = media.open_seat(
        media_room_of(desk),
        purpose="candidate",
        scope_id=desk.room_id,
        person_id=by.person_id,
        login_session_id=by.login_session_id,
        device_id=device.pk,
    )
    if desk.share_allowed:
        media.grant_screen_share(seat, True)
    event = events.LaptopSeatTaken(roster_entry_id=desk.roster_entry_id, identity=seat.identity)
    record(event, by=by, about=desk, scope_id=desk.room_id)
    announce(event, to=[channels.candidate(desk.roster_entry_id)], subject=desk)
    return seat


def _register(desk: Desk, *, by: Actor) -> Device:
    before = queries.find_laptop(desk.roster_entry_id)
    if before is not None and before.login_session_id == by.login_session_id:
        return before
    if before is not None:
        before = queries.lock_device(before.pk)
        DEVICE.require(before.state, DeviceState.REPLACED)
        before.state, before.online = DeviceState.REPLACED, False
        save_changed(before, "state", "online")
    device = Device.objects.create(
        desk=desk,
        kind=DeviceKind.LAPTOP,
        state=DeviceState.ACTIVE,
        label=_label_of(by),
        login_session_id=by.login_session_id,
        online=True,
        online_changed_at=clock.now(),
    )
    if before is not None:
        desk.device_changed_at = clock.now()
        save_changed(desk, "device_changed_at")
        event = events.LaptopChanged(
            roster_entry_id=desk.roster_entry_id,
            device_id=device.pk,
            label=device.label,
            changed_at=desk.device_changed_at,
        )
        tell(event, desk, by=by, about=device)
    return device


def _label_of(by: Actor) -> str:
    if by.login_session_id is None:
        return ""
    session = LoginSession.objects.filter(pk=by.login_session_id).only("device_label").first()
    return session.device_label[:LABEL_LENGTH] if session is not None else ""
