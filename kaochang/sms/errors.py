from kaochang.core.errors import DomainError


class SmsUnavailable(DomainError):
    """No log-in code leaves now: `reason` is stopped, daily_limit, monthly_limit."""

    code = "sms_unavailable"
    status = 409


class SmsSwitchedOff(DomainError):
    """Text messages of this school are switched off."""

    code = "sms_switched_off"
    status = 409


class SmsLimitReached(DomainError):
    """What the limits have left is kept for log-in codes, if anything is; `reason` says which limit."""

    code = "sms_limit_reached"
    status = 409
