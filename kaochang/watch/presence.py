"""Who is connected, from the push server's own list, compared with what the rows say.

A page that reloads, or a push server that was killed, is away for a second or two: nobody is called offline
before three seconds, and not while the push server itself was just away.
"""

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
from kaochang.desks.states import DeviceKind
from kaochang.exams.models import ExamRoom
from kaochang.interviews import queries as interview_queries
from kaochang.interviews import services as interviews
from kaochang.realtime import channels
from kaochang.realtime.push import PushDown, PushRefused, PushServer

log = structlog.get_logger(__name__)
WATCH = Actor.system("watch")
GRACE = timedelta(seconds=3)
SETTLING = timedelta(seconds=8)


@dataclass(frozen=True)
class Present:
    """The connections of one exam room, by what they say of themselves (our signed token's `info`)."""

    staff: frozenset[UUID]
    laptops: frozenset[UUID]  # log-in sessions of candidates
    phones: frozenset[UUID]  # devices

    @classmethod
    def of(cls, members: list[dict[str, Any]]) -> "Present":
        infos = [member.get("conn_info") or {} for member in members]

        def ids(name: str, area: str) -> frozenset[UUID]:
            return frozenset(
                UUID(info[name]) for info in infos if info.get("area") == area and info.get(name)
            )

        return cls(
            staff=ids("person", "staff"),
            laptops=ids("login_session", "candidate"),
            phones=ids("device", "phone"),
        )


class PresenceWatch:
    """Remembers, over the ticks of this process, when each connection was last seen."""

    def __init__(self, push: PushServer) -> None:
        self._push = push
        self._seen: dict[tuple[UUID, UUID], datetime] = {}
        self._unsettled_until: datetime | None = None

    def look(self, room: ExamRoom) -> None:
        try:
            present = Present.of(self._push.presence(channels.presence(room.pk)))
        except (PushDown, PushRefused) as trouble:
            if self._unsettled_until is None:
                log.warning("presence_unknown", reason=str(trouble))
            self._unsettled_until = clock.now() + SETTLING
            return
        now = clock.now()
        if self._unsettled_until is not None and now >= self._unsettled_until:
            self._unsettled_until = None
        self._note_devices(room, present, now)
        self._note_staff(room, present, now)

    def _note_devices(self, room: ExamRoom, present: Present, now: datetime) -> None:
        for device in desk_queries.list_devices_of_room(room.pk):
            if _is_present(device, present):
                self._seen[room.pk, device.pk] = now
                if not device.online:
                    desks.mark_online(device, since=now, by=WATCH)
            elif device.online and self._is_gone(room, device.pk, now):
                desks.mark_offline(device, since=self._seen.pop((room.pk, device.pk)), by=WATCH)

    def _note_staff(self, room: ExamRoom, present: Present, now: datetime) -> None:
        for person_id in present.staff:
            self._seen[room.pk, person_id] = now
        known = interview_queries.online_staff(room.pk)
        kept = {person_id for person_id in known if not self._is_gone(room, person_id, now)}
        interviews.note_staff_presence(room, present.staff | kept, by=WATCH)

    def _is_gone(self, room: ExamRoom, who: UUID, now: datetime) -> bool:
        last_seen = self._seen.setdefault((room.pk, who), now)
        return self._unsettled_until is None and now - last_seen >= GRACE


def _is_present(device: Device, present: Present) -> bool:
    if device.kind == DeviceKind.PHONE:
        return device.pk in present.phones
    return device.login_session_id in present.laptops
