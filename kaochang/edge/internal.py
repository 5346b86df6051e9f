"""What our own engines ask. Caddy answers 404 to /internal from outside; the key is the second wall."""

import hmac
from typing import Any

from django.http import HttpRequest
from ninja import Router

from kaochang.config.environment import environment
from kaochang.core.errors import NotFound
from kaochang.realtime.queries import list_revocations

router = Router(tags=["internal"])


def require_engine(request: HttpRequest) -> bool:
    """From this machine, with the key; anybody else sees an address that does not exist."""
    given = request.headers.get("X-Internal-Key", "").encode()
    wanted = environment.INTERNAL_KEY.encode()
    if not wanted or not hmac.compare_digest(given, wanted):
        raise NotFound()
    return True


@router.get("/push-revocations", auth=require_engine, include_in_schema=False)
def push_revocations(request: HttpRequest) -> dict[str, Any]:
    return {"revocations": list_revocations()}
