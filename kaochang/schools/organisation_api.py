"""Colleges and majors in the school's web area."""

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools import services
from kaochang.schools.http import SchoolRequest, require_school_admin, school_manager
from kaochang.schools.organisation_lists import UNIT_COLUMNS, list_units
from kaochang.schools.queries import access_college, access_major, read_organisation
from kaochang.schools.schemas import NewUnitIn, OrganisationOut, UnitEditIn, UnitOut

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get(
    "/organisation", response={200: OrganisationOut, **ERRORS}, operation_id="school_organisation"
)
def school_organisation(request: SchoolRequest) -> dict[str, Any]:
    return read_organisation(request.scope)


@school_router.get(
    "/organisation/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_organisation",
)
def school_export_organisation(
    request: SchoolRequest,
    q: Annotated[str, Query(max_length=100)] = "",
    columns: str = "",
    lang: Language = "zh",
) -> FileResponse:
    rows, wanted = list_units(request.scope, q), chosen(UNIT_COLUMNS, columns)
    name = "Colleges and majors" if lang == "en" else "学院与专业"
    return answer_xlsx(name, rows, wanted, lang=lang, zone=request.scope.school.timezone)


@school_router.post("/colleges", response={201: UnitOut, **ERRORS}, operation_id="school_create_college")
@idempotent
def school_create_college(request: SchoolRequest, body: NewUnitIn) -> Status[UnitOut]:
    require_school_admin(request)
    return Status(
        201, UnitOut.from_orm(services.create_college(request.scope.school, **body.dict(), by=request.actor))
    )


@school_router.patch(
    "/colleges/{college_id}", response={200: UnitOut, **ERRORS}, operation_id="school_edit_college"
)
@idempotent
def school_edit_college(request: SchoolRequest, college_id: UUID, body: UnitEditIn) -> UnitOut:
    require_school_admin(request)
    college = access_college(request.scope, college_id)
    values = body.dict(exclude={"version"}, exclude_none=True)
    return UnitOut.from_orm(services.edit_college(college, values, version=body.version, by=request.actor))


@school_router.post(
    "/colleges/{college_id}/majors", response={201: UnitOut, **ERRORS}, operation_id="school_create_major"
)
@idempotent
def school_create_major(request: SchoolRequest, college_id: UUID, body: NewUnitIn) -> Status[UnitOut]:
    college = access_college(request.scope, college_id)
    return Status(201, UnitOut.from_orm(services.create_major(college, **body.dict(), by=request.actor)))


@school_router.patch(
    "/majors/{major_id}", response={200: UnitOut, **ERRORS}, operation_id="school_edit_major"
)
@idempotent
def school_edit_major(request: SchoolRequest, major_id: UUID, body: UnitEditIn) -> UnitOut:
    major = access_major(request.scope, major_id)
    values = body.dict(exclude={"version"}, exclude_none=True)
    return UnitOut.from_orm(services.edit_major(major, values, version=body.version, by=request.actor))
