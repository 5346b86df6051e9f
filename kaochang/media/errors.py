"""Refusals of the media domain."""

from kaochang.core.errors import DomainError


class MediaUnavailable(DomainError):
    """The media server does not answer now; the page tries again by itself."""

    code = "media_unavailable"
    status = 503


class MediaRoomClosed(DomainError):
    """This media room is closed for good."""

    code = "media_room_closed"
    status = 409


class SeatClosed(DomainError):
    """This seat was closed: by a newer tab, an ending, or somebody who may."""

    code = "seat_closed"
    status = 409


class WebhookRefused(DomainError):
    """The message is not signed by the media server, or not one of its messages."""

    code = "webhook_refused"
    status = 403
