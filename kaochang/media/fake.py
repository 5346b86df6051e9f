"""A media server in memory, for tests of everything above it. The same contract tests run on the real one."""

import threading
from collections.abc import Callable
from dataclasses import replace

import jwt

from kaochang.config.environment import environment
from kaochang.media.server import MediaServerDown, Participant, Permission, Track, as_permission
from kaochang.media.tokens import ALGORITHM


class FakeMediaServer:
    """Keeps `server.MediaServer`; `join`, `publish`, `leave`, `die` and `start` play the other side."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._rooms: dict[str, dict[str, Participant]] = {}
        self._is_up = True
        self._tracks = 0

    # -- what the product asks

    def create_room(self, name: str, *, max_participants: int = 12) -> None:
        with self._up():
            self._rooms.setdefault(name, {})

    def delete_room(self, name: str) -> None:
        with self._up():
            self._rooms.pop(name, None)

    def list_rooms(self) -> set[str]:
        with self._up():
            return set(self._rooms)

    def count_people(self) -> dict[str, int]:
        with self._up():
            return {name: len(people) for name, people in self._rooms.items()}

    def list_participants(self, room: str) -> list[Participant]:
        with self._up():
            return list(self._rooms.get(room, {}).values())

    def remove_participant(self, room: str, identity: str) -> bool:
        with self._up():
            return self._rooms.get(room, {}).pop(identity, None) is not None

    def update_permission(self, room: str, identity: str, permission: Permission) -> bool:
        def change(participant: Participant) -> Participant:
            kept = tuple(track for track in participant.tracks if track.source in permission.publish)
            return replace(participant, permission=permission, tracks=kept)

        return self._change(room, identity, change)

    def mute_track(self, room: str, identity: str, sid: str) -> bool:
        def change(participant: Participant) -> Participant:
            tracks = tuple(replace(t, muted=True) if t.sid == sid else t for t in participant.tracks)
            return replace(participant, tracks=tracks)

        return any(track.sid == sid for track in self._tracks_of(room, identity)) and self._change(
            room, identity, change
        )

    # -- what browsers and accidents do

    def join(self, token: str) -> Participant:
        """As the real one: signature and room are checked, whether the person was removed before is not."""
        claims = jwt.decode(
            token, environment.LIVEKIT_SECRET, algorithms=[ALGORITHM], issuer=environment.LIVEKIT_KEY
        )
        video = claims["video"]
        with self._up():
            people = self._rooms[video["room"]]
            permission = as_permission(
                video["canPublishSources"] if video["canPublish"] else [],
                subscribe=video["canSubscribe"],
                hidden=video["hidden"],
            )
            people[claims["sub"]] = Participant(identity=claims["sub"], permission=permission)
            return people[claims["sub"]]

    def publish(self, room: str, identity: str, *, source: str, kind: str) -> Track:
        """Only the declared source is checked, never whether the kind fits it."""
        with self._up():
            participant = self._rooms[room][identity]
            if source not in participant.permission.publish:
                raise PermissionError(source)
            self._tracks += 1
            track = Track(sid=f"TR_{self._tracks}", kind=kind, source=source)
            self._rooms[room][identity] = replace(participant, tracks=(*participant.tracks, track))
            return track

    def leave(self, room: str, identity: str) -> None:
        with self._lock:
            self._rooms.get(room, {}).pop(identity, None)

    def die(self) -> None:
        with self._lock:
            self._is_up = False
            self._rooms.clear()

    def start(self) -> None:
        with self._lock:
            self._is_up = True

    def _up(self) -> threading.RLock:
        if not self._is_up:
            raise MediaServerDown("the fake is down")
        return self._lock

    def _tracks_of(self, room: str, identity: str) -> tuple[Track, ...]:
        with self._up():
            participant = self._rooms.get(room, {}).get(identity)
            return participant.tracks if participant else ()

    def _change(self, room: str, identity: str, change: Callable[[Participant], Participant]) -> bool:
        with self._up():
            participant = self._rooms.get(room, {}).get(identity)
            if participant is None:
                return False
            self._rooms[room][identity] = change(participant)
            return True
