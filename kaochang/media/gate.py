"""May this join or reconnect pass? Asked by the front door before each one; the answer is one look-up.

The media server alone cannot keep a removed person out: it hands every client a token of ten minutes and
lets both that one and the first back in. So the row decides, each time.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import jwt
from django.db import Error as DatabaseError
from django.db.models import Subquery

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.media.models import MediaSeat, MediaServerStatus
from kaochang.media.tokens import ALGORITHM

YES, NEVER, NOT_NOW = 200, 403, 503
PATHS = frozenset({"/rtc", "/rtc/validate", "/rtc/v1", "/rtc/v1/validate"})
TOKEN = "access_token"  # noqa: S105 - the name of the parameter
# The media server would seat "identity#value" beside the identity: a second person with one seat's token.
SECOND_SELF = "publish"
LONGEST = 60_000


def decide(uri: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> int:
    """`uri` is the path and query that the browser asked for. It holds a token: log neither."""
    # The media server prefers a token in this header, and in a form body, to the one in the address.
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if method != "GET" or "authorization" in given:
        return NEVER
    token = _token_of(uri)
    # What the front door read from the address, and hands on to the media server.
    if given.get("x-media-token", token) != token:
        return NEVER
    claims = _verified(token) if token else None
    if claims is None:
        return NEVER
    identity, room_name = claims
    try:
        return _look_up(identity, room_name)
    except DatabaseError:
        return NOT_NOW


def _token_of(uri: str) -> str | None:
    """The one token of the address. Anything that two readers could read differently is refused."""
    if len(uri) > LONGEST or not uri.isascii() or not uri.isprintable() or ";" in uri or "#" in uri:
        return None
    try:
        parts = urlsplit(uri)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=60)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path not in PATHS:
        return None
    names = [name.strip().lower() for name, _ in pairs]
    if SECOND_SELF in names:
        return None
    tokens = [value for (_, value), name in zip(pairs, names, strict=True) if name == TOKEN]
    plain = sum(1 for piece in parts.query.split("&") if piece.partition("=")[0] == TOKEN)
    return tokens[0] if len(tokens) == 1 and plain == 1 else None


def _verified(token: str) -> tuple[str, str] | None:
    """Identity and room of a token that we, or the media server for us, signed and that still lives."""
    key = environment.LIVEKIT_SECRET
    if not key:
        return None
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            issuer=environment.LIVEKIT_KEY,
            leeway=1,
            options={"require": ["exp", "iss", "sub"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    identity, video = claims.get("sub"), claims.get("video")
    if not isinstance(identity, str) or not isinstance(video, dict) or video.get("roomJoin") is not True:
        return None
    # Our own calls to the media server's API carry these; a browser that shows one stole it.
    if any(
        video.get(right) for right in ("roomAdmin", "roomCreate", "roomList", "roomRecord", "ingressAdmin")
    ):
        return None
    room_name = video.get("room")
    if not isinstance(room_name, str) or not room_name or "\x00" in identity + room_name:
        return None
    return identity, room_name


def _look_up(identity: str, room_name: str) -> int:
    status = MediaServerStatus.objects.filter(pk=1).values("is_up")[:1]
    seat = (
        MediaSeat.objects.filter(identity=identity)
        .values("closed_at", "room__name", "room__closed_at", "room__expires_at")
        .annotate(is_up=Subquery(status))
        .first()
    )
    if seat is None or seat["closed_at"] or seat["room__closed_at"] or seat["room__name"] != room_name:
        return NEVER
    if seat["room__expires_at"] and seat["room__expires_at"] <= clock.now():
        return NEVER
    return YES if seat["is_up"] else NOT_NOW
