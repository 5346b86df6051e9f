"""What a person may be in a school, beside the exam rooms."""

from django.db import models


class MembershipRole(models.TextChoices):
    SCHOOL_ADMIN = "school_admin"
    COLLEGE_ADMIN = "college_admin"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    # May be assigned to exam rooms: of one college, or of the whole school.
    STAFF = "staff"


# Which roles belong to a college, and which to the school alone; staff may be either.
OF_A_COLLEGE = frozenset({MembershipRole.COLLEGE_ADMIN, MembershipRole.REVIEWER})
OF_THE_SCHOOL = frozenset({MembershipRole.SCHOOL_ADMIN, MembershipRole.AUDITOR})
# Who works in the school's web area.
MANAGING = frozenset({MembershipRole.SCHOOL_ADMIN, MembershipRole.COLLEGE_ADMIN})
