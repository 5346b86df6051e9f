"""Who works in an exam's rooms: staffed, copied with the staff they share, deleted."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.queries import access_room_of
from kaochang.exams.room_schemas import RoomCopyIn, RoomDeletionIn, RoomsMadeOut
from kaochang.planning.staffing import (
    copy_staffed_room,
    delete_staffed_room,
    preview_sharing,
    share_staff,
    staff_room,
)
from kaochang.planning.timetable_schemas import RoomStaffIn, RoomStaffOut, SharedOut, ShareStaffIn, SharingOut
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


@school_router.get(
    f"{ROOM}/sharing", response={200: SharingOut, **ERRORS}, operation_id="school_preview_sharing"
)
def school_preview_sharing(request: SchoolRequest, room_id: UUID) -> dict[str, Any]:
    """What it would change to have this room's officers and inspectors in all rooms of its major."""
    room = access_room_of(request.scope, room_id)
    shown = [
        {
            **{name: getattr(one.room, name) for name in ("id", "version", "name", "name_en")},
            "added": [{"name": person.name, "role": role} for person, role in one.added],
            "removed": [{"name": person.name, "role": role} for person, role in one.removed],
        }
        for one in preview_sharing(room)
    ]
    return {"version": room.version, "rooms": shown}


@school_router.post(f"{ROOM}/sharing", response={200: SharedOut, **ERRORS}, operation_id="school_share_staff")
@idempotent
def school_share_staff(request: SchoolRequest, room_id: UUID, body: ShareStaffIn) -> dict[str, int]:
    room = access_room_of(request.scope, room_id)
    seen = {one.id: one.version for one in body.rooms if one.id != room.pk}
    shared = share_staff(room, seen, version=body.version, reason=body.reason, by=request.actor)
    return {"rooms": len(shared)}


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
