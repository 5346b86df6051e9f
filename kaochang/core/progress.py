"""How far long work is, seen by everybody while its transaction still runs."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import monotonic
from typing import TypeVar
from uuid import UUID

import structlog
from django.db import Error, connection

from kaochang.core import clock
from kaochang.core.models import WorkProgress

T = TypeVar("T")
log = structlog.get_logger(__name__)
# Pages ask each second.
APART_SECONDS = 0.5
PART = 500
ABANDONED = timedelta(days=1)
_FORGET = "DELETE FROM core_workprogress WHERE subject_id = %s"
_SET = """
    INSERT INTO core_workprogress (subject_id, done, total, updated_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (subject_id) DO UPDATE SET
        done = excluded.done, total = excluded.total, updated_at = excluded.updated_at
"""


class Progress:
    """Written on a connection of its own, which commits at once: the work itself may be all or nothing.

    A count that fails is given up, and the work goes on.
    """

    def __init__(self, subject_id: UUID) -> None:
        self._subject_id = subject_id
        self._total, self._done, self._told_at = 0, 0.0, monotonic()
        self._aside = connection.copy()
        self._is_shown = self._has_failed = False

    def begin(self, total: int) -> None:
        self._total = total
        self._tell()

    def add(self, done: float = 1) -> None:
        """A part of one where several steps lead to it."""
        self._done += done
        if monotonic() - self._told_at >= APART_SECONDS:
            self._tell()

    def end(self) -> None:
        if self._is_shown:
            self._execute(_FORGET, self._subject_id)
            self._aside.close()

    def _tell(self) -> None:
        self._told_at = monotonic()
        if not self._has_failed:
            done = min(round(self._done), self._total)
            self._execute(_SET, self._subject_id, done, self._total, clock.now())
            self._is_shown = self._is_shown or not self._has_failed

    def _execute(self, statement: str, *values: UUID | int | datetime) -> None:
        try:
            with self._aside.cursor() as cursor:
                cursor.execute(statement, values)
        except Error:
            log.exception("work_not_counted", subject_id=str(self._subject_id))
            self._has_failed = True
            self._aside.close()


@contextmanager
def progress_on(subject_id: UUID) -> Iterator[Progress]:
    """Nothing of it is left when the work has ended, well or not."""
    progress = Progress(subject_id)
    try:
        yield progress
    finally:
        progress.end()


def in_parts(items: Sequence[T], progress: Progress, each: float = 1) -> Iterator[Sequence[T]]:
    """A part counts when the next one is asked for."""
    for start in range(0, len(items), PART):
        part = items[start : start + PART]
        yield part
        progress.add(len(part) * each)


def list_progress(subject_ids: Iterable[UUID]) -> dict[UUID, WorkProgress]:
    return WorkProgress.objects.in_bulk(list(subject_ids))


def forget_abandoned_progress() -> None:
    """Of a worker that was killed."""
    WorkProgress.objects.filter(updated_at__lt=clock.now() - ABANDONED).delete()
