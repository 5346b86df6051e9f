"""Who works in an exam's rooms: staffed, copied with the staff they share, deleted."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.queries import access_room_of
from kaochang.exams.room_schemas import RoomCopyIn, RoomDeletionIn, RoomsMadeOut
from kaochang.planning.staffing import copy_staffed_room, delete_staffed_room, staff_room
from kaochang.planning.timetable_schemas import RoomStaffIn, RoomStaffOut
from kaochang.schools.http import SchoolRequest, school_manager

school_router = Router(tags=["school"], auth=school_manager)
ROOM = "/rooms/{room_id}"


@school_router.put(f"{ROOM}/staff", response={200: RoomStaffOut, **ERRORS}, operation_id="school_staff_room")
@idempotent
def school_staff_room(request: SchoolRequest, room_id: UUID, body: RoomStaffIn) -> RoomStaffOut:
    room = access_room_of(request.scope, room_id)
    wanted = [(duty.person_id, str(duty.role)) for duty in body.duties]
    staffed = staff_room(room, wanted, version=body.version, reason=body.reason, by=request.actor)
    return RoomStaffOut.from_orm(staffed)


@school_router.post(f"{ROOM}/copies", response={201: RoomsMadeOut, **ERRORS}, operation_id="school_copy_room")
@idempotent
def school_copy_room(request: SchoolRequest, room_id: UUID, body: RoomCopyIn) -> Status[dict[str, Any]]:
    room = access_room_of(request.scope, room_id)
    names = [(one.name, one.name_en) for one in body.rooms]
    made = copy_staffed_room(room, names, reason=body.reason, by=request.actor)
    return Status(201, {"ids": [copy.pk for copy in made]})


@school_router.post(f"{ROOM}/deletion", response={204: None, **ERRORS}, operation_id="school_delete_room")
@idempotent
def school_delete_room(request: SchoolRequest, room_id: UUID, body: RoomDeletionIn) -> Status[None]:
    room = access_room_of(request.scope, room_id)
    delete_staffed_room(room, version=body.version, reason=body.reason, by=request.actor)
    return Status(204, None)
