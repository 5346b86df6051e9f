"""Who is asking from a phone: the cookie that pairing gave it. A phone has no log-in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.security import APIKeyCookie

from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import NotLoggedIn
from kaochang.accounts.http import set_cookie
from kaochang.desks import queries
from kaochang.desks.models import Device
from kaochang.desks.services import phone_actor

COOKIE = "kc_phone"
# One exam day; the pairing of another day is another code.
COOKIE_SECONDS = 16 * 3600


class PhoneRequest(HttpRequest):
    """What an endpoint behind `phone_session` gets."""

    actor: Actor
    device: Device


class PhoneSession(APIKeyCookie):
    """Replaced and removed phones pass: their page asks what became of them. Services refuse the rest."""

    def __init__(self) -> None:
        self.param_name = COOKIE
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        device = queries.find_phone_by_token(key) if key else None
        if device is None:
            raise NotLoggedIn()
        actor = phone_actor(device)
        request.actor = actor  # type: ignore[attr-defined]
        request.device = device  # type: ignore[attr-defined]
        return actor


phone_session = PhoneSession()


def set_phone_cookie(response: HttpResponse, token: str) -> None:
    set_cookie(response, COOKIE, token, COOKIE_SECONDS)
