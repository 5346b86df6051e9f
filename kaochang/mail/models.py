"""Mails on their way out."""

from django.db import models

from kaochang.core.models import BaseModel, known_states
from kaochang.core.privacy import EncryptedTextField
from kaochang.mail.states import MailState


class MailMessage(BaseModel):
    """`values` holds what the template needs, perhaps a secret; emptied when sent or an hour old."""

    scope_id = models.UUIDField(null=True, db_index=True)
    address = EncryptedTextField()
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="zh")
    values = EncryptedTextField(null=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="mail_by_state")]
        constraints = [known_states("mail_state_known", "state", MailState)]
