"""The one place that knows what time it is, so that a test can say what time it is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

from kaochang.core.errors import TimeImplausible

# What is planned lies between them. At the edges of the calendar times can neither be reckoned with nor read
# back from the database.
EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    return _source()


def now_ms() -> int:
    return int(now().timestamp() * 1000)


def require_plausible(moment: datetime) -> None:
    if not EARLIEST <= moment < LATEST:
        raise TimeImplausible(from_year=EARLIEST.year, to_year=LATEST.year - 1)


def iso(moment: datetime) -> str:
    """UTC with milliseconds and Z, as every JSON answer and push payload writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shifted(by: timedelta) -> AbstractContextManager[None]:
    """Let this process live `by` later (or earlier): for tests of deadlines, never for product code."""
    before = _source
    return _told_by(lambda: before() + by)


def stopped() -> AbstractContextManager[None]:
    """No time passes but by `shifted`: for tests of seconds, which a busy machine must not lengthen."""
    moment = now()
    return _told_by(lambda: moment)


@contextmanager
def _told_by(source: Callable[[], datetime]) -> Iterator[None]:
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
