"""What leaves for the browsers after the commit, and which connection tokens are dead."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Cast

from kaochang.core import clock
from kaochang.core.models import known_states
from kaochang.realtime.states import OutboxCommand


def _this_transaction() -> Cast:
    """PostgreSQL's own number of the writing transaction; its type has no direct way to a whole number."""
    number = Func(function="pg_current_xact_id", output_field=models.TextField())
    return Cast(Cast(number, models.TextField()), models.BigIntegerField())


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
    transaction_id = models.BigIntegerField(db_default=_this_transaction(), editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="realtime_outbox_unsent",
                condition=Q(sent_at__isnull=True, refused_at__isnull=True),
            ),
            models.Index(fields=["sent_at"], name="realtime_outbox_sent"),
            # Asked by every page that comes back: no pending list, which each reader would have to walk.
            GinIndex(fields=["channels"], name="realtime_outbox_channels", fastupdate=False),
        ]
        constraints = [known_states("realtime_outbox_command_known", "command", OutboxCommand)]


class PushRevocation(models.Model):
    """The lowest generation of connection tokens that a log-in session may still use."""

    login_session_id = models.UUIDField(primary_key=True)
    generation = models.PositiveIntegerField()
    code = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=60)
    revoked_at = models.DateTimeField(default=clock.now, db_index=True)
