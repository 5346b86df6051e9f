"""A member leaves the school: not while rooms count on them."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.exams.errors import HasDuties
from kaochang.exams.models import Assignment
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
        held.order_by("room__session__starts_at", "room__session__name", "room__name")
        .values_list("room__session__name", "room__name")
        .distinct()
    )
    if rooms:
        names = "、".join(f"{exam} · {room}" for exam, room in rooms[:3])
        raise HasDuties(count=len(rooms), names=names)
