"""What a paired phone asks. It is no log-in: it knows its desk and nothing else."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from kaochang.accounts.http import device_label
from kaochang.core import clock
from kaochang.core.http import ERRORS
from kaochang.core.privacy import last_four
from kaochang.desks import schemas as shapes
from kaochang.desks import services
from kaochang.desks.facts import DeviceFacts
from kaochang.desks.http import PhoneRequest, phone_session, set_phone_cookie
from kaochang.desks.models import Device
from kaochang.desks.services.telling import require_present
from kaochang.desks.spread import gap_spread_ms
from kaochang.desks.states import DeviceState
from kaochang.exams.states import Formality
from kaochang.media import services as media
from kaochang.realtime import channels
from kaochang.realtime.tokens import connection_info, mint_connection_token, token_generation

phone_router = Router(tags=["phone"])

NOW = {200: shapes.PhoneNowOut, **ERRORS}


@phone_router.post("/pairings", response=NOW)
def redeem_pairing_secret(
    request: HttpRequest, response: HttpResponse, body: shapes.PairingIn
) -> shapes.PhoneNowOut:
    paired = services.redeem_pairing_secret(body.secret, label=body.label or device_label(request))
    set_phone_cookie(response, paired.token)
    return _now(paired.device)


@phone_router.post("/pairings/by-code", response=NOW)
def redeem_short_code(
    request: HttpRequest, response: HttpResponse, body: shapes.PairingByCodeIn
) -> shapes.PhoneNowOut:
    paired = services.redeem_short_code(
        body.candidate_number, body.short_code, label=body.label or device_label(request)
    )
    set_phone_cookie(response, paired.token)
    return _now(paired.device)


@phone_router.get("/now", auth=phone_session, response=NOW)
def get_phone_now(request: PhoneRequest) -> shapes.PhoneNowOut:
    return _now(request.device)


@phone_router.post("/seat", auth=phone_session, response={200: shapes.SeatOut, **ERRORS})
def take_phone_seat(request: PhoneRequest) -> shapes.SeatOut:
    seat = services.take_phone_seat(request.device, by=request.actor)
    return shapes.SeatOut(**media.join_answer(seat))


@phone_router.post("/device-facts", auth=phone_session, response={204: None, **ERRORS})
def report_phone_facts(request: PhoneRequest, body: DeviceFacts) -> Status[None]:
    services.report_facts(request.device, body, by=request.actor)
    return Status(204, None)


@phone_router.post("/stop", auth=phone_session, response=NOW)
def stop_phone(request: PhoneRequest) -> shapes.PhoneNowOut:
    return _now(services.stop_phone(request.device, by=request.actor))


@phone_router.get("/push-token", auth=phone_session, response={200: shapes.PhonePushTokenOut, **ERRORS})
def get_phone_push_token(request: PhoneRequest) -> shapes.PhonePushTokenOut:
    device = request.device
    # In this order: a phone that is replaced in between gets a token that is dead already.
    generation = token_generation(device.pk)
    device.refresh_from_db(fields=["state"])
    require_present(device)
    token, expires_at = mint_connection_token(
        sub=device.pk,
        login_session_id=device.pk,
        generation=generation,
        channels=[channels.phone(device.pk), channels.presence(device.desk.room_id)],
        info=connection_info("phone", device_id=device.pk),
    )
    return shapes.PhonePushTokenOut(token=token, expires_at=expires_at, gap_spread_ms=gap_spread_ms())


def _now(device: Device) -> shapes.PhoneNowOut:
    desk = device.desk
    session = desk.room.session
    is_present = device.state in (DeviceState.ACTIVE, DeviceState.PENDING)
    return shapes.PhoneNowOut(
        server_time=clock.now(),
        device_id=device.pk,
        state="ended" if is_present and desk.has_ended else DeviceState(device.state),
        candidate_number_tail=last_four(desk.roster_entry.candidate_number),
        school_name=session.school.name,
        school_name_en=session.school.name_en,
        exam_name=session.name,
        exam_name_en=session.name_en,
        formality=Formality(session.formality),
        room_name=desk.room.name,
        room_name_en=desk.room.name_en,
        desk_open=desk.is_open and device.state == DeviceState.ACTIVE,
    )
