"""Candidates at a desk, with a log-in session each, and the phones that come to it."""

from uuid import uuid4

from kaochang.accounts.actor import Actor
from kaochang.desks import services
from kaochang.desks.models import Desk, Device
from kaochang.desks.services import NewPairingCode, PairedPhone, phone_actor
from kaochang.exams.models import RosterEntry
from kaochang.media.models import MediaSeat
from tests.factories import Place

SYSTEM = Actor.system("test")


def at_laptop(entry: RosterEntry) -> Actor:
    """The candidate in one browser; called again, in another."""
    return Actor(person_id=entry.person_id, login_session_id=uuid4(), area="candidate")


def open_desk(place: Place, index: int = 0) -> Desk:
    return services.open_desk(place.entries[index], by=SYSTEM)


def new_code(place: Place, index: int = 0) -> NewPairingCode:
    return services.create_pairing_code(place.entries[index], by=place.candidate(index))


def pair(place: Place, index: int = 0, label: str = "Chrome · Android") -> PairedPhone:
    return services.redeem_pairing_secret(new_code(place, index).secret, label=label)


def seat_of(device: Device) -> MediaSeat:
    return services.take_phone_seat(device, by=phone_actor(device))


def fresh(device: Device) -> Device:
    return Device.objects.get(pk=device.pk)
