"""Names for the seats at a desk. The media server knows only opaque identities; names come from here."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from kaochang.console.schemas.common import StaffAtDeskOut
from kaochang.exams.models import Assignment
from kaochang.exams.states import RoomRole
from kaochang.interviews.models import StaffPresence
from kaochang.media.models import MediaSeat

# A seat's purpose says in which of their roles somebody came; inspectors are on no list.
_ROLES: dict[str, tuple[str, ...]] = {
    "talk": (RoomRole.WAITING_ROOM_OFFICER,),
    "view": (RoomRole.WAITING_ROOM_OFFICER, RoomRole.CHIEF_EXAMINER, RoomRole.SECRETARY),
    "panel": (RoomRole.CHIEF_EXAMINER, RoomRole.EXAMINER, RoomRole.SECRETARY),
    "panel_room": (RoomRole.CHIEF_EXAMINER, RoomRole.EXAMINER, RoomRole.SECRETARY),
}
_CANDIDATES_OWN = {"candidate": "candidate", "second_camera": "second_camera"}


def staff_of(room_id: UUID) -> list[Assignment]:
    """The room's staff in the order in which they came; `online` is `watch`'s word."""
    here = StaffPresence.objects.filter(room_id=room_id, person_id=OuterRef("person_id"), online=True)
    staff = Assignment.objects.filter(room_id=room_id).select_related("person").defer("person__phone")
    return list(staff.annotate(online=Exists(here)).order_by("created_at", "pk"))


def people_at(
    seats: Iterable[MediaSeat],
    staff: Iterable[Assignment],
    *,
    purposes: frozenset[str] | None = None,
    candidate_name: str = "",
) -> list[StaffAtDeskOut]:
    """Who holds these seats; `purposes` narrows the list to some kinds of them."""
    staff = list(staff)
    names = {assignment.person_id: assignment.person.name for assignment in staff}
    roles = {(assignment.person_id, assignment.role) for assignment in staff}
    people = []
    for seat in seats:
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
