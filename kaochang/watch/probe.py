"""Is the media server alive, and is it still the same one? Asked four times a second.

A restart can be faster than the pause between two questions, and it loses every room. So the probe keeps one
connection open: when that breaks, the process behind it ended, whatever answers afterwards.
"""

import contextlib
from enum import Enum
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import structlog

from kaochang.config.environment import environment
from kaochang.media import status
from kaochang.media.reconcile import create_missing_rooms
from kaochang.media.server import MediaServerDown, MediaServerRefused

log = structlog.get_logger(__name__)


class Seen(Enum):
    SAME = "same"
    NEW = "new"
    DOWN = "down"


class Probe:
    def __init__(self, url: str = "", *, timeout: float = 1.0) -> None:
        parts = urlsplit(url or environment.livekit_api_url)
        self._address = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._timeout = timeout
        self._connection: HTTPConnection | None = None

    def look(self) -> Seen:
        if self._connection is not None and self._ask(self._connection):
            return Seen.SAME
        self.close()
        fresh = HTTPConnection(*self._address, timeout=self._timeout)
        if self._ask(fresh):
            self._connection = fresh
            return Seen.NEW
        fresh.close()
        return Seen.DOWN

    def close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.close()
            self._connection = None

    @staticmethod
    def _ask(connection: HTTPConnection) -> bool:
        """Any answer will do: a busy server that says "not ready" still carries its rooms."""
        try:
            connection.request("GET", "/", headers={"Connection": "keep-alive"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return False
        # Closed by its wish: the next question would open another connection without our knowing.
        return connection.sock is not None


class MediaServerWatch:
    """Down: the gate says 503. Up again: open rooms are made anew under their names, then it opens."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe
        # None: not known yet. What the database could not be told is not known either.
        self._told: bool | None = None

    @property
    def is_up(self) -> bool:
        return self._told is True

    def step(self) -> None:
        seen = self._probe.look()
        if seen is Seen.SAME and self._told is True:
            return
        if seen is Seen.DOWN:
            self._tell(False)
            return
        if seen is Seen.NEW and self._told is not None:
            self._tell(False)
        try:
            made = create_missing_rooms()
        except (MediaServerDown, MediaServerRefused):
            self._tell(False)
            return
        if made:
            log.info("media_rooms_made_again", rooms=len(made))
        self._tell(True)

    def forget(self) -> None:
        """The database did not take it: say it again."""
        self._told = None

    def _tell(self, up: bool) -> None:
        if self._told is up:
            return
        changed = status.set_up(up)
        self._told = up
        if changed:
            log.log(20 if up else 40, "media_server_up" if up else "media_server_down")
