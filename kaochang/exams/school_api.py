"""Exams as the school's web area lists and makes them; one of them: `planning`."""

from typing import Any

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.exams import services
from kaochang.exams.school_lists import COLUMNS, ExamListQuery, list_exams
from kaochang.exams.school_schemas import (
    ExamCreateIn,
    ExamEditedOut,
    ExamRowOut,
)
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.schools.queries import access_college

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get("/exams", response={200: Page[ExamRowOut], **ERRORS}, operation_id="school_list_exams")
def school_list_exams(request: SchoolRequest, query: Query[ExamListQuery]) -> dict[str, Any]:
    rows, total = paged(list_exams(request.scope, query), query)
    return page_of(rows, total, query)


@school_router.get(
    "/exams/export", response=ERRORS, openapi_extra=FILE_ANSWER, operation_id="school_export_exams"
)
def school_export_exams(
    request: SchoolRequest, query: Query[ExamListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    rows = list_exams(request.scope, query).iterator(chunk_size=2000)
    name = "Exams" if lang == "en" else "考试"
    return answer_xlsx(name, rows, chosen(COLUMNS, columns), lang=lang, zone=request.scope.school.timezone)


@school_router.post("/exams", response={201: ExamEditedOut, **ERRORS}, operation_id="school_create_exam")
@idempotent
def school_create_exam(request: SchoolRequest, body: ExamCreateIn) -> Status[ExamEditedOut]:
    college = access_college(request.scope, body.college_id)
    values = body.dict(exclude={"college_id"}, exclude_none=True)
    made = services.create_session(college, **values, by=request.actor)
    return Status(201, ExamEditedOut.from_orm(made))
