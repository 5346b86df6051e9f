"""Waiting for the NOTIFY that follows a commit, on a connection outside the pool."""

import time

import psycopg
from django.db import connection
from psycopg import sql


class Listener:
    """Returns early when something was committed; without a connection the caller's poll does the work."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def wait(self, seconds: float) -> None:
        try:
            if self._connection is None:
                self._connection = self._connect()
                return  # what was committed before LISTEN made no sound: look once more
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                pass
        except psycopg.Error:
            self.close()
            time.sleep(seconds)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        parameters = connection.get_connection_params()
        for ours in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(ours, None)
        made = psycopg.connect(**parameters, autocommit=True)
        made.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
        return made
