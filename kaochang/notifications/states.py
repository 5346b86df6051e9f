"""What people are told about, each by a kind of its own; the words lie in the catalogues."""

from django.db import models


class NotificationKind(models.TextChoices):
    # To a candidate: another room or another slot.
    SLOT_CHANGED = "slot_changed"
    # To both: the exam's window was moved.
    EXAM_TIME_CHANGED = "exam_time_changed"
    # To both: the room has another name.
    ROOM_RENAMED = "room_renamed"
    # To a candidate: no longer on the roster.
    EXAM_LEFT = "exam_left"
    # To a candidate: words that the school wrote to many.
    MESSAGE = "message"
    # To staff: a room was added, or taken away.
    DUTY_ADDED = "duty_added"
    DUTY_REMOVED = "duty_removed"
