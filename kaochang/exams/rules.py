"""Who may do what in an exam room. A role is an assignment, never a property of a person."""

from uuid import UUID

from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.states import RoomRole

PANEL = frozenset({RoomRole.CHIEF_EXAMINER, RoomRole.EXAMINER, RoomRole.SECRETARY})
# Inspectors see; everybody else in a room also acts.
ACTING = frozenset(RoomRole) - {RoomRole.INSPECTOR}


def has_role(person_id: UUID | None, room: ExamRoom, *roles: str) -> bool:
    if person_id is None:
        return False
    return Assignment.objects.filter(room_id=room.pk, person_id=person_id, role__in=roles).exists()


def is_panel(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, *PANEL)


def can_answer_ticket(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, *ACTING - {RoomRole.EXAMINER})


def can_write_to_candidates(person_id: UUID | None, room: ExamRoom) -> bool:
    """Officer, chief and secretary speak for the room; examiners only through them."""
    return has_role(person_id, room, *ACTING - {RoomRole.EXAMINER})
