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
