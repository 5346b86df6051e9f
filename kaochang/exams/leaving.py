"""A member leaves the school: not while rooms count on them."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.exams.errors import HasDuties
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.staff_lists import AHEAD
from kaochang.schools import services as schools
from kaochang.schools.models import Membership


@transaction.atomic
def remove_member(membership: Membership, *, by: Actor) -> None:
    """Refused while the last office would go and there are duties ahead: somebody else takes them over first.

    The office goes before the duties are counted: who is being given a role holds it (`set_room_staff`).
    """
    person_id, school_id = membership.person_id, membership.school_id
    schools.remove_membership(membership, by=by)
    if Membership.objects.filter(person_id=person_id, school_id=school_id).exists():
        return
    held = Assignment.objects.filter(
        person_id=person_id, room__session__school_id=school_id, room__session__state__in=AHEAD
    )
    rooms = list(
        ExamRoom.objects.filter(assignments__in=held)
        .select_related("session")
        .distinct()
        .order_by("session__starts_at", "session__name", "name")
    )
    if rooms:
        first = rooms[:3]
        names = "、".join(f"{room.session.name} · {room.name}" for room in first)
        english = "; ".join(
            f"{room.session.name_en or room.session.name} · {room.name_en or room.name}" for room in first
        )
        raise HasDuties(count=len(rooms), names=names, names_en=english)
