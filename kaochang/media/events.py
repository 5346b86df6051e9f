"""What the media domain has to tell. Recorded and announced by `edge`, which knows the audiences."""

from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event


class PeopleChanged(Event):
    """Somebody whom a page may show came to a media room, or left it."""

    name: ClassVar[str] = "media.people_changed"
    media_room_id: UUID
    kind: str


class SuspiciousTrackFound(Event):
    """A track that the seat may not send, or whose kind belies its source; it was ended at once."""

    name: ClassVar[str] = "media.suspicious_track_found"
    media_room_id: UUID
    identity: str
    person_id: UUID | None
    seat_purpose: str
    source: str
    kind: str


class StrangerRemoved(Event):
    """A connection without an open seat was in a media room; it was removed."""

    name: ClassVar[str] = "media.stranger_removed"
    media_room_id: UUID
    identity: str
