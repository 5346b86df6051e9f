"""The log-in session of an area: who am I, continue here, log out, a token for the push socket."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from kaochang.accounts import services
from kaochang.accounts.actor import Area
from kaochang.accounts.http import (
    COOKIES,
    AreaSession,
    SignedInRequest,
    device_label,
    set_session_cookie,
)
from kaochang.accounts.models import LoginSession
from kaochang.core import clock
from kaochang.core.http import ERRORS
from kaochang.desks.spread import gap_spread_ms
from kaochang.edge.candidate_logins import end_login
from kaochang.edge.push_channels import channels_of
from kaochang.edge.schemas import LoginSessionOut, PersonOut, PushTokenOut, SessionOut
from kaochang.realtime.tokens import connection_info, mint_connection_token, token_generation


def session_router(area: Area) -> Router:
    """The same four addresses in the candidate's and in the staff's area."""
    working = AreaSession(area)
    or_suspended = AreaSession(area, suspended_too=True)
    router = Router(tags=["session"])

    @router.get(
        "/session",
        operation_id=f"get_{area}_session",
        auth=or_suspended,
        response={200: SessionOut, **ERRORS},
    )
    def get_session(request: SignedInRequest) -> SessionOut:
        return _session_out(request.login_session)

    @router.post(
        "/session/resume",
        operation_id=f"resume_{area}_session",
        auth=or_suspended,
        response={200: SessionOut, **ERRORS},
    )
    def resume_session(request: SignedInRequest, response: HttpResponse) -> SessionOut:
        session, token = services.resume_login_session(
            request.login_session, device_label=device_label(request)
        )
        set_session_cookie(response, area, token)
        return _session_out(session)

    @router.delete(
        "/session", operation_id=f"end_{area}_session", auth=or_suspended, response={204: None, **ERRORS}
    )
    def end_session(request: SignedInRequest, response: HttpResponse) -> Status[None]:
        end_login(request.login_session, by=request.actor)
        response.delete_cookie(COOKIES[area], path="/", samesite="Lax")
        return Status(204, None)

    @router.get(
        "/push-token",
        operation_id=f"get_{area}_push_token",
        auth=working,
        response={200: PushTokenOut, **ERRORS},
    )
    def get_push_token(request: SignedInRequest, room: UUID | None = None) -> PushTokenOut:
        """`room`: the exam room that this page of the staff shows."""
        # In this order: a take-over or a lost channel that comes in between kills this very token.
        generation = token_generation(request.login_session.pk)
        services.require_active_login(request.actor)
        token, expires_at = mint_connection_token(
            sub=request.actor.the_person_id,
            login_session_id=request.login_session.pk,
            generation=generation,
            channels=channels_of(request.actor, room),
            info=connection_info(
                area, person_id=request.actor.the_person_id, login_session_id=request.login_session.pk
            ),
            login_ends_at=request.login_session.expires_at,
        )
        return PushTokenOut(token=token, expires_at=expires_at, gap_spread_ms=gap_spread_ms())

    return router


def _session_out(session: LoginSession) -> SessionOut:
    person = session.person
    return SessionOut(
        person=PersonOut(id=person.pk, name=person.name),
        login_session=LoginSessionOut(
            id=session.pk, state="suspended" if session.state == "suspended" else "active"
        ),
        server_time=clock.now(),
    )
