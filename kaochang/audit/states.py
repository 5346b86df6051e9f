"""How far a verification of the trail is."""

from django.db import models


class CheckState(models.TextChoices):
    QUEUED = "queued"
    DONE = "done"
