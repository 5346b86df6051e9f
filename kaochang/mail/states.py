"""Where a mail stands."""

from django.db import models

from kaochang.core.states import StateMachine


class MailState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


mail_machine = StateMachine(
    MailState,
    {
        MailState.QUEUED: {MailState.SENT, MailState.FAILED, MailState.EXPIRED},
        MailState.SENT: set(),
        MailState.FAILED: set(),
        MailState.EXPIRED: set(),
    },
    {
        MailState.QUEUED: "Waiting for the worker to hand it to the mail server.",
        MailState.SENT: "The mail server took it.",
        MailState.FAILED: "The mail server refused it for good.",
        MailState.EXPIRED: "It was still unsent when what it says had lost its use.",
    },
)
