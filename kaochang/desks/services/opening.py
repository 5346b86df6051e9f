"""A desk opens and closes; what is at it then."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.desks import events, queries
from kaochang.desks.models import Desk
from kaochang.desks.services.telling import push, tell
from kaochang.desks.states import CloseReason
from kaochang.exams.models import RosterEntry
from kaochang.media import queries as media_queries
from kaochang.media import services as media
from kaochang.media.models import MediaRoom


@transaction.atomic
def open_desk(roster_entry: RosterEntry, *, by: Actor) -> Desk:
    """A new epoch of the candidate's media room. An open desk stays as it is."""
    desk = queries.lock_desk(roster_entry.pk)
    if desk.is_open:
        return desk
    desk.media_room_id = media.open_room("desk", desk.pk).pk
    desk.opened_at = clock.now()
    desk.closed_at, desk.close_reason, desk.share_allowed = None, "", False
    save_changed(desk, "media_room_id", "opened_at", "closed_at", "close_reason", "share_allowed")
    event = events.DeskOpened(desk_id=desk.pk, roster_entry_id=desk.roster_entry_id)
    tell(event, desk, by=by, phone=queries.find_phone(desk.roster_entry_id))
    return desk


@transaction.atomic
def close_desk(desk: Desk, *, reason: str, by: Actor) -> Desk:
    """End every seat and token at this desk, the candidate's own and the phone's too."""
    desk = queries.lock_desk(desk.roster_entry_id)
    cause = CloseReason(reason)
    if not desk.is_open:
        return desk
    media.close_room(media_room_of(desk), reason=str(cause))
    desk.media_room_id = None
    desk.closed_at, desk.close_reason, desk.share_allowed = clock.now(), cause, False
    save_changed(desk, "media_room_id", "closed_at", "close_reason", "share_allowed")
    event = events.DeskClosed(desk_id=desk.pk, roster_entry_id=desk.roster_entry_id, reason=cause)
    tell(event, desk, by=by, phone=queries.find_phone(desk.roster_entry_id))
    return desk


@transaction.atomic
def move_desk(roster_entry: RosterEntry, *, by: Actor) -> Desk:
    """To the room where the candidate is now. An open one closes: the new room's staff are others."""
    desk = close_desk(queries.lock_desk(roster_entry.pk), reason=CloseReason.MOVED, by=by)
    if desk.room_id != roster_entry.exam_room_id:
        desk.room = roster_entry.exam_room
        save_changed(desk, "room")
        event = events.DeskMoved(roster_entry_id=roster_entry.pk, room_id=desk.room_id)
        tell(event, desk, by=by)
    return desk


@transaction.atomic
def allow_share(roster_entry: RosterEntry, *, allowed: bool, by: Actor) -> Desk:
    """Whether this candidate may share a screen; also after a reload, which brings a new seat."""
    desk = queries.lock_desk(roster_entry.pk)
    allowed = allowed and desk.room.session.share_allowed
    if desk.share_allowed == allowed:
        return desk
    desk.share_allowed = allowed
    save_changed(desk, "share_allowed")
    if desk.is_open:
        for seat in media_queries.list_open_seats(media_room_of(desk)):
            if seat.purpose == "candidate":
                media.grant_screen_share(seat, allowed)
    tell(events.ScreenShareAllowed(roster_entry_id=roster_entry.pk, allowed=allowed), desk, by=by)
    return desk


@transaction.atomic
def tell_visitors_changed(desk: Desk) -> None:
    """After somebody came to the desk or left it: the candidate's page shows an eye, or none."""
    watched = desk.is_open and media_queries.is_watched(media_room_of(desk))
    push(events.VisitorsChanged(roster_entry_id=desk.roster_entry_id, watched=watched), desk)


def media_room_of(desk: Desk) -> MediaRoom:
    room = media_queries.open_room_of("desk", desk.pk)
    if room is None:
        # The media domain closed the room on its own: the rows disagree, and nothing here can mend it.
        raise LookupError(f"desk {desk.pk} has no open media room")
    return room


def make_desks(entries: Sequence[RosterEntry]) -> None:
    """For a roster that is written as a whole; who has one keeps it."""
    Desk.objects.bulk_create(
        [Desk(roster_entry=entry, room_id=entry.exam_room_id) for entry in entries],
        ignore_conflicts=True,
        batch_size=1000,
    )


def remove_unused_desks(roster_entry_ids: Sequence[UUID]) -> None:
    """Of candidates who leave the roster. ProtectedError when a device or a check hangs on one of them."""
    Desk.objects.filter(roster_entry_id__in=roster_entry_ids, opened_at__isnull=True).delete()
