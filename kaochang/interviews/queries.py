"""Reads. Endpoints use only `access_…`: who may not see an object is told that there is none."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.desks.models import Device
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.queries import roles_of
from kaochang.exams.rules import PANEL
from kaochang.exams.states import RoomState
from kaochang.interviews.models import FrameReport, Interview, Invitation, StaffPresence, StopInterval
from kaochang.interviews.states import InterviewState, InvitationState, StopKind
from kaochang.interviews.stopwatch import Reading, Stop, read_clock
from kaochang.waiting.models import Talk
from kaochang.waiting.queries import has_open_talk


def access_invitation(actor: Actor, invitation_id: UUID) -> Invitation:
    """The candidate's own, or one of a room where this member of staff is assigned."""
    found = Invitation.objects.select_related("entry__roster_entry", "room").filter(pk=invitation_id).first()
    if found is None or not _may_see(actor, found.room, found.entry.roster_entry.person_id):
        raise NotFound()
    return found


def access_interview(actor: Actor, interview_id: UUID) -> Interview:
    found = Interview.objects.select_related("entry__roster_entry", "room").filter(pk=interview_id).first()
    if found is None or not _may_see(actor, found.room, found.entry.roster_entry.person_id):
        raise NotFound()
    return found


def _may_see(actor: Actor, room: ExamRoom, candidate_id: UUID) -> bool:
    if actor.person_id is None:
        return False
    if actor.area == "candidate":
        return actor.person_id == candidate_id
    return actor.area == "staff" and bool(roles_of(actor.person_id, room.pk))


def lock_invitation(invitation_id: UUID) -> Invitation:
    return Invitation.objects.select_for_update(no_key=True).get(pk=invitation_id)


def lock_interview(interview_id: UUID) -> Interview:
    return Interview.objects.select_for_update(no_key=True).get(pk=interview_id)


def find_open_invitation(room_id: UUID) -> Invitation | None:
    return Invitation.objects.filter(room_id=room_id, state=InvitationState.SENT).first()


def find_newest_invitation(room_id: UUID) -> Invitation | None:
    return Invitation.objects.filter(room_id=room_id).order_by("-sent_at").first()


def newest_invitations_of(entry_ids: Iterable[UUID]) -> dict[UUID, Invitation]:
    """One query for a whole list of candidates."""
    rows = Invitation.objects.filter(entry_id__in=list(entry_ids))
    return {row.entry_id: row for row in rows.order_by("entry_id", "-sent_at").distinct("entry_id")}


def find_live_interview(room_id: UUID) -> Interview | None:
    return Interview.objects.filter(room_id=room_id, state=InterviewState.LIVE).first()


def is_anybody_inside(room_id: UUID) -> bool:
    """On the way in, in an interview or in a talk."""
    return bool(find_open_invitation(room_id) or find_live_interview(room_id) or has_open_talk(room_id))


def rooms_with_somebody_inside(session_id: UUID) -> QuerySet[ExamRoom]:
    """The same for all rooms of an exam."""
    called = Invitation.objects.filter(room_id=OuterRef("pk"), state=InvitationState.SENT)
    live = Interview.objects.filter(room_id=OuterRef("pk"), state=InterviewState.LIVE)
    talks = Talk.objects.filter(entry__room_id=OuterRef("pk"), ended_at__isnull=True)
    rooms = ExamRoom.objects.filter(session_id=session_id)
    return rooms.filter(Exists(called) | Exists(live) | Exists(talks))


def find_newest_interview(room_id: UUID) -> Interview | None:
    return Interview.objects.filter(room_id=room_id).order_by("-started_at").first()


def find_interview_of(entry_id: UUID) -> Interview | None:
    return Interview.objects.filter(entry_id=entry_id).order_by("-started_at").first()


def newest_interviews_of(entry_ids: Iterable[UUID]) -> dict[UUID, Interview]:
    """One query for a whole list of candidates."""
    rows = Interview.objects.filter(entry_id__in=list(entry_ids))
    return {row.entry_id: row for row in rows.order_by("entry_id", "-started_at").distinct("entry_id")}


def list_interviews_to_judge() -> list[Interview]:
    """Live ones that a witness calls interrupted, or whose clock stands for an interruption."""
    away = Device.objects.filter(
        desk__roster_entry_id=OuterRef("entry__roster_entry_id"),
        kind=DeviceKind.LAPTOP,
        state=DeviceState.ACTIVE,
        online=False,
    )
    lost = FrameReport.objects.filter(interview=OuterRef("pk"), interrupted=True)
    stop = StopInterval.objects.filter(
        interview=OuterRef("pk"), kind=StopKind.INTERRUPTION, ended_at__isnull=True
    )
    live = Interview.objects.filter(state=InterviewState.LIVE).select_related("entry", "room")
    return list(live.filter(Exists(away) | Exists(lost) | Exists(stop)))


def list_due_invitations(moment: datetime) -> list[Invitation]:
    due = Invitation.objects.filter(state=InvitationState.SENT, expires_at__lte=moment)
    return list(due.order_by("expires_at"))


def list_stops(interview: Interview) -> list[StopInterval]:
    return list(interview.stops.order_by("started_at"))


def read(interview: Interview, stops: Iterable[StopInterval], now: datetime | None = None) -> Reading:
    """The interview's clock as it stands; an ended interview's clock stands where it ended."""
    return read_clock(
        started_at=interview.started_at,
        planned_seconds=interview.planned_seconds + interview.extended_seconds,
        stops=[Stop(stop.started_at, stop.ended_at) for stop in stops],
        now=interview.ended_at or now or clock.now(),
    )


@dataclass
class Staffing:
    """Whose presence counts in a room, who is counted, and how many of the panel would make it ready."""

    minimum: int | None = None
    assigned: set[UUID] = field(default_factory=set)
    panel: set[UUID] = field(default_factory=set)
    online: set[UUID] = field(default_factory=set)

    def differs_from(self, present: Set[UUID]) -> bool:
        here = present & self.assigned
        may_begin = self.minimum is not None and len(self.panel & here) >= self.minimum
        return may_begin or here != self.online


def staffing(rooms: QuerySet[ExamRoom]) -> dict[UUID, Staffing]:
    """Three queries, however many rooms."""
    found = {
        pk: Staffing(minimum if state == RoomState.PLANNED else None)
        for pk, state, minimum in rooms.values_list("pk", "state", "session__minimum_staff")
    }
    of_rooms = {"room__in": rooms.order_by().values("pk")}
    for room_id, person_id, role in Assignment.objects.filter(**of_rooms).values_list(
        "room_id", "person_id", "role"
    ):
        if room_id in found:
            found[room_id].assigned.add(person_id)
            if role in PANEL:
                found[room_id].panel.add(person_id)
    online = StaffPresence.objects.filter(online=True, **of_rooms)
    for room_id, person_id in online.values_list("room_id", "person_id"):
        if room_id in found:
            found[room_id].online.add(person_id)
    return found


def online_staff(room_id: UUID) -> set[UUID]:
    """Who of the room's staff is connected, as `watch` last saw it."""
    rows = StaffPresence.objects.filter(room_id=room_id, online=True)
    return set(rows.values_list("person_id", flat=True))
