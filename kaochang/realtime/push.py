"""The push server's HTTP API, as far as we use it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from kaochang.config.environment import environment

_FOR_GOOD_STATUS = {400, 404, 405, 413, 422}
_FOR_GOOD_CODE = {102, 104, 107}  # unknown channel, method not found, bad request


class PushDown(Exception):
    """The push server did not take it now; trying again may help."""


class PushSilent(PushDown):
    """It did not answer at all: whoever asks next would wait for the same time-out."""


class PushRefused(Exception):
    """The push server will never take this message."""


@dataclass(frozen=True)
class PresenceChange:
    """Who is in a presence channel now, and the digest that stands for exactly these."""

    digest: str
    members: list[dict[str, Any]]  # {client, user, conn_info}


@dataclass(frozen=True)
class PresenceNews:
    changed: dict[str, PresenceChange]
    silent: list[dict[str, Any]]  # what connections said of themselves that just ended without answering


class PushServer(Protocol):
    def publish(self, channels: Sequence[str], data: dict[str, Any], *, key: str) -> None: ...

    def revoke(self, command: dict[str, Any]) -> None: ...

    def presence_changes(self, known: Mapping[str, str]) -> PresenceNews: ...


class PushApi:
    """Safe to share between threads; keeps its connections open."""

    def __init__(self, url: str = "", api_key: str = "") -> None:
        self._client = httpx.Client(
            base_url=url or environment.push_api_url,
            headers={"X-API-Key": api_key or environment.PUSH_API_KEY},
            timeout=httpx.Timeout(5, connect=2),
            trust_env=False,
        )

    def publish(self, channels: Sequence[str], data: dict[str, Any], *, key: str) -> None:
        if len(channels) == 1:
            self._call("publish", {"channel": channels[0], "data": data, "idempotency_key": key})
            return
        result = self._call("broadcast", {"channels": list(channels), "data": data, "idempotency_key": key})
        for answer in result.get("responses", []):
            _raise_for(answer)

    def revoke(self, command: dict[str, Any]) -> None:
        self._call("revoke", command)

    def presence_changes(self, known: Mapping[str, str]) -> PresenceNews:
        """Of the channels in `known` those whose digest is another one now; "" knows nothing."""
        if not known:
            return PresenceNews({}, [])
        news = self._call("presence_changes", {"known": dict(known)})
        changed = {
            channel: PresenceChange(change["digest"], list(change["presence"].values()))
            for channel, change in (news.get("changed") or {}).items()
        }
        return PresenceNews(changed, [info for info in news.get("silent") or [] if info])

    def close(self) -> None:
        self._client.close()

    def _call(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._client.post(f"/{method}", json=body)
        except httpx.HTTPError as error:
            raise PushSilent(type(error).__name__) from error
        if answer.status_code in _FOR_GOOD_STATUS:
            raise PushRefused(f"{method}: status {answer.status_code}")
        if answer.status_code != 200:
            raise PushDown(f"{method}: status {answer.status_code}")
        try:
            value = answer.json()
        except ValueError as error:
            raise PushDown(f"{method}: not JSON") from error
        _raise_for(value)
        result = value.get("result")
        return result if isinstance(result, dict) else {}


def _raise_for(answer: dict[str, Any]) -> None:
    error = answer.get("error")
    if not error:
        return
    words = f"{error.get('code')} {error.get('message')}"
    raise PushRefused(words) if error.get("code") in _FOR_GOOD_CODE else PushDown(words)
