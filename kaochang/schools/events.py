"""What happens to the organisation."""

from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event
from kaochang.schools.states import MembershipRole


class SchoolCreated(Event):
    name: ClassVar[str] = "schools.school_created"
    school_id: UUID


class CollegeCreated(Event):
    name: ClassVar[str] = "schools.college_created"
    school_id: UUID
    college_id: UUID


class MajorCreated(Event):
    name: ClassVar[str] = "schools.major_created"
    college_id: UUID
    major_id: UUID


class MembershipAdded(Event):
    name: ClassVar[str] = "schools.membership_added"
    school_id: UUID
    person_id: UUID
    role: MembershipRole


class MembershipRemoved(Event):
    name: ClassVar[str] = "schools.membership_removed"
    school_id: UUID
    person_id: UUID
    role: MembershipRole
