"""Who is connected, from the push server's own list, compared with what the rows say.

A page that reloads, or a push server that was killed, is away for a second or two: nobody is called offline
before three seconds, and not while the push server itself was just away. A phone that did not answer a ping
has been waited for: it is offline at the next look.

One call and a few queries for all rooms together, and nothing is done for a room that is as it was: the push
server answers only for rooms whose people changed, and the rows are compared with these as plain sets.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.desks.models import Device
from kaochang.exams import queries as exams
from kaochang.interviews import queries as interview_queries
from kaochang.interviews import services as interviews
from kaochang.interviews.queries import Staffing
from kaochang.realtime import channels
from kaochang.realtime.push import PresenceChange, PushDown, PushRefused, PushServer
from kaochang.watch.steps import attempt

log = structlog.get_logger(__name__)
WATCH = Actor.system("watch")
GRACE = timedelta(seconds=3)
SETTLING = timedelta(seconds=8)

Who = tuple[UUID, UUID | str]  # in which room; a member of staff, or a device by its key


@dataclass(frozen=True)
class Present:
    """The connections of one exam room, by what they say of themselves (our signed token's `info`)."""

    digest: str
    staff: frozenset[UUID]
    devices: frozenset[str]  # a laptop as its log-in session, a phone as itself

    @classmethod
    def of(cls, change: PresenceChange) -> "Present":
        infos = [member.get("conn_info") or {} for member in change.members]
        laptops, phones = _ids(infos, "login_session", "candidate"), _ids(infos, "device", "phone")
        return cls(
            digest=change.digest,
            staff=frozenset(map(UUID, _ids(infos, "person", "staff"))),
            devices=frozenset(laptops | phones),
        )

    @property
    def everybody(self) -> frozenset[UUID | str]:
        return self.staff | self.devices


def _ids(infos: Iterable[dict[str, Any]], name: str, area: str) -> set[str]:
    return {info[name] for info in infos if info.get("area") == area and info.get(name)}


class PresenceWatch:
    """Remembers, over the ticks of this process, who is in each room and when the missing were last seen."""

    def __init__(self, push: PushServer) -> None:
        self._push = push
        self._rooms: dict[UUID, Present] = {}
        self._last_seen: dict[Who, datetime] = {}
        self._silent: set[str] = set()
        self._looked_at = clock.now()
        self._unsettled_until: datetime | None = None

    def look(self) -> None:
        rooms = interview_queries.staffing(exams.rooms_in_use())
        if not self._ask(rooms):
            return
        missing: dict[Who, datetime] = {}
        attempt("presence", self._note_devices, missing)
        attempt("presence", self._note_staff, rooms, missing)
        self._last_seen = missing

    def _ask(self, rooms: Mapping[UUID, Staffing]) -> bool:
        """Brings what we know of each room up to date; False when the push server did not tell."""
        self._rooms = {room_id: present for room_id, present in self._rooms.items() if room_id in rooms}
        by_channel = {channels.presence(room_id): room_id for room_id in rooms}
        known = {
            channel: self._rooms[room_id].digest if room_id in self._rooms else ""
            for channel, room_id in by_channel.items()
        }
        try:
            news = self._push.presence_changes(known)
        except (PushDown, PushRefused) as trouble:
            if self._unsettled_until is None:
                log.warning("presence_unknown", reason=str(trouble))
            self._unsettled_until = clock.now() + SETTLING
            return False
        self._silent = _ids(news.silent, "device", "phone")
        for channel, change in news.changed.items():
            attempt("presence", self._learn, by_channel[channel], change)
        self._looked_at = clock.now()
        if self._unsettled_until is not None and self._looked_at >= self._unsettled_until:
            self._unsettled_until = None
        return True

    def _learn(self, room_id: UUID, change: PresenceChange) -> None:
        # Not known until it was understood: the next tick asks again.
        before = self._rooms.pop(room_id, None)
        self._rooms[room_id] = now = Present.of(change)
        if before is not None:
            for who in before.everybody - now.everybody:
                self._last_seen[room_id, who] = self._looked_at

    def _note_devices(self, missing: dict[Who, datetime]) -> None:
        came: dict[str, datetime] = {}
        went: dict[str, datetime] = {}
        rooms = {str(room_id): (room_id, present.devices) for room_id, present in self._rooms.items()}
        for room, device, key, online in desk_queries.list_connections(exams.rooms_in_use()):
            if room not in rooms:
                continue
            room_id, present = rooms[room]
            if key in present:
                if not online:
                    came[device] = self._looked_at
            elif online and self._is_gone((room_id, key), missing):
                went[device] = missing[room_id, key]
        _mark(desks.mark_online, came)
        _mark(desks.mark_offline, went)

    def _note_staff(self, rooms: Mapping[UUID, Staffing], missing: dict[Who, datetime]) -> None:
        for room_id, present in self._rooms.items():
            absent = rooms[room_id].online - present.staff
            counted = present.staff | {one for one in absent if not self._is_gone((room_id, one), missing)}
            if rooms[room_id].differs_from(counted):
                attempt("presence", _note_staff, room_id, counted)

    def _is_gone(self, who: Who, missing: dict[Who, datetime]) -> bool:
        last_seen = missing[who] = self._last_seen.get(who, self._looked_at)
        waited = who[1] in self._silent or self._looked_at - last_seen >= GRACE
        return self._unsettled_until is None and waited


def _mark(mark: Callable[..., Device], since: Mapping[str, datetime]) -> None:
    for device in desk_queries.list_devices(since.keys()):
        attempt("presence", mark, device, since=since[str(device.pk)], by=WATCH)


def _note_staff(room_id: UUID, present: frozenset[UUID]) -> None:
    interviews.note_staff_presence(exams.get_room(room_id), present, by=WATCH)
