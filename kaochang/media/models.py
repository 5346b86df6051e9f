"""Media rooms, the seats in them, the media server's messages, and whether it lives. All ids are opaque."""

from django.db import models
from django.db.models import Q

from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.media.grants import LOOKERS, SINGLE
from kaochang.media.states import MediaRoomState, RoomKind, SeatPurpose


class MediaRoom(BaseModel):
    """One opening of a desk, a panel room or a device check; `scope_id` says whose."""

    kind = models.CharField(max_length=10, choices=RoomKind.choices)
    scope_id = models.UUIDField()
    name = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=MediaRoomState.choices, default=MediaRoomState.OPEN)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=40, blank=True, default="")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known_states("media_room_kind_known", "kind", RoomKind),
            known_states("media_room_state_known", "state", MediaRoomState),
            models.UniqueConstraint(
                fields=["kind", "scope_id"], condition=Q(state="open"), name="media_room_one_open"
            ),
            models.CheckConstraint(
                name="media_room_closed_at_when_closed",
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="media_room_open", condition=Q(state="open"))]

    @property
    def is_open(self) -> bool:
        return self.state == MediaRoomState.OPEN


class MediaSeat(BaseModel):
    """The right of one browser tab or phone to be in one media room, until `closed_at`.

    `scope_id` is the exam room, so that somebody who loses an assignment loses all seats of that room.
    """

    room = models.ForeignKey(MediaRoom, on_delete=models.PROTECT, related_name="seats")
    identity = models.CharField(max_length=40, unique=True)
    purpose = models.CharField(max_length=20, choices=SeatPurpose.choices)
    scope_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    login_session_id = models.UUIDField(null=True)
    device_id = models.UUIDField(null=True)
    grants = models.JSONField()
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=40, blank=True, default="")
    # What the media server says of this seat: joined and not left = connected now.
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    publishing = models.JSONField(default=list)
    # Of those who only look: the end of the visit is in the trail.
    end_noted = models.BooleanField(default=False)
    # When the look was taken that these come from: an older one changes nothing.
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known_states("media_seat_purpose_known", "purpose", SeatPurpose),
            models.UniqueConstraint(
                fields=["room", "purpose"],
                condition=Q(closed_at__isnull=True, purpose__in=sorted(SINGLE)),
                name="media_seat_single_open",
            ),
        ]
        indexes = [
            models.Index(fields=["room"], name="media_seat_open", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=["person_id", "scope_id"],
                name="media_seat_open_person",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["login_session_id"],
                name="media_seat_open_login",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["created_at"],
                name="media_seat_looks",
                condition=Q(end_noted=False, purpose__in=sorted(LOOKERS)),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_connected(self) -> bool:
        return self.closed_at is None and self.joined_at is not None and self.left_at is None

    @property
    def may_publish(self) -> list[str]:
        return list(self.grants.get("publish", []))

    @property
    def may_subscribe(self) -> bool:
        return bool(self.grants.get("subscribe"))

    @property
    def is_hidden(self) -> bool:
        return bool(self.grants.get("hidden"))


class WebhookEvent(models.Model):
    """A message of the media server, kept without what it must not hold, dispatched once."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    room_name = models.CharField(max_length=80, blank=True)
    identity = models.CharField(max_length=80, blank=True)
    body = models.JSONField()
    received_at = models.DateTimeField(default=clock.now, db_index=True)
    dispatched_at = models.DateTimeField(null=True)


class MediaServerStatus(models.Model):
    """One row: whether joins may pass. Written by `watch` alone, read by the gate."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_up = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)
    restarts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="media_server_one_row", condition=Q(id=1))]
