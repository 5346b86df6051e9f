"""Codes by SMS and mail. Every address costs a request the same work; the job asks who is known."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction

from kaochang.accounts import queries, secrets
from kaochang.accounts.errors import (
    ChallengeNotFound,
    CodeExhausted,
    CodeExpired,
    CodeUsed,
    CodeWrong,
    TooManyCodes,
)
from kaochang.accounts.models import LoginChallenge, LoginCredential, LoginSession
from kaochang.accounts.services.first_steps import (
    SecondStepNeeded,
    after_first_step,
    forget_second_steps,
)
from kaochang.accounts.states import ChallengePurpose, CredentialKind, LoginArea
from kaochang.core import clock
from kaochang.core.errors import DomainError
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.core.privacy import normalize_email, normalize_phone
from kaochang.mail import services as mail
from kaochang.sms import services as sms

CODE_LIFETIME = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
# How many codes a phone may be sent within how long. Never counted by address: a campus shares one.
PHONE_LIMITS = ((5, timedelta(minutes=10)), (20, timedelta(hours=24)))
SCHOOL_LIMIT = (5000, timedelta(minutes=10))


@transaction.atomic
def create_challenge(*, area: str, scope_id: UUID, phone: str, browser: str) -> LoginChallenge:
    """A code for this browser, sent if the phone is known in this school and area."""
    number = normalize_phone(phone)
    lookup = secrets.phone_lookup(number)
    return _create(ChallengePurpose.LOG_IN, LoginArea(area), scope_id, number, lookup, browser)


@transaction.atomic
def create_password_challenge(*, scope_id: UUID, contact: str, browser: str) -> LoginChallenge:
    """A code for whoever forgot their password, to the phone or mail address that they typed."""
    if "@" in contact:
        address = normalize_email(contact)
        lookup = secrets.email_lookup(address)
    else:
        address = normalize_phone(contact)
        lookup = secrets.phone_lookup(address)
    return _create(ChallengePurpose.SET_PASSWORD, LoginArea.STAFF, scope_id, address, lookup, browser)


def _create(
    purpose: ChallengePurpose, area: LoginArea, scope_id: UUID, address: str, lookup: str, browser: str
) -> LoginChallenge:
    if "@" not in address:
        # Said before anybody waits for a code, and to every number alike.
        sms.require_sms_open(scope_id)
    browser_hash = secrets.token_hash(browser)
    with connection.cursor() as cursor:
        # Requests for one address come one after the other, so that the counting is exact.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [lookup])
    _require_within_limits(scope_id, lookup, browser_hash)
    challenge_id, code, now = uuid4(), secrets.new_sms_code(), clock.now()
    challenge = LoginChallenge.objects.create(
        id=challenge_id,
        purpose=purpose,
        area=area,
        scope_id=scope_id,
        address=address,
        address_lookup=lookup,
        browser_hash=browser_hash,
        code=code,
        code_hash=secrets.sms_code_hash(challenge_id, code),
        created_at=now,
        expires_at=now + CODE_LIFETIME,
    )
    enqueue("accounts.deliver_challenge", challenge_id=str(challenge.pk))
    return challenge


@transaction.atomic
def deliver_challenge(challenge_id: UUID) -> None:
    """The job behind it: send the code to an address that is known, and forget it either way."""
    challenge = LoginChallenge.objects.select_for_update(no_key=True).filter(pk=challenge_id).first()
    if challenge is None or challenge.code is None or challenge.address is None:
        return
    if _find_known(challenge) is not None and challenge.expires_at > clock.now():
        _send(challenge, challenge.address, challenge.code)
        challenge.sent_at = clock.now()
    challenge.code = challenge.address = None
    save_changed(challenge, "code", "address", "sent_at")


def _send(challenge: LoginChallenge, address: str, code: str) -> None:
    log_in = challenge.purpose == ChallengePurpose.LOG_IN
    template = "login_code" if log_in else "password_code"
    values: dict[str, str | int] = {"code": code, "minutes": int(CODE_LIFETIME.total_seconds() // 60)}
    scope_id = challenge.scope_id
    if "@" in address:
        mail.send_mail(address=address, template=template, values=values, scope_id=scope_id)
    else:
        sms.send_sms(phone=address, template=template, values=values, scope_id=scope_id)


def _find_known(challenge: LoginChallenge) -> LoginCredential | None:
    """Who has this phone in the school; for a forgotten password, also who has this mail address."""
    scope_id, lookup = challenge.scope_id, challenge.address_lookup
    known = queries.find_credential(scope_id, challenge.area, CredentialKind.PHONE, lookup)
    if known is None and challenge.purpose == ChallengePurpose.SET_PASSWORD:
        return queries.find_account_by_email(scope_id, lookup)
    return known


def answer_challenge(
    challenge_id: UUID, *, code: str, browser: str, device_label: str = ""
) -> tuple[LoginSession, str]:
    """Log in with the code. A wrong one costs a try, also when the request then fails.

    Raises SecondStepNeeded for staff who have switched that on.
    """
    done: tuple[LoginSession, str] | SecondStepNeeded | DomainError
    with transaction.atomic():
        known = use_code(challenge_id, ChallengePurpose.LOG_IN, code, browser)
        if isinstance(known, LoginCredential):
            done = after_first_step(
                known.person,
                area=known.area,
                scope_id=known.scope_id,
                device_label=device_label,
                way="sms",
            )
        else:
            done = known
    if isinstance(done, Exception):
        raise done
    return done


def use_code(
    challenge_id: UUID, purpose: ChallengePurpose, code: str, browser: str
) -> LoginCredential | DomainError:
    """Whose code it was, used from now on; or the refusal, to be raised after the commit: tries count."""
    challenge = (
        LoginChallenge.objects.select_for_update(no_key=True).filter(pk=challenge_id, purpose=purpose).first()
    )
    if challenge is None or not secrets.same(challenge.browser_hash, secrets.token_hash(browser)):
        return ChallengeNotFound()
    if challenge.used_at is not None:
        return CodeUsed()
    if challenge.expires_at <= clock.now():
        return CodeExpired()
    if challenge.tries_left == 0:
        return CodeExhausted()
    known = _find_known(challenge)
    fits = secrets.same(challenge.code_hash, secrets.sms_code_hash(challenge.pk, code))
    if known is None or not fits:
        challenge.tries_left -= 1
        save_changed(challenge, "tries_left")
        return CodeWrong(tries_left=challenge.tries_left)
    challenge.used_at = clock.now()
    save_changed(challenge, "used_at")
    return known


@transaction.atomic
def expire_challenges() -> int:
    """Empty codes that no job came to send within five minutes, and drop rows that no limit counts."""
    now = clock.now()
    emptied = LoginChallenge.objects.filter(expires_at__lt=now, code__isnull=False).update(
        code=None, address=None
    )
    LoginChallenge.objects.filter(created_at__lt=now - timedelta(days=3)).delete()
    forget_second_steps()
    return emptied


def _require_within_limits(scope_id: UUID, lookup: str, browser_hash: str) -> None:
    now = clock.now()
    of_address = LoginChallenge.objects.filter(address_lookup=lookup)
    newest = of_address.filter(browser_hash=browser_hash).order_by("-created_at").first()
    if newest is not None and newest.created_at + RESEND_AFTER > now:
        raise TooManyCodes(retry_after_seconds=_seconds(newest.created_at + RESEND_AFTER - now))
    for most, span in PHONE_LIMITS:
        made = list(
            of_address.filter(created_at__gt=now - span).order_by("created_at").values_list("created_at")
        )
        if len(made) >= most:
            raise TooManyCodes(retry_after_seconds=_seconds(made[-most][0] + span - now))
    most, span = SCHOOL_LIMIT
    # Only codes really sent count for the school: guessing unknown phones cannot use it up.
    if LoginChallenge.objects.filter(scope_id=scope_id, sent_at__gt=now - span).count() >= most:
        raise TooManyCodes(retry_after_seconds=60)


def _seconds(span: timedelta) -> int:
    return max(1, int(span.total_seconds()) + 1)
