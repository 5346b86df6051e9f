"""What a media room can be for, what a seat in it can be for, and whether either is still open."""

from django.db import models

from kaochang.core.states import StateMachine


class RoomKind(models.TextChoices):
    DESK = "desk"
    PANEL = "panel"
    CHECK = "check"


class MediaRoomState(models.TextChoices):
    OPEN = "open"
    CLOSED = "closed"


class SeatPurpose(models.TextChoices):
    CANDIDATE = "candidate"
    SECOND_CAMERA = "second_camera"
    TALK = "talk"
    VIEW = "view"
    PANEL = "panel"
    PANEL_ROOM = "panel_room"
    INSPECT = "inspect"
    CHECK = "check"


class TrackSource(models.TextChoices):
    """The media server's own words for what a track shows, in lower case."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    SCREEN_SHARE = "screen_share"
    SCREEN_SHARE_AUDIO = "screen_share_audio"


MEDIA_ROOM = StateMachine(
    MediaRoomState,
    {MediaRoomState.OPEN: {MediaRoomState.CLOSED}, MediaRoomState.CLOSED: set()},
    {
        MediaRoomState.OPEN: "Whoever holds an open seat may join; the media server keeps the room ready.",
        MediaRoomState.CLOSED: "Nobody joins any more: a new opening is a new room of another name.",
    },
)
