"""Rosters as files in the school's web area."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.audit.services import record
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of
from kaochang.exams.models import RosterEntry
from kaochang.exams.queries import access_session
from kaochang.exports.xlsx import FILE_ANSWER, Language, chosen
from kaochang.planning import events, import_writing, imports, queries, row_files
from kaochang.planning.imports_schemas import (
    ImportOut,
    ImportRowOut,
    MendIn,
    Newest,
    RollBackIn,
    WriteIn,
)
from kaochang.planning.queries import ImportRowQuery, access_import
from kaochang.planning.roster import files
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.storage.http import UPLOAD_BODY, WholeBody

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get(
    "/exams/{session_id}/roster/template",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_roster_template",
)
def school_roster_template(request: SchoolRequest, session_id: UUID, lang: Language = "zh") -> FileResponse:
    return files.answer_template(access_session(request.scope, session_id), lang)


@school_router.get(
    "/exams/{session_id}/roster/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_roster",
)
def school_export_roster(request: SchoolRequest, session_id: UUID, lang: Language = "zh") -> FileResponse:
    session = access_session(request.scope, session_id)
    rows = RosterEntry.objects.filter(session=session).count()
    event = events.RosterExported(session_id=session.pk, rows=rows)
    record(event, by=request.actor, about=session, scope_id=session.school_id)
    return files.answer_roster(session, lang)


@school_router.get(
    "/exams/{session_id}/imports",
    response={200: list[ImportOut], **ERRORS},
    operation_id="school_list_roster_imports",
)
def school_list_roster_imports(
    request: SchoolRequest, session_id: UUID, newest: Newest = 20
) -> list[dict[str, Any]]:
    session = access_session(request.scope, session_id)
    return queries.shown_imports(queries.list_imports(session.pk, newest))


@school_router.post(
    "/exams/{session_id}/imports",
    response={201: ImportOut, **ERRORS},
    openapi_extra=UPLOAD_BODY,
    operation_id="school_upload_roster",
)
def school_upload_roster(
    request: SchoolRequest, session_id: UUID, name: str = "", replaces: UUID | None = None
) -> Status[dict[str, Any]]:
    """The file is the body, as it is: nothing of it is held in memory or parsed here.

    `replaces`: the dry run that it is to take the place of.
    """
    session = access_session(request.scope, session_id)
    earlier = access_import(request.scope, replaces) if replaces else None
    made = imports.upload(session, WholeBody(request), name=name, by=request.actor, replaces=earlier)
    return Status(201, queries.shown_import(made))


@school_router.get(
    "/imports/{import_id}", response={200: ImportOut, **ERRORS}, operation_id="school_get_roster_import"
)
def school_get_roster_import(request: SchoolRequest, import_id: UUID) -> dict[str, Any]:
    return queries.shown_import(access_import(request.scope, import_id))


@school_router.get(
    "/imports/{import_id}/rows",
    response={200: Page[ImportRowOut], **ERRORS},
    operation_id="school_list_import_rows",
)
def school_list_import_rows(
    request: SchoolRequest, import_id: UUID, query: Query[ImportRowQuery]
) -> dict[str, Any]:
    rows, total = queries.page_of_rows(access_import(request.scope, import_id), query)
    return page_of([queries.shown_row(row) for row in rows], total, query)


@school_router.get(
    "/imports/{import_id}/rows/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_import_rows",
)
def school_export_import_rows(
    request: SchoolRequest,
    import_id: UUID,
    query: Query[ImportRowQuery],
    columns: str = "",
    lang: Language = "zh",
) -> FileResponse:
    """As the page shows them, with masked numbers."""
    made = access_import(request.scope, import_id)
    rows, wanted = list(queries.find_rows(made, query)), chosen(row_files.COLUMNS, columns)
    event = events.ImportRowsExported(session_id=made.session_id, import_id=made.pk, rows=len(rows))
    record(event, by=request.actor, about=made, scope_id=made.session.school_id)
    return row_files.answer_rows(made, rows, wanted, lang)


@school_router.get(
    "/imports/{import_id}/bad-rows",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_bad_rows",
)
def school_export_bad_rows(request: SchoolRequest, import_id: UUID, lang: Language = "zh") -> FileResponse:
    made = access_import(request.scope, import_id)
    event = events.BadRowsExported(session_id=made.session_id, import_id=made.pk)
    record(event, by=request.actor, about=made, scope_id=made.session.school_id)
    return files.answer_bad_rows(made, lang)


@school_router.get(
    "/imports/{import_id}/rows/{number}",
    response={200: ImportRowOut, **ERRORS},
    operation_id="school_get_import_row",
)
def school_get_import_row(request: SchoolRequest, import_id: UUID, number: int) -> dict[str, Any]:
    """Whole, to be mended; that somebody saw it is in the trail."""
    made = access_import(request.scope, import_id)
    row = queries.get_row(made, number)
    event = events.ImportRowShown(session_id=made.session_id, import_id=made.pk, number=number)
    record(event, by=request.actor, about=made, scope_id=made.session.school_id)
    return queries.shown_row(row, masked=False)


@school_router.patch(
    "/imports/{import_id}/rows/{number}",
    response={200: ImportRowOut, **ERRORS},
    operation_id="school_mend_import_row",
)
@idempotent
def school_mend_import_row(
    request: SchoolRequest, import_id: UUID, number: int, body: MendIn
) -> dict[str, Any]:
    made = access_import(request.scope, import_id)
    row = imports.mend_row(
        made, number, body.values, confirmed=body.confirmed, version=body.version, by=request.actor
    )
    return queries.shown_row(row)


@school_router.post(
    "/imports/{import_id}/writing", response={200: ImportOut, **ERRORS}, operation_id="school_write_import"
)
@idempotent
def school_write_import(request: SchoolRequest, import_id: UUID, body: WriteIn) -> dict[str, Any]:
    made = access_import(request.scope, import_id)
    made = import_writing.start_writing(
        made, only_good=body.only_good, reason=body.reason, version=body.version, by=request.actor
    )
    return queries.shown_import(made)


@school_router.post(
    "/imports/{import_id}/discarding",
    response={200: ImportOut, **ERRORS},
    operation_id="school_discard_import",
)
@idempotent
def school_discard_import(request: SchoolRequest, import_id: UUID) -> dict[str, Any]:
    made = imports.discard(access_import(request.scope, import_id), by=request.actor)
    return queries.shown_import(made)


@school_router.post(
    "/imports/{import_id}/roll-back",
    response={200: ImportOut, **ERRORS},
    operation_id="school_roll_back_import",
)
@idempotent
def school_roll_back_import(request: SchoolRequest, import_id: UUID, body: RollBackIn) -> dict[str, Any]:
    made = import_writing.start_roll_back(
        access_import(request.scope, import_id), reason=body.reason, by=request.actor
    )
    return queries.shown_import(made)
