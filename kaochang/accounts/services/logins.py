"""Log-in without SMS: a candidate's one-time code, and passwords of staff."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from kaochang.accounts import queries, secrets
from kaochang.accounts.errors import OneTimeCodeWrong, PasswordWrong, TooManyTries
from kaochang.accounts.models import LoginCredential, LoginSession, PasswordThrottle
from kaochang.accounts.services.first_steps import SecondStepNeeded, after_first_step
from kaochang.accounts.services.sessions import start_login_session
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.core import clock
from kaochang.core.errors import InvalidPhone
from kaochang.core.models import save_changed
from kaochang.core.privacy import lookup_hash, normalize_phone

FREE_TRIES = 5
LONGEST_PAUSE = 60
_NOBODY = UUID(int=0)


@transaction.atomic
def log_in_with_one_time_code(
    *, scope_id: UUID, candidate_number: str, code: str, device_label: str = ""
) -> tuple[LoginSession, str]:
    """The code works once. It is too long to guess, so nothing locks."""
    credential = (
        LoginCredential.objects.select_for_update(no_key=True, of=("self",))
        .select_related("person")
        .filter(
            scope_id=scope_id,
            area=LoginArea.CANDIDATE,
            kind=CredentialKind.CANDIDATE_NUMBER,
            lookup_hash=secrets.candidate_number_lookup(candidate_number),
        )
        .first()
    )
    given = secrets.one_time_code_hash(credential.pk if credential else _NOBODY, code)
    fits = secrets.same(credential.secret_hash if credential else "0" * 64, given)
    if credential is None or not fits:
        raise OneTimeCodeWrong()
    if _is_over(credential):
        raise OneTimeCodeWrong()
    credential.secret_hash = ""
    save_changed(credential, "secret_hash")
    return start_login_session(
        credential.person,
        area=LoginArea.CANDIDATE,
        scope_id=scope_id,
        device_label=device_label,
        way="one_time_code",
    )


def log_in_with_password(
    *, scope_id: UUID, account: str, password: str, device_label: str = ""
) -> tuple[LoginSession, str]:
    """`account` is a staff account or a staff member's phone. Wrong tries make pauses, never a lock.

    Raises SecondStepNeeded for who has switched that on.
    """
    throttle_key = take_a_try(scope_id, account)
    credential = _find_account(scope_id, account)
    # Outside any transaction: it takes tens of milliseconds by design.
    fits = secrets.password_fits(credential.secret_hash if credential else "", password[:200])
    if credential is None or not fits or _is_over(credential):
        raise PasswordWrong()
    with transaction.atomic():
        forget_tries(throttle_key)
        done = after_first_step(
            credential.person,
            area=LoginArea.STAFF,
            scope_id=scope_id,
            device_label=device_label,
            way="password",
        )
    if isinstance(done, SecondStepNeeded):
        raise done
    return done


def _is_over(credential: LoginCredential) -> bool:
    """A code, or a first password that nobody has replaced in time."""
    return credential.secret_expires_at is not None and credential.secret_expires_at <= clock.now()


def _throttle_key(scope_id: UUID, account: str) -> str:
    """One key for all spellings that find the same account: a dash more is no fresh row of tries."""
    plain = _phone_lookup(account) or secrets.staff_account_lookup(account)
    return lookup_hash("password_throttle", f"{scope_id}:{plain}")


def _phone_lookup(account: str) -> str:
    """Empty when it is no telephone number."""
    try:
        return secrets.phone_lookup(normalize_phone(account))
    except InvalidPhone:
        return ""


def _find_account(scope_id: UUID, account: str) -> LoginCredential | None:
    lookup = secrets.staff_account_lookup(account)
    credential = queries.find_credential(scope_id, LoginArea.STAFF, CredentialKind.STAFF_ACCOUNT, lookup)
    by_phone = queries.find_credential(
        scope_id, LoginArea.STAFF, CredentialKind.PHONE, _phone_lookup(account)
    )
    if credential is not None or by_phone is None:
        return credential
    return LoginCredential.objects.filter(
        person_id=by_phone.person_id, scope_id=scope_id, kind=CredentialKind.STAFF_ACCOUNT
    ).first()


def forget_tries(key: str) -> None:
    PasswordThrottle.objects.filter(pk=key).delete()


@transaction.atomic
def take_a_try(scope_id: UUID, account: str) -> str:
    """Counted before the password is looked at, and forgotten when it fits: many at once are many tries."""
    key = _throttle_key(scope_id, account)
    # Makes the row or locks the one that is there: nobody who gets in meanwhile can take it away.
    PasswordThrottle.objects.bulk_create(
        [PasswordThrottle(pk=key)],
        update_conflicts=True,
        update_fields=["updated_at"],
        unique_fields=["account_lookup"],
    )
    throttle = PasswordThrottle.objects.get(pk=key)
    left = (throttle.pause_until - clock.now()).total_seconds()
    if left > 0:
        raise TooManyTries(retry_after_seconds=int(left) + 1)
    throttle.failures += 1
    over = throttle.failures - FREE_TRIES
    pause = min(LONGEST_PAUSE, 2**over) if over >= 0 else 0
    throttle.pause_until = clock.now() + timedelta(seconds=pause)
    throttle.updated_at = clock.now()
    throttle.save()
    return key
