"""Who is asking: the cookie of an area, turned into `request.actor`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.security import APIKeyCookie

from kaochang.accounts import queries
from kaochang.accounts.actor import Actor, Area
from kaochang.accounts.errors import NotLoggedIn, SessionTakenOver
from kaochang.accounts.models import LoginSession
from kaochang.accounts.services.sessions import LONGEST, prolong_login_session
from kaochang.accounts.states import LoginSessionState
from kaochang.config.environment import environment

COOKIES: dict[str, str] = {"candidate": "kc_candidate", "staff": "kc_staff"}


class SignedInRequest(HttpRequest):
    """What an endpoint behind `candidate_session` or `staff_session` gets."""

    actor: Actor
    login_session: LoginSession


class AreaSession(APIKeyCookie):
    """Reads only its own area's cookie. CSRF is refused for all writes in `edge/middleware.py`."""

    def __init__(self, area: Area, *, suspended_too: bool = False) -> None:
        self.area: Area = area
        self.suspended_too = suspended_too
        self.param_name = COOKIES[area]
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        session = queries.find_login_session(self.area, key) if key else None
        if session is None:
            raise NotLoggedIn()
        if session.state == LoginSessionState.SUSPENDED and not self.suspended_too:
            raise SessionTakenOver()
        prolong_login_session(session)
        actor = Actor(person_id=session.person_id, login_session_id=session.pk, area=self.area)
        request.actor = actor  # type: ignore[attr-defined]
        request.login_session = session  # type: ignore[attr-defined]
        return actor


candidate_session = AreaSession("candidate")
staff_session = AreaSession("staff")
candidate_session_or_suspended = AreaSession("candidate", suspended_too=True)
staff_session_or_suspended = AreaSession("staff", suspended_too=True)


def set_session_cookie(response: HttpResponse, area: str, token: str) -> None:
    """Kept as long as its session can live; when that ends, only the row says."""
    set_cookie(response, COOKIES[area], token, int(LONGEST.total_seconds()))


def set_cookie(response: HttpResponse, name: str, value: str, seconds: int, path: str = "/") -> None:
    """Lax, not Strict: a link in an SMS must find the log-in."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=environment.public_origin.startswith("https://"),
    )


def device_label(request: HttpRequest) -> str:
    """ "Chrome · Windows": what staff and the person themselves can tell apart."""
    agent = request.headers.get("User-Agent", "")[:400]
    browsers = (
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    found = [next((name for mark, name in names if mark in agent), "") for names in (browsers, systems)]
    return " · ".join(word for word in found if word)
