"""The school's list of exam rooms, over all its exams."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypedDict
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, IntegerField, Max, Min, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from ninja import Field

from kaochang.core.lists import ListQuery, ordered, searched
from kaochang.exams.models import Assignment, ExamRoom, RosterEntry
from kaochang.exams.school_lists import STATES as EXAM_STATES
from kaochang.exams.states import RoomRole, RoomState, SessionState
from kaochang.exams.telling import names_of_exam
from kaochang.exports.xlsx import Column, Words
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class InRoom(TypedDict):
    candidate_count: int
    staff_count: int
    chiefs: list[str]
    first_slot_at: datetime | None
    last_slot_at: datetime | None


if TYPE_CHECKING:
    ListedRoom = WithAnnotations[ExamRoom, InRoom]

SEARCHED = ("name", "name_en", "session__name", "session__name_en", "major__name")
SORTS = {
    "name": ("name",),
    "exam": ("session__name", "name"),
    "starts_at": ("session__starts_at", "session__name", "name"),
    "candidates": ("candidate_count", "name"),
    "staff": ("staff_count", "name"),
    "state": ("state", "name"),
}


class RoomListQuery(ListQuery):
    state: Annotated[list[RoomState], Field(default_factory=list)]
    exam_state: Annotated[list[SessionState], Field(default_factory=list)]
    session_id: Annotated[list[UUID], Field(default_factory=list)]
    college_id: Annotated[list[UUID], Field(default_factory=list)]
    major_id: Annotated[list[UUID], Field(default_factory=list)]


def list_rooms(scope: SchoolScope, query: RoomListQuery) -> "QuerySet[ListedRoom]":
    """All that the filters leave, in order; one query however long it is."""
    rooms = ExamRoom.objects.select_related("session__college", "major")
    rows = scope.narrow(rooms, school="session__school_id", college="session__college_id")
    chosen = {
        "state": query.state,
        "session__state": query.exam_state,
        "session_id": query.session_id,
        "session__college_id": query.college_id,
        "major_id": query.major_id,
    }
    rows = rows.filter(**{f"{column}__in": values for column, values in chosen.items() if values})
    found = with_counts(searched(rows, query.q, SEARCHED))
    if not query.sort:
        # The newest exam first, and its rooms as they were made: 第一考场, 第二考场, 第三考场.
        return found.order_by("-session__starts_at", "session_id", "created_at", "pk")
    return ordered(found, query.sort, SORTS, default="name")


def with_counts(rooms: "QuerySet[ExamRoom]") -> "QuerySet[ListedRoom]":
    """A sub-select each: joins would multiply each other's rows."""
    roster = RosterEntry.objects.filter(room=OuterRef("pk")).order_by().values("room")
    staff = Assignment.objects.filter(room=OuterRef("pk")).order_by().values("room")
    chiefs = staff.filter(role=RoomRole.CHIEF_EXAMINER)
    names = chiefs.annotate(names=ArrayAgg("person__name", order_by="created_at")).values("names")
    candidates = roster.annotate(count=Count("pk")).values("count")
    people = staff.annotate(count=Count("person_id", distinct=True)).values("count")
    return rooms.annotate(
        candidate_count=Coalesce(Subquery(candidates, output_field=IntegerField()), 0),
        staff_count=Coalesce(Subquery(people, output_field=IntegerField()), 0),
        chiefs=Coalesce(
            Subquery(names, output_field=ArrayField(TextField())),
            Value([], output_field=ArrayField(TextField())),
        ),
        first_slot_at=Subquery(roster.annotate(slot=Min("slot_starts_at")).values("slot")),
        last_slot_at=Subquery(roster.annotate(slot=Max("slot_starts_at")).values("slot")),
    )


STATES = {
    RoomState.PLANNED: Words("未开", "Not open"),
    RoomState.READY: Words("人员已到", "Staffed"),
    RoomState.EXAMINING: Words("面试中", "Examining"),
    RoomState.CLOSED: Words("已关闭", "Closed"),
    RoomState.ARCHIVED: Words("已归档", "Archived"),
}

COLUMNS: "list[Column[ListedRoom]]" = [
    Column("name", Words("考场", "Room"), lambda row: row.name, width=30),
    Column("name_en", Words("英文名称", "English name"), lambda row: row.name_en, width=30),
    Column("exam", Words("考试", "Exam"), lambda row: Words(*names_of_exam(row.session)), width=36),
    Column(
        "college",
        Words("学院", "College"),
        lambda row: Words(row.session.college.name, row.session.college.name_en),
        width=24,
    ),
    Column(
        "major",
        Words("专业", "Major"),
        lambda row: Words(row.major.name, row.major.name_en) if row.major else None,
        width=24,
    ),
    Column("state", Words("考场状态", "Room state"), lambda row: STATES[RoomState(row.state)]),
    Column(
        "exam_state",
        Words("考试状态", "Exam state"),
        lambda row: EXAM_STATES[SessionState(row.session.state)],
    ),
    Column("chiefs", Words("主考官", "Chief examiner"), lambda row: "、".join(row.chiefs), width=20),
    Column("staff", Words("考务人数", "Staff"), lambda row: row.staff_count),
    Column("candidates", Words("考生数", "Candidates"), lambda row: row.candidate_count),
    Column("first_slot", Words("首个时段", "First slot"), lambda row: row.first_slot_at, width=18),
    Column("last_slot", Words("末个时段", "Last slot"), lambda row: row.last_slot_at, width=18),
]
