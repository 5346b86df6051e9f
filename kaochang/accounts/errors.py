"""Refusals of log-in. None of them tells whether a number is known."""

from kaochang.core.errors import DomainError


class NotLoggedIn(DomainError):
    """There is no log-in in this area, or it has ended."""

    code = "not_logged_in"
    status = 401


class SessionTakenOver(DomainError):
    """Another device logged in as this person; this one may only ask to continue here."""

    code = "session_taken_over"
    status = 409


class SessionNotSuspended(DomainError):
    """Only a session that was taken over can be resumed."""

    code = "session_not_suspended"
    status = 409


class TooManyCodes(DomainError):
    """Too many codes were asked for; codes already sent stay good."""

    code = "too_many_codes"
    status = 429


class ChallengeNotFound(DomainError):
    """This browser did not ask for that code."""

    code = "challenge_not_found"
    status = 404


class CodeWrong(DomainError):
    """The code is wrong."""

    code = "code_wrong"
    status = 403


class CodeExpired(DomainError):
    """The code is older than five minutes."""

    code = "code_expired"
    status = 410


class CodeUsed(DomainError):
    """The code was used before."""

    code = "code_used"
    status = 410


class CodeExhausted(DomainError):
    """The code was mistyped five times; ask for a new one."""

    code = "code_exhausted"
    status = 410


class OneTimeCodeWrong(DomainError):
    """Candidate number and one-time code do not fit, or the code was used or replaced."""

    code = "one_time_code_wrong"
    status = 403


class PasswordWrong(DomainError):
    """Account and password do not fit."""

    code = "password_wrong"
    status = 403


class TooManyTries(DomainError):
    """Several wrong passwords in a row: wait for a moment."""

    code = "too_many_tries"
    status = 429


class PasswordTooWeak(DomainError):
    """A password has at least ten characters."""

    code = "password_too_weak"
    status = 422


class NoPasswordYet(DomainError):
    """This account has no password; set one by 「忘记密码」."""

    code = "no_password_yet"
    status = 409


class CredentialTaken(DomainError):
    """This number already belongs to somebody else in this school."""

    code = "credential_taken"
    status = 409


class SecondStepOver(DomainError):
    """This log-in waited too long for its second step, or was mistyped five times: begin again."""

    code = "second_step_over"
    status = 410


class SecondCodeWrong(DomainError):
    """The code of the app, or the recovery code, is wrong or was used."""

    code = "second_code_wrong"
    status = 403


class SecondFactorOn(DomainError):
    """The second step is on already."""

    code = "second_factor_on"
    status = 409


class SecondFactorOff(DomainError):
    """The second step is not on."""

    code = "second_factor_off"
    status = 409
