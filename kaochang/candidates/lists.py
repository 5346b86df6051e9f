"""The school's list of candidates, one row a roster entry: what it is searched, filtered and sorted by."""

from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypedDict, cast
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from ninja import Field

from kaochang.accounts import secrets
from kaochang.accounts.models import LoginSession
from kaochang.accounts.states import LoginArea
from kaochang.candidates.states import Stage
from kaochang.core.errors import InvalidPhone, NotFound
from kaochang.core.lists import ListQuery, ordered
from kaochang.core.privacy import normalize_phone
from kaochang.exams.models import RosterEntry
from kaochang.schools.scope import SchoolScope
from kaochang.waiting.states import QueueState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Placing(StrEnum):
    PLACED = "placed"
    UNPLACED = "unplaced"


class Known(TypedDict):
    stage: str
    last_login_at: datetime | None


if TYPE_CHECKING:
    Listed = WithAnnotations[RosterEntry, Known]

SORTS = {
    "name": ("person__name", "candidate_number"),
    "candidate_number": ("candidate_number",),
    "exam": ("session__starts_at", "session__name", "candidate_number"),
    "room": ("room__name", "order_number"),
    "slot": ("slot_starts_at", "order_number"),
    "major": ("major__name", "candidate_number"),
    "college": ("session__college__name", "candidate_number"),
    "stage": ("stage", "candidate_number"),
    "last_login_at": ("last_login_at", "candidate_number"),
    "created_at": ("created_at", "candidate_number"),
}
_BY_STATE = {
    QueueState.WAITING: Stage.WAITING,
    QueueState.TALKING: Stage.TALKING,
    QueueState.CLEARED: Stage.CLEARED,
    QueueState.INVITED: Stage.INVITED,
    QueueState.ADMITTED: Stage.ADMITTED,
    QueueState.DEFERRED: Stage.DEFERRED,
    QueueState.ABSENT: Stage.ABSENT,
    QueueState.FINISHED: Stage.FINISHED,
}


class CandidateListQuery(ListQuery):
    session_id: Annotated[list[UUID], Field(default_factory=list)]
    room_id: Annotated[list[UUID], Field(default_factory=list)]
    college_id: Annotated[list[UUID], Field(default_factory=list)]
    major_id: Annotated[list[UUID], Field(default_factory=list)]
    placed: Annotated[list[Placing], Field(default_factory=list)]
    stage: Annotated[list[Stage], Field(default_factory=list)]
    # Rows that were ticked one by one.
    id: Annotated[list[UUID], Field(default_factory=list, max_length=100)]


def list_candidates(scope: SchoolScope, query: CandidateListQuery) -> "QuerySet[Listed]":
    """All that the filters leave, in order."""
    rows = annotated(scope, search(roster_of(scope), query.q))
    chosen = {
        "session_id": query.session_id,
        "room_id": query.room_id,
        "session__college_id": query.college_id,
        "major_id": query.major_id,
        "stage": query.stage,
        "pk": query.id,
    }
    rows = rows.filter(**{f"{column}__in": values for column, values in chosen.items() if values})
    if len(set(query.placed)) == 1:
        rows = rows.filter(room__isnull=query.placed[0] == Placing.UNPLACED)
    return ordered(rows, query.sort, SORTS, default="candidate_number")


def roster_of(scope: SchoolScope) -> QuerySet[RosterEntry]:
    rows = RosterEntry.objects.select_related(
        "person", "session__college", "session__school", "room", "major", "queue_entry"
    )
    return scope.narrow(rows, school="session__school_id", college="session__college_id")


def access_candidate(scope: SchoolScope, roster_entry_id: UUID) -> "Listed":
    entry = annotated(scope, roster_of(scope)).filter(pk=roster_entry_id).first()
    if entry is None:
        raise NotFound()
    return entry


def search(rows: QuerySet[RosterEntry], words: str) -> QuerySet[RosterEntry]:
    """Name or candidate number in part; phone whole or its last four digits; identity number whole."""
    for word in words.split():
        found = Q(person__name__icontains=word) | Q(candidate_number__icontains=word)
        found |= Q(person__identity_lookup=secrets.identity_lookup(word))
        if len(word) == 4 and word.isdigit():
            found |= Q(person__phone_last_four=word)
        with suppress(InvalidPhone):
            found |= Q(person__phone_lookup=secrets.phone_lookup(normalize_phone(word)))
        rows = rows.filter(found)
    return rows


def annotated(scope: SchoolScope, rows: QuerySet[RosterEntry]) -> "QuerySet[Listed]":
    log_ins = LoginSession.objects.filter(
        person=OuterRef("person"), area=LoginArea.CANDIDATE, scope_id=scope.school.pk
    )
    known = rows.annotate(
        last_login_at=Subquery(log_ins.order_by("-created_at").values("created_at")[:1]),
        stage=Case(
            *(When(queue_entry__state=state, then=Value(stage)) for state, stage in _BY_STATE.items()),
            When(Exists(log_ins), then=Value(Stage.PREPARING)),
            default=Value(Stage.NOT_LOGGED_IN),
            output_field=CharField(),
        ),
    )
    return cast("QuerySet[Listed]", known)
