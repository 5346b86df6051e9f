"""Reads across domains: what a whole page shows, in one answer."""

from uuid import UUID

from ninja import Query, Router, Status

from kaochang.accounts.http import SignedInRequest, candidate_session, staff_session
from kaochang.console.queries import candidate, my_exams, room
from kaochang.console.schemas.candidate import EntryNow, Known, MyExamsOut
from kaochang.console.schemas.staff import Board, Panel
from kaochang.core.errors import Forbidden, NotFound
from kaochang.core.http import ERRORS
from kaochang.exams import queries as exams
from kaochang.exams.models import ExamRoom
from kaochang.exams.states import RoomRole
from kaochang.realtime import queries as realtime
from kaochang.schools.queries import find_scope
from kaochang.waiting.services import note_look

candidate_router = Router(auth=candidate_session, tags=["console"])
staff_router = Router(auth=staff_session, tags=["console"])

# Examiners judge what they see in the interview: officers' notes and telephone digits are not for them.
BOARD_ROLES = (
    RoomRole.WAITING_ROOM_OFFICER,
    RoomRole.CHIEF_EXAMINER,
    RoomRole.SECRETARY,
    RoomRole.INSPECTOR,
)
PANEL_ROLES = (
    RoomRole.CHIEF_EXAMINER,
    RoomRole.EXAMINER,
    RoomRole.SECRETARY,
    RoomRole.INSPECTOR,
)


@candidate_router.get("/exams", response={200: MyExamsOut, **ERRORS})
def list_exams(request: SignedInRequest) -> MyExamsOut:
    return my_exams.read_exams(request.actor)


@candidate_router.get("/entries/{roster_entry_id}/now", response={200: EntryNow, 204: None, **ERRORS})
def read_now(request: SignedInRequest, roster_entry_id: UUID, known: Query[Known]) -> EntryNow | Status[None]:
    """With `since`, 204: beside what the page `heard`, nothing was told to it since that answer."""
    if known.since and candidate.is_unchanged(request.actor, roster_entry_id, known.since, known.heard):
        return Status(204, None)
    as_of = realtime.get_as_of()  # before everything that the answer is made of
    return candidate.read_now(candidate.access_entry(request.actor, roster_entry_id), as_of=as_of)


@staff_router.get("/rooms/{room_id}/board", response={200: Board, **ERRORS})
def read_board(request: SignedInRequest, room_id: UUID) -> Board:
    """For the room's staff; who manages the exam may look at it, which the trail says."""
    try:
        found = exams.access_room(request.actor, room_id, roles=BOARD_ROLES)
    except (NotFound, Forbidden):
        managed = _find_managed(request, room_id)
        if managed is None:
            raise
        note_look(managed, by=request.actor)
        found = managed
    return room.read_board(found, request.actor)


@staff_router.get("/rooms/{room_id}/panel", response={200: Panel, **ERRORS})
def read_panel(request: SignedInRequest, room_id: UUID) -> Panel:
    found = exams.access_room(request.actor, room_id, roles=PANEL_ROLES)
    return room.read_panel(found, request.actor)


def _find_managed(request: SignedInRequest, room_id: UUID) -> ExamRoom | None:
    """The room, if its exam's page is open to this person in the school of their log-in."""
    scope = find_scope(request.actor.the_person_id, request.login_session.scope_id)
    if scope is None:
        return None
    try:
        return exams.access_room_of(scope, room_id)
    except NotFound:
        return None
