"""Reads: people and their log-ins."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kaochang.accounts import secrets
from kaochang.accounts.models import LoginCredential, LoginSession, Person
from kaochang.accounts.states import CredentialKind, LoginSessionState
from kaochang.core import clock
from kaochang.core.errors import NotFound


def get_person(person_id: UUID) -> Person:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(kind="person")
    return person


def find_credential(scope_id: UUID, area: str, kind: CredentialKind, lookup: str) -> LoginCredential | None:
    return LoginCredential.objects.filter(scope_id=scope_id, area=area, kind=kind, lookup_hash=lookup).first()


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
