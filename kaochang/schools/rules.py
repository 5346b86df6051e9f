"""Who may, by membership."""

from uuid import UUID

from kaochang.schools.models import Membership, School
from kaochang.schools.states import MembershipRole


def has_membership(person_id: UUID | None, school: School, *roles: str) -> bool:
    if person_id is None:
        return False
    return Membership.objects.filter(school_id=school.pk, person_id=person_id, role__in=roles).exists()


def is_school_admin(person_id: UUID | None, school: School) -> bool:
    return has_membership(person_id, school, MembershipRole.SCHOOL_ADMIN)


def is_auditor(person_id: UUID | None, school: School) -> bool:
    return has_membership(person_id, school, MembershipRole.AUDITOR)
