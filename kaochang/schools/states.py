"""What a person may be in a school, beside the exam rooms."""

from django.db import models

from kaochang.core.states import StateMachine


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
# Whom a college's administrator may invite and remove, in their own college.
OF_COLLEGE_ADMINS = frozenset({MembershipRole.REVIEWER, MembershipRole.STAFF})


class StaffInvitationState(models.TextChoices):
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


staff_invitation_machine = StateMachine(
    StaffInvitationState,
    {
        StaffInvitationState.OPEN: {StaffInvitationState.ACCEPTED, StaffInvitationState.REVOKED},
        StaffInvitationState.ACCEPTED: set(),
        StaffInvitationState.REVOKED: set(),
    },
    {
        StaffInvitationState.OPEN: "Its newest link can be opened until it expires.",
        StaffInvitationState.ACCEPTED: "The link was used; the person is a member.",
        StaffInvitationState.REVOKED: "Taken back; no link opens it any more.",
    },
)


class InvitationStage(models.TextChoices):
    """What the list shows: the state, and while it is open what became of the message and the time."""

    PENDING = "pending"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
