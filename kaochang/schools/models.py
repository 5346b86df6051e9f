"""Who holds exams: schools, their colleges and majors, and who works for them."""

from django.db import models
from django.db.models import Q

from kaochang.accounts.models import Person
from kaochang.core.models import BaseModel, known_states
from kaochang.schools.states import OF_A_COLLEGE, OF_THE_SCHOOL, MembershipRole


class School(BaseModel):
    """The outermost border of data; log-in credentials carry its id as their scope."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    timezone = models.CharField(max_length=60, default="Asia/Shanghai")


class College(BaseModel):
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="colleges")
    code = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    # A disabled one takes part in nothing new; what it has stays.
    enabled = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="schools_college_once_a_school"),
            models.UniqueConstraint(
                fields=["school", "code"], condition=~Q(code=""), name="schools_college_code_once_a_school"
            ),
        ]


class Major(BaseModel):
    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="majors")
    code = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    enabled = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["college", "name"], name="schools_major_once_a_college"),
            models.UniqueConstraint(
                fields=["college", "code"], condition=~Q(code=""), name="schools_major_code_once_a_college"
            ),
        ]


class Membership(BaseModel):
    """A role in the school or in one college of it; roles in an exam room are assignments."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="memberships")
    college = models.ForeignKey(College, on_delete=models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=MembershipRole.choices)

    class Meta:
        constraints = [
            known_states("schools_membership_role_known", "role", MembershipRole),
            models.UniqueConstraint(
                fields=["person", "school", "college", "role"],
                name="schools_membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(OF_A_COLLEGE), college__isnull=False)
                | Q(role__in=sorted(OF_THE_SCHOOL), college__isnull=True)
                | Q(role=MembershipRole.STAFF),
                name="schools_membership_college_fits_role",
            ),
        ]
