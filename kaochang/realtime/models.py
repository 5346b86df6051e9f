"""What leaves for the browsers after the commit, and which connection tokens are dead."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kaochang.core import clock
from kaochang.core.models import known_states
from kaochang.realtime.states import OutboxCommand


class OutboxRow(models.Model):
    """One message. Its id is the idempotency key at the push server, so sending twice is harmless."""

    id = models.BigAutoField(primary_key=True)
    command = models.CharField(max_length=10, choices=OutboxCommand.choices, default=OutboxCommand.PUBLISH)
    subject = models.CharField(max_length=120)
    channels = ArrayField(models.CharField(max_length=120), default=list)
    payload = models.JSONField()
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="realtime_outbox_unsent",
                condition=Q(sent_at__isnull=True, refused_at__isnull=True),
            ),
            models.Index(fields=["sent_at"], name="realtime_outbox_sent"),
        ]
        constraints = [known_states("realtime_outbox_command_known", "command", OutboxCommand)]


class PushRevocation(models.Model):
    """The lowest generation of connection tokens that a log-in session may still use."""

    login_session_id = models.UUIDField(primary_key=True)
    generation = models.PositiveIntegerField()
    code = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=60)
    revoked_at = models.DateTimeField(default=clock.now, db_index=True)
