"""「概览」: what is ready, what comes next, what waits for somebody."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kaochang.core import clock
from kaochang.core.progress import list_progress
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry, Ticket
from kaochang.exams.queries import count_open_tickets_of
from kaochang.exams.states import RoomRole, SessionState, TicketState
from kaochang.exports.xlsx import Language
from kaochang.oversight.days import today_of
from kaochang.oversight.trail.lists import entries_of
from kaochang.oversight.trail.reads import told_entries
from kaochang.planning.models import RosterImport
from kaochang.planning.states import ImportState
from kaochang.schools.models import College, Major, Membership, School, StaffInvitation
from kaochang.schools.scope import SchoolScope
from kaochang.schools.states import MembershipRole, StaffInvitationState
from kaochang.sms.queries import why_closed
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState

COMING = timedelta(days=30)
SHOWN = 8
# What administrators do, as against what happens in the rooms.
PLANNING = ("exams.", "planning.", "schools.", "commitments.letter_", "commitments.consent_text_")
NOT_OF_PLANNING = ("exams.notice_read", "exams.room_confirmed", "exams.room_state_changed")


def read_overview(scope: SchoolScope, lang: Language) -> dict[str, Any]:
    tickets = scope.narrow(
        Ticket.objects.filter(state=TicketState.OPEN).select_related(
            "roster_entry__person", "roster_entry__session"
        ),
        school="roster_entry__session__school_id",
        college="roster_entry__session__college_id",
    )
    return {
        "steps": _steps(scope),
        "sms_closed": why_closed(scope.school.pk, for_many=True),
        "exams": _exams(scope),
        "open_tickets": count_open_tickets_of(scope),
        "tickets": [
            {
                "id": ticket.pk,
                "name": ticket.roster_entry.person.name,
                "exam": ticket.roster_entry.session.name,
                "exam_en": ticket.roster_entry.session.name_en,
                "text": ticket.text,
                "created_at": ticket.created_at,
            }
            for ticket in tickets.order_by("created_at")[:SHOWN]
        ],
        "imports": _imports(scope),
        "changes": _changes(scope, lang),
    }


def _steps(scope: SchoolScope) -> list[dict[str, Any]]:
    """Each a count; all of them in one query."""
    exams = scope.narrow(ExamSession.objects.all())
    of_exam = {"school": "session__school_id", "college": "session__college_id"}
    roster = scope.narrow(RosterEntry.objects.all(), **of_exam)
    staff = scope.narrow(Membership.objects.filter(role=MembershipRole.STAFF))
    invited = scope.narrow(StaffInvitation.objects.filter(state=StaffInvitationState.OPEN))
    parts: dict[str, QuerySet[Any]] = {
        "colleges": scope.narrow(College.objects.all(), college="pk"),
        "majors": scope.narrow(Major.objects.all(), school="college__school_id"),
        "staff": staff,
        "invited": invited,
        "exams": exams,
        "rooms": scope.narrow(ExamRoom.objects.all(), **of_exam),
        "candidates": roster,
        "placed": roster.filter(room__isnull=False),
        "published": exams.exclude(state=SessionState.DRAFT),
    }
    counted = School.objects.annotate(**{f"{key}_count": _count(rows) for key, rows in parts.items()})
    row = counted.values(*(f"{key}_count" for key in parts)).get(pk=scope.school.pk)
    found = {key.removesuffix("_count"): count for key, count in row.items()}
    found["staff"] += found.pop("invited")
    return [{"key": key, "count": count, "done": count > 0} for key, count in found.items()]


def _count(rows: QuerySet[Any]) -> Coalesce:
    """As a sub-select that does not depend on the row around it."""
    counted = (
        rows.order_by().annotate(every=Value(1)).values("every").annotate(count=Count("pk")).values("count")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _exams(scope: SchoolScope) -> list[dict[str, Any]]:
    """Today's and what comes, soonest first; drafts too: they are what is being prepared."""
    begins, ends = today_of(scope.school.timezone)
    shown = Q(state=SessionState.OPEN) | Q(ends_at__gt=begins, starts_at__lt=begins + COMING)
    rows = scope.narrow(ExamSession.objects.filter(shown)).exclude(state=SessionState.ARCHIVED)
    chief = Assignment.objects.filter(room=OuterRef("pk"), role=RoomRole.CHIEF_EXAMINER)
    rooms = ExamRoom.objects.filter(session=OuterRef("pk"))
    roster = RosterEntry.objects.filter(session=OuterRef("pk"))
    done = QueueEntry.objects.filter(state=QueueState.FINISHED, room__session=OuterRef("pk"))
    rows = rows.select_related("college").annotate(
        rooms_count=_per_exam(rooms, "session"),
        without_chief=_per_exam(rooms.filter(~Exists(chief)), "session"),
        candidates=_per_exam(roster, "session"),
        unplaced=_per_exam(roster.filter(room__isnull=True), "session"),
        finished=_per_exam(done, "room__session"),
    )
    columns = ("name", "name_en", "formality", "state", "starts_at", "ends_at")
    counts = ("candidates", "finished", "unplaced", "without_chief")
    return [
        {
            "id": exam.pk,
            **{column: getattr(exam, column) for column in (*columns, *counts)},
            "rooms": exam.rooms_count,
            "college": exam.college.name,
            "college_en": exam.college.name_en,
            "today": exam.starts_at < ends and exam.ends_at > begins,
        }
        for exam in rows.order_by("starts_at", "formality", "pk")[:20]
    ]


def _per_exam(rows: QuerySet[Any], exam: str) -> Coalesce:
    counted = rows.order_by().values(exam).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _imports(scope: SchoolScope) -> list[dict[str, Any]]:
    """At work, or waiting for somebody to decide."""
    states = [ImportState.READING, ImportState.CHECKED, ImportState.WRITING, ImportState.ROLLING_BACK]
    rows = scope.narrow(
        RosterImport.objects.filter(state__in=states).select_related("session"),
        school="session__school_id",
        college="session__college_id",
    )
    shown = list(rows.order_by("-created_at")[:SHOWN])
    progress = list_progress(one.pk for one in shown)
    return [
        {
            "id": one.pk,
            "session_id": one.session_id,
            "exam": one.session.name,
            "exam_en": one.session.name_en,
            "file_name": one.file_name,
            "state": one.state,
            "progress": progress.get(one.pk),
        }
        for one in shown
    ]


def _changes(scope: SchoolScope, lang: Language) -> list[dict[str, Any]]:
    """The newest acts of administration as sentences; a college's administrator sees its exams and rooms."""
    planned = Q()
    for beginning in PLANNING:
        planned |= Q(event__startswith=beginning)
    rows = (
        entries_of(scope)
        .filter(planned, person_id__isnull=False, area="staff")
        .exclude(event__in=NOT_OF_PLANNING)
    )
    if not scope.manages_school:
        exams = scope.narrow(ExamSession.objects.all())
        rooms = ExamRoom.objects.filter(session__in=exams)
        rows = rows.filter(Q(scope_id__in=rooms.values("pk")) | Q(subject_id__in=exams.values("pk")))
    recent = rows.filter(at__gt=clock.now() - COMING).order_by("-at", "-pk")[:SHOWN]
    told = told_entries(list(recent), scope, lang)
    return [{key: row[key] for key in ("id", "at", "sentence")} for row in told]
