"""Bringing the media server to what the rows say. Called by jobs and by the watch, never in a transaction."""

from collections.abc import Sequence
from uuid import UUID

from kaochang.media import queries
from kaochang.media.grants import SHARE
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.server import Permission, as_permission, media_server
from kaochang.media.states import MediaRoomState


def create_room(room_id: UUID) -> None:
    room = queries.find_room(room_id)
    if room is None or not room.is_open:
        return
    media_server().create_room(room.name)
    # Closed in between: its deletion may have come before our creation.
    if not MediaRoom.objects.filter(pk=room_id, state=MediaRoomState.OPEN).exists():
        media_server().delete_room(room.name)


def delete_room(name: str) -> None:
    if not MediaRoom.objects.filter(name=name, state=MediaRoomState.OPEN).exists():
        media_server().delete_room(name)


def remove_seats(seat_ids: Sequence[UUID]) -> None:
    closed = MediaSeat.objects.filter(
        pk__in=seat_ids, closed_at__isnull=False, room__state=MediaRoomState.OPEN
    ).select_related("room")
    for seat in closed:
        media_server().remove_participant(seat.room.name, seat.identity)


def apply_grants(seat_id: UUID) -> None:
    seat = MediaSeat.objects.select_related("room").get(pk=seat_id)
    if seat.is_open:
        media_server().update_permission(seat.room.name, seat.identity, permission_of(seat))


def mute_source(room_id: UUID, purpose: str, source: str) -> None:
    room = queries.find_room(room_id)
    if room is None or not room.is_open:
        return
    seats = {seat.identity: seat for seat in queries.list_open_seats(room) if seat.purpose == purpose}
    for participant in media_server().list_participants(room.name):
        seat = seats.get(participant.identity)
        tracks = [track for track in participant.tracks if track.source == source]
        if seat is None or not tracks:
            continue
        if source in SHARE:
            end_tracks(seat, room.name, [source])
            continue
        for track in tracks:
            if not track.muted:
                media_server().mute_track(room.name, seat.identity, track.sid)


def end_tracks(seat: MediaSeat, room_name: str, sources: Sequence[str]) -> None:
    """Take the right away and give it back: the server ends the tracks, and the owner may begin again.

    Muting is not enough here: it leaves a still picture, and its owner undoes it alone.
    """
    server = media_server()
    granted = permission_of(seat)
    without = [source for source in granted.publish if source not in sources]
    lessened = as_permission(without, subscribe=granted.subscribe, hidden=granted.hidden)
    if server.update_permission(room_name, seat.identity, lessened):
        server.update_permission(room_name, seat.identity, granted)


def permission_of(seat: MediaSeat) -> Permission:
    return as_permission(seat.may_publish, subscribe=seat.may_subscribe, hidden=seat.is_hidden)
