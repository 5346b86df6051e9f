"""What we ask of a media server, and which one answers. `livekit.py` and `fake.py` both keep this."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class MediaServerDown(Exception):
    """It does not answer, or not now: trying again may help."""


class MediaServerRefused(Exception):
    """It answered and refused for good; a defect of ours."""


@dataclass(frozen=True)
class Track:
    sid: str
    kind: str  # audio, video, data
    source: str  # a TrackSource, or "unknown"
    muted: bool = False


@dataclass(frozen=True)
class Permission:
    publish: tuple[str, ...] = ()
    subscribe: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Participant:
    identity: str
    permission: Permission = Permission()
    tracks: tuple[Track, ...] = field(default=())
    joined_at: int = 0  # seconds


class MediaServer(Protocol):
    """Every call may raise MediaServerDown. What is missing is no error: the wished state is reached."""

    def create_room(self, name: str, *, max_participants: int = 12) -> None:
        """A room that exists stays as it is, with everybody in it."""

    def delete_room(self, name: str) -> None: ...

    def list_rooms(self) -> set[str]: ...

    def count_people(self) -> dict[str, int]:
        """Each room's number of people, by one call, hidden ones too, recorders not. A first change shows at
        once, one that follows it may need ten seconds."""

    def list_participants(self, room: str) -> list[Participant]:
        """Hidden ones too. A missing room is empty."""

    def remove_participant(self, room: str, identity: str) -> bool:
        """Whether it was there."""

    def update_permission(self, room: str, identity: str, permission: Permission) -> bool:
        """Replaces the whole set; a track of a source that is no longer allowed ends. False: not there."""

    def mute_track(self, room: str, identity: str, sid: str) -> bool: ...


_current: list[MediaServer] = []


def media_server() -> MediaServer:
    """One client for the whole process: it keeps its connections open and may be shared by threads."""
    if not _current:
        _current.append(import_string(settings.MEDIA_SERVER)())
    return _current[-1]


@contextmanager
def use_media_server(server: MediaServer) -> Iterator[MediaServer]:
    """Let this process speak with another one: for tests and measurements."""
    _current.append(server)
    try:
        yield server
    finally:
        _current.remove(server)


def as_permission(publish: Sequence[str], *, subscribe: bool, hidden: bool) -> Permission:
    return Permission(publish=tuple(sorted(publish)), subscribe=subscribe, hidden=hidden)
