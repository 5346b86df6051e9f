"""A member leaves the school, or one college of it: not while rooms there count on them."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.exams.errors import DutiesElsewhere, HasDuties
from kaochang.exams.models import ExamRoom
from kaochang.exams.staff_lists import AHEAD
from kaochang.schools import services as schools
from kaochang.schools.models import College, Membership
from kaochang.schools.queries import staff_pool
from kaochang.schools.scope import SchoolScope


@transaction.atomic
def remove_member(membership: Membership, *, scope: SchoolScope, by: Actor) -> None:
    """Refused while rooms ahead would have somebody who is no longer in their pool: others take over first.

    The office goes before the rooms are counted: who is being given a role holds it (`set_room_staff`).
    """
    person_id, school_id = membership.person_id, membership.school_id
    schools.remove_membership(membership, by=by)
    working = ExamRoom.objects.filter(
        assignments__person=person_id, session__school_id=school_id, session__state__in=AHEAD
    ).select_related("session")
    in_order = working.distinct().order_by("session__starts_at", "session__name", "name")
    colleges = College.objects.filter(school_id=school_id).values_list("pk", flat=True)
    served = {pk for pk in colleges if staff_pool(school_id, pk).filter(person_id=person_id).exists()}
    rooms = [room for room in in_order if room.session.college_id not in served]
    if not rooms:
        return
    # Other colleges' exams are not told.
    first = [room for room in rooms if scope.manages(room.session.college_id)][:3]
    if not first:
        raise DutiesElsewhere(count=len(rooms))
    names = "、".join(f"{room.session.name} · {room.name}" for room in first)
    english = "; ".join(
        f"{room.session.name_en or room.session.name} · {room.name_en or room.name}" for room in first
    )
    raise HasDuties(count=len(rooms), names=names, names_en=english)
