"""The receipts of changes, in the school's web area."""

from typing import Any

from django.http import FileResponse
from ninja import Query, Router

from kaochang.core.http import ERRORS
from kaochang.core.lists import Page, page_of, paged
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.planning.notices import COLUMNS, NoticeListQuery, NoticeRowOut, list_notices
from kaochang.schools.http import SchoolRequest, school_manager

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get(
    "/notifications", response={200: Page[NoticeRowOut], **ERRORS}, operation_id="school_list_notifications"
)
def school_list_notifications(request: SchoolRequest, query: Query[NoticeListQuery]) -> dict[str, Any]:
    rows, total = paged(list_notices(request.scope, query), query)
    return page_of(rows, total, query)


@school_router.get(
    "/notifications/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_notifications",
)
def school_export_notifications(
    request: SchoolRequest, query: Query[NoticeListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    rows = list_notices(request.scope, query).iterator(chunk_size=2000)
    name = "Changes" if lang == "en" else "变更通知"
    return answer_xlsx(name, rows, chosen(COLUMNS, columns), lang=lang, zone=request.scope.school.timezone)
