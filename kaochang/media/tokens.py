"""Join tokens: one minute, one room, one seat, and exactly what the seat may do."""

from datetime import timedelta
from typing import Any

import jwt

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.media.models import MediaSeat

LIFETIME = timedelta(seconds=60)
ALGORITHM = "HS256"


def sign_join_token(seat: MediaSeat, room_name: str) -> str:
    """Never `roomCreate`, never `roomAdmin`: with the first, a browser gets round the closed door."""
    publish = seat.may_publish
    return _sign(
        sub=seat.identity,
        lifetime=LIFETIME,
        video={
            "room": room_name,
            "roomJoin": True,
            # An empty list of sources means every source to the media server.
            "canPublish": bool(publish),
            "canPublishSources": publish,
            "canPublishData": False,
            "canSubscribe": seat.may_subscribe,
            "canUpdateOwnMetadata": False,
            "hidden": seat.is_hidden,
        },
    )


def sign_admin_token(room_name: str = "") -> str:
    """For our own calls to the media server's API; leaves this machine never."""
    video: dict[str, Any] = {"roomCreate": True, "roomList": True, "roomAdmin": True}
    if room_name:
        video["room"] = room_name
    return _sign(sub="kaochang", lifetime=timedelta(seconds=30), video=video)


def _sign(*, sub: str, lifetime: timedelta, video: dict[str, Any]) -> str:
    now = int(clock.now().timestamp())
    claims = {
        "iss": environment.LIVEKIT_KEY,
        "sub": sub,
        # A little earlier, for clocks that differ.
        "nbf": now - 5,
        "exp": now + int(lifetime.total_seconds()),
        "video": video,
    }
    return jwt.encode(claims, environment.LIVEKIT_SECRET, algorithm=ALGORITHM)
