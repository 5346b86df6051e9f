"""The school's list of exams: what it is searched, filtered and sorted by, and its columns as a file."""

from typing import TYPE_CHECKING, Annotated, TypedDict
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from ninja import Field

from kaochang.core.lists import ListQuery, ordered, searched
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.states import ExamKind, Formality, SessionState
from kaochang.exports.xlsx import Column, Words
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Counts(TypedDict):
    room_count: int
    candidate_count: int
    unplaced_count: int


if TYPE_CHECKING:
    Listed = WithAnnotations[ExamSession, Counts]

SEARCHED = ("name", "name_en", "college__name", "college__name_en")
SORTS = {
    "name": ("name",),
    "college": ("college__name", "starts_at"),
    "starts_at": ("starts_at",),
    "state": ("state", "starts_at"),
    "created_at": ("created_at",),
}


class ExamListQuery(ListQuery):
    state: Annotated[list[SessionState], Field(default_factory=list)]
    formality: Annotated[list[Formality], Field(default_factory=list)]
    college_id: Annotated[list[UUID], Field(default_factory=list)]


def list_exams(scope: SchoolScope, query: ExamListQuery) -> "QuerySet[Listed]":
    """All that the filters leave, in order; one query however long it is."""
    rows = scope.narrow(ExamSession.objects.select_related("college"))
    chosen = {"state": query.state, "formality": query.formality, "college_id": query.college_id}
    rows = rows.filter(**{f"{column}__in": values for column, values in chosen.items() if values})
    rows = ordered(searched(rows, query.q, SEARCHED), query.sort, SORTS, default="-starts_at")
    roster = RosterEntry.objects.filter(session=OuterRef("pk"))
    return rows.annotate(
        room_count=_count(ExamRoom.objects.filter(session=OuterRef("pk"))),
        candidate_count=_count(roster),
        unplaced_count=_count(roster.filter(Q(room__isnull=True))),
    )


def _count(rows: "QuerySet[ExamRoom] | QuerySet[RosterEntry]") -> Coalesce:
    """A sub-select each: joins of two tables would multiply each other's rows."""
    counted = rows.order_by().values("session").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


STATES = {
    SessionState.DRAFT: Words("草稿", "Draft"),
    SessionState.PUBLISHED: Words("已发布", "Published"),
    SessionState.OPEN: Words("进行中", "Open"),
    SessionState.CLOSED: Words("已结束", "Closed"),
    SessionState.ARCHIVED: Words("已归档", "Archived"),
}
KINDS = {ExamKind.INTERVIEW: Words("面试", "Interview")}
FORMALITIES = {
    Formality.FORMAL: Words("正式", "Formal"),
    Formality.REHEARSAL: Words("演练", "Rehearsal"),
}

COLUMNS: "list[Column[Listed]]" = [
    Column("name", Words("考试名称", "Exam"), lambda row: row.name, width=36),
    Column("name_en", Words("英文名称", "English name"), lambda row: row.name_en, width=36),
    Column(
        "college",
        Words("学院", "College"),
        lambda row: Words(row.college.name, row.college.name_en),
        width=24,
    ),
    Column("kind", Words("类型", "Kind"), lambda row: KINDS[ExamKind(row.kind)]),
    Column("formality", Words("性质", "Formality"), lambda row: FORMALITIES[Formality(row.formality)]),
    Column("state", Words("状态", "State"), lambda row: STATES[SessionState(row.state)]),
    Column("starts_at", Words("开始时间", "Starts"), lambda row: row.starts_at, width=18),
    Column("ends_at", Words("结束时间", "Ends"), lambda row: row.ends_at, width=18),
    Column(
        "entry_opens_at", Words("候考区开放", "Waiting area opens"), lambda row: row.entry_opens_at, width=18
    ),
    Column("rooms", Words("考场数", "Rooms"), lambda row: row.room_count),
    Column("candidates", Words("考生数", "Candidates"), lambda row: row.candidate_count),
    Column("unplaced", Words("未排考场", "Without a room"), lambda row: row.unplaced_count),
]
