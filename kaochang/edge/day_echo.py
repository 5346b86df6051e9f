"""What happens in exam rooms, told to the school's pages: one small event a college, at most once a second.

The rooms' own events carry much, and come in storms; the school's pages need only to know that it is time
to read again. The relay hears every event that goes to a room's staff, so no domain has to know of it.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from uuid import UUID

from kaochang.exams.events import DayMoved
from kaochang.exams.models import ExamRoom
from kaochang.realtime import channels
from kaochang.realtime.relay import run_relay
from kaochang.realtime.services import announce

EVERY_SECONDS = 1.0
# They come every few seconds from every device, and change nothing that those pages show.
QUIET = frozenset({"desks.device_facts_reported", "chat.panel_message_posted"})


class DayEcho:
    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._rooms: set[UUID] = set()
        self._told_at = -EVERY_SECONDS
        # Room → school and college; neither changes while the room exists.
        self._places: dict[UUID, tuple[UUID, UUID]] = {}

    def hear(self, told: Sequence[tuple[str, Sequence[str]]]) -> None:
        for event, audience in told:
            if event not in QUIET:
                rooms = (channels.room_of_staff(channel) for channel in audience)
                self._rooms.update(room for room in rooms if room is not None)

    def tell_due(self) -> None:
        if not self._rooms or self._now() < self._told_at + EVERY_SECONDS:
            return
        rooms, self._rooms, self._told_at = self._rooms, set(), self._now()
        self._learn(rooms - self._places.keys())
        moved = Counter(self._places[room] for room in rooms if room in self._places)
        for (school_id, college_id), count in moved.items():
            event = DayMoved(college_id=college_id, rooms=count)
            announce(event, to=channels.school(school_id, college_id), subject=("day", college_id, 0))

    def _learn(self, rooms: set[UUID]) -> None:
        if not rooms:
            return
        found = ExamRoom.objects.filter(pk__in=rooms).values_list("pk", "session__school", "session__college")
        self._places |= {room: (school, college) for room, school, college in found}


def main(words: Sequence[str] = ()) -> int:
    return run_relay(DayEcho())
