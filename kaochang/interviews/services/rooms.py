"""The exam room as a whole: ready by itself, closed and opened again by the chief."""

from collections.abc import Set
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core.rules import require
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.desks.states import CloseReason
from kaochang.exams import queries as exams
from kaochang.exams import services as exam_services
from kaochang.exams.models import ExamRoom
from kaochang.exams.rules import PANEL
from kaochang.exams.states import RoomState
from kaochang.interviews import queries, rules
from kaochang.interviews.errors import RoomBusy, RoomClosed, RoomNotClosed
from kaochang.interviews.services.telling import checked_reason
from kaochang.media import queries as media
from kaochang.media import services as media_services
from kaochang.waiting import services as waiting

WATCH = Actor.system("watch")


def make_ready_if_staffed(room: ExamRoom, *, present: Set[UUID]) -> None:
    """The caller holds the room's lock. A person in two tabs counts once."""
    if room.state != RoomState.PLANNED:
        return
    panel = {staff.person_id for staff in exams.list_staff(room.pk) if staff.role in PANEL}
    here = panel & (present | _seated(room) | queries.online_staff(room.pk))
    if len(here) >= room.session.minimum_staff:
        exam_services.mark_room_ready(room, by=WATCH)


def _seated(room: ExamRoom) -> set[UUID]:
    panel_room = media.open_room_of("panel", room.pk)
    seats = media.list_open_seats(panel_room) if panel_room else []
    return {seat.person_id for seat in seats if seat.person_id}


@transaction.atomic
def close_room(room: ExamRoom, *, by: Actor) -> ExamRoom:
    """「结束考场」: nobody may be on the way in, inside or in a talk; every desk closes."""
    room = exams.lock_room(room.pk)
    require(rules.can_run_room, by, room)
    if room.state in (RoomState.CLOSED, RoomState.ARCHIVED):
        raise RoomClosed()
    if queries.is_anybody_inside(room.pk):
        raise RoomBusy()
    exam_services.mark_room_closed(room, by=by)
    for desk in desk_queries.list_open_desks(room.pk):
        desks.close_desk(desk, reason=CloseReason.ROOM_CLOSED, by=by)
    panel_room = media.open_room_of("panel", room.pk)
    if panel_room is not None:
        media_services.close_room(panel_room, reason="room_closed")
    return room


@transaction.atomic
def reopen_room(room: ExamRoom, *, by: Actor, reason: str | None) -> ExamRoom:
    room = exams.lock_room(room.pk)
    require(rules.can_run_room, by, room)
    why = checked_reason(reason, required=True)
    exam_services.require_open(room)
    if room.state != RoomState.CLOSED:
        raise RoomNotClosed()
    exam_services.mark_room_reopened(room, by=by, reason=why)
    waiting.open_due_desks(room, by=by)
    return room
