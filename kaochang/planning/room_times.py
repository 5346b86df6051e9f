"""One room's day while candidates are put into it: in the same few steps however long it is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

from kaochang.planning.timetable import Span


class RoomTimes:
    """What of a room is taken, and which of the exam's slots nobody has."""

    def __init__(self, spans: Iterable[Span], slots: Iterable[datetime], interview: timedelta) -> None:
        self.candidates = 0
        self._interview = interview
        # Disjoint and in order: what overlaps in a draft is one.
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        for span in sorted(spans, key=lambda span: span.starts_at):
            self.candidates += 1
            if self._ends and span.starts_at < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.ends_at)
            else:
                self._starts.append(span.starts_at)
                self._ends.append(span.ends_at)
        self.free = [slot for slot in slots if not self.is_taken(Span(slot, slot + interview))]

    def is_taken(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.ends_at) - 1
        return before >= 0 and span.starts_at < self._ends[before]

    def take(self, span: Span) -> None:
        """A span that is not taken."""
        self.candidates += 1
        place = bisect_left(self._starts, span.starts_at)
        self._starts.insert(place, span.starts_at)
        self._ends.insert(place, span.ends_at)
        first = bisect_right(self.free, span.starts_at - self._interview)
        del self.free[first : bisect_left(self.free, span.ends_at)]
