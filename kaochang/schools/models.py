"""Who holds exams: schools, their colleges and majors, and who works for them."""

from django.db import models
from django.db.models import Q

from kaochang.accounts.models import Person
from kaochang.core.models import BaseModel, known_states
from kaochang.core.privacy import EncryptedTextField
from kaochang.mail.models import MailMessage
from kaochang.schools.states import (
    OF_A_COLLEGE,
    OF_THE_SCHOOL,
    MembershipRole,
    StaffInvitationState,
)
from kaochang.sms.models import SmsMessage


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


def _college_fits_role(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(role__in=sorted(OF_A_COLLEGE), college__isnull=False)
        | Q(role__in=sorted(OF_THE_SCHOOL), college__isnull=True)
        | Q(role=MembershipRole.STAFF),
        name=name,
    )


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
            _college_fits_role("schools_membership_college_fits_role"),
        ]


class StaffInvitation(BaseModel):
    """Somebody is asked to take an office. Each sending makes a new link; of its secret a hash is kept."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="staff_invitations")
    college = models.ForeignKey(
        College, on_delete=models.PROTECT, null=True, related_name="staff_invitations"
    )
    role = models.CharField(max_length=20, choices=MembershipRole.choices)
    name = models.CharField(max_length=200)
    # One of the two: where the link goes.
    phone = EncryptedTextField(null=True)
    email = EncryptedTextField(null=True)
    contact_lookup = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="zh")
    state = models.CharField(
        max_length=10, choices=StaffInvitationState.choices, default=StaffInvitationState.OPEN
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    last_sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # Who accepted.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sms = models.ForeignKey(SmsMessage, on_delete=models.SET_NULL, null=True, related_name="+")
    mail = models.ForeignKey(MailMessage, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            known_states("schools_staff_invitation_state_known", "state", StaffInvitationState),
            known_states("schools_staff_invitation_role_known", "role", MembershipRole),
            _college_fits_role("schools_staff_invitation_college_fits_role"),
            models.CheckConstraint(
                condition=Q(phone__isnull=True, email__isnull=False)
                | Q(phone__isnull=False, email__isnull=True),
                name="schools_staff_invitation_one_contact",
            ),
            models.UniqueConstraint(
                fields=["school", "college", "role", "contact_lookup"],
                condition=Q(state=StaffInvitationState.OPEN),
                name="schools_staff_invitation_open_once",
                nulls_distinct=False,
            ),
        ]
