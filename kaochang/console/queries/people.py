"""Names for the seats at a desk. The media server knows only opaque identities; names come from here."""

from collections.abc import Iterable
from uuid import UUID

from kaochang.console.schemas.common import StaffAtDeskOut
from kaochang.exams.models import Assignment
from kaochang.exams.states import RoomRole
from kaochang.media import queries as media

# A seat's purpose says in which of their roles somebody came; inspectors are on no list.
_ROLES: dict[str, tuple[str, ...]] = {
    "talk": (RoomRole.WAITING_ROOM_OFFICER,),
    "view": (RoomRole.WAITING_ROOM_OFFICER, RoomRole.CHIEF_EXAMINER, RoomRole.SECRETARY),
    "panel": (RoomRole.CHIEF_EXAMINER, RoomRole.EXAMINER, RoomRole.SECRETARY),
    "panel_room": (RoomRole.CHIEF_EXAMINER, RoomRole.EXAMINER, RoomRole.SECRETARY),
}
_CANDIDATES_OWN = {"candidate": "candidate", "second_camera": "second_camera"}


def people_at(
    media_room_id: UUID | None,
    staff: Iterable[Assignment],
    *,
    purposes: frozenset[str] | None = None,
    candidate_name: str = "",
) -> list[StaffAtDeskOut]:
    """`purposes` narrows the list to some kinds of seats."""
    if media_room_id is None:
        return []
    staff = list(staff)
    names = {assignment.person_id: assignment.person.name for assignment in staff}
    roles = {(assignment.person_id, assignment.role) for assignment in staff}
    people = []
    for seat in media.list_open_seats(media_room_id):
        if purposes is not None and seat.purpose not in purposes:
            continue
        if seat.purpose in _CANDIDATES_OWN:
            role, name = _CANDIDATES_OWN[seat.purpose], candidate_name
        elif seat.purpose in _ROLES and seat.person_id is not None:
            held = [role for role in _ROLES[seat.purpose] if (seat.person_id, role) in roles]
            role, name = (held or [_ROLES[seat.purpose][0]])[0], names.get(seat.person_id, "")
        else:
            continue
        people.append(StaffAtDeskOut(identity=seat.identity, person_id=seat.person_id, name=name, role=role))
    return people
