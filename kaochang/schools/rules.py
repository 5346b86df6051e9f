"""Who may give an office, and take it."""

from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.schools.scope import SchoolScope
from kaochang.schools.states import OF_COLLEGE_ADMINS


def may_appoint(scope: SchoolScope, role: str, college_id: UUID | None) -> bool:
    """The school's administrators any; a college's only those below themselves, in their college."""
    if scope.manages_school:
        return True
    return role in OF_COLLEGE_ADMINS and scope.manages(college_id)


def is_another(by: Actor, person_id: UUID) -> bool:
    return by.person_id != person_id
