"""Where a text message stands."""

from django.db import models

from kaochang.core.states import StateMachine


class SmsState(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"
    BLOCKED = "blocked"


# What the provider has in hand, or may have.
HANDED_OVER = frozenset({SmsState.SENDING, SmsState.SENT, SmsState.DELIVERED, SmsState.UNCERTAIN})

sms_machine = StateMachine(
    SmsState,
    {
        SmsState.QUEUED: {SmsState.SENDING, SmsState.EXPIRED, SmsState.BLOCKED},
        SmsState.SENDING: {SmsState.SENT, SmsState.FAILED, SmsState.UNCERTAIN, SmsState.QUEUED},
        SmsState.SENT: {SmsState.DELIVERED, SmsState.FAILED},
        SmsState.DELIVERED: set(),
        SmsState.FAILED: set(),
        SmsState.UNCERTAIN: {SmsState.DELIVERED, SmsState.FAILED},
        SmsState.EXPIRED: set(),
        SmsState.BLOCKED: set(),
    },
    {
        SmsState.QUEUED: "Waiting for the worker to hand it to the gateway.",
        SmsState.SENDING: "A worker is handing it over; once that worker is gone, nobody knows how it ended.",
        SmsState.SENT: "The gateway took it.",
        SmsState.DELIVERED: "The provider reports that the phone has it.",
        SmsState.FAILED: "The provider refused it, or reports that it did not arrive.",
        SmsState.UNCERTAIN: "Handed over without an answer: perhaps sent, and never sent again.",
        SmsState.EXPIRED: "It was still unsent when what it says had lost its use.",
        SmsState.BLOCKED: "Not handed over: switched off, or a limit was reached.",
    },
)
