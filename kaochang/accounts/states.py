"""Log-in sessions and the ways to log in."""

from django.db import models

from kaochang.core.states import StateMachine


class LoginArea(models.TextChoices):
    CANDIDATE = "candidate"
    STAFF = "staff"


class CredentialKind(models.TextChoices):
    PHONE = "phone"
    CANDIDATE_NUMBER = "candidate_number"
    STAFF_ACCOUNT = "staff_account"


class ChallengePurpose(models.TextChoices):
    LOG_IN = "log_in"
    SET_PASSWORD = "set_password"  # noqa: S105 - a purpose


class LoginSessionState(models.TextChoices):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


login_session_machine = StateMachine(
    LoginSessionState,
    {
        LoginSessionState.ACTIVE: {LoginSessionState.SUSPENDED, LoginSessionState.ENDED},
        LoginSessionState.SUSPENDED: {LoginSessionState.ENDED},
        LoginSessionState.ENDED: set(),
    },
    {
        LoginSessionState.ACTIVE: "The person's one working log-in in this area.",
        LoginSessionState.SUSPENDED: "Another device logged in; this one may only ask to continue here.",
        LoginSessionState.ENDED: "Logged out, past its hours, or replaced by the one that continued here.",
    },
)
