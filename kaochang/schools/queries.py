"""Reads of the organisation."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Model, Prefetch, Q, QuerySet

from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.schools.models import College, Major, Membership, School, StaffInvitation
from kaochang.schools.scope import SchoolScope
from kaochang.schools.states import MANAGING, MembershipRole

M = TypeVar("M", bound=Model)


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


def staff_pool(school_id: UUID, college_id: UUID | None) -> QuerySet[Membership]:
    """Who may be assigned in a college: its own staff, and the whole school's."""
    members = Membership.objects.filter(school_id=school_id, role=MembershipRole.STAFF)
    return members.filter(Q(college__isnull=True) | Q(college_id=college_id))


def administrators_of(school_id: UUID, college_id: UUID | None) -> list[Person]:
    """Who manages this college: its own administrators, and the school's; without one the school's alone."""
    offices = Membership.objects.filter(school_id=school_id).filter(
        Q(role=MembershipRole.SCHOOL_ADMIN)
        | Q(role=MembershipRole.COLLEGE_ADMIN, college_id=college_id, college_id__isnull=False)
    )
    return list(Person.objects.filter(pk__in=offices.values("person_id")).order_by("name", "pk"))


def list_colleges(scope: SchoolScope) -> list[College]:
    """The colleges that this person manages."""
    return list(scope.narrow(College.objects.order_by("name"), college="pk"))


def read_organisation(scope: SchoolScope) -> dict[str, Any]:
    """The colleges that this person manages, with their majors and how many work in each: three queries."""
    majors = Prefetch("majors", Major.objects.order_by("code", "name"))
    of_college = Q(memberships__role=MembershipRole.STAFF)
    colleges = scope.narrow(College.objects.order_by("code", "name"), college="pk").annotate(
        member_count=Count("memberships", filter=~of_college),
        staff_count=Count("memberships", filter=of_college),
    )
    school = scope.school
    counts = scope.narrow(Membership.objects.all()).aggregate(
        staff_count=Count("pk", filter=Q(role=MembershipRole.STAFF)),
        member_count=Count("pk", filter=~Q(role=MembershipRole.STAFF)),
    )
    return {
        "id": school.pk,
        "name": school.name,
        "name_en": school.name_en,
        "can_edit": scope.manages_school,
        "colleges": list(colleges.prefetch_related(majors)),
        **counts,
    }


def access_college(scope: SchoolScope, college_id: UUID) -> College:
    return _one(scope.narrow(College.objects.select_related("school"), college="pk"), college_id)


def access_major(scope: SchoolScope, major_id: UUID) -> Major:
    majors = scope.narrow(Major.objects.all(), school="college__school_id", college="college_id")
    return _one(majors, major_id)


def access_membership(scope: SchoolScope, membership_id: UUID) -> Membership:
    return _one(scope.narrow(Membership.objects.all()), membership_id)


def access_invitation(scope: SchoolScope, invitation_id: UUID) -> StaffInvitation:
    return _one(scope.narrow(StaffInvitation.objects.all()), invitation_id)


def _one(rows: QuerySet[M], key: UUID) -> M:
    """What is another school's, or a college's that is not theirs, does not exist."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound()
    return found
