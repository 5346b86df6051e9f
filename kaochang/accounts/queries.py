"""Reads: people and their log-ins."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kaochang.accounts import secrets
from kaochang.accounts.models import LoginCredential, LoginSession, Person, SecondFactor
from kaochang.accounts.states import CredentialKind, LoginArea, LoginSessionState
from kaochang.core import clock
from kaochang.core.errors import NotFound


def get_person(person_id: UUID) -> Person:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(kind="person")
    return person


def find_credential(scope_id: UUID, area: str, kind: CredentialKind, lookup: str) -> LoginCredential | None:
    return LoginCredential.objects.filter(scope_id=scope_id, area=area, kind=kind, lookup_hash=lookup).first()


def find_account_by_email(scope_id: UUID, lookup: str) -> LoginCredential | None:
    """The staff account of the one person in this school with this mail address; of two with one, none."""
    found = LoginCredential.objects.filter(
        scope_id=scope_id,
        area=LoginArea.STAFF,
        kind=CredentialKind.STAFF_ACCOUNT,
        person__email_lookup=lookup,
    ).select_related("person")[:2]
    return found[0] if len(found) == 1 else None


def find_staff_member(scope_id: UUID, *, phone: str | None = None, email: str | None = None) -> Person | None:
    """Who already logs in as staff of this school with this phone or mail address (normalized)."""
    found = None
    if phone:
        lookup = secrets.phone_lookup(phone)
        found = find_credential(scope_id, LoginArea.STAFF, CredentialKind.PHONE, lookup)
    elif email:
        found = find_account_by_email(scope_id, secrets.email_lookup(email))
    return found.person if found else None


def has_staff_password(person_id: UUID, scope_id: UUID) -> bool:
    accounts = LoginCredential.objects.filter(
        person_id=person_id, scope_id=scope_id, kind=CredentialKind.STAFF_ACCOUNT
    )
    return accounts.exclude(secret_hash="").exists()


def when_first_password_ends(person_id: UUID, scope_id: UUID) -> datetime | None:
    """None for a password that the person has chosen, and where there is none (any more)."""
    accounts = LoginCredential.objects.filter(
        person_id=person_id, scope_id=scope_id, kind=CredentialKind.STAFF_ACCOUNT
    )
    first = accounts.filter(secret_expires_at__gt=clock.now())
    return first.values_list("secret_expires_at", flat=True).order_by("secret_expires_at").first()


def find_second_factor(person_id: UUID) -> SecondFactor | None:
    """Only one that is on."""
    return SecondFactor.objects.filter(person_id=person_id, on_since__isnull=False).first()


def find_session(login_session_id: UUID) -> LoginSession | None:
    return LoginSession.objects.filter(pk=login_session_id).first()


def find_login_session(area: str, token: str) -> LoginSession | None:
    """The session behind a cookie, working or suspended; an ended or expired one is none."""
    if not 20 <= len(token) <= 100 or not token.isascii():
        return None
    return (
        LoginSession.objects.filter(
            token_hash=secrets.token_hash(token), area=area, expires_at__gt=clock.now()
        )
        .exclude(state=LoginSessionState.ENDED)
        .first()
    )


def list_expired_sessions() -> list[LoginSession]:
    """Past their hours and not ended yet."""
    sessions = LoginSession.objects.exclude(state=LoginSessionState.ENDED).filter(expires_at__lte=clock.now())
    return list(sessions.order_by("expires_at")[:1000])


def find_logged_in(person_ids: Iterable[UUID], area: str) -> dict[UUID, datetime]:
    """Which of these people have a working log-in now, and since when; one query."""
    working = LoginSession.objects.filter(
        person_id__in=list(person_ids), area=area, state=LoginSessionState.ACTIVE, expires_at__gt=clock.now()
    )
    return dict(working.values_list("person_id", "created_at"))


def find_candidates(scope_id: UUID, kind: CredentialKind, lookups: Iterable[str]) -> dict[str, Person]:
    """Candidates of a school by candidate number or phone, as look-up hashes; one query."""
    found = LoginCredential.objects.filter(
        scope_id=scope_id, area=LoginArea.CANDIDATE, kind=kind, lookup_hash__in=list(lookups)
    ).select_related("person")
    return {one.lookup_hash: one.person for one in found}


def find_candidates_by_identity(scope_id: UUID, lookups: Iterable[str]) -> dict[str, Person]:
    """Candidates of a school by the look-up hash of their identity number; one query."""
    people = Person.objects.filter(
        identity_lookup__in=list(lookups),
        credentials__scope_id=scope_id,
        credentials__area=LoginArea.CANDIDATE,
    ).distinct()
    return {person.identity_lookup: person for person in people}
