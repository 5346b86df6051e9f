"""The queue of questions in the school's web area."""

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from kaochang.core.http import ERRORS, Moment
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.exams import tickets
from kaochang.exams.ticket_lists import COLUMNS, TicketListQuery, access_ticket_of, list_tickets_of
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.schools.queries import administrators_of

school_router = Router(tags=["school"], auth=school_manager)
ONE = "/tickets/{ticket_id}"


class TicketPersonOut(Schema):
    id: UUID
    name: str


class TicketNamedOut(Schema):
    id: UUID
    name: str
    name_en: str


class TicketExamOut(TicketNamedOut):
    state: str
    formality: str


class TicketRowOut(Schema):
    id: UUID
    version: int
    kind: str
    state: str
    text: str
    answer: str
    created_at: Moment
    answered_at: Moment | None
    answered_by_name: str
    handler: TicketPersonOut | None
    roster_entry_id: UUID
    name: str
    candidate_number: str
    exam: TicketExamOut
    college: TicketNamedOut
    room: TicketNamedOut | None


class TicketDetailOut(TicketRowOut):
    """`handlers`: who may be given it."""

    handlers: list[TicketPersonOut]


class AnswerIn(Schema):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=4000)]


class CorrectionIn(AnswerIn):
    version: int


class HandOverIn(Schema):
    """`to`: an administrator of this college; none: back to all of them."""

    model_config = ConfigDict(extra="forbid")

    version: int
    to: UUID | None


class CloseIn(Schema):
    model_config = ConfigDict(extra="forbid")

    version: int


@school_router.get(
    "/tickets", response={200: Page[TicketRowOut], **ERRORS}, operation_id="school_list_tickets"
)
def school_list_tickets(request: SchoolRequest, query: Query[TicketListQuery]) -> dict[str, Any]:
    rows, total = paged(list_tickets_of(request.scope, query, request.actor.the_person_id), query)
    return page_of([_row(row) for row in rows], total, query)


@school_router.get(
    "/tickets/export", response=ERRORS, openapi_extra=FILE_ANSWER, operation_id="school_export_tickets"
)
def school_export_tickets(
    request: SchoolRequest, query: Query[TicketListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    rows = list_tickets_of(request.scope, query, request.actor.the_person_id).iterator(chunk_size=2000)
    name = "Questions" if lang == "en" else "疑问"
    return answer_xlsx(name, rows, chosen(COLUMNS, columns), lang=lang, zone=request.scope.school.timezone)


@school_router.get(ONE, response={200: TicketDetailOut, **ERRORS}, operation_id="school_read_ticket")
def school_read_ticket(request: SchoolRequest, ticket_id: UUID) -> TicketDetailOut:
    return _detail(request, ticket_id)


@school_router.post(
    f"{ONE}/answer", response={200: TicketDetailOut, **ERRORS}, operation_id="school_answer_ticket"
)
@idempotent
def school_answer_ticket(request: SchoolRequest, ticket_id: UUID, body: AnswerIn) -> TicketDetailOut:
    tickets.answer_from_queue(access_ticket_of(request.scope, ticket_id), body.text, by=request.actor)
    return _detail(request, ticket_id)


@school_router.post(
    f"{ONE}/correction",
    response={200: TicketDetailOut, **ERRORS},
    operation_id="school_correct_ticket_answer",
)
@idempotent
def school_correct_ticket_answer(
    request: SchoolRequest, ticket_id: UUID, body: CorrectionIn
) -> TicketDetailOut:
    ticket = access_ticket_of(request.scope, ticket_id)
    tickets.correct_answer(ticket, body.text, version=body.version, by=request.actor)
    return _detail(request, ticket_id)


@school_router.post(
    f"{ONE}/handover", response={200: TicketDetailOut, **ERRORS}, operation_id="school_hand_over_ticket"
)
@idempotent
def school_hand_over_ticket(request: SchoolRequest, ticket_id: UUID, body: HandOverIn) -> TicketDetailOut:
    ticket = access_ticket_of(request.scope, ticket_id)
    tickets.hand_over(ticket, body.to, version=body.version, by=request.actor)
    return _detail(request, ticket_id)


@school_router.post(
    f"{ONE}/closing", response={200: TicketDetailOut, **ERRORS}, operation_id="school_close_ticket"
)
@idempotent
def school_close_ticket(request: SchoolRequest, ticket_id: UUID, body: CloseIn) -> TicketDetailOut:
    ticket = access_ticket_of(request.scope, ticket_id)
    tickets.close_ticket(ticket, version=body.version, by=request.actor)
    return _detail(request, ticket_id)


def _detail(request: SchoolRequest, ticket_id: UUID) -> TicketDetailOut:
    ticket = access_ticket_of(request.scope, ticket_id)
    session = ticket.roster_entry.session
    handlers = administrators_of(session.school_id, session.college_id)
    return TicketDetailOut.model_validate({**_row(ticket), "handlers": handlers})


def _row(ticket: Any) -> dict[str, Any]:
    entry = ticket.roster_entry
    return {
        "id": ticket.pk,
        "version": ticket.version,
        "kind": ticket.kind,
        "state": ticket.state,
        "text": ticket.text,
        "answer": ticket.answer,
        "created_at": ticket.created_at,
        "answered_at": ticket.answered_at,
        "answered_by_name": ticket.answered_by_name or "",
        "handler": ticket.handler,
        "roster_entry_id": entry.pk,
        "name": entry.person.name,
        "candidate_number": entry.candidate_number,
        "exam": entry.session,
        "college": entry.session.college,
        "room": entry.room,
    }
