"""The media server asked past the walls, on its own loop-back port: what is really so."""

from __future__ import annotations

import time
from typing import Any

import httpx
import jwt

from e2e.inside import Inside


def admin_token(inside: Inside, room: str = "") -> str:
    """What only our own control plane holds: here it proves that a call would work but for the wall."""
    secrets = inside.secrets
    video = {"roomCreate": True, "roomList": True, "roomAdmin": True, "room": room}
    claims = {"iss": secrets["LIVEKIT_KEY"], "sub": "kaochang", "exp": int(time.time()) + 60, "video": video}
    return jwt.encode(claims, secrets["LIVEKIT_SECRET"], algorithm="HS256")


def join_token(inside: Inside, identity: str, room: str) -> str:
    """A join token of nobody's seat, signed with the real key."""
    secrets = inside.secrets
    claims = {"iss": secrets["LIVEKIT_KEY"], "sub": identity, "exp": int(time.time()) + 60}
    video = {"room": room, "roomJoin": True, "canSubscribe": True}
    return jwt.encode({**claims, "video": video}, secrets["LIVEKIT_SECRET"], algorithm="HS256")


def media_port(inside: Inside) -> int:
    return inside.ports["LIVEKIT_PORT"]


def call(inside: Inside, method: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(
        f"http://127.0.0.1:{media_port(inside)}/twirp/livekit.RoomService/{method}",
        json=body,
        headers={"Authorization": f"Bearer {admin_token(inside, body.get('room', ''))}"},
        trust_env=False,
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def people(inside: Inside, room: str) -> dict[str, dict[str, Any]]:
    """Everybody in a media room by identity, hidden ones too."""
    listed = call(inside, "ListParticipants", {"room": room}).get("participants", [])
    return {one["identity"]: one for one in listed if one.get("state") != "DISCONNECTED"}
