"""The media server's own list against our rows: the truth of who may be there is ours, of who is there, its.

Webhooks only say where to look: they come late, twice, in another order, or never. So each of them leads to
the same comparison as the watch's look, and a comparison of an older look never undoes a newer one.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from kaochang.core import clock
from kaochang.media import commands, queries
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.server import MediaServer, Participant, Track, media_server
from kaochang.media.states import MediaRoomState, TrackSource

log = structlog.get_logger(__name__)
_KINDS = {
    TrackSource.CAMERA: "video",
    TrackSource.MICROPHONE: "audio",
    TrackSource.SCREEN_SHARE: "video",
    TrackSource.SCREEN_SHARE_AUDIO: "audio",
}


@dataclass(frozen=True)
class Suspicion:
    seat: MediaSeat
    track: Track


@dataclass
class Findings:
    """What one look at one room changed in our rows, and what has to change at the media server."""

    room: MediaRoom
    joined: list[MediaSeat] = field(default_factory=list)
    left: list[MediaSeat] = field(default_factory=list)
    published: list[MediaSeat] = field(default_factory=list)
    # Those not told before; `to_end` also holds the ones that an earlier look told but could not end.
    suspicious: list[Suspicion] = field(default_factory=list)
    to_end: list[Suspicion] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    drifted: list[MediaSeat] = field(default_factory=list)

    @property
    def has_news(self) -> bool:
        return bool(self.joined or self.left or self.published or self.suspicious or self.strangers)


Tell = Callable[[Findings], None]


def tell_nobody(findings: Findings) -> None:
    """For callers that only want the rows true."""


def create_missing_rooms(server: MediaServer | None = None) -> list[str]:
    """Open rooms that the media server lost are made again under their own names."""
    server = server or media_server()
    present = server.list_rooms()
    missing = [room for room in queries.list_open_rooms() if room.name not in present]
    with ThreadPoolExecutor(max_workers=8) as workers:
        list(workers.map(lambda room: server.create_room(room.name), missing))
    return [room.name for room in missing]


def reconcile_room(name: str, tell: Tell = tell_nobody) -> Findings | None:
    """After a webhook, or when `sweep` says so. None: not an open room of ours."""
    room = MediaRoom.objects.filter(name=name, state=MediaRoomState.OPEN).first()
    if room is None:
        return None
    taken_at = clock.now()
    return _compare_and_correct(room, taken_at, media_server().list_participants(name), tell)


def _compare_and_correct(
    room: MediaRoom, taken_at: datetime, people: list[Participant], tell: Tell
) -> Findings:
    with transaction.atomic():
        findings = _compare(room, taken_at, people)
        if findings.has_news:
            tell(findings)
    _correct(findings)
    return findings


def _compare(room: MediaRoom, taken_at: datetime, people: list[Participant]) -> Findings:
    findings = Findings(room)
    if not queries.lock_room(room.pk).is_open:
        return findings
    there = {participant.identity: participant for participant in people}
    seats = list(
        MediaSeat.objects.select_for_update(no_key=True)
        .filter(room=room, closed_at__isnull=True)
        .order_by("pk")
    )
    findings.strangers = sorted(there.keys() - {seat.identity for seat in seats})
    for seat in seats:
        if seat.seen_at is None or seat.seen_at < taken_at:
            _compare_seat(seat, taken_at, there.get(seat.identity), findings)
    return findings


def _compare_seat(
    seat: MediaSeat, taken_at: datetime, participant: Participant | None, findings: Findings
) -> None:
    was_connected = seat.is_connected
    publishing = [_describe(seat, track) for track in participant.tracks] if participant else []
    if participant is not None:
        known = {track["sid"] for track in seat.publishing}
        for track in participant.tracks:
            if is_suspicious(seat, track):
                findings.to_end.append(Suspicion(seat, track))
                if track.sid not in known:
                    findings.suspicious.append(Suspicion(seat, track))
        if participant.permission != commands.permission_of(seat):
            findings.drifted.append(seat)
    if participant is not None and not was_connected:
        seat.joined_at, seat.left_at = taken_at, None
        findings.joined.append(seat)
    elif participant is None and was_connected:
        seat.left_at = taken_at
        findings.left.append(seat)
    if publishing != seat.publishing:
        seat.publishing = publishing
        findings.published.append(seat)
    elif seat.is_connected == was_connected:
        return
    seat.seen_at = taken_at
    # Facts of the media server, not a change of ours: the version stays.
    seat.save(update_fields=["joined_at", "left_at", "publishing", "seen_at"])


def _correct(findings: Findings) -> None:
    """Each is wished anew at the next look, so what fails now is not lost."""
    room = findings.room
    server = media_server()
    for identity in findings.strangers:
        if server.remove_participant(room.name, identity):
            log.warning("media_stranger_removed", media_room=str(room.pk), identity=identity)
    for seat in findings.drifted:
        server.update_permission(room.name, seat.identity, commands.permission_of(seat))
    ended: dict[UUID, tuple[MediaSeat, list[str]]] = {}
    for suspicion in findings.to_end:
        ended.setdefault(suspicion.seat.pk, (suspicion.seat, []))[1].append(suspicion.track.source)
    for seat, sources in ended.values():
        log.warning("media_track_ended", media_room=str(room.pk), identity=seat.identity, sources=sources)
        commands.end_tracks(seat, room.name, sources)


def is_suspicious(seat: MediaSeat, track: Track) -> bool:
    """Sent without the right, or not what it declares: the media server checks only the declared word."""
    return track.source not in seat.may_publish or _KINDS.get(TrackSource(track.source)) != track.kind


def _describe(seat: MediaSeat, track: Track) -> dict[str, Any]:
    described: dict[str, Any] = {
        "sid": track.sid,
        "source": track.source,
        "kind": track.kind,
        "muted": track.muted,
    }
    return {**described, "suspicious": True} if is_suspicious(seat, track) else described
