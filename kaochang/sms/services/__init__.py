"""Everything that changes text messages and their limits."""

from kaochang.sms.services.limits import (
    edit_limits,
    lock_policy,
    require_sms_open,
    require_sms_open_for_many,
    start_sms,
    stop_sms,
)
from kaochang.sms.services.queueing import Text, send_many, send_sms
from kaochang.sms.services.reports import ask_for_report
from kaochang.sms.services.sending import (
    PATIENT_LIFETIME,
    SECRET_LIFETIME,
    deliver_message,
    expire_messages,
)

__all__ = [
    "PATIENT_LIFETIME",
    "SECRET_LIFETIME",
    "Text",
    "ask_for_report",
    "deliver_message",
    "edit_limits",
    "expire_messages",
    "lock_policy",
    "require_sms_open",
    "require_sms_open_for_many",
    "send_many",
    "send_sms",
    "start_sms",
    "stop_sms",
]
