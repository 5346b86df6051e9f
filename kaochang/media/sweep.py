"""Which media rooms to compare with our rows now: where the numbers differ or just moved; the rest in turn.

Asking each room who is there costs a call a room. The list of all rooms costs one, and says how many are in
each: at once when a quiet room changes, but up to ten seconds late after another change. So a room whose
number moved is asked again and again for that long, and nobody who comes after somebody else is overlooked.
What a number can't show (a right that drifted, a track whose message was lost) is found in turn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from uuid import UUID

import structlog

from kaochang.core import clock
from kaochang.media import commands, queries
from kaochang.media.server import MediaServerRefused, media_server

LAG = timedelta(seconds=12)
MOST = 100
# Calm rooms of one round, and in how many rounds all of them had their turn: as many as are worth their cost.
IN_TURN, IN_TURN_AT_MOST, TURN_ROUNDS = 3, 20, 30
log = structlog.get_logger(__name__)


@dataclass
class _Room:
    numbers: tuple[int, int]  # theirs, ours
    moved_at: datetime
    looked_at: datetime

    def is_restless(self, now: datetime) -> bool:
        theirs, ours = self.numbers
        return theirs != ours or now - self.moved_at < LAG


class Sweep:
    """Remembers, over the rounds of this process, when a room's numbers moved and when it was looked at."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}

    def due(self) -> list[str]:
        """The names of the rooms to look at now; rooms that only one side knows are made and deleted here."""
        # Their list first: whatever is in it and not open here by then was closed here.
        theirs = media_server().count_people()
        ours = queries.count_connected()
        for name in sorted(theirs.keys() - ours.keys()):
            _correct(commands.delete_room, name)
        for name in ours.keys() - theirs.keys():
            _correct(commands.create_room, ours[name][0])
        now = clock.now()
        both = {name: (theirs[name], ours[name][1]) for name in theirs.keys() & ours.keys()}
        self._rooms = {name: self._noted(name, numbers, now) for name, numbers in both.items()}
        longest_ago = sorted(self._rooms, key=lambda name: self._rooms[name].looked_at)
        restless = [name for name in longest_ago if self._rooms[name].is_restless(now)]
        calm = [name for name in longest_ago if not self._rooms[name].is_restless(now)]
        in_turn = min(IN_TURN_AT_MOST, max(IN_TURN, ceil(len(calm) / TURN_ROUNDS)))
        chosen = [*restless[:MOST], *calm[:in_turn]]
        for name in chosen:
            self._rooms[name].looked_at = now
        return chosen

    def _noted(self, name: str, numbers: tuple[int, int], now: datetime) -> _Room:
        room = self._rooms.get(name)
        if room is None:
            return _Room(numbers, moved_at=now, looked_at=datetime.min.replace(tzinfo=UTC))
        if room.numbers != numbers:
            room.numbers, room.moved_at = numbers, now
        return room


def _correct(command: Callable[..., None], room: str | UUID) -> None:
    """One room that the media server will not have does not end the look at the others."""
    try:
        command(room)
    except MediaServerRefused as refusal:
        log.warning("media_room_refused", media_room=str(room), reason=str(refusal))
