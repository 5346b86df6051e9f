"""Sheets of log-in codes: preview, asking, looking after them, the files."""

from typing import Any, Literal
from uuid import UUID

from django.http import FileResponse
from ninja import Router, Schema, Status

from kaochang.accounts.services import codes
from kaochang.candidates import code_sheets
from kaochang.candidates.bulk_schemas import SkippedOut
from kaochang.candidates.choosing import WhomIn, chosen_entries
from kaochang.candidates.code_sheets import Plan
from kaochang.candidates.models import CodeSheet
from kaochang.core.http import ERRORS, Moment, ProgressOut
from kaochang.core.idempotency import idempotent
from kaochang.core.models import WorkProgress
from kaochang.core.progress import list_progress
from kaochang.exports.xlsx import Language
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.storage.services import answer_stored

school_router = Router(tags=["school"], auth=school_manager)


class SheetPreviewOut(Schema):
    """`replaced`: so many hold a code that nobody has used yet, and that dies."""

    will: int
    replaced: int
    skipped: list[SkippedOut]


class SheetIn(WhomIn):
    language: Language = "zh"


class SheetOut(Schema):
    id: UUID
    created_at: Moment
    state: str
    total: int
    problem: str
    files_until: Moment | None
    progress: ProgressOut | None = None


@school_router.post(
    "/code-sheets/preview",
    response={200: SheetPreviewOut, **ERRORS},
    operation_id="school_preview_code_sheet",
)
def school_preview_code_sheet(request: SchoolRequest, body: WhomIn) -> dict[str, Any]:
    plan = Plan(chosen_entries(request.scope, body), request.scope)
    return {
        "will": len(plan.slips),
        "replaced": codes.count_live_codes(plan.numbers, scope_id=request.scope.school.pk),
        "skipped": plan.skipped.shown(),
    }


@school_router.post("/code-sheets", response={201: SheetOut, **ERRORS}, operation_id="school_make_code_sheet")
@idempotent
def school_make_code_sheet(request: SchoolRequest, body: SheetIn) -> Status[SheetOut]:
    entries = chosen_entries(request.scope, body)
    made = code_sheets.ask_for_sheet(request.scope, entries, language=body.language, by=request.actor)
    return Status(201, SheetOut.from_orm(made))


@school_router.get(
    "/code-sheets", response={200: list[SheetOut], **ERRORS}, operation_id="school_list_code_sheets"
)
def school_list_code_sheets(request: SchoolRequest) -> list[SheetOut]:
    sheets = code_sheets.list_sheets(request.scope.school, request.actor)
    progress = list_progress(sheet.pk for sheet in sheets)
    return [_shown(sheet, progress.get(sheet.pk)) for sheet in sheets]


def _shown(sheet: CodeSheet, progress: WorkProgress | None) -> SheetOut:
    shown = SheetOut.from_orm(sheet)
    shown.progress = ProgressOut.from_orm(progress) if progress else None
    return shown


@school_router.get(
    "/code-sheets/{sheet_id}/{form}",
    response=ERRORS,
    openapi_extra={"responses": {200: {"description": "OK"}}},
    operation_id="school_fetch_code_sheet",
)
def school_fetch_code_sheet(
    request: SchoolRequest, sheet_id: UUID, form: Literal["pdf", "xlsx"]
) -> FileResponse:
    sheet = code_sheets.access_sheet(sheet_id, request.actor)
    return answer_stored(code_sheets.file_of(sheet, form, by=request.actor))
