from kaochang.core.errors import DomainError


class SchoolCodeTaken(DomainError):
    """Another school already has this code."""

    code = "school_code_taken"
    status = 409


class NotAMember(DomainError):
    """Only members of the school with an office in it enter its web area."""

    code = "not_a_member"
    status = 403


class CollegeExists(DomainError):
    """This school already has a college of this name."""

    code = "college_exists"
    status = 409


class MembershipExists(DomainError):
    """This person already has this role in this school or college."""

    code = "membership_exists"
    status = 409


class CollegeNeeded(DomainError):
    """College administrators and reviewers need a college, school administrators and auditors have none."""

    code = "college_needed"
    status = 422


class CollegeDisabled(DomainError):
    """This college is disabled: it takes part in nothing new."""

    code = "college_disabled"
    status = 409


class MajorExists(DomainError):
    """This college already has a major of this name."""

    code = "major_exists"
    status = 409


class OrganisationCodeTaken(DomainError):
    """Another college of this school, or major of this college, has this code."""

    code = "organisation_code_taken"
    status = 409


class LastSchoolAdmin(DomainError):
    """A school keeps at least one administrator."""

    code = "last_school_admin"
    status = 409


class ContactNeeded(DomainError):
    """An invitation goes to a telephone number or to a mail address: give one of them."""

    code = "contact_needed"
    status = 422


class StaffInvitationExists(DomainError):
    """This person is already invited to this office; send that invitation again."""

    code = "staff_invitation_exists"
    status = 409


class ContactOfMember(DomainError):
    """Somebody of another name logs in here with this telephone number or mail address."""

    code = "contact_of_member"
    status = 409


class ContactInvited(DomainError):
    """Somebody of another name has an open invitation to this telephone number or mail address."""

    code = "contact_invited"
    status = 409


class ContactElsewhere(DomainError):
    """Another college's member, or somebody invited there, has this contact under another name."""

    code = "contact_elsewhere"
    status = 409


class StaffInvitationNotFound(DomainError):
    """No invitation has this link; a newer one may have been sent."""

    code = "staff_invitation_not_found"
    status = 404


class StaffInvitationExpired(DomainError):
    """The link is too old; ask for it to be sent again."""

    code = "staff_invitation_expired"
    status = 410


class StaffInvitationUsed(DomainError):
    """The link was used before."""

    code = "staff_invitation_used"
    status = 410


class StaffInvitationRevoked(DomainError):
    """The invitation was taken back."""

    code = "staff_invitation_revoked"
    status = 410


class SentTooRecently(DomainError):
    """This invitation was sent a moment ago."""

    code = "sent_too_recently"
    status = 429


class MonthBelowDay(DomainError):
    """The limit of a month is no lower than that of a day."""

    code = "sms_month_below_day"
    status = 422


class NoOwnPhone(DomainError):
    """A test message goes to your own phone, and none is known."""

    code = "no_own_phone"
    status = 409
