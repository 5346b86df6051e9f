"""Candidates in the school's web area: the list, the file, one candidate's page."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router

from kaochang.audit.services import record
from kaochang.candidates import events
from kaochang.candidates.columns import COLUMNS
from kaochang.candidates.correcting import correct_candidate, show_personal_data
from kaochang.candidates.facts import rows_in_pieces, rows_of
from kaochang.candidates.lists import CandidateListQuery, access_candidate, list_candidates
from kaochang.candidates.page import read_page
from kaochang.candidates.page_schemas import (
    CandidateEditIn,
    CandidatePageOut,
    PersonalDataOut,
)
from kaochang.candidates.schemas import CandidateRowOut, row_out
from kaochang.core.errors import NotFound
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.exams.models import RosterEntry, Ticket
from kaochang.exams.ticket_lists import access_ticket_of
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools.http import SchoolRequest, school_manager

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get(
    "/candidates", response={200: Page[CandidateRowOut], **ERRORS}, operation_id="school_list_candidates"
)
def school_list_candidates(request: SchoolRequest, query: Query[CandidateListQuery]) -> dict[str, Any]:
    entries, total = paged(list_candidates(request.scope, query), query)
    return page_of([row_out(row) for row in rows_of(entries)], total, query)


@school_router.get(
    "/candidates/export", response=ERRORS, openapi_extra=FILE_ANSWER, operation_id="school_export_candidates"
)
def school_export_candidates(
    request: SchoolRequest, query: Query[CandidateListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    """Who took which data away, and how much of it, is in the trail."""
    entries, wanted = list_candidates(request.scope, query), chosen(COLUMNS, columns)
    school = request.scope.school
    event = events.CandidatesExported(rows=entries.count(), columns=[column.key for column in wanted])
    record(event, by=request.actor, about=school, scope_id=school.pk)
    name = "Candidates" if lang == "en" else "考生"
    return answer_xlsx(name, rows_in_pieces(entries), wanted, lang=lang, zone=school.timezone)


@school_router.get(
    "/candidates/{roster_entry_id}",
    response={200: CandidatePageOut, **ERRORS},
    operation_id="school_read_candidate",
)
def school_read_candidate(request: SchoolRequest, roster_entry_id: UUID) -> CandidatePageOut:
    return read_page(request.scope, access_candidate(request.scope, roster_entry_id))


@school_router.post(
    "/candidates/{roster_entry_id}/disclosure",
    response={200: PersonalDataOut, **ERRORS},
    operation_id="school_show_candidate_data",
)
def school_show_candidate_data(request: SchoolRequest, roster_entry_id: UUID) -> dict[str, str]:
    """Not kept as an idempotent answer: it would be the numbers themselves."""
    return show_personal_data(access_candidate(request.scope, roster_entry_id), by=request.actor)


@school_router.patch(
    "/candidates/{roster_entry_id}",
    response={200: CandidatePageOut, **ERRORS},
    operation_id="school_correct_candidate",
)
@idempotent
def school_correct_candidate(
    request: SchoolRequest, roster_entry_id: UUID, body: CandidateEditIn
) -> CandidatePageOut:
    entry = access_candidate(request.scope, roster_entry_id)
    values = body.dict(exclude={"version", "person_version", "reason", "ticket_id"}, exclude_unset=True)
    correct_candidate(
        entry,
        # Only a major can be taken away; the others are empty texts.
        {key: value for key, value in values.items() if value is not None or key == "major_id"},
        scope=request.scope,
        version=body.version,
        person_version=body.person_version,
        reason=body.reason,
        ticket=_ticket(request, entry, body.ticket_id),
        by=request.actor,
    )
    return read_page(request.scope, access_candidate(request.scope, roster_entry_id))


def _ticket(request: SchoolRequest, entry: RosterEntry, ticket_id: UUID | None) -> Ticket | None:
    """Only a question of this candidate leads to a correction of them."""
    ticket = access_ticket_of(request.scope, ticket_id) if ticket_id else None
    if ticket is not None and ticket.roster_entry_id != entry.pk:
        raise NotFound()
    return ticket
