"""「实时监看」: the rooms of today, read in a constant number of queries however many they are."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from kaochang.core import clock
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, Ticket
from kaochang.exams.states import TicketState
from kaochang.interviews.models import Interview, Invitation, StaffPresence
from kaochang.interviews.states import InterviewState, InvitationState, StopKind
from kaochang.interviews.stopwatch import Stop, stopped_time
from kaochang.oversight.alarms import Alarm, alarms_of_people, alarms_of_staff, ordered, parts_behind
from kaochang.oversight.days import exams_of_today
from kaochang.oversight.people import count_people
from kaochang.schools.scope import SchoolScope
from kaochang.waiting.chips import Chip

_GONE = (Chip.FINISHED, Chip.ABSENT)
# When several stops are open: the one that says most.
_STOPS = (StopKind.CLOSURE, StopKind.INTERRUPTION, StopKind.PAUSE)


def read_monitor(scope: SchoolScope, person_id: UUID) -> dict[str, Any]:
    now = clock.now()
    exams = exams_of_today(scope)
    listed = list(exams.select_related("college"))
    rooms = ExamRoom.objects.filter(session__in=exams.values("pk")).select_related("session")
    people, troubles = count_people(exams), alarms_of_people(exams)
    current, overtime = _current(exams, now)
    staff, tickets = _staff(exams), _tickets(exams)
    by_exam: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for room in rooms.order_by("name", "pk"):
        counts = people.get(room.pk, {})
        left = sum(count for chip, count in counts.items() if chip not in _GONE)
        here = staff.get(room.pk, [])
        alarms = [*troubles.get(room.pk, []), *overtime.get(room.pk, []), *alarms_of_staff(room, here, left)]
        by_exam[room.session_id].append(
            {
                "id": room.pk,
                "name": room.name,
                "name_en": room.name_en,
                "state": room.state,
                "current": current.get(room.pk),
                "people": counts,
                "alarms": [vars(alarm) for alarm in ordered(alarms)],
                "open_tickets": tickets.get(room.pk, 0),
                "staff": [_member(one) for one in here],
                "mine": any(one.person_id == person_id for one in here),
            }
        )
    return {
        "server_time": now,
        "exams": [_exam(exam, by_exam[exam.pk]) for exam in listed],
        "behind": parts_behind(),
    }


def _exam(exam: ExamSession, rooms: list[dict[str, Any]]) -> dict[str, Any]:
    columns = ("name", "name_en", "formality", "state", "starts_at", "ends_at")
    return {
        "id": exam.pk,
        **{column: getattr(exam, column) for column in columns},
        "college": exam.college.name,
        "college_en": exam.college.name_en,
        "rooms": rooms,
    }


def _member(one: Assignment) -> dict[str, Any]:
    return {"name": one.person.name, "role": one.role, "online": one.online}  # type: ignore[attr-defined]


def _current(
    exams: QuerySet[ExamSession], now: datetime
) -> tuple[dict[UUID, dict[str, Any]], dict[UUID, list[Alarm]]]:
    """Who is called or examined in each room, and whose time is over: three queries."""
    found: dict[UUID, dict[str, Any]] = {}
    over: dict[UUID, list[Alarm]] = {}
    ringing = Invitation.objects.filter(state=InvitationState.SENT, room__session__in=exams.values("pk"))
    for call in ringing.select_related("entry__roster_entry__person"):
        found[call.room_id] = {
            "name": call.entry.roster_entry.person.name,
            "stage": "invited",
            "elapsed_seconds": int((now - call.sent_at).total_seconds()),
            "planned_seconds": 0,
            "stopped": "",
        }
    live = Interview.objects.filter(state=InterviewState.LIVE, room__session__in=exams.values("pk"))
    for one in live.select_related("entry__roster_entry__person").prefetch_related("stops"):
        stops = list(one.stops.all())
        stopped = stopped_time(
            [Stop(stop.started_at, stop.ended_at) for stop in stops], since=one.started_at, until=now
        )
        elapsed = now - one.started_at - stopped
        planned = one.planned_seconds + one.extended_seconds
        open_stops = {stop.kind for stop in stops if stop.ended_at is None}
        name = one.entry.roster_entry.person.name
        found[one.room_id] = {
            "name": name,
            "stage": "interviewing",
            "elapsed_seconds": int(elapsed.total_seconds()),
            "planned_seconds": planned,
            "stopped": next((str(kind) for kind in _STOPS if kind in open_stops), ""),
        }
        beyond = elapsed.total_seconds() - planned
        if beyond > 0 and not open_stops:
            over[one.room_id] = [
                Alarm("overtime", datetime.fromtimestamp(now.timestamp() - beyond, now.tzinfo), name)
            ]
    return found, over


def _staff(exams: QuerySet[ExamSession]) -> dict[UUID, list[Assignment]]:
    here = StaffPresence.objects.filter(
        room_id=OuterRef("room_id"), person_id=OuterRef("person_id"), online=True
    )
    duties = Assignment.objects.filter(room__session__in=exams.values("pk")).select_related("person")
    found: dict[UUID, list[Assignment]] = defaultdict(list)
    for one in duties.defer("person__phone").annotate(online=Exists(here)).order_by("created_at", "pk"):
        found[one.room_id].append(one)
    return found


def _tickets(exams: QuerySet[ExamSession]) -> dict[UUID, int]:
    tickets = Ticket.objects.filter(state=TicketState.OPEN, roster_entry__session__in=exams.values("pk"))
    counted = tickets.order_by().values_list("roster_entry__room_id").annotate(Count("pk"))
    return {room_id: count for room_id, count in counted if room_id}
