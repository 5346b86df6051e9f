"""Text messages on their way out."""

from django.db import models

from kaochang.core.models import BaseModel, known_states
from kaochang.core.privacy import EncryptedTextField
from kaochang.sms.states import SmsState


class SmsMessage(BaseModel):
    """`values` holds what the template needs, a code among it; emptied when sent or five minutes old."""

    scope_id = models.UUIDField(null=True, db_index=True)
    phone = EncryptedTextField()
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="zh")
    values = EncryptedTextField(null=True)
    state = models.CharField(max_length=10, choices=SmsState.choices, default=SmsState.QUEUED)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="sms_by_state")]
        constraints = [known_states("sms_state_known", "state", SmsState)]
