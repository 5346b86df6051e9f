"""Passwords that people set themselves: at an invitation, when they forgot it, and in their settings."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import NoPasswordYet, PasswordWrong
from kaochang.accounts.models import LoginCredential, LoginSession, Person
from kaochang.accounts.services.challenges import use_code
from kaochang.accounts.services.credentials import (
    LONGEST,
    give_staff_login,
    require_strong,
    set_staff_password,
)
from kaochang.accounts.services.logins import forget_tries, take_a_try
from kaochang.accounts.services.sessions import end_login_sessions
from kaochang.accounts.states import ChallengePurpose, CredentialKind, LoginArea
from kaochang.core.errors import DomainError


def reset_password(challenge_id: UUID, *, code: str, password: str, browser: str) -> None:
    """By the code that was asked for; all log-ins of this person as staff end."""
    # First: a password that is too short costs no try.
    require_strong(password)
    refusal: DomainError
    with transaction.atomic():
        known = use_code(challenge_id, ChallengePurpose.SET_PASSWORD, code, browser)
        if isinstance(known, LoginCredential):
            person = known.person
            by = Actor(person_id=person.pk, login_session_id=None, area="staff")
            give_own_password(person, scope_id=known.scope_id, password=password, by=by)
            end_login_sessions(person.pk, LoginArea.STAFF, by=by)
            return
        refusal = known
    raise refusal


def give_own_password(person: Person, *, scope_id: UUID, password: str, by: Actor) -> None:
    """Who had no account name yet logs in with their phone or mail address from now on."""
    if _accounts_of(person.pk, scope_id).exists():
        set_staff_password(person, scope_id=scope_id, password=password, by=by)
        return
    account = person.phone or person.email or ""
    give_staff_login(person, scope_id=scope_id, account=account, password=password, by=by)


def change_own_password(session: LoginSession, *, current: str, password: str, by: Actor) -> None:
    """Who knows the present one; log-ins on other devices end."""
    require_strong(password)
    require_own_password(session, current)
    with transaction.atomic():
        set_staff_password(session.person, scope_id=session.scope_id, password=password, by=by)
        end_login_sessions(session.person_id, LoginArea.STAFF, by=by, except_id=session.pk)


def require_own_password(session: LoginSession, password: str) -> None:
    """Asked again before something that an open browser alone must not do. Wrong tries make pauses."""
    key = take_a_try(session.scope_id, f"person:{session.person_id}")
    credential = _accounts_of(session.person_id, session.scope_id).exclude(secret_hash="").first()
    if credential is None:
        raise NoPasswordYet()
    if not secrets.password_fits(credential.secret_hash, password[:LONGEST]):
        raise PasswordWrong()
    forget_tries(key)


@transaction.atomic
def take_staff_logins(person: Person, *, scope_id: UUID, by: Actor) -> None:
    """They are nobody in this school any more: their log-ins there end, and none begins."""
    LoginCredential.objects.filter(person=person, area=LoginArea.STAFF, scope_id=scope_id).delete()
    end_login_sessions(person.pk, LoginArea.STAFF, by=by, scope_id=scope_id)


def _accounts_of(person_id: UUID, scope_id: UUID) -> QuerySet[LoginCredential]:
    return LoginCredential.objects.filter(
        person_id=person_id, scope_id=scope_id, kind=CredentialKind.STAFF_ACCOUNT
    )
