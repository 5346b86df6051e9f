"""What a person may be in a school, beside the exam rooms."""

from django.db import models


class MembershipRole(models.TextChoices):
    SCHOOL_ADMIN = "school_admin"
    COLLEGE_ADMIN = "college_admin"
    AUDITOR = "auditor"
