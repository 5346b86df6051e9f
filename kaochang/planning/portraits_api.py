"""Reference portraits in the school's web area: a zip, its dry run, and what a candidate has now."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from ninja import Query, Router, Status

from kaochang.audit.services import record
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.exams.portrait_file import PICTURE_ANSWER, answer_portrait
from kaochang.exams.portraits import access_portrait
from kaochang.exams.queries import access_session
from kaochang.exports.xlsx import FILE_ANSWER, Language, chosen
from kaochang.planning import events, portraits, row_files
from kaochang.planning import portraits_queries as queries
from kaochang.planning.imports_schemas import Newest
from kaochang.planning.portraits_schemas import (
    PortraitImportOut,
    PortraitRowOut,
    PortraitRowQuery,
    WritePortraitsIn,
)
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.storage.http import UPLOAD_BODY, WholeBody

school_router = Router(tags=["school"], auth=school_manager)
IMPORT = "/portrait-imports/{portrait_import_id}"


@school_router.get(
    "/exams/{session_id}/portrait-imports",
    response={200: list[PortraitImportOut], **ERRORS},
    operation_id="school_list_portrait_imports",
)
def school_list_portrait_imports(
    request: SchoolRequest, session_id: UUID, newest: Newest = 20
) -> list[dict[str, Any]]:
    session = access_session(request.scope, session_id)
    return queries.shown_portrait_imports(queries.list_portrait_imports(session.pk, newest))


@school_router.post(
    "/exams/{session_id}/portrait-imports",
    response={201: PortraitImportOut, **ERRORS},
    openapi_extra=UPLOAD_BODY,
    operation_id="school_upload_portraits",
)
def school_upload_portraits(
    request: SchoolRequest, session_id: UUID, name: str = ""
) -> Status[dict[str, Any]]:
    """The zip is the body, as it is: nothing of it is held in memory or parsed here."""
    session = access_session(request.scope, session_id)
    made = portraits.upload(session, WholeBody(request), name=name, by=request.actor)
    return Status(201, queries.shown_portrait_imports([made])[0])


@school_router.get(
    IMPORT, response={200: PortraitImportOut, **ERRORS}, operation_id="school_get_portrait_import"
)
def school_get_portrait_import(request: SchoolRequest, portrait_import_id: UUID) -> dict[str, Any]:
    return queries.shown_portrait_imports(
        [queries.access_portrait_import(request.scope, portrait_import_id)]
    )[0]


@school_router.get(
    f"{IMPORT}/rows",
    response={200: Page[PortraitRowOut], **ERRORS},
    operation_id="school_list_portrait_rows",
)
def school_list_portrait_rows(
    request: SchoolRequest, portrait_import_id: UUID, query: Query[PortraitRowQuery]
) -> dict[str, Any]:
    made = queries.access_portrait_import(request.scope, portrait_import_id)
    rows, total = paged(queries.list_pictures(made, query), query)
    return page_of(queries.shown_pictures(rows), total, query)


@school_router.get(
    f"{IMPORT}/rows/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_portrait_rows",
)
def school_export_portrait_rows(
    request: SchoolRequest,
    portrait_import_id: UUID,
    query: Query[PortraitRowQuery],
    columns: str = "",
    lang: Language = "zh",
) -> FileResponse:
    made = queries.access_portrait_import(request.scope, portrait_import_id)
    rows, wanted = list(queries.list_pictures(made, query)), chosen(row_files.PICTURES, columns)
    event = events.PortraitRowsExported(session_id=made.session_id, import_id=made.pk, rows=len(rows))
    record(event, by=request.actor, about=made, scope_id=made.session.school_id)
    return row_files.answer_pictures(made, queries.shown_pictures(rows), wanted, lang)


@school_router.post(
    f"{IMPORT}/writing", response={200: PortraitImportOut, **ERRORS}, operation_id="school_write_portraits"
)
@idempotent
def school_write_portraits(
    request: SchoolRequest, portrait_import_id: UUID, body: WritePortraitsIn
) -> dict[str, Any]:
    made = queries.access_portrait_import(request.scope, portrait_import_id)
    made = portraits.write(made, only_good=body.only_good, version=body.version, by=request.actor)
    return queries.shown_portrait_imports([made])[0]


@school_router.post(
    f"{IMPORT}/discarding",
    response={200: PortraitImportOut, **ERRORS},
    operation_id="school_discard_portraits",
)
@idempotent
def school_discard_portraits(request: SchoolRequest, portrait_import_id: UUID) -> dict[str, Any]:
    made = portraits.discard(
        queries.access_portrait_import(request.scope, portrait_import_id), by=request.actor
    )
    return queries.shown_portrait_imports([made])[0]


@school_router.get(
    "/roster-entries/{roster_entry_id}/portrait",
    response=ERRORS,
    openapi_extra=PICTURE_ANSWER,
    operation_id="school_get_portrait",
)
def school_get_portrait(request: SchoolRequest, roster_entry_id: UUID) -> HttpResponse:
    return answer_portrait(access_portrait(request.scope, roster_entry_id))
