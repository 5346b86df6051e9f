"""Exam rooms in the school's web area: listed, made and renamed; copied, staffed and deleted: `planning`."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.exams import services
from kaochang.exams.models import ExamRoom
from kaochang.exams.queries import access_room_of, access_session
from kaochang.exams.room_lists import COLUMNS, RoomListQuery, list_rooms, with_counts
from kaochang.exams.room_schemas import (
    RoomCreateIn,
    RoomEditIn,
    RoomRowOut,
)
from kaochang.exams.school_schemas import ExamEditedOut
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.schools.queries import access_major

school_router = Router(tags=["school"], auth=school_manager)
ROOM = "/rooms/{room_id}"


@school_router.get("/rooms", response={200: Page[RoomRowOut], **ERRORS}, operation_id="school_list_rooms")
def school_list_rooms(request: SchoolRequest, query: Query[RoomListQuery]) -> dict[str, Any]:
    rows, total = paged(list_rooms(request.scope, query), query)
    return page_of(rows, total, query)


@school_router.get(
    "/rooms/export", response=ERRORS, openapi_extra=FILE_ANSWER, operation_id="school_export_rooms"
)
def school_export_rooms(
    request: SchoolRequest, query: Query[RoomListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    rows = list_rooms(request.scope, query).iterator(chunk_size=2000)
    name = "Rooms" if lang == "en" else "考场"
    return answer_xlsx(name, rows, chosen(COLUMNS, columns), lang=lang, zone=request.scope.school.timezone)


@school_router.get(ROOM, response={200: RoomRowOut, **ERRORS}, operation_id="school_read_room")
def school_read_room(request: SchoolRequest, room_id: UUID) -> Any:
    room = access_room_of(request.scope, room_id)
    return with_counts(ExamRoom.objects.select_related("session__college", "major")).get(pk=room.pk)


@school_router.post(
    "/exams/{session_id}/rooms", response={201: ExamEditedOut, **ERRORS}, operation_id="school_create_room"
)
@idempotent
def school_create_room(request: SchoolRequest, session_id: UUID, body: RoomCreateIn) -> Status[ExamEditedOut]:
    session = access_session(request.scope, session_id)
    major = access_major(request.scope, body.major_id) if body.major_id else None
    room = services.create_room(session, name=body.name, name_en=body.name_en, major=major, by=request.actor)
    return Status(201, ExamEditedOut.from_orm(room))


@school_router.patch(ROOM, response={200: ExamEditedOut, **ERRORS}, operation_id="school_edit_room")
@idempotent
def school_edit_room(request: SchoolRequest, room_id: UUID, body: RoomEditIn) -> ExamEditedOut:
    room = access_room_of(request.scope, room_id)
    given = body.dict(exclude={"version", "reason"}, exclude_unset=True)
    # Only the major can be nothing.
    values = {key: value for key, value in given.items() if value is not None or key == "major_id"}
    edited = services.edit_room(room, values, version=body.version, reason=body.reason, by=request.actor)
    return ExamEditedOut.from_orm(edited)
