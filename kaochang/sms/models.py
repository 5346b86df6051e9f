"""Text messages on their way out, and how many may leave."""

from django.db import models

from kaochang.core.models import BaseModel, known_states
from kaochang.core.privacy import EncryptedTextField
from kaochang.sms.states import SmsState


class SmsMessage(BaseModel):
    """`values` holds what the template needs, a code among it; emptied when sent or too old.

    `shown_text` is what may be read later: the same words without code and link.
    """

    scope_id = models.UUIDField(null=True, db_index=True)
    phone = EncryptedTextField()
    phone_lookup = models.CharField(max_length=64, blank=True)
    phone_last_four = models.CharField(max_length=4, blank=True)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="zh")
    values = EncryptedTextField(null=True)
    shown_text = EncryptedTextField(null=True)
    state = models.CharField(max_length=10, choices=SmsState.choices, default=SmsState.QUEUED)
    # Why it failed or was blocked: the provider's code, or one of ours.
    failure_code = models.CharField(max_length=100, blank=True)
    # The provider's own number of this message.
    provider_id = models.CharField(max_length=100, blank=True)
    # The day it is counted on; none once it is certain that nobody took it.
    counted_on = models.DateField(null=True)
    # What it tells of: a bulk message, a place in an exam; none of a code.
    about_id = models.UUIDField(null=True, db_index=True)
    sent_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="sms_by_state"),
            models.Index(fields=["scope_id", "created_at"], name="sms_by_school"),
            models.Index(fields=["phone_lookup", "created_at"], name="sms_by_phone"),
        ]
        constraints = [known_states("sms_state_known", "state", SmsState)]


class SmsPolicy(BaseModel):
    """Of one school, or of the whole site (no scope): the switch and the limits. None is no limit."""

    scope_id = models.UUIDField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_reason = models.CharField(max_length=500, blank=True)
    stopped_by_id = models.UUIDField(null=True)
    daily_limit = models.PositiveIntegerField(null=True, default=20_000)
    monthly_limit = models.PositiveIntegerField(null=True, default=100_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope_id"], nulls_distinct=False, name="sms_policy_once_a_school"
            )
        ]


class SmsUsage(models.Model):
    """How many messages of a school count on a day. The row is also the lock of the counting."""

    scope_id = models.UUIDField()
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope_id", "day"], name="sms_usage_once_a_day")]
