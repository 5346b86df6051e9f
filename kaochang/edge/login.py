"""Logging in. Nothing here tells whether a phone, number or account is known."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from kaochang.accounts import services
from kaochang.accounts.http import device_label, set_cookie, set_session_cookie
from kaochang.accounts.models import LoginChallenge, LoginSession
from kaochang.accounts.secrets import new_token
from kaochang.accounts.services.challenges import RESEND_AFTER
from kaochang.accounts.services.first_steps import SECOND_STEP_LIFETIME
from kaochang.core.http import ERRORS
from kaochang.edge.candidate_logins import tell_login_changed
from kaochang.edge.schemas import (
    ChallengeAnswerIn,
    ChallengeIn,
    ChallengeOut,
    LoggedInOut,
    OneTimeCodeIn,
    PasswordChallengeIn,
    PasswordIn,
    PasswordResetIn,
    PersonOut,
    SecondStepIn,
)

router = Router(tags=["login"])
BROWSER_COOKIE = "kc_browser"
STEP_COOKIE = "kc_second_step"
_PATH = "/api/v1/login"


@router.post("/challenges", response={200: ChallengeOut, **ERRORS})
def create_challenge(request: HttpRequest, response: HttpResponse, body: ChallengeIn) -> ChallengeOut:
    browser = _browser(request, response)
    challenge = services.create_challenge(
        area=body.area, scope_id=body.school_id, phone=body.phone, browser=browser
    )
    return _asked(challenge)


@router.post("/password-challenges", response={200: ChallengeOut, **ERRORS})
def create_password_challenge(
    request: HttpRequest, response: HttpResponse, body: PasswordChallengeIn
) -> ChallengeOut:
    browser = _browser(request, response)
    challenge = services.create_password_challenge(
        scope_id=body.school_id, contact=body.contact, browser=browser
    )
    return _asked(challenge)


@router.post("/password-challenges/{challenge_id}/answer", response={204: None, **ERRORS})
def reset_password(request: HttpRequest, challenge_id: UUID, body: PasswordResetIn) -> Status[None]:
    services.reset_password(
        challenge_id,
        code=body.code,
        password=body.password,
        browser=request.COOKIES.get(BROWSER_COOKIE, ""),
    )
    return Status(204, None)


def _browser(request: HttpRequest, response: HttpResponse) -> str:
    """What tells this browser from others while a code is on its way."""
    browser = request.COOKIES.get(BROWSER_COOKIE, "")
    if not 20 <= len(browser) <= 100:
        browser = new_token()
        set_cookie(response, BROWSER_COOKIE, browser, 30 * 60, path=_PATH)
    return browser


def _asked(challenge: LoginChallenge) -> ChallengeOut:
    return ChallengeOut(
        challenge_id=challenge.pk,
        resend_after_seconds=int(RESEND_AFTER.total_seconds()),
        expires_at=challenge.expires_at,
    )


@router.post("/challenges/{challenge_id}/answer", response={200: LoggedInOut, **ERRORS})
def answer_challenge(
    request: HttpRequest, response: HttpResponse, challenge_id: UUID, body: ChallengeAnswerIn
) -> LoggedInOut:
    try:
        session, token = services.answer_challenge(
            challenge_id,
            code=body.code,
            browser=request.COOKIES.get(BROWSER_COOKIE, ""),
            device_label=device_label(request),
        )
    except services.SecondStepNeeded as step:
        return _on_to_second_step(response, step)
    return _welcome(response, session, token)


@router.post("/one-time-code", response={200: LoggedInOut, **ERRORS})
def log_in_with_one_time_code(
    request: HttpRequest, response: HttpResponse, body: OneTimeCodeIn
) -> LoggedInOut:
    with transaction.atomic():  # one commit for the log-in and its news; a wrong code leaves nothing to keep
        session, token = services.log_in_with_one_time_code(
            scope_id=body.school_id,
            candidate_number=body.candidate_number,
            code=body.code,
            device_label=device_label(request),
        )
        return _welcome(response, session, token)


@router.post("/password", response={200: LoggedInOut, **ERRORS})
def log_in_with_password(request: HttpRequest, response: HttpResponse, body: PasswordIn) -> LoggedInOut:
    try:
        session, token = services.log_in_with_password(
            scope_id=body.school_id,
            account=body.account,
            password=body.password,
            device_label=device_label(request),
        )
    except services.SecondStepNeeded as step:
        return _on_to_second_step(response, step)
    return _welcome(response, session, token)


@router.post("/second-step", response={200: LoggedInOut, **ERRORS})
def answer_second_step(request: HttpRequest, response: HttpResponse, body: SecondStepIn) -> LoggedInOut:
    session, token = services.answer_second_step(
        request.COOKIES.get(STEP_COOKIE, ""), code=body.code, device_label=device_label(request)
    )
    response.delete_cookie(STEP_COOKIE, path=_PATH, samesite="Lax")
    return _welcome(response, session, token)


def _on_to_second_step(response: HttpResponse, step: services.SecondStepNeeded) -> LoggedInOut:
    """No session yet: only this browser can go on, and for five minutes."""
    set_cookie(response, STEP_COOKIE, step.token, int(SECOND_STEP_LIFETIME.total_seconds()), path=_PATH)
    person = PersonOut(id=step.person.pk, name=step.person.name)
    return LoggedInOut(person=person, area="staff", second_step=True)


def _welcome(response: HttpResponse, session: LoginSession, token: str) -> LoggedInOut:
    set_session_cookie(response, session.area, token)
    tell_login_changed(session)
    person = session.person
    return LoggedInOut(
        person=PersonOut(id=person.pk, name=person.name),
        area="staff" if session.area == "staff" else "candidate",
    )
