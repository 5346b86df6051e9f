"""Opening and closing rooms and seats: rows in the caller's transaction; the media server hears by a job.

A closed seat is out at the commit, because the gate reads the row; the job only cuts what is connected.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.media import names, queries
from kaochang.media.errors import MediaRoomClosed, MediaUnavailable, SeatClosed
from kaochang.media.grants import GRANTS, SHARE, Replaces
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.server import MediaServerDown, media_server
from kaochang.media.states import MEDIA_ROOM, MediaRoomState, RoomKind, SeatPurpose, TrackSource
from kaochang.media.tokens import sign_join_token


@transaction.atomic
def open_room(kind: RoomKind | str, scope_id: UUID, *, expires_at: datetime | None = None) -> MediaRoom:
    """The open room of this scope, or a new one under a new name. A device check always begins anew."""
    kind = RoomKind(kind)
    found = queries.open_room_of(kind, scope_id)
    if found is not None and (kind == RoomKind.CHECK or _is_expired(found)):
        close_room(found, reason="expired" if _is_expired(found) else "opened_again")
        found = None
    if found is not None:
        return found
    try:
        with transaction.atomic():
            room = MediaRoom.objects.create(
                kind=kind, scope_id=scope_id, name=names.room_name(kind), expires_at=expires_at
            )
    except IntegrityError:
        # Somebody opened it at the same moment.
        return MediaRoom.objects.get(kind=kind, scope_id=scope_id, state=MediaRoomState.OPEN)
    enqueue("media.create_room", room_id=str(room.pk))
    return room


@transaction.atomic
def close_room(room: MediaRoom, reason: str) -> MediaRoom:
    """For good, with every seat in it. Closing a closed room changes nothing."""
    room = queries.lock_room(room.pk)
    if not room.is_open:
        return room
    MEDIA_ROOM.require(room.state, MediaRoomState.CLOSED)
    _close(MediaSeat.objects.filter(room=room), reason=reason)
    room.state = MediaRoomState.CLOSED
    room.closed_at = clock.now()
    room.close_reason = reason[:40]
    save_changed(room, "state", "closed_at", "close_reason")
    enqueue("media.delete_room", name=room.name)
    return room


@transaction.atomic
def open_seat(
    room: MediaRoom,
    *,
    purpose: SeatPurpose | str,
    scope_id: UUID,
    person_id: UUID | None = None,
    login_session_id: UUID | None = None,
    device_id: UUID | None = None,
    replace: bool = True,
) -> MediaSeat:
    """A seat with the grants of its purpose. Which older seat it puts out is in `grants.py`."""
    purpose = SeatPurpose(purpose)
    room = queries.lock_room(room.pk)
    if not room.is_open or _is_expired(room):
        raise MediaRoomClosed()
    grants = GRANTS[purpose]
    if replace and grants.replaces is Replaces.PURPOSE:
        close_seats(reason="replaced", room=room, purposes=[purpose])
    elif replace and grants.replaces is Replaces.PERSON and person_id is not None:
        close_seats(reason="replaced", room=room, purposes=[purpose], person_id=person_id)
    return MediaSeat.objects.create(
        room=room,
        identity=names.seat_identity(),
        purpose=purpose,
        scope_id=scope_id,
        person_id=person_id,
        login_session_id=login_session_id,
        device_id=device_id,
        grants=grants.as_json(),
    )


@transaction.atomic
def close_seats(
    *,
    reason: str,
    room: MediaRoom | None = None,
    person_id: UUID | None = None,
    scope_id: UUID | None = None,
    purposes: Sequence[SeatPurpose | str] | None = None,
    identity: str | None = None,
    device_id: UUID | None = None,
) -> int:
    """Close every open seat that fits all that is given; at least one thing besides the purpose."""
    wanted: dict[str, Any] = {
        name: value
        for name, value in (
            ("room", room),
            ("person_id", person_id),
            ("scope_id", scope_id),
            ("identity", identity),
            ("device_id", device_id),
        )
        if value is not None
    }
    if not wanted:
        raise ValueError("whose seats?")
    if purposes is not None:
        wanted["purpose__in"] = list(purposes)
    return _close(MediaSeat.objects.filter(**wanted), reason=reason)


def note_end(seat: MediaSeat) -> None:
    MediaSeat.objects.filter(pk=seat.pk).update(end_noted=True)


@transaction.atomic
def close_seats_of_login_session(login_session_id: UUID, reason: str = "taken_over") -> int:
    return _close(MediaSeat.objects.filter(login_session_id=login_session_id), reason=reason)


@transaction.atomic
def close_expired_rooms() -> int:
    """Called by the watch; the gate refuses an expired room before that."""
    due = MediaRoom.objects.filter(state=MediaRoomState.OPEN, expires_at__lte=clock.now())
    rooms = list(due.select_for_update(no_key=True, skip_locked=True))
    for room in rooms:
        close_room(room, reason="expired")
    return len(rooms)


@transaction.atomic
def grant_screen_share(seat: MediaSeat, allowed: bool) -> MediaSeat:
    """Holds for the connected tab at once, by a job, and for each later join by the token."""
    seat = MediaSeat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    kept = [source for source in seat.may_publish if source not in SHARE]
    publish = [*kept, *SHARE] if allowed else kept
    if not seat.is_open or publish == seat.may_publish:
        return seat
    seat.grants = {**seat.grants, "publish": publish}
    save_changed(seat, "grants")
    enqueue("media.apply_grants", seat_id=str(seat.pk))
    return seat


def mute_source(room: MediaRoom, *, purpose: SeatPurpose | str, source: TrackSource | str) -> None:
    """A microphone or camera is muted, and its owner may switch it on again; a screen share ends."""
    enqueue(
        "media.mute_source",
        room_id=str(room.pk),
        purpose=str(SeatPurpose(purpose)),
        source=str(TrackSource(source)),
    )


def join_answer(seat: MediaSeat) -> dict[str, Any]:
    """What a page needs to join: call it after the commit, it speaks with the media server."""
    room = queries.get_room(seat.room_id)
    if not room.is_open or _is_expired(room):
        raise MediaRoomClosed()
    try:
        media_server().create_room(room.name)
    except MediaServerDown as down:
        raise MediaUnavailable() from down
    now = MediaSeat.objects.select_related("room").get(pk=seat.pk)
    if not now.is_open or not now.room.is_open:
        raise SeatClosed()
    return {
        "url": "",
        "room": room.name,
        "identity": now.identity,
        "token": sign_join_token(now, room.name),
        "ice_servers": environment.ICE_SERVERS,
    }


def _close(seats: QuerySet[MediaSeat], *, reason: str) -> int:
    """One UPDATE that names the rows it changed: two closings at once never both count a seat."""
    open_seats = list(
        seats.filter(closed_at__isnull=True)
        .select_for_update(no_key=True, of=("self",))
        .order_by("pk")
        .values_list("pk", "room_id")
    )
    if not open_seats:
        return 0
    now = clock.now()
    MediaSeat.objects.filter(pk__in=[pk for pk, _ in open_seats]).update(
        closed_at=now, close_reason=reason[:40], updated_at=now, publishing=[], version=F("version") + 1
    )
    _cut(pk for pk, _ in open_seats)
    return len(open_seats)


def _cut(seat_ids: Iterable[UUID]) -> None:
    enqueue("media.remove_seats", seat_ids=[str(seat_id) for seat_id in seat_ids])


def _is_expired(room: MediaRoom) -> bool:
    return room.expires_at is not None and room.expires_at <= clock.now()
