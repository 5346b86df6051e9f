"""The candidate's desk. Each endpoint: find what the caller may see, call the service, answer.

Answers with join tokens or pairing secrets are never stored, so these carry no idempotency key: a
second call replaces the seat or the code of the first.
"""

from uuid import UUID

from ninja import Router, Status

from kaochang.accounts.http import SignedInRequest, candidate_session
from kaochang.config.environment import environment
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.desks import schemas as shapes
from kaochang.desks import services
from kaochang.desks.facts import DeviceFacts
from kaochang.desks.models import Device
from kaochang.desks.states import DeviceState
from kaochang.exams.queries import access_roster_entry
from kaochang.media import services as media

candidate_router = Router(auth=candidate_session, tags=["desks"])

SEAT = {200: shapes.SeatOut, **ERRORS}
PHONE = {200: shapes.PhoneOut, **ERRORS}


@candidate_router.post(
    "/entries/{roster_entry_id}/check-seats", response={200: shapes.CheckSeatsOut, **ERRORS}
)
def open_check_room(request: SignedInRequest, roster_entry_id: UUID) -> shapes.CheckSeatsOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    seats = services.open_check_room(entry, by=request.actor)
    return shapes.CheckSeatsOut(
        publisher=shapes.SeatOut(**media.join_answer(seats.publisher)),
        subscriber=shapes.SeatOut(**media.join_answer(seats.subscriber)),
        expires_at=seats.expires_at,
    )


@candidate_router.post(
    "/entries/{roster_entry_id}/device-checks", response={200: shapes.DeviceCheckOut, **ERRORS}
)
@idempotent
def record_device_check(
    request: SignedInRequest, roster_entry_id: UUID, body: shapes.DeviceCheckIn
) -> shapes.DeviceCheckOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    check = services.record_device_check(entry, body.results, by=request.actor)
    return shapes.DeviceCheckOut(passed=check.passed, checked_at=check.checked_at)


@candidate_router.post("/entries/{roster_entry_id}/seat", response=SEAT)
def take_laptop_seat(request: SignedInRequest, roster_entry_id: UUID) -> shapes.SeatOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    seat = services.take_laptop_seat(entry, by=request.actor)
    return shapes.SeatOut(**media.join_answer(seat))


@candidate_router.post("/entries/{roster_entry_id}/device-facts", response={204: None, **ERRORS})
def report_laptop_facts(request: SignedInRequest, roster_entry_id: UUID, body: DeviceFacts) -> Status[None]:
    entry = access_roster_entry(request.actor, roster_entry_id)
    laptop = services.register_laptop(entry, by=request.actor)
    services.report_facts(laptop, body, by=request.actor)
    return Status(204, None)


@candidate_router.post(
    "/entries/{roster_entry_id}/pairing-codes", response={200: shapes.PairingCodeOut, **ERRORS}
)
def create_pairing_code(request: SignedInRequest, roster_entry_id: UUID) -> shapes.PairingCodeOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    code = services.create_pairing_code(entry, by=request.actor)
    return shapes.PairingCodeOut(
        url=f"{environment.public_origin}/p/#{code.secret}",
        short_code=code.short_code,
        expires_at=code.expires_at,
    )


@candidate_router.post("/entries/{roster_entry_id}/phone/confirmation", response=PHONE)
@idempotent
def confirm_phone(request: SignedInRequest, roster_entry_id: UUID) -> shapes.PhoneOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    return _phone(services.confirm_phone(entry, by=request.actor))


@candidate_router.delete("/entries/{roster_entry_id}/phone", response=PHONE)
@idempotent
def remove_phone(request: SignedInRequest, roster_entry_id: UUID) -> shapes.PhoneOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    return _phone(services.remove_phone(entry, by=request.actor))


def _phone(device: Device) -> shapes.PhoneOut:
    return shapes.PhoneOut(device_id=device.pk, state=DeviceState(device.state), label=device.label)
