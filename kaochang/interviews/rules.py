"""Who may do what with a room, an invitation and an interview."""

from collections.abc import Set

from kaochang.accounts.actor import Actor
from kaochang.exams.models import ExamRoom
from kaochang.exams.queries import roles_of
from kaochang.exams.rules import PANEL
from kaochang.exams.states import RoomRole

CHIEF = RoomRole.CHIEF_EXAMINER.value
OFFICER = RoomRole.WAITING_ROOM_OFFICER.value
SECRETARY = RoomRole.SECRETARY.value
EXAMINER = RoomRole.EXAMINER.value

# Who comes to a candidate's desk as what. A talk also needs the officer's own open talk, a panel
# seat a live interview: those are facts of the moment and stand in the services.
VISITS: dict[str, frozenset[str]] = {
    "talk": frozenset({OFFICER}),
    "view": frozenset({OFFICER, SECRETARY, CHIEF}),
    "panel": PANEL,
    "inspect": frozenset({RoomRole.INSPECTOR.value}),
}


def may_visit(purpose: str, roles: Set[str]) -> bool:
    return bool(VISITS.get(purpose, frozenset()) & roles)


def can_run_room(by: Actor, room: ExamRoom) -> bool:
    """Only the chief changes what happens in the room."""
    return by.area == "staff" and CHIEF in _roles(by, room)


def can_sit_with_panel(by: Actor, room: ExamRoom) -> bool:
    return by.area == "staff" and bool(PANEL & _roles(by, room))


def can_visit_desk(by: Actor, room: ExamRoom, purpose: str) -> bool:
    return by.area == "staff" and may_visit(purpose, _roles(by, room))


def _roles(by: Actor, room: ExamRoom) -> Set[str]:
    return roles_of(by.person_id, room.pk) if by.person_id else frozenset()
