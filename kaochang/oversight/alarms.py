"""What somebody should look at in the rooms of today: facts that last, each with its beginning."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Aggregate, F, Func, Min, Q
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThan

from kaochang.audit.sealer import unsealed_alarm
from kaochang.core import clock
from kaochang.exams.models import ExamSession
from kaochang.exams.states import RoomRole, RoomState, SessionState
from kaochang.media.models import MediaServerStatus
from kaochang.oversight.schemas import AlarmKind, PartKind
from kaochang.realtime.queries import oldest_unsent_seconds
from kaochang.waiting.states import IN_LINE, QueueState

# Past the slot, or past the arrival when that was later.
WAITS_LONG = timedelta(minutes=45)
# So long before the exam begins its rooms should have their people.
STAFF_BEFORE = timedelta(minutes=15)
PUSH_BEHIND_SECONDS = 5
# The most urgent first.
ORDER: tuple[AlarmKind, ...] = (
    "interview_lost",
    "no_chief",
    "connection_lost",
    "second_camera_lost",
    "help",
    "no_officer",
    "overtime",
    "waiting_long",
)


# So many people of one kind in one room are named.
NAMED = 3


@dataclass(frozen=True)
class Alarm:
    """One kind in one room: how many people it is about, those whom it concerns longest by name.

    Without people it is about the room.
    """

    kind: AlarmKind
    since: datetime
    count: int = 0
    names: list[str] = field(default_factory=list)


def ordered(alarms: Iterable[Alarm]) -> list[Alarm]:
    return sorted(alarms, key=lambda alarm: ORDER.index(alarm.kind))


def aggregates_of_people() -> dict[str, Aggregate]:
    """Over entries with their devices: who is lost, asks for help or waits over-long, and since when."""
    in_line, admitted = Q(state__in=IN_LINE), Q(state=QueueState.ADMITTED)
    # What a device did before they came to the waiting area is nobody's alarm.
    laptop_since, phone_since = (
        Greatest(Coalesce(f"{device}__online_changed_at", "state_changed_at"), "arrived_at")
        for device in ("laptop", "phone")
    )
    expected_at = Greatest("arrived_at", Coalesce("roster_entry__slot_starts_at", "arrived_at"))
    kinds: dict[AlarmKind, tuple[Q, Func | F]] = {
        "interview_lost": (admitted & Q(laptop__online=False), laptop_since),
        "connection_lost": (in_line & Q(laptop__online=False), laptop_since),
        "second_camera_lost": (
            (in_line | admitted) & Q(phone__online=False),
            phone_since,
        ),
        "help": (
            ~Q(state__in=[QueueState.FINISHED, QueueState.ABSENT]) & Q(help_asked_at__isnull=False),
            F("help_asked_at"),
        ),
        "waiting_long": (in_line & Q(LessThan(expected_at, clock.now() - WAITS_LONG)), expected_at),
    }
    told: dict[str, Aggregate] = {}
    for kind, (troubled, since) in kinds.items():
        told[f"{kind}_since"] = Min(since, filter=troubled)
        told[f"{kind}_names"] = ArrayAgg(
            "roster_entry__person__name", filter=troubled, order_by=[since, "position"]
        )
    return told


def alarms_of_people(row: Mapping[str, Any], session: ExamSession) -> list[Alarm]:
    """Out of what `aggregates_of_people` brought for one room."""
    if session.state != SessionState.OPEN:
        return []
    return [
        Alarm(kind, row[f"{kind}_since"], len(names), names[:NAMED])
        for kind in ORDER
        if (names := row.get(f"{kind}_names"))
        and (kind != "second_camera_lost" or session.cameras_required > 1)
    ]


@dataclass(frozen=True)
class Watched:
    """A member of a room's staff; `left_at` once they were there and are not any more."""

    room_id: UUID
    person_id: UUID
    name: str
    role: str
    online: bool
    left_at: datetime | None


def alarms_of_staff(
    session: ExamSession, room_state: str, staff: Collection[Watched], left: int
) -> list[Alarm]:
    """Nobody there to lead the room, or to receive who waits, while `left` candidates are to come.

    It lasts since somebody should have been there: not before the room opened, nor while they were there.
    """
    due = session.starts_at - STAFF_BEFORE
    closed = room_state in (RoomState.CLOSED, RoomState.ARCHIVED)
    if session.state != SessionState.OPEN or closed or left == 0 or clock.now() < due:
        return []
    needed: list[tuple[AlarmKind, RoomRole]] = [("no_chief", RoomRole.CHIEF_EXAMINER)]
    if session.clearance_required:
        needed.append(("no_officer", RoomRole.WAITING_ROOM_OFFICER))
    alarms = []
    for kind, role in needed:
        holders = [one for one in staff if one.role == role]
        if not any(one.online for one in holders):
            since = (due, session.opened_at, *(one.left_at for one in holders))
            alarms.append(Alarm(kind, max(filter(None, since))))
    return alarms


def parts_behind() -> list[PartKind]:
    """Of the whole site: what would make this page, or the rooms, tell late."""
    behind: list[PartKind] = []
    if MediaServerStatus.objects.filter(is_up=False).exists():
        behind.append("media_down")
    if oldest_unsent_seconds() > PUSH_BEHIND_SECONDS:
        behind.append("push_behind")
    if unsealed_alarm():
        behind.append("trail_behind")
    return behind
