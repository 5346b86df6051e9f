"""The queue of questions: what waits first, oldest first."""

from typing import TYPE_CHECKING, Annotated, TypedDict, cast
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from ninja import Field

from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.core.lists import ListQuery, ordered, searched
from kaochang.exams.models import Ticket
from kaochang.exams.states import TicketKind, TicketState
from kaochang.exports.xlsx import Column, Words
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Answered(TypedDict):
    answered_by_name: str | None
    turn: int


if TYPE_CHECKING:
    ListedTicket = WithAnnotations[Ticket, Answered]

SEARCHED = (
    *("text", "answer", "roster_entry__candidate_number"),
    *("roster_entry__person__name", "roster_entry__person__phone_last_four"),
)
SORTS = {
    # What waits, oldest first; then what is done.
    "turn": ("turn", "created_at"),
    "created_at": ("created_at",),
    "name": ("roster_entry__person__name", "created_at"),
    "exam": ("roster_entry__session__starts_at", "created_at"),
    "answered_at": ("answered_at", "created_at"),
}


class TicketListQuery(ListQuery):
    state: Annotated[list[TicketState], Field(default_factory=list)]
    kind: Annotated[list[TicketKind], Field(default_factory=list)]
    session_id: Annotated[list[UUID], Field(default_factory=list)]
    college_id: Annotated[list[UUID], Field(default_factory=list)]
    # "mine": handed over to whoever asks; "free": to nobody.
    whose: Annotated[list[str], Field(default_factory=list)]


def list_tickets_of(scope: SchoolScope, query: TicketListQuery, person_id: UUID) -> "QuerySet[ListedTicket]":
    rows = searched(_tickets(scope), query.q, SEARCHED)
    chosen = {
        "state": query.state,
        "kind": query.kind,
        "roster_entry__session_id": query.session_id,
        "roster_entry__session__college_id": query.college_id,
    }
    rows = rows.filter(**{f"{column}__in": values for column, values in chosen.items() if values})
    if query.whose == ["mine"]:
        rows = rows.filter(handler_id=person_id)
    elif query.whose == ["free"]:
        rows = rows.filter(handler__isnull=True)
    return ordered(_known(rows), query.sort, SORTS, default="turn")


def access_ticket_of(scope: SchoolScope, ticket_id: UUID) -> "ListedTicket":
    ticket = _known(_tickets(scope)).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound()
    return ticket


def _tickets(scope: SchoolScope) -> QuerySet[Ticket]:
    rows = Ticket.objects.select_related(
        "roster_entry__person", "roster_entry__session__college", "roster_entry__room", "handler"
    )
    session = "roster_entry__session"
    return scope.narrow(rows, school=f"{session}__school_id", college=f"{session}__college_id")


def _known(rows: QuerySet[Ticket]) -> "QuerySet[ListedTicket]":
    by = Person.objects.filter(pk=OuterRef("answered_by_id")).values("name")
    known = rows.annotate(
        answered_by_name=Subquery(by),
        turn=Case(
            When(state=TicketState.OPEN, then=Value(0)),
            When(state=TicketState.ANSWERED, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
    )
    return cast("QuerySet[ListedTicket]", known)


STATES = {
    TicketState.OPEN: Words("待答复", "Open"),
    TicketState.ANSWERED: Words("已答复", "Answered"),
    TicketState.CLOSED: Words("已关闭", "Closed"),
}
KINDS = {TicketKind.DOUBT: Words("疑问", "Question"), TicketKind.HELP: Words("求助", "Help")}


def _room(row: "ListedTicket") -> Words | None:
    room = row.roster_entry.room
    return Words(room.name, room.name_en or room.name) if room else None


COLUMNS: "list[Column[ListedTicket]]" = [
    Column("kind", Words("类别", "Kind"), lambda row: KINDS[TicketKind(row.kind)], width=10),
    Column("state", Words("状态", "State"), lambda row: STATES[TicketState(row.state)], width=10),
    Column("name", Words("考生", "Candidate"), lambda row: row.roster_entry.person.name),
    Column(
        "candidate_number",
        Words("考生编号", "Candidate number"),
        lambda row: row.roster_entry.candidate_number,
    ),
    Column(
        "exam",
        Words("考试", "Exam"),
        lambda row: Words(
            row.roster_entry.session.name, row.roster_entry.session.name_en or row.roster_entry.session.name
        ),
        width=36,
    ),
    Column(
        "college",
        Words("学院", "College"),
        lambda row: Words(row.roster_entry.session.college.name, row.roster_entry.session.college.name_en),
        width=24,
    ),
    Column("room", Words("考场", "Room"), _room, width=30),
    Column("text", Words("内容", "Text"), lambda row: row.text, width=60),
    Column("created_at", Words("提出时间", "Asked"), lambda row: row.created_at, width=18),
    Column("answer", Words("答复", "Answer"), lambda row: row.answer, width=60),
    Column("answered_by", Words("答复人", "Answered by"), lambda row: row.answered_by_name),
    Column("answered_at", Words("答复时间", "Answered at"), lambda row: row.answered_at, width=18),
    Column("handler", Words("处理人", "Handled by"), lambda row: row.handler.name if row.handler else None),
]
