"""What of a school somebody may see and change: decided once a request, asked everywhere below it."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from kaochang.core.errors import NotFound
from kaochang.schools.models import School
from kaochang.schools.states import MembershipRole

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class SchoolScope:
    """`college_ids`: the colleges this person manages; None stands for all of the school."""

    school: School
    roles: frozenset[str]
    college_ids: frozenset[UUID] | None

    @property
    def manages_school(self) -> bool:
        return MembershipRole.SCHOOL_ADMIN in self.roles

    @property
    def manages_anything(self) -> bool:
        return self.college_ids is None or bool(self.college_ids)

    @property
    def reads_trail(self) -> bool:
        """Auditors, and who manages the school; not a college's administrators: it is all of the school's."""
        return self.manages_school or MembershipRole.AUDITOR in self.roles

    def manages(self, college_id: UUID | None) -> bool:
        """What belongs to no college is the whole school's."""
        return self.college_ids is None or college_id in self.college_ids

    def require(self, school_id: UUID, college_id: UUID | None) -> None:
        """An object of another school, or of a college that is not theirs, does not exist."""
        if school_id != self.school.pk or not self.manages(college_id):
            raise NotFound()

    def narrow(
        self, rows: QuerySet[M], *, school: str = "school_id", college: str = "college_id"
    ) -> QuerySet[M]:
        """The rows of this school that belong to a college they manage; the names say where the ids stand."""
        rows = rows.filter(**{school: self.school.pk})
        return rows if self.college_ids is None else rows.filter(**{f"{college}__in": self.college_ids})
