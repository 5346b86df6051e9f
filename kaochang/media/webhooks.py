"""Messages of the media server: verified, stored once without secrets, and answered at once.

While one is not answered with 200, that room's later ones wait; after 15 s they are dropped.
"""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import jwt

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.media.errors import WebhookRefused
from kaochang.media.models import WebhookEvent
from kaochang.media.tokens import ALGORITHM

LARGEST = 256_000
CONTENT_TYPE = "application/webhook+json"
KEPT_FOR = timedelta(days=7)
# What a participant or a track is kept with; metadata and addresses are not.
_PARTICIPANT = ("sid", "identity", "state", "joinedAt")
_TRACK = ("sid", "type", "source", "muted", "mimeType")


def receive(body: bytes, *, authorization: str, content_type: str) -> WebhookEvent | None:
    """The stored message; None when it was stored before. The caller enqueues its dispatch."""
    message = _verified(body, authorization, content_type)
    room, participant = message.get("room") or {}, message.get("participant") or {}
    event, created = WebhookEvent.objects.get_or_create(
        event_id=str(message["id"])[:80],
        defaults={
            "kind": str(message["event"])[:40],
            "room_name": str(room.get("name", ""))[:80],
            "identity": str(participant.get("identity", ""))[:80],
            "body": _without_secrets(message),
        },
    )
    return event if created else None


def find_undispatched(event_pk: int) -> WebhookEvent | None:
    return WebhookEvent.objects.filter(pk=event_pk, dispatched_at__isnull=True).first()


def mark_dispatched(event: WebhookEvent) -> None:
    WebhookEvent.objects.filter(pk=event.pk, dispatched_at__isnull=True).update(dispatched_at=clock.now())


def forget_old() -> int:
    return WebhookEvent.objects.filter(received_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _verified(body: bytes, authorization: str, content_type: str) -> dict[str, Any]:
    if len(body) > LARGEST or content_type.partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise WebhookRefused()
    if not environment.LIVEKIT_SECRET:
        raise WebhookRefused()
    try:
        claims = jwt.decode(
            authorization.removeprefix("Bearer ").strip(),
            environment.LIVEKIT_SECRET,
            algorithms=[ALGORITHM],
            issuer=environment.LIVEKIT_KEY,
            leeway=60,
            options={"require": ["exp", "iss"]},
        )
        signed = str(claims.get("sha256", ""))
        actual = base64.b64encode(hashlib.sha256(body).digest()).decode()
        if not hmac.compare_digest(signed.encode(), actual.encode()):
            raise WebhookRefused()
        message = json.loads(body)
    except (jwt.PyJWTError, ValueError, TypeError):
        raise WebhookRefused() from None
    if not isinstance(message, dict) or not message.get("id") or not message.get("event"):
        raise WebhookRefused()
    return message


def _without_secrets(message: dict[str, Any]) -> dict[str, Any]:
    """A room comes with a TURN password, a participant with what browsers claim of themselves."""
    kept: dict[str, Any] = {"event": message["event"], "createdAt": message.get("createdAt")}
    room = message.get("room")
    if isinstance(room, dict):
        kept["room"] = {name: room[name] for name in ("sid", "name") if name in room}
    for part, names in (("participant", _PARTICIPANT), ("track", _TRACK)):
        value = message.get(part)
        if isinstance(value, dict):
            kept[part] = {name: value[name] for name in names if name in value}
    return kept
