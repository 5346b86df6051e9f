"""One worker at a time with one thing, for work that no transaction may hold."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone_with(name: str) -> Iterator[bool]:
    """False when somebody else is at it. The lock is the connection's and ends with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        is_mine = bool(cursor.fetchone()[0])
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
