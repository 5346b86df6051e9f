"""What somebody should look at in the rooms of today: facts that last, each with its beginning."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from kaochang.audit.sealer import unsealed_alarm
from kaochang.core import clock
from kaochang.exams.models import Assignment, ExamRoom, ExamSession
from kaochang.exams.states import RoomRole, RoomState, SessionState
from kaochang.media.models import MediaServerStatus
from kaochang.oversight.people import with_devices
from kaochang.oversight.schemas import AlarmKind, PartKind
from kaochang.realtime.queries import oldest_unsent_seconds
from kaochang.waiting.models import QueueEntry
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


@dataclass(frozen=True)
class Alarm:
    kind: AlarmKind
    since: datetime
    name: str = ""


def ordered(alarms: Sequence[Alarm]) -> list[Alarm]:
    return sorted(alarms, key=lambda alarm: (ORDER.index(alarm.kind), alarm.since))


def alarms_of_people(exams: QuerySet[ExamSession]) -> dict[UUID, list[Alarm]]:
    """By room: one query for who is lost, asks for help or waits over-long."""
    now = clock.now()
    here = Q(state__in=[*IN_LINE, QueueState.ADMITTED])
    laptop_lost = here & Q(laptop__online=False)
    phone_lost = here & Q(room__session__cameras_required__gt=1, phone__online=False)
    asks = ~Q(state__in=[QueueState.FINISHED, QueueState.ABSENT]) & Q(help_asked_at__isnull=False)
    late = Q(state__in=IN_LINE, expected_at__lt=now - WAITS_LONG)
    entries = QueueEntry.objects.filter(room__session__in=exams.filter(state=SessionState.OPEN).values("pk"))
    troubled = (
        with_devices(entries)
        .annotate(
            expected_at=Greatest("arrived_at", Coalesce("roster_entry__slot_starts_at", "arrived_at")),
            name=F("roster_entry__person__name"),
            laptop_online=F("laptop__online"),
            laptop_since=F("laptop__online_changed_at"),
            phone_online=F("phone__online"),
            phone_since=F("phone__online_changed_at"),
            cameras=F("room__session__cameras_required"),
        )
        .filter(laptop_lost | phone_lost | asks | late)
        .order_by("position")
    )
    found: dict[UUID, list[Alarm]] = defaultdict(list)
    for row in troubled.values():
        alarms = found[row["room_id"]]
        name, is_here = row["name"], row["state"] in (*IN_LINE, QueueState.ADMITTED)
        if is_here and row["laptop_online"] is False:
            admitted = row["state"] == QueueState.ADMITTED
            kind: AlarmKind = "interview_lost" if admitted else "connection_lost"
            alarms.append(Alarm(kind, row["laptop_since"] or row["state_changed_at"], name))
        if is_here and row["cameras"] > 1 and row["phone_online"] is False:
            alarms.append(Alarm("second_camera_lost", row["phone_since"] or row["state_changed_at"], name))
        if row["help_asked_at"] is not None:
            alarms.append(Alarm("help", row["help_asked_at"], name))
        if row["state"] in IN_LINE and row["expected_at"] and row["expected_at"] < now - WAITS_LONG:
            alarms.append(Alarm("waiting_long", row["expected_at"], name))
    return found


def alarms_of_staff(room: ExamRoom, staff: Sequence[Assignment], left: int) -> list[Alarm]:
    """Nobody there to lead the room, or to receive who waits, while `left` candidates are to come."""
    session = room.session
    due = session.starts_at - STAFF_BEFORE
    closed = room.state in (RoomState.CLOSED, RoomState.ARCHIVED)
    if session.state != SessionState.OPEN or closed or left == 0 or clock.now() < due:
        return []
    here = {one.role for one in staff if one.online}  # type: ignore[attr-defined]
    alarms = []
    if RoomRole.CHIEF_EXAMINER not in here:
        alarms.append(Alarm("no_chief", due))
    if session.clearance_required and RoomRole.WAITING_ROOM_OFFICER not in here:
        alarms.append(Alarm("no_officer", due))
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
