"""The second step of a staff log-in, as a person sets it up: an app's codes, and recovery codes on paper."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from kaochang.accounts import events, secrets, totp
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import SecondCodeWrong, SecondFactorOff, SecondFactorOn
from kaochang.accounts.models import LoginSession, Person, RecoveryCode, SecondFactor, SecondStep
from kaochang.accounts.services.logins import forget_tries, take_a_try
from kaochang.accounts.services.passwords import require_own_password
from kaochang.accounts.services.sessions import end_login_sessions
from kaochang.accounts.states import LoginArea
from kaochang.audit import services as audit
from kaochang.core import clock
from kaochang.core.models import save_changed

RECOVERY_CODES = 10
ISSUER = "考场"


@dataclass(frozen=True)
class Setup:
    """Shown once, to the person alone."""

    secret: str
    address: str


@transaction.atomic
def begin_setup(person: Person) -> Setup:
    """A fresh secret. Nothing changes for log-ins until its first code is typed in."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    factor = SecondFactor.objects.filter(person=person).first()
    if factor is not None and factor.on_since is not None:
        raise SecondFactorOn()
    if factor is not None:
        factor.delete()
    secret = totp.new_secret()
    SecondFactor.objects.create(person=person, secret=secret)
    return Setup(totp.spelled(secret), totp.address(secret, account=person.name, issuer=ISSUER))


def switch_on(session: LoginSession, *, code: str, by: Actor) -> list[str]:
    """The app's first code proves that it has the secret. Returns the recovery codes, kept only as hashes."""
    key = count_a_try(session.scope_id, session.person_id)
    with transaction.atomic():
        factor = _lock(session.person_id)
        if factor is None:
            raise SecondFactorOff()
        if factor.on_since is not None:
            raise SecondFactorOn()
        if not _take_app_code(factor, code):
            raise SecondCodeWrong()
        factor.on_since = clock.now()
        save_changed(factor, "on_since")
        forget_tries(key)
        audit.record(
            events.SecondFactorSwitchedOn(person_id=factor.person_id),
            by=by,
            about=factor,
            scope_id=session.scope_id,
        )
        return _make_recovery_codes(factor)


def renew_recovery_codes(session: LoginSession, *, code: str, by: Actor) -> list[str]:
    """Ten new ones; those on paper are dead."""
    key = count_a_try(session.scope_id, session.person_id)
    with transaction.atomic():
        factor = lock_second_factor(session.person_id)
        require_code(factor, code, scope_id=session.scope_id, by=by)
        forget_tries(key)
        audit.record(
            events.RecoveryCodesMade(person_id=factor.person_id),
            by=by,
            about=factor,
            scope_id=session.scope_id,
        )
        return _make_recovery_codes(factor)


def switch_off(session: LoginSession, *, password: str, code: str, by: Actor) -> None:
    """Both are asked for: who only found the browser open changes nothing."""
    require_own_password(session, password)
    key = count_a_try(session.scope_id, session.person_id)
    with transaction.atomic():
        factor = lock_second_factor(session.person_id)
        require_code(factor, code, scope_id=session.scope_id, by=by)
        forget_tries(key)
        event = events.SecondFactorSwitchedOff(person_id=factor.person_id)
        audit.record(event, by=by, about=factor, scope_id=session.scope_id)
        _remove(factor)


@transaction.atomic
def reset_second_factor(person: Person, *, reason: str, scope_id: UUID, by: Actor) -> None:
    """For somebody who lost their phone and their paper. Whoever is logged in as them is logged out."""
    factor = lock_second_factor(person.pk)
    event = events.SecondFactorReset(person_id=person.pk, reason=reason)
    audit.record(event, by=by, about=factor, scope_id=scope_id)
    _remove(factor)
    end_login_sessions(person.pk, LoginArea.STAFF, by=by)


def count_a_try(scope_id: UUID, person_id: UUID) -> str:
    """Five are free, then pauses grow to a minute: six digits stand long against that."""
    return take_a_try(scope_id, f"second-step:{person_id}")


def lock_second_factor(person_id: UUID) -> SecondFactor:
    factor = _lock(person_id)
    if factor is None or factor.on_since is None:
        raise SecondFactorOff()
    return factor


def require_code(factor: SecondFactor, code: str, *, scope_id: UUID, by: Actor) -> str:
    """A code of the app or a recovery code, used from now on; which of them it was."""
    if _take_app_code(factor, code):
        return "totp"
    fits = secrets.recovery_code_hash(factor.pk, code)
    found = factor.recovery_codes.filter(code_hash=fits, used_at__isnull=True).first()
    if found is None:
        raise SecondCodeWrong()
    found.used_at = clock.now()
    save_changed(found, "used_at")
    left = factor.recovery_codes.filter(used_at__isnull=True).count()
    event = events.RecoveryCodeUsed(person_id=factor.person_id, left=left)
    audit.record(event, by=by, about=factor, scope_id=scope_id)
    return "recovery"


def _lock(person_id: UUID) -> SecondFactor | None:
    """Two with the same code at once come one after the other, and the second finds it used."""
    return SecondFactor.objects.select_for_update(no_key=True).filter(person_id=person_id).first()


def _take_app_code(factor: SecondFactor, code: str) -> bool:
    digits = secrets.plain_digits(code)
    if len(digits) != 6:
        return False
    now = clock.now().timestamp()
    step = totp.matching_step(factor.secret or "", digits, now, after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    save_changed(factor, "last_step")
    return True


def _make_recovery_codes(factor: SecondFactor) -> list[str]:
    factor.recovery_codes.all().delete()
    codes = [secrets.new_one_time_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, code_hash=secrets.recovery_code_hash(factor.pk, code)) for code in codes
    )
    return codes


def _remove(factor: SecondFactor) -> None:
    SecondStep.objects.filter(person_id=factor.person_id).delete()
    factor.delete()
