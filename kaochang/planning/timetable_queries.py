"""The timetable of an exam out of the database, in the same number of queries however long it is."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Min, Q, Value
from django.db.models.functions import Coalesce

from kaochang.exams.models import Assignment, ExamRoom, ExamSession, Relation, RosterEntry
from kaochang.exams.queries import slot_ends_at
from kaochang.exams.rules import PANEL
from kaochang.exams.states import SessionState
from kaochang.planning.timetable import Duty, Elsewhere, Entry, Room, Span, Timetable

# What else a person may be expected at.
STANDING = (SessionState.PUBLISHED, SessionState.OPEN)
_ENTRY = (
    "id",
    "person_id",
    "person__name",
    "candidate_number",
    "room_id",
    "slot_starts_at",
    "order_number",
    "major_id",
    "time_zone",
    "extra_time_percent",
    "language",
    "remark",
    Coalesce("queue_entry__state", Value("")),
)


def read_timetable(session: ExamSession) -> Timetable:
    """Six queries."""
    duties: dict[UUID, list[Duty]] = defaultdict(list)
    assigned = Assignment.objects.filter(room__session=session).order_by("created_at", "pk")
    for room_id, person_id, name, role in assigned.values_list(
        "room_id", "person_id", "person__name", "role"
    ):
        duties[room_id].append(Duty(person_id, name, role))
    rooms = [
        Room(*row, duties=tuple(duties[row[0]]))
        for row in ExamRoom.objects.filter(session=session)
        .order_by("created_at", "pk")
        .values_list("id", "version", "name", "name_en", "state", "major_id")
    ]
    roster = RosterEntry.objects.filter(session=session).order_by("candidate_number")
    entries = [Entry(*row) for row in roster.values_list(*_ENTRY)]
    relations = Relation.objects.filter(
        school_id=session.school_id, candidate__roster_entries__session=session
    ).values_list("staff_id", "candidate_id")
    return Timetable(
        session_id=session.pk,
        window=Span(session.starts_at, session.ends_at),
        interview=timedelta(seconds=session.interview_seconds),
        interval=timedelta(seconds=session.interval_seconds),
        zone=ZoneInfo(session.school.timezone),
        rooms=rooms,
        entries=entries,
        relations=frozenset(relations),
        staff_elsewhere=_staff_elsewhere(session, duties.values()),
        candidates_elsewhere=_candidates_elsewhere(session),
    )


def _staff_elsewhere(session: ExamSession, duties: Iterable[list[Duty]]) -> dict[UUID, list[Elsewhere]]:
    """On the panel of another exam: from that room's first slot until all are through, or all day."""
    people = {duty.person_id for room in duties for duty in room if duty.role in PANEL}
    held = Assignment.objects.filter(
        _at_the_same_time(session, "room__session"), person_id__in=people, role__in=PANEL
    )
    # Once a room, whatever roles they have there.
    once = (
        held.exclude(room__session=session)
        .values("person_id", "room_id")
        .annotate(
            first=Min("room__roster__slot_starts_at"),
            last=Max(slot_ends_at("room__roster__", "room__session__")),
        )
    )
    rows = once.values_list(
        "person_id",
        "room__session__name",
        "room__session__name_en",
        "room__name",
        "room__name_en",
        "room__session__starts_at",
        "room__session__ends_at",
        "first",
        "last",
    )
    found: dict[UUID, list[Elsewhere]] = defaultdict(list)
    for person_id, exam, exam_en, room, room_en, starts_at, ends_at, first, last in rows:
        span = Span(first, last) if first else Span(starts_at, ends_at)
        english = f"{exam_en or exam} · {room_en or room}"
        found[person_id].append(Elsewhere(f"{exam} · {room}", span, english))
    return found


def _candidates_elsewhere(session: ExamSession) -> dict[UUID, list[Elsewhere]]:
    others = RosterEntry.objects.filter(
        _at_the_same_time(session, "session"),
        slot_starts_at__isnull=False,
        person__roster_entries__session=session,
    ).exclude(session=session)
    rows = others.values_list(
        "person_id",
        "session__name",
        "session__name_en",
        "slot_starts_at",
        "session__interview_seconds",
        "extra_time_percent",
    )
    found: dict[UUID, list[Elsewhere]] = defaultdict(list)
    for person_id, exam, exam_en, start, seconds, extra in rows:
        if start is not None:
            length = timedelta(seconds=seconds) * (100 + extra) / 100
            found[person_id].append(Elsewhere(exam, Span(start, start + length), exam_en))
    return found


def _at_the_same_time(session: ExamSession, of: str) -> Q:
    return Q(
        **{
            f"{of}__state__in": STANDING,
            f"{of}__starts_at__lt": session.ends_at,
            f"{of}__ends_at__gt": session.starts_at,
        }
    )
