"""Who may do what in an exam room. A role is an assignment, never a property of a person."""

from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.exams.models import Assignment, ExamRoom, RosterEntry
from kaochang.exams.states import RoomRole

PANEL = frozenset({RoomRole.CHIEF_EXAMINER, RoomRole.EXAMINER, RoomRole.SECRETARY})
# Inspectors see; everybody else in a room also acts.
ACTING = frozenset(RoomRole) - {RoomRole.INSPECTOR}


def is_own_entry(by: Actor, entry: RosterEntry) -> bool:
    """The candidate in person, logged in."""
    return by.area == "candidate" and by.person_id is not None and by.person_id == entry.person_id


def has_role(person_id: UUID | None, room: ExamRoom, *roles: str) -> bool:
    if person_id is None:
        return False
    return Assignment.objects.filter(room_id=room.pk, person_id=person_id, role__in=roles).exists()


def is_panel(person_id: UUID | None, room: ExamRoom) -> bool:
    return has_role(person_id, room, *PANEL)


def can_write_to_candidates(person_id: UUID | None, room: ExamRoom) -> bool:
    """In messages and in answers to tickets; examiners speak only through these three."""
    return has_role(person_id, room, *ACTING - {RoomRole.EXAMINER})
