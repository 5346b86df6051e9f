"""The one place that knows what time it is, so that a test can say what time it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    return _source()


def now_ms() -> int:
    return int(now().timestamp() * 1000)


def iso(moment: datetime) -> str:
    """UTC with milliseconds and Z, as every JSON answer and push payload writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let this process live `by` later (or earlier): for tests of deadlines, never for product code."""
    global _source
    before = _source
    _source = lambda: before() + by  # noqa: E731
    try:
        yield
    finally:
        _source = before
