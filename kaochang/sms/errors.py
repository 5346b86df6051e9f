from kaochang.core.errors import DomainError


class SmsUnavailable(DomainError):
    """No text message leaves now: `reason` is stopped, daily_limit, monthly_limit."""

    code = "sms_unavailable"
    status = 409
