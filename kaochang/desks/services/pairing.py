"""A phone comes to a desk: by the QR code's secret, or by a typed short code that the laptop confirms.

Whichever comes first uses the code up; the desk's lock lets exactly one of two phones win.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.core.privacy import lookup_hash
from kaochang.core.rules import require
from kaochang.desks import events, queries, rules
from kaochang.desks.errors import (
    DeviceLabelTooLong,
    ExamEnded,
    PairingCodeInvalid,
    PairingCodeUsed,
    SecondCameraNotWanted,
)
from kaochang.desks.models import LABEL_LENGTH, Desk, Device, PairingCode
from kaochang.desks.services.phones import replace_phone
from kaochang.desks.services.telling import tell
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.exams import services as exams
from kaochang.exams.models import RosterEntry
from kaochang.exams.rules import is_own_entry

LIFETIME = timedelta(seconds=120)
SHORT_CODE_DIGITS = 6
# Guesses at short codes; the QR code of the same row goes on working.
WRONG_TRIES = 5


@dataclass(frozen=True)
class NewPairingCode:
    secret: str
    short_code: str
    expires_at: datetime


@dataclass(frozen=True)
class PairedPhone:
    device: Device
    token: str


@transaction.atomic
def create_pairing_code(roster_entry: RosterEntry, *, by: Actor) -> NewPairingCode:
    """Two minutes for one phone; earlier codes of this desk die."""
    require(is_own_entry, by, roster_entry)
    exams.require_open(roster_entry)
    desk = queries.lock_desk(roster_entry.pk)
    if not rules.wants_second_camera(desk.room.session):
        raise SecondCameraNotWanted()
    if desk.has_ended:
        raise ExamEnded()
    now = clock.now()
    PairingCode.objects.filter(desk=desk, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    secret = secrets.token_urlsafe(32)
    short_code = "".join(secrets.choice("0123456789") for _ in range(SHORT_CODE_DIGITS))
    code = PairingCode.objects.create(
        desk=desk,
        secret_hash=lookup_hash("pairing_secret", secret),
        short_code_hash=_short_hash(desk, short_code),
        expires_at=now + LIFETIME,
    )
    event = events.PairingCodeCreated(roster_entry_id=roster_entry.pk, expires_at=code.expires_at)
    record(event, by=by, about=desk, scope_id=desk.room_id)
    return NewPairingCode(secret=secret, short_code=short_code, expires_at=code.expires_at)


@transaction.atomic
def redeem_pairing_secret(secret: str, *, label: str) -> PairedPhone:
    """The QR code was scanned: this phone is the second camera now."""
    label = _checked(label)
    found = queries.find_pairing_code(secret)
    if found is None:
        raise PairingCodeInvalid()
    desk = queries.lock_desk(found.desk.roster_entry_id)
    code = PairingCode.objects.select_for_update(no_key=True).get(pk=found.pk)
    if code.used_at is not None:
        raise PairingCodeUsed()
    if code.expires_at <= clock.now():
        raise PairingCodeInvalid()
    return _pair(desk, code, label, DeviceState.ACTIVE)


def redeem_short_code(candidate_number: str, short_code: str, *, label: str) -> PairedPhone:
    """Typed by hand: this phone waits until the laptop says 「是我的手机」.

    Not one transaction: a wrong try is counted even though the answer is a refusal.
    """
    label = _checked(label)
    with transaction.atomic():
        paired = _try_short_code(candidate_number.strip()[:40], short_code.strip()[:20], label)
    if paired is None:
        raise PairingCodeInvalid()
    return paired


def _try_short_code(candidate_number: str, short_code: str, label: str) -> PairedPhone | None:
    now = clock.now()
    # A candidate number is unique in one exam session only.
    desks = Desk.objects.filter(
        roster_entry__candidate_number=candidate_number,
        pairing_codes__used_at__isnull=True,
        pairing_codes__expires_at__gt=now,
    )
    locked = [
        queries.lock_desk(entry_id)
        for entry_id in sorted(set(desks.values_list("roster_entry_id", flat=True)))
    ]
    live = PairingCode.objects.select_for_update(no_key=True).filter(
        desk__in=locked, used_at__isnull=True, expires_at__gt=now, wrong_tries__lt=WRONG_TRIES
    )
    codes = list(live.order_by("pk"))
    at_desk = {desk.pk: desk for desk in locked}
    for code in codes:
        desk = at_desk[code.desk_id]
        if secrets.compare_digest(code.short_code_hash, _short_hash(desk, short_code)):
            return _pair(desk, code, label, DeviceState.PENDING)
    for code in codes:
        code.wrong_tries += 1
        save_changed(code, "wrong_tries")
    return None


def _pair(desk: Desk, code: PairingCode, label: str, state: DeviceState) -> PairedPhone:
    if desk.has_ended:
        raise ExamEnded()
    token = secrets.token_urlsafe(32)
    replace_phone(desk, DeviceState.PENDING)
    if state == DeviceState.ACTIVE:
        replace_phone(desk, DeviceState.ACTIVE)
    device = Device.objects.create(
        desk=desk,
        kind=DeviceKind.PHONE,
        state=state,
        label=label,
        token_hash=lookup_hash("phone_token", token),
        online=True,
        online_changed_at=clock.now(),
    )
    code.used_at, code.device = clock.now(), device
    save_changed(code, "used_at", "device")
    event = events.PhonePaired(
        roster_entry_id=desk.roster_entry_id, device_id=device.pk, label=label, state=state
    )
    tell(event, desk, by=phone_actor(device), about=device)
    return PairedPhone(device=device, token=token)


def phone_actor(device: Device) -> Actor:
    """A phone has no log-in of its own: its device id stands for the session."""
    return Actor(person_id=None, login_session_id=device.pk, area="phone")


def _short_hash(desk: Desk, short_code: str) -> str:
    return lookup_hash("pairing_short_code", f"{desk.pk}:{short_code}")


def _checked(label: str) -> str:
    label = " ".join("".join(letter if letter.isprintable() else " " for letter in label).split())
    if len(label) > LABEL_LENGTH:
        raise DeviceLabelTooLong(limit=LABEL_LENGTH)
    return label
