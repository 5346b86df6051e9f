"""For whom a message is."""

from django.db import models


class Audience(models.TextChoices):
    PANEL = "panel"
    CANDIDATE = "candidate"
    ROOM = "room"
