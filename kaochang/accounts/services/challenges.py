"""Codes by SMS. The request does the same work for every phone; who is known is asked in the job."""

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
from kaochang.accounts.models import LoginChallenge, LoginSession
from kaochang.accounts.services.sessions import start_login_session
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.core import clock
from kaochang.core.errors import DomainError
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.core.privacy import normalize_phone
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
    browser_hash = secrets.token_hash(browser)
    with connection.cursor() as cursor:
        # Requests for one phone come one after the other, so that the counting is exact.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [lookup])
    _require_within_limits(scope_id, lookup, browser_hash)
    challenge_id, code, now = uuid4(), secrets.new_sms_code(), clock.now()
    challenge = LoginChallenge.objects.create(
        id=challenge_id,
        area=LoginArea(area),
        scope_id=scope_id,
        phone=number,
        phone_lookup=lookup,
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
    """The job behind it: send the code to a phone that is known, and forget it either way."""
    challenge = LoginChallenge.objects.select_for_update().filter(pk=challenge_id).first()
    if challenge is None or challenge.code is None or challenge.phone is None:
        return
    known = queries.find_credential(
        challenge.scope_id, challenge.area, CredentialKind.PHONE, challenge.phone_lookup
    )
    if known is not None and challenge.expires_at > clock.now():
        minutes = int(CODE_LIFETIME.total_seconds() // 60)
        sms.send_sms(
            phone=challenge.phone,
            template="login_code",
            values={"code": challenge.code, "minutes": minutes},
            scope_id=challenge.scope_id,
        )
        challenge.sent_at = clock.now()
    challenge.code = challenge.phone = None
    save_changed(challenge, "code", "phone", "sent_at")


def answer_challenge(
    challenge_id: UUID, *, code: str, browser: str, device_label: str = ""
) -> tuple[LoginSession, str]:
    """Log in with the code. A wrong one costs a try, also when the request then fails."""
    with transaction.atomic():
        refusal, logged_in = _answer(challenge_id, code, browser, device_label)
    if refusal is not None:
        raise refusal
    assert logged_in is not None  # noqa: S101 - no refusal, so there is a session
    return logged_in


def _answer(
    challenge_id: UUID, code: str, browser: str, device_label: str
) -> tuple[DomainError | None, tuple[LoginSession, str] | None]:
    challenge = LoginChallenge.objects.select_for_update().filter(pk=challenge_id).first()
    if challenge is None or not secrets.same(challenge.browser_hash, secrets.token_hash(browser)):
        return ChallengeNotFound(), None
    if challenge.used_at is not None:
        return CodeUsed(), None
    if challenge.expires_at <= clock.now():
        return CodeExpired(), None
    if challenge.tries_left == 0:
        return CodeExhausted(), None
    known = queries.find_credential(
        challenge.scope_id, challenge.area, CredentialKind.PHONE, challenge.phone_lookup
    )
    fits = secrets.same(challenge.code_hash, secrets.sms_code_hash(challenge.pk, code))
    if known is None or not fits:
        challenge.tries_left -= 1
        save_changed(challenge, "tries_left")
        return CodeWrong(tries_left=challenge.tries_left), None
    challenge.used_at = clock.now()
    save_changed(challenge, "used_at")
    session = start_login_session(
        known.person, area=challenge.area, scope_id=challenge.scope_id, device_label=device_label, way="sms"
    )
    return None, session


@transaction.atomic
def expire_challenges() -> int:
    """Empty codes that no job came to send within five minutes, and drop rows that no limit counts."""
    now = clock.now()
    emptied = LoginChallenge.objects.filter(expires_at__lt=now, code__isnull=False).update(
        code=None, phone=None
    )
    LoginChallenge.objects.filter(created_at__lt=now - timedelta(days=3)).delete()
    return emptied


def _require_within_limits(scope_id: UUID, lookup: str, browser_hash: str) -> None:
    now = clock.now()
    of_phone = LoginChallenge.objects.filter(phone_lookup=lookup)
    newest = of_phone.filter(browser_hash=browser_hash).order_by("-created_at").first()
    if newest is not None and newest.created_at + RESEND_AFTER > now:
        raise TooManyCodes(retry_after_seconds=_seconds(newest.created_at + RESEND_AFTER - now))
    for most, span in PHONE_LIMITS:
        made = list(
            of_phone.filter(created_at__gt=now - span).order_by("created_at").values_list("created_at")
        )
        if len(made) >= most:
            raise TooManyCodes(retry_after_seconds=_seconds(made[-most][0] + span - now))
    most, span = SCHOOL_LIMIT
    # Only codes really sent count for the school: guessing unknown phones cannot use it up.
    if LoginChallenge.objects.filter(scope_id=scope_id, sent_at__gt=now - span).count() >= most:
        raise TooManyCodes(retry_after_seconds=60)


def _seconds(span: timedelta) -> int:
    return max(1, int(span.total_seconds()) + 1)
