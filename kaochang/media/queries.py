"""Reads of rooms and seats."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kaochang.core.errors import NotFound
from kaochang.media.grants import LOOKERS, WATCHERS
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.states import MediaRoomState, RoomKind, SeatPurpose


def find_room(room_id: UUID | None) -> MediaRoom | None:
    return MediaRoom.objects.filter(pk=room_id).first() if room_id else None


def get_room(room_id: UUID) -> MediaRoom:
    room = find_room(room_id)
    if room is None:
        raise NotFound()
    return room


def open_room_of(kind: RoomKind | str, scope_id: UUID) -> MediaRoom | None:
    return MediaRoom.objects.filter(kind=kind, scope_id=scope_id, state=MediaRoomState.OPEN).first()


def lock_room(room_id: UUID) -> MediaRoom:
    room = MediaRoom.objects.select_for_update(no_key=True).filter(pk=room_id).first()
    if room is None:
        raise NotFound()
    return room


def find_seat(identity: str) -> MediaSeat | None:
    return MediaSeat.objects.select_related("room").filter(identity=identity).first()


def list_open_seats(room: MediaRoom | UUID) -> list[MediaSeat]:
    room_id = room.pk if isinstance(room, MediaRoom) else room
    return list(MediaSeat.objects.filter(room_id=room_id, closed_at__isnull=True).order_by("created_at"))


def list_devices(room_ids: Iterable[UUID]) -> list[MediaSeat]:
    """The candidates' own seats in these rooms: computers and second cameras."""
    own = (SeatPurpose.CANDIDATE, SeatPurpose.SECOND_CAMERA)
    return list(MediaSeat.objects.filter(room_id__in=list(room_ids), closed_at__isnull=True, purpose__in=own))


def list_ended_looks(*, gone_since: datetime) -> list[str]:
    """Visits of those who only look whose end is not noted: closed, or nobody is there since then."""
    gone = Q(left_at__lte=gone_since) | Q(left_at=None, joined_at=None, created_at__lte=gone_since)
    ended = _looks().filter(gone | Q(closed_at__isnull=False))
    return list(ended.order_by("created_at").values_list("identity", flat=True))


def lock_look(identity: str) -> MediaSeat | None:
    """None: its end is noted, or somebody does it now."""
    looks = _looks().select_for_update(no_key=True, of=("self",), skip_locked=True).select_related("room")
    return looks.filter(identity=identity).first()


def _looks() -> QuerySet[MediaSeat]:
    return MediaSeat.objects.filter(end_noted=False, purpose__in=sorted(LOOKERS))


def is_watched(room: MediaRoom | UUID) -> bool:
    """Whether somebody looks on with 「查看」; an inspector's silent visit is not told."""
    room_id = room.pk if isinstance(room, MediaRoom) else room
    return bool(watched_rooms([room_id]))


def is_watching(seat: MediaSeat) -> bool:
    """The same of an open seat that is read already."""
    return seat.purpose in WATCHERS and seat.joined_at is not None and seat.left_at is None


def watched_rooms(room_ids: Iterable[UUID]) -> set[UUID]:
    seats = _connected().filter(room_id__in=list(room_ids), purpose__in=WATCHERS)
    return set(seats.values_list("room_id", flat=True))


def list_open_rooms() -> list[MediaRoom]:
    return list(MediaRoom.objects.filter(state=MediaRoomState.OPEN).order_by("created_at"))


def count_connected() -> dict[str, tuple[UUID, int]]:
    """Each open room by its name at the media server, and how many we take for connected there."""
    connected = _connected().filter(room__state=MediaRoomState.OPEN).order_by().values_list("room_id")
    counts = dict(connected.annotate(Count("pk")))
    rooms = MediaRoom.objects.filter(state=MediaRoomState.OPEN).values_list("name", "pk")
    return {name: (pk, counts.get(pk, 0)) for name, pk in rooms}


def _connected() -> QuerySet[MediaSeat]:
    return MediaSeat.objects.filter(closed_at__isnull=True, joined_at__isnull=False, left_at__isnull=True)
