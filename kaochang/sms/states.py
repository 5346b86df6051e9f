"""Where a text message stands."""

from django.db import models

from kaochang.core.states import StateMachine


class SmsState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


sms_machine = StateMachine(
    SmsState,
    {
        SmsState.QUEUED: {SmsState.SENT, SmsState.FAILED, SmsState.EXPIRED},
        SmsState.SENT: set(),
        SmsState.FAILED: set(),
        SmsState.EXPIRED: set(),
    },
    {
        SmsState.QUEUED: "Waiting for the worker to hand it to the gateway.",
        SmsState.SENT: "The gateway took it.",
        SmsState.FAILED: "The gateway refused it for good.",
        SmsState.EXPIRED: "It was still unsent when what it says had lost its use.",
    },
)
