"""What follows when somebody comes to a media room or leaves it: told to those who may know.

The media server's messages are hints. Each one leads to one comparison of its room with the rows, so a
repeated, late or reordered message does nothing that the room does not show.
"""

from collections.abc import Iterable
from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.exams import queries as exams
from kaochang.media import queries as media
from kaochang.media import webhooks
from kaochang.media.events import PeopleChanged, StrangerRemoved, SuspiciousTrackFound
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.reconcile import Findings, Suspicion, reconcile_room
from kaochang.media.states import RoomKind, SeatPurpose
from kaochang.realtime import channels
from kaochang.realtime.services import announce

SYSTEM = Actor.system("media server")


def dispatch(event_pk: int) -> None:
    event = webhooks.find_undispatched(event_pk)
    if event is None:
        return
    if event.room_name:
        reconcile_room(event.room_name, tell)
    webhooks.mark_dispatched(event)


def tell(findings: Findings) -> None:
    """In the transaction that changed the seats: what is written is told, once."""
    room = findings.room
    for suspicion in findings.suspicious:
        _alarm(room, suspicion)
    for identity in findings.strangers:
        _note_stranger(room, identity)
    _tell_people(room, [*findings.joined, *findings.left])


def _tell_people(room: MediaRoom, moved: Iterable[MediaSeat]) -> None:
    """An inspector comes and goes without a word, not even one that only says that something changed."""
    shown = [seat for seat in moved if seat.purpose != SeatPurpose.INSPECT]
    if not shown or room.kind == RoomKind.CHECK:
        return
    event = PeopleChanged(media_room_id=room.pk, kind=room.kind)
    scopes = {seat.scope_id for seat in shown}
    announce(event, to=[channels.room_staff(scope) for scope in scopes], subject=room)
    if room.kind == RoomKind.DESK:
        desk = desk_queries.desk_of_media_room(room.pk)
        if desk is not None:
            desks.tell_visitors_changed(desk)


def _alarm(room: MediaRoom, suspicion: Suspicion) -> None:
    seat, track = suspicion.seat, suspicion.track
    event = SuspiciousTrackFound(
        media_room_id=room.pk,
        identity=seat.identity,
        person_id=seat.person_id,
        seat_purpose=seat.purpose,
        source=track.source,
        kind=track.kind,
    )
    record(event, by=SYSTEM, about=seat, scope_id=seat.scope_id)
    announce(event, to=[channels.room_staff(seat.scope_id)], subject=seat)


def _note_stranger(room: MediaRoom, identity: str) -> None:
    """Whose seat in this room closed a moment ago is only on the way out; anybody else broke in."""
    seat = media.find_seat(identity)
    if seat is None or seat.room_id != room.pk:
        event = StrangerRemoved(media_room_id=room.pk, identity=identity[:80])
        exam_room_id = _exam_room_of(room)
        record(event, by=SYSTEM, about=room, scope_id=exam_room_id)
        if exam_room_id is not None:
            announce(event, to=[channels.room_staff(exam_room_id)], subject=room)


def _exam_room_of(room: MediaRoom) -> UUID | None:
    """A stranger has no seat that would name it; the media room belongs to one exam room, by its kind."""
    if room.kind == RoomKind.PANEL:
        return room.scope_id
    if room.kind == RoomKind.DESK:
        desk = desk_queries.desk_of_media_room(room.pk)
        return desk.room_id if desk is not None else None
    entry = exams.find_roster_entry(room.scope_id)
    return entry.room_id if entry is not None else None
