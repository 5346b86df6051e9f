"""An exam's timetable: read, candidates moved, free slots filled."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from ninja import Router

from kaochang.core import clock
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.models import ExamSession
from kaochang.exams.placing import Standing
from kaochang.exams.queries import access_session
from kaochang.exams.states import SessionState
from kaochang.planning.capacity import read_experience
from kaochang.planning.clashes import find_clashes
from kaochang.planning.filling import Filling, Left, fill, remedy, staff_near
from kaochang.planning.moving import Move, Place, fill_timetable, move_candidates, undo_filling
from kaochang.planning.timetable import Timetable
from kaochang.planning.timetable_queries import read_timetable
from kaochang.planning.timetable_schemas import (
    FilledOut,
    FillIn,
    FillingOut,
    FillingUndoIn,
    MovedOut,
    MovesIn,
    PlaceIn,
    TimetableOut,
)
from kaochang.schools.http import SchoolRequest, school_manager

school_router = Router(tags=["school"], auth=school_manager)
TIMETABLE = "/exams/{session_id}/timetable"
# A page shows few at a time, and each is looked for in the whole timetable.
REMEDIES = 20


@school_router.get(TIMETABLE, response={200: TimetableOut, **ERRORS}, operation_id="school_timetable")
def school_timetable(request: SchoolRequest, session_id: UUID) -> dict[str, Any]:
    return _timetable(access_session(request.scope, session_id))


@school_router.post(
    f"{TIMETABLE}/moves", response={200: MovedOut, **ERRORS}, operation_id="school_move_candidates"
)
@idempotent
def school_move_candidates(request: SchoolRequest, session_id: UUID, body: MovesIn) -> dict[str, Any]:
    session = access_session(request.scope, session_id)
    moves = [Move(move.entry_id, _place(move.was), _place(move.to)) for move in body.moves]
    return {"moved": move_candidates(session, moves, reason=body.reason, by=request.actor)}


@school_router.get(
    f"{TIMETABLE}/filling", response={200: FillingOut, **ERRORS}, operation_id="school_preview_filling"
)
def school_preview_filling(request: SchoolRequest, session_id: UUID) -> dict[str, Any]:
    """What 「自动安排」 would do now."""
    session = access_session(request.scope, session_id)
    table = read_timetable(session)
    return _filling(table, fill(table, not_before=clock.now()))


@school_router.post(
    f"{TIMETABLE}/filling", response={200: FilledOut, **ERRORS}, operation_id="school_fill_timetable"
)
@idempotent
def school_fill_timetable(request: SchoolRequest, session_id: UUID, body: FillIn) -> dict[str, Any]:
    session = access_session(request.scope, session_id)
    done = fill_timetable(session, reason=body.reason, by=request.actor)
    were = [asdict(standing) for standing in done.were] if session.state == SessionState.DRAFT else []
    return {**_filling(done.table, done.filling), "made": [asdict(move) for move in done.moves], "were": were}


@school_router.post(
    f"{TIMETABLE}/filling/undo", response={200: MovedOut, **ERRORS}, operation_id="school_undo_filling"
)
@idempotent
def school_undo_filling(request: SchoolRequest, session_id: UUID, body: FillingUndoIn) -> dict[str, Any]:
    session = access_session(request.scope, session_id)
    made = [Move(move.entry_id, _place(move.was), _place(move.to)) for move in body.made]
    were = [Standing(**standing.dict()) for standing in body.were]
    return {"moved": undo_filling(session, made, were, by=request.actor)}


def _timetable(session: ExamSession) -> dict[str, Any]:
    table, now = read_timetable(session), clock.now()
    staff = {duty.person_id: duty.name for room in table.rooms for duty in room.duties}
    clashes = [
        {
            "kind": clash.kind,
            "blocks": clash.blocks,
            "room_id": clash.room_id,
            "entry_id": clash.entry_id,
            "person_id": clash.person_id,
            "person": staff.get(clash.person_id, "") if clash.person_id else "",
            "other": clash.other,
            "other_en": clash.other_en,
            "other_room_id": clash.other_room_id,
            "at": clash.at,
            "move_to": remedy(table, clash, not_before=now) if number < REMEDIES else None,
        }
        for number, clash in enumerate(find_clashes(table))
    ]
    return {
        "exam": session,
        "slots": list(table.slots()),
        "rooms": table.rooms,
        "entries": table.entries,
        "clashes": clashes,
        "experience": read_experience(session),
    }


def _place(place: PlaceIn) -> Place:
    return Place(place.room_id, place.slot_starts_at)


def _filling(table: Timetable, filling: Filling) -> dict[str, Any]:
    entries = {entry.id: entry for entry in table.entries}
    left = [
        {
            "entry_id": entry_id,
            "name": entries[entry_id].name,
            "reason": reason,
            "staff": staff_near(table, entries[entry_id]) if reason == Left.RELATION else [],
        }
        for entry_id, reason in filling.left.items()
    ]
    return {"placed": len(filling.placed), "left": left}
