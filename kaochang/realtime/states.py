"""What an outbox row asks the push server to do."""

from django.db import models


class OutboxCommand(models.TextChoices):
    PUBLISH = "publish"
    REVOKE = "revoke"
