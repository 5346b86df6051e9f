"""One working log-in a person and area: the newest. The older one may only ask to continue here."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import NotLoggedIn, SessionNotSuspended, SessionTakenOver
from kaochang.accounts.events import (
    LoginSessionEnded,
    LoginSessionResumed,
    LoginSessionStarted,
    LoginSessionSuspended,
)
from kaochang.accounts.models import LoginSession, Person
from kaochang.accounts.states import LoginArea, LoginSessionState, login_session_machine
from kaochang.audit import services as audit
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.media import services as media
from kaochang.realtime import channels
from kaochang.realtime import services as realtime

LIFETIME = timedelta(hours=24)
# However much it is used: a browser left open on somebody else's computer is logged out some day.
LONGEST = timedelta(days=7)


@transaction.atomic(savepoint=False)
def start_login_session(
    person: Person, *, area: str, scope_id: UUID, device_label: str = "", way: str = "code"
) -> tuple[LoginSession, str]:
    """A new session and its cookie value, which is kept nowhere. Suspends the one before."""
    # The person's row is the lock: two log-ins at once come one after the other.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    session, token = _create(person.pk, LoginArea(area), scope_id, device_label)
    session.person = person
    audit.record(
        LoginSessionStarted(
            login_session_id=session.pk, area=session.area, way=way, device_label=session.device_label
        ),
        by=_actor_of(session),
        about=session,
        scope_id=scope_id,
    )
    return session, token


@transaction.atomic
def resume_login_session(session: LoginSession, *, device_label: str = "") -> tuple[LoginSession, str]:
    """「在此继续」: a new session takes the place of this suspended one and suspends the newer."""
    Person.objects.select_for_update(no_key=True).get(pk=session.person_id)
    session = LoginSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    if session.state == LoginSessionState.ENDED:
        raise NotLoggedIn()
    if session.state != LoginSessionState.SUSPENDED:
        raise SessionNotSuspended()
    _move(session, LoginSessionState.ENDED)
    fresh, token = _create(
        session.person_id, LoginArea(session.area), session.scope_id, device_label or session.device_label
    )
    audit.record(
        LoginSessionResumed(login_session_id=fresh.pk, area=fresh.area, replaced_session_id=session.pk),
        by=_actor_of(fresh),
        about=fresh,
        scope_id=fresh.scope_id,
    )
    return fresh, token


def prolong_login_session(session: LoginSession) -> None:
    """In use with less than half of its hours left: they begin anew. One write in twelve hours."""
    now = clock.now()
    if session.expires_at - now >= LIFETIME / 2:
        return
    until = min(now + LIFETIME, session.created_at + LONGEST)
    working = LoginSession.objects.filter(pk=session.pk, state=LoginSessionState.ACTIVE)
    if until > session.expires_at and working.update(expires_at=until):
        session.expires_at = until


@transaction.atomic
def end_login_session(session: LoginSession, *, by: Actor) -> LoginSession:
    """Log out, or be logged out: sockets and media end with it."""
    session = LoginSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    if session.state == LoginSessionState.ENDED:
        return session
    _move(session, LoginSessionState.ENDED)
    event = LoginSessionEnded(login_session_id=session.pk, area=session.area)
    audit.record(event, by=by, about=session, scope_id=session.scope_id)
    realtime.announce(event, to=[channels.login_session(session.pk)], subject=session)
    _cut(session, realtime.LOGGED_OUT)
    return session


@transaction.atomic
def end_login_sessions(
    person_id: UUID,
    area: str,
    *,
    by: Actor,
    except_id: UUID | None = None,
    scope_id: UUID | None = None,
) -> int:
    """All of a person's sessions in an area (of one school, if it is named), suspended ones too."""
    sessions = LoginSession.objects.filter(person_id=person_id, area=area).exclude(
        state=LoginSessionState.ENDED
    )
    if except_id is not None:
        sessions = sessions.exclude(pk=except_id)
    if scope_id is not None:
        sessions = sessions.filter(scope_id=scope_id)
    return len([end_login_session(session, by=by) for session in sessions])


def require_active_login(by: Actor) -> None:
    """Look again: the cookie was read before, and somebody may have taken over since."""
    _refuse_ended(by, LoginSession.objects.all())


def hold_login(by: Actor) -> None:
    """The same, and until the caller's transaction ends nobody takes over.

    For whoever opens a seat: a take-over closes only the seats that it sees. Comes before all other locks.
    """
    _refuse_ended(by, LoginSession.objects.select_for_update(no_key=True))


def refresh_push_channels(person_id: UUID, area: str) -> None:
    """The person's channels changed: their pages get a fresh token, older tokens are dead."""
    refresh_push_channels_of([person_id], area)


def refresh_push_channels_of(person_ids: Collection[UUID], area: str) -> None:
    """Of many: one question for all, and a step for each who is logged in."""
    if not person_ids:
        return
    active = LoginSession.objects.filter(person_id__in=person_ids, area=area, state=LoginSessionState.ACTIVE)
    for session_id in active.order_by("pk").values_list("pk", flat=True):
        realtime.revoke_channels(session_id)


def _refuse_ended(by: Actor, sessions: QuerySet[LoginSession]) -> None:
    session = sessions.filter(pk=by.login_session_id).first() if by.login_session_id else None
    if session is not None and session.state == LoginSessionState.SUSPENDED:
        raise SessionTakenOver()
    if session is not None and session.state == LoginSessionState.ENDED:
        raise NotLoggedIn()


def _create(person_id: UUID, area: LoginArea, scope_id: UUID, device_label: str) -> tuple[LoginSession, str]:
    for older in LoginSession.objects.select_for_update(no_key=True).filter(
        person_id=person_id, area=area, state=LoginSessionState.ACTIVE
    ):
        _suspend(older, device_label)
    token = secrets.new_token()
    session = LoginSession.objects.create(
        person_id=person_id,
        area=area,
        scope_id=scope_id,
        token_hash=secrets.token_hash(token),
        device_label=device_label[:120],
        expires_at=clock.now() + LIFETIME,
    )
    return session, token


def _suspend(session: LoginSession, by_device_label: str) -> None:
    _move(session, LoginSessionState.SUSPENDED)
    event = LoginSessionSuspended(
        login_session_id=session.pk, area=session.area, by_device_label=by_device_label[:120]
    )
    audit.record(event, by=_actor_of(session), about=session, scope_id=session.scope_id)
    realtime.announce(event, to=[channels.login_session(session.pk)], subject=session)
    _cut(session, realtime.TAKEN_OVER)


def _move(session: LoginSession, state: LoginSessionState) -> None:
    login_session_machine.require(session.state, state)
    session.state = state
    if state == LoginSessionState.SUSPENDED:
        session.suspended_at = clock.now()
    else:
        session.ended_at = clock.now()
    save_changed(session, "state", "suspended_at", "ended_at")


def _cut(session: LoginSession, code: int) -> None:
    """Sockets and media of this session end; the gate refuses it from the commit on."""
    realtime.revoke(session.pk, code)
    media.close_seats_of_login_session(session.pk, reason=realtime.REASONS[code])


def _actor_of(session: LoginSession) -> Actor:
    area = "staff" if session.area == LoginArea.STAFF else "candidate"
    return Actor(person_id=session.person_id, login_session_id=session.pk, area=area)  # type: ignore[arg-type]
