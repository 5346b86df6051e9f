"""Connection tokens for the push server: ten minutes at most, one log-in session, fixed channels."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

import jwt

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.realtime.models import PushRevocation

LIFETIME = timedelta(minutes=10)


def token_generation(login_session_id: UUID) -> int:
    found = PushRevocation.objects.filter(pk=login_session_id).values_list("generation", flat=True).first()
    return found or 1


def connection_info(
    area: str,
    *,
    person_id: UUID | None = None,
    login_session_id: UUID | None = None,
    device_id: UUID | None = None,
) -> dict[str, Any]:
    """What a connection says of itself in the server's list of who is present; no client is shown it."""
    ids = {"person": person_id, "login_session": login_session_id, "device": device_id}
    return {"area": area, **{name: str(value) if value else None for name, value in ids.items()}}


def mint_connection_token(
    *,
    sub: UUID,
    login_session_id: UUID,
    generation: int,
    channels: Sequence[str],
    info: dict[str, Any] | None = None,
    login_ends_at: datetime | None = None,
) -> tuple[str, datetime]:
    """`sub` is an opaque person or device id; a phone passes its device id as `login_session_id`.

    Read `generation` before anything that allows the token: what is lost after that read kills it.
    A token ends with the log-in behind it: the page asks for the next one then, and hears of the end.
    """
    issued_at = clock.now()
    expires_at = issued_at + LIFETIME
    if login_ends_at is not None:
        expires_at = min(expires_at, login_ends_at)
    claims = {
        "sub": str(sub),
        "iat": int(issued_at.timestamp()),
        "exp": ceil(expires_at.timestamp()),
        "ls": str(login_session_id),
        "gen": generation,
        "info": info or {},
        "channels": sorted(set(channels)),
    }
    return jwt.encode(claims, environment.PUSH_TOKEN_SECRET, algorithm="HS256"), expires_at
