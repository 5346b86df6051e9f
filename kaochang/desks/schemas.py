"""HTTP shapes of desks, devices and phones."""

from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment
from kaochang.desks.checks import CheckResults
from kaochang.desks.states import DeviceState
from kaochang.exams.states import Formality


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class SeatOut(Schema):
    """What a browser needs to join, good for about a minute."""

    url: str
    room: str
    identity: str
    token: str
    ice_servers: list[dict[str, Any]]


class CheckSeatsOut(Schema):
    publisher: SeatOut
    subscriber: SeatOut
    expires_at: Moment


class DeviceCheckIn(Strict):
    results: CheckResults


class DeviceCheckOut(Schema):
    passed: bool
    checked_at: Moment


class PairingCodeOut(Schema):
    """The secret is only in the fragment of `url`: a fragment never reaches a server or its log."""

    url: str
    short_code: str
    expires_at: Moment


class PhoneOut(Schema):
    device_id: UUID
    state: DeviceState
    label: str


class PairingIn(Strict):
    secret: str
    label: str = ""


class PairingByCodeIn(Strict):
    candidate_number: str
    short_code: str
    label: str = ""


class PhoneNowOut(Schema):
    server_time: Moment
    device_id: UUID
    state: DeviceState | Literal["ended"]
    candidate_number_tail: str
    school_name: str
    school_name_en: str
    exam_name: str
    exam_name_en: str
    formality: Formality
    room_name: str
    room_name_en: str
    desk_open: bool


class PhonePushTokenOut(Schema):
    token: str
    expires_at: Moment
    # How long to spread the reading after a gap: grows with the number of devices that are connected.
    gap_spread_ms: int
