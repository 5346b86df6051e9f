"""One watch works, however many are started: PostgreSQL holds the lock as long as our connection lives."""

from typing import Any

import psycopg
from django.db import connection

_KEY = 0x6B635F7774  # "kc_wt"


class SingleLock:
    """A connection of its own, outside the pool: the lock ends with it, also by kill -9."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection[Any] | None = None

    def is_held(self) -> bool:
        """Takes it when it is free; notices when the connection, and the lock with it, was lost."""
        try:
            if self._connection is not None:
                self._connection.execute("SELECT 1")
                return True
            self._connection = self._connect()
            row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [_KEY]).fetchone()
            if row is not None and row[0]:
                return True
        except psycopg.Error:
            pass
        self.release()
        return False

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @staticmethod
    def _connect() -> psycopg.Connection[Any]:
        parameters = connection.get_connection_params()
        for name in ("cursor_factory", "context"):
            parameters.pop(name, None)
        return psycopg.connect(**parameters, autocommit=True)
