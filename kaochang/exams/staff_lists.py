"""The school's list of exam staff: the pool, and whoever works in a room of its exams."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypedDict, cast
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from ninja import Field

from kaochang.accounts.models import LoginSession, Person
from kaochang.accounts.states import LoginArea
from kaochang.core.lists import ListQuery, ordered, searched
from kaochang.exams.models import Assignment, Relation, RelationStatement, RosterEntry
from kaochang.exams.states import RoomRole, SessionState
from kaochang.schools.models import Membership
from kaochang.schools.queries import staff_pool
from kaochang.schools.scope import SchoolScope
from kaochang.schools.states import MembershipRole

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# What is still to come, or goes on.
AHEAD = (SessionState.DRAFT, SessionState.PUBLISHED, SessionState.OPEN)


class RelationState(StrEnum):
    """What is known about somebody's relations to candidates."""

    SILENT = "silent"
    NONE = "none"
    SOME = "some"
    # Somebody close to them is to be examined in one of their rooms.
    CONFLICT = "conflict"


class AboutStaff(TypedDict):
    relation_count: int
    conflict_count: int
    relation_state: str
    stated_at: datetime | None
    last_login_at: datetime | None


class AtWork(AboutStaff):
    """What `with_duties` adds."""

    duties: list[Assignment]
    pool: list[Membership]


if TYPE_CHECKING:
    KnownStaff = WithAnnotations[Person, AboutStaff]
    ListedStaff = WithAnnotations[Person, AtWork]

SORTS = {
    "name": ("name",),
    "relations": ("conflict_count", "relation_count", "name"),
    "stated_at": ("stated_at", "name"),
    "last_login_at": ("last_login_at", "name"),
    "created_at": ("created_at",),
}


class StaffListQuery(ListQuery):
    role: Annotated[list[RoomRole], Field(default_factory=list)]
    session_id: Annotated[list[UUID], Field(default_factory=list)]
    room_id: Annotated[list[UUID], Field(default_factory=list)]
    college_id: Annotated[list[UUID], Field(default_factory=list)]
    relation: Annotated[list[RelationState], Field(default_factory=list)]
    # Who may be assigned in this college: its own staff, and the whole school's.
    assignable_in: UUID | None = None


def list_staff_of(scope: SchoolScope, query: StaffListQuery) -> "QuerySet[KnownStaff]":
    """All that the filters leave, in order; `with_duties` adds what they do in two more queries."""
    here = _assignments(scope).filter(person=OuterRef("pk"))
    rows = searched(staff_of(scope), query.q, ("name", "phone_last_four"))
    chosen = {"role": query.role, "room__session_id": query.session_id, "room_id": query.room_id}
    wanted = {f"{column}__in": values for column, values in chosen.items() if values}
    if wanted:
        rows = rows.filter(Exists(here.filter(**wanted)))
    if query.college_id:
        rows = rows.filter(
            Exists(_pool(scope).filter(person=OuterRef("pk"), college_id__in=query.college_id))
        )
    if query.assignable_in:
        able = staff_pool(scope.school.pk, query.assignable_in)
        rows = rows.filter(Exists(able.filter(person=OuterRef("pk"))))
    known = annotated(scope, rows)
    if query.relation:
        wanted_states = Q(relation_state__in=query.relation)
        # What the school entered about somebody is not their own word.
        if RelationState.SILENT in query.relation:
            wanted_states |= Q(stated_at__isnull=True)
        known = known.filter(wanted_states)
    return ordered(known, query.sort, SORTS, default="name")


def staff_of(scope: SchoolScope) -> "QuerySet[Person]":
    """Who may be assigned in what this person manages, and who is."""
    pool = _pool(scope).filter(person=OuterRef("pk"))
    working = _assignments(scope).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(pool) | Exists(working))


def with_duties(scope: SchoolScope, rows: "QuerySet[KnownStaff]") -> "QuerySet[ListedStaff]":
    duties = _assignments(scope).filter(room__session__state__in=AHEAD).select_related("room__session")
    duties = duties.order_by("room__session__starts_at", "room__name", "created_at")
    listed = rows.prefetch_related(
        Prefetch("assignments", duties, to_attr="duties"),
        Prefetch("memberships", _pool(scope).select_related("college"), to_attr="pool"),
    )
    return cast("QuerySet[ListedStaff]", listed)


def annotated(scope: SchoolScope, rows: "QuerySet[Person]") -> "QuerySet[KnownStaff]":
    relations = relations_of(scope).filter(staff=OuterRef("pk"))
    meeting = RosterEntry.objects.filter(
        person=OuterRef("candidate"),
        room__assignments__person=OuterRef("staff"),
        session__state__in=AHEAD,
    )
    statement = RelationStatement.objects.filter(school=scope.school, staff=OuterRef("pk"))
    log_ins = LoginSession.objects.filter(
        person=OuterRef("pk"), area=LoginArea.STAFF, scope_id=scope.school.pk
    ).order_by("-created_at")
    known = rows.annotate(
        relation_count=_count(relations),
        conflict_count=_count(relations.filter(Exists(meeting))),
        stated_at=Subquery(statement.values("stated_at")),
        last_login_at=Subquery(log_ins.values("created_at")[:1]),
    ).annotate(
        relation_state=Case(
            When(conflict_count__gt=0, then=Value(RelationState.CONFLICT)),
            When(relation_count__gt=0, then=Value(RelationState.SOME)),
            When(stated_at__isnull=False, then=Value(RelationState.NONE)),
            default=Value(RelationState.SILENT),
        )
    )
    return cast("QuerySet[KnownStaff]", known)


def relations_of(scope: SchoolScope) -> "QuerySet[Relation]":
    """To candidates of exams that this person manages."""
    mine = scope.narrow(
        RosterEntry.objects.filter(person=OuterRef("candidate")),
        school="session__school_id",
        college="session__college_id",
    )
    return Relation.objects.filter(Exists(mine), school=scope.school)


def _pool(scope: SchoolScope) -> "QuerySet[Membership]":
    """A college's own staff, and the whole school's."""
    members = Membership.objects.filter(school=scope.school, role=MembershipRole.STAFF)
    if scope.college_ids is None:
        return members
    return members.filter(Q(college__isnull=True) | Q(college_id__in=scope.college_ids))


def _assignments(scope: SchoolScope) -> "QuerySet[Assignment]":
    return scope.narrow(
        Assignment.objects.all(), school="room__session__school_id", college="room__session__college_id"
    )


def _count(relations: "QuerySet[Relation]") -> Coalesce:
    counted = relations.order_by().values("staff").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
