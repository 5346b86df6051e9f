"""Over how long pages spread what they ask after a gap: many lost the push connection in the same moment."""

from datetime import datetime, timedelta

from kaochang.core import clock
from kaochang.desks.queries import count_devices_online_since

LEAST_MS, MOST_MS, MS_A_DEVICE = 1_500, 20_000, 4
REMEMBERED = timedelta(seconds=10)
# Whoever the gap itself took offline comes back too.
BACK_WITHIN = timedelta(minutes=15)

_counted: tuple[datetime, int] | None = None


def gap_spread_ms() -> int:
    """Counted anew when what this process remembers is old: every token asks."""
    global _counted
    now = clock.now()
    if _counted is None or abs(now - _counted[0]) >= REMEMBERED:
        _counted = (now, count_devices_online_since(now - BACK_WITHIN))
    return min(MOST_MS, max(LEAST_MS, MS_A_DEVICE * _counted[1]))
