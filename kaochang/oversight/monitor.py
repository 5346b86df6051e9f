"""「实时监看」: the rooms of today, read in a constant number of queries however many they are.

Rows are read as plain columns: a model of a person would decrypt numbers that nobody looks at here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F

from kaochang.core import clock
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, Ticket
from kaochang.exams.states import TicketState
from kaochang.interviews.models import Interview, Invitation, StaffPresence, StopInterval
from kaochang.interviews.states import InterviewState, InvitationState, StopKind
from kaochang.interviews.stopwatch import Stop, stopped_time
from kaochang.oversight.alarms import Alarm, Watched, alarms_of_people, alarms_of_staff, ordered, parts_behind
from kaochang.oversight.days import exams_of_today
from kaochang.oversight.people import read_people
from kaochang.schools.scope import SchoolScope
from kaochang.waiting.chips import Chip

_GONE = (Chip.FINISHED, Chip.ABSENT)
# When several stops are open: the one that says most.
_STOPS = (StopKind.CLOSURE, StopKind.INTERRUPTION, StopKind.PAUSE)


def read_monitor(scope: SchoolScope, person_id: UUID) -> dict[str, Any]:
    now = clock.now()
    exams = {exam.pk: exam for exam in exams_of_today(scope).select_related("college")}
    listed = ExamRoom.objects.filter(session__in=exams).order_by("name", "pk")
    rooms = list(listed.values_list("pk", "session_id", "name", "name_en", "state"))
    people = read_people([room[0] for room in rooms])
    current, overtime = _current(exams, now)
    staff, tickets = _staff(exams), _tickets(exams)
    by_exam: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for room_id, exam_id, name, name_en, state in rooms:
        found = people.get(room_id, {})
        counts = Counter(found.get("chips", ()))
        left = sum(count for chip, count in counts.items() if chip not in _GONE)
        members = staff.get(room_id, [])
        alarms = alarms_of_people(found, exams[exam_id])
        alarms += alarms_of_staff(exams[exam_id], state, members, left)
        if room_id in overtime:
            alarms.append(overtime[room_id])
        by_exam[exam_id].append(
            {
                "id": room_id,
                "name": name,
                "name_en": name_en,
                "state": state,
                "current": current.get(room_id),
                "people": counts,
                "alarms": [vars(alarm) for alarm in ordered(alarms)],
                "open_tickets": tickets.get(room_id, 0),
                "staff": [{"name": one.name, "role": one.role, "online": one.online} for one in members],
                "mine": any(one.person_id == person_id for one in members),
            }
        )
    return {
        "server_time": now,
        "exams": [_exam(exam, by_exam[exam.pk]) for exam in exams.values()],
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


def _current(exams: Collection[UUID], now: datetime) -> tuple[dict[UUID, dict[str, Any]], dict[UUID, Alarm]]:
    """Who is called or examined in each room, and whose time is over: three queries."""
    found: dict[UUID, dict[str, Any]] = {}
    over: dict[UUID, Alarm] = {}
    name = F("entry__roster_entry__person__name")
    ringing = Invitation.objects.filter(state=InvitationState.SENT, room__session__in=exams)
    for call in ringing.values("room_id", "sent_at", name=name):
        found[call["room_id"]] = {
            "name": call["name"],
            "stage": "invited",
            "elapsed_seconds": int((now - call["sent_at"]).total_seconds()),
            "planned_seconds": 0,
            "stopped": "",
        }
    live = Interview.objects.filter(state=InterviewState.LIVE, room__session__in=exams)
    stops: dict[UUID, list[StopInterval]] = defaultdict(list)
    for stop in StopInterval.objects.filter(interview__in=live):
        stops[stop.interview_id].append(stop)
    columns = ("pk", "room_id", "started_at", "planned_seconds", "extended_seconds")
    for one in live.values(*columns, name=name):
        started_at, its_stops = one["started_at"], stops[one["pk"]]
        stopped = stopped_time(
            [Stop(stop.started_at, stop.ended_at) for stop in its_stops], since=started_at, until=now
        )
        elapsed = now - started_at - stopped
        planned = one["planned_seconds"] + one["extended_seconds"]
        open_stops = {stop.kind for stop in its_stops if stop.ended_at is None}
        found[one["room_id"]] = {
            "name": one["name"],
            "stage": "interviewing",
            "elapsed_seconds": int(elapsed.total_seconds()),
            "planned_seconds": planned,
            "stopped": next((str(kind) for kind in _STOPS if kind in open_stops), ""),
        }
        beyond = elapsed - timedelta(seconds=planned)
        if beyond > timedelta() and not open_stops:
            over[one["room_id"]] = Alarm("overtime", now - beyond, 1, [one["name"]])
    return found, over


def _staff(exams: Collection[UUID]) -> dict[UUID, list[Watched]]:
    seen = StaffPresence.objects.filter(room__session__in=exams)
    online_of = {
        (room_id, person_id): (online, None if online else changed_at)
        for room_id, person_id, online, changed_at in seen.values_list(
            "room_id", "person_id", "online", "changed_at"
        )
    }
    duties = Assignment.objects.filter(room__session__in=exams).order_by("created_at", "pk")
    found: dict[UUID, list[Watched]] = defaultdict(list)
    for room_id, person_id, name, role in duties.values_list("room_id", "person_id", "person__name", "role"):
        online, left_at = online_of.get((room_id, person_id), (False, None))
        found[room_id].append(Watched(room_id, person_id, name, role, online, left_at))
    return found


def _tickets(exams: Collection[UUID]) -> dict[UUID, int]:
    tickets = Ticket.objects.filter(state=TicketState.OPEN, roster_entry__session__in=exams)
    counted = tickets.order_by().values_list("roster_entry__room_id").annotate(Count("pk"))
    return {room_id: count for room_id, count in counted if room_id}
