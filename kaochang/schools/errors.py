from kaochang.core.errors import DomainError


class SchoolCodeTaken(DomainError):
    """Another school already has this code."""

    code = "school_code_taken"
    status = 409


class CollegeExists(DomainError):
    """This school already has a college of this name."""

    code = "college_exists"
    status = 409


class MembershipExists(DomainError):
    """This person already has this role in this school or college."""

    code = "membership_exists"
    status = 409


class CollegeNeeded(DomainError):
    """A college administrator belongs to a college of the school, other roles to the school alone."""

    code = "college_needed"
    status = 422
