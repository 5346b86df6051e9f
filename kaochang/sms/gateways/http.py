"""One signed request to a provider, and what its answer means for a message."""

from collections.abc import Mapping
from typing import Any

import httpx

from kaochang.sms.gateways.base import GatewayBusy, GatewayUnclear

# The connection never stood: the provider cannot have read a byte.
_NEVER_ARRIVED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_TIMEOUT = httpx.Timeout(10, connect=5)


def post(url: str, *, headers: Mapping[str, str], content: bytes = b"") -> tuple[int, dict[str, Any]]:
    """Status and JSON. Redirects are not followed: what is signed is for one host."""
    try:
        answer = httpx.post(url, headers=dict(headers), content=content, timeout=_TIMEOUT)
    except _NEVER_ARRIVED as error:
        raise GatewayBusy(type(error).__name__) from error
    except httpx.HTTPError as error:
        raise GatewayUnclear(type(error).__name__) from None
    try:
        body = answer.json()
    except ValueError:
        raise GatewayUnclear(f"HTTP {answer.status_code} without JSON") from None
    if not isinstance(body, dict) or answer.status_code >= 500:
        raise GatewayUnclear(f"HTTP {answer.status_code}")
    return answer.status_code, body
