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


def is_officer(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, RoomRole.WAITING_ROOM_OFFICER)


def is_chief(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, RoomRole.CHIEF_EXAMINER)


def is_examiner(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, RoomRole.EXAMINER)


def is_secretary(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, RoomRole.SECRETARY)


def is_inspector(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, RoomRole.INSPECTOR)


def is_panel(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, *PANEL)


def is_officer_or_chief(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, RoomRole.WAITING_ROOM_OFFICER, RoomRole.CHIEF_EXAMINER)


def is_staff_of(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, *RoomRole)


def can_answer_ticket(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, *ACTING - {RoomRole.EXAMINER})


def can_write_to_candidates(person_id: UUID | None, room: ExamRoom) -> bool:
    """Officer, chief and secretary speak for the room; examiners only through them."""
    return has_role(person_id, room, *ACTING - {RoomRole.EXAMINER})
