"""「操作记录」: read by auditors and by who manages the school. Nothing here changes what was recorded."""

from typing import Any

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.audit.checks import ask_for_check
from kaochang.core.http import ERRORS
from kaochang.core.lists import page_of
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.oversight.trail.columns import COLUMNS, rows_of_file
from kaochang.oversight.trail.lists import COUNTED, TrailQuery, list_entries, paged_entries
from kaochang.oversight.trail.reads import read_choices, read_entry, read_state, told_entries
from kaochang.oversight.trail.schemas import (
    TrailChoicesOut,
    TrailEntryDetailOut,
    TrailPageOut,
    TrailStateOut,
)
from kaochang.schools.http import SchoolRequest, school_auditor

trail_router = Router(tags=["school"], auth=school_auditor)


@trail_router.get("/trail", response={200: TrailPageOut, **ERRORS}, operation_id="school_list_trail")
def school_list_trail(
    request: SchoolRequest, query: Query[TrailQuery], lang: Language = "zh"
) -> dict[str, Any]:
    found = list_entries(request.scope, query)
    entries, total = paged_entries(found, query)
    rows = told_entries(entries, request.scope, lang)
    page = page_of(rows, min(total, COUNTED), query)
    return {**page, "more": total > COUNTED, "searched_from": found.searched_from}


@trail_router.get(
    "/trail/export", response=ERRORS, openapi_extra=FILE_ANSWER, operation_id="school_export_trail"
)
def school_export_trail(
    request: SchoolRequest, query: Query[TrailQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    rows = rows_of_file(list_entries(request.scope, query), request.scope, lang)
    name = "Trail" if lang == "en" else "操作记录"
    return answer_xlsx(name, rows, chosen(COLUMNS, columns), lang=lang, zone=request.scope.school.timezone)


@trail_router.get(
    "/trail/choices", response={200: TrailChoicesOut, **ERRORS}, operation_id="school_trail_choices"
)
def school_trail_choices(request: SchoolRequest, lang: Language = "zh") -> dict[str, Any]:
    return read_choices(request.scope, lang)


@trail_router.get("/trail/state", response={200: TrailStateOut, **ERRORS}, operation_id="school_trail_state")
def school_trail_state(request: SchoolRequest) -> dict[str, Any]:
    return read_state(request.scope)


@trail_router.post(
    "/trail/checks", response={202: TrailStateOut, **ERRORS}, operation_id="school_check_trail"
)
def school_check_trail(request: SchoolRequest) -> Status[dict[str, Any]]:
    ask_for_check(scope_id=request.scope.school.pk, asked_by_id=request.actor.the_person_id)
    return Status(202, read_state(request.scope))


@trail_router.get(
    "/trail/entries/{trail_entry_id}",
    response={200: TrailEntryDetailOut, **ERRORS},
    operation_id="school_trail_entry",
)
def school_trail_entry(request: SchoolRequest, trail_entry_id: int, lang: Language = "zh") -> dict[str, Any]:
    return read_entry(request.scope, trail_entry_id, lang)
