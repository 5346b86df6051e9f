"""Reads of the organisation."""

from uuid import UUID

from django.db.models import Prefetch

from kaochang.core.errors import NotFound
from kaochang.schools.models import College, Membership, School
from kaochang.schools.scope import SchoolScope
from kaochang.schools.states import MANAGING, MembershipRole


def list_schools() -> list[School]:
    """Every school with its colleges, as the log-in page shows them."""
    colleges = Prefetch("colleges", College.objects.order_by("name"))
    return list(School.objects.order_by("name").prefetch_related(colleges))


def find_school(code: str) -> School | None:
    return School.objects.filter(code=code).first()


def memberships_of(person_id: UUID) -> list[Membership]:
    return list(Membership.objects.filter(person_id=person_id).select_related("school", "college"))


def find_scope(person_id: UUID, school_id: UUID) -> SchoolScope | None:
    """None for whoever neither manages anything in this school nor reads its trail."""
    held = Membership.objects.filter(person_id=person_id, school_id=school_id).select_related("school")
    offices = [one for one in held if one.role in MANAGING or one.role == MembershipRole.AUDITOR]
    if not offices:
        return None
    roles = frozenset(one.role for one in offices)
    colleges = frozenset(one.college_id for one in offices if one.college_id is not None)
    everywhere = MembershipRole.SCHOOL_ADMIN in roles
    return SchoolScope(offices[0].school, roles, None if everywhere else colleges)


def access_college(scope: SchoolScope, college_id: UUID) -> College:
    """One that this person manages; any other does not exist."""
    college = College.objects.select_related("school").filter(pk=college_id).first()
    if college is None:
        raise NotFound()
    scope.require(college.school_id, college.pk)
    return college


def list_colleges(scope: SchoolScope) -> list[College]:
    """The colleges that this person manages."""
    return list(scope.narrow(College.objects.order_by("name"), college="pk"))
