"""What a device at a desk can be, what its parts can be, and why a desk closes."""

from django.db import models

from kaochang.core.states import StateMachine


class DeviceKind(models.TextChoices):
    LAPTOP = "laptop"
    PHONE = "phone"


class DeviceState(models.TextChoices):
    PENDING = "pending"
    ACTIVE = "active"
    REPLACED = "replaced"
    REMOVED = "removed"


class FactState(models.TextChoices):
    """A camera or a microphone, as the device itself reports it."""

    OK = "ok"
    MUTED = "muted"
    BLOCKED = "blocked"
    LOST = "lost"
    UNKNOWN = "unknown"


class Orientation(models.TextChoices):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class CloseReason(models.TextChoices):
    """Only an ended interview sends the phone home; after the others the desk may open again."""

    INTERVIEW_ENDED = "interview_ended"
    DEFERRED = "deferred"
    ABSENT = "absent"
    ROOM_CLOSED = "room_closed"
    MOVED = "moved"


class RemovalReason(models.TextChoices):
    NOT_MINE = "not_mine"
    STOPPED = "stopped"


DEVICE = StateMachine(
    DeviceState,
    {
        DeviceState.PENDING: {DeviceState.ACTIVE, DeviceState.REPLACED, DeviceState.REMOVED},
        DeviceState.ACTIVE: {DeviceState.REPLACED, DeviceState.REMOVED},
        DeviceState.REPLACED: set(),
        DeviceState.REMOVED: set(),
    },
    {
        DeviceState.PENDING: "A phone typed the short code; the laptop has not confirmed it yet.",
        DeviceState.ACTIVE: "The one laptop, or the one phone, of this desk.",
        DeviceState.REPLACED: "A newer device took its place.",
        DeviceState.REMOVED: "The candidate removed it, or it stopped by itself.",
    },
)
