"""Visits of those who only look: who looked at whom, from when to when, is in the trail.

The beginning is written with the seat. The end has many causes (left, taken over, desk closed, browser
gone), so one look at the rows finds it, whatever the cause was.
"""

from datetime import datetime, timedelta

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.interviews import events
from kaochang.media import queries as media
from kaochang.media import services as media_services
from kaochang.media.grants import LOOKERS
from kaochang.media.models import MediaSeat
from kaochang.media.states import SeatPurpose
from kaochang.waiting import queries as waiting
from kaochang.waiting.models import QueueEntry

WATCH = Actor.system("watch")
# A page that lost its line comes back by itself within this; after it, a new seat is taken.
GONE_FOR = timedelta(seconds=60)


def note_began(seat: MediaSeat, entry: QueueEntry, *, by: Actor) -> None:
    if seat.purpose in LOOKERS:
        began = events.LookBegan(entry_id=entry.pk, seat_id=seat.pk, purpose=SeatPurpose(seat.purpose))
        record(began, by=by, about=entry, scope_id=entry.room_id)


def list_ended_looks() -> list[str]:
    """The identities of visits that are over, or whose browser is gone, and whose end is not noted."""
    return media.list_ended_looks(gone_since=clock.now() - GONE_FOR)


@transaction.atomic
def note_ended_look(identity: str) -> None:
    """Called by the watch, and by whoever leaves: the candidate's eye closes at once."""
    seat = media.lock_look(identity)
    if seat is not None and _is_over(seat):
        _note_end(seat)


def _is_over(seat: MediaSeat) -> bool:
    """A seat whose browser is gone for good is closed here: nobody else would."""
    gone_since = seat.left_at or (None if seat.joined_at else seat.created_at)
    if seat.is_open and gone_since and gone_since <= clock.now() - GONE_FOR:
        media_services.close_seats(identity=seat.identity, reason="gone")
        seat.refresh_from_db()
    return not seat.is_open


def _note_end(seat: MediaSeat) -> None:
    media_services.note_end(seat)
    desk = desk_queries.get_desk(seat.room.scope_id)
    entry = waiting.entry_of(desk.roster_entry_id)
    ended = events.LookEnded(
        entry_id=entry.pk,
        seat_id=seat.pk,
        purpose=SeatPurpose(seat.purpose),
        person_id=seat.person_id,
        joined=seat.joined_at is not None,
        began_at=seat.created_at,
        ended_at=_ended_at(seat),
        reason=seat.close_reason,
    )
    record(ended, by=WATCH, about=entry, scope_id=seat.scope_id)
    if seat.purpose == SeatPurpose.VIEW:
        desks.tell_visitors_changed(desk)


def _ended_at(seat: MediaSeat) -> datetime:
    """The browser may have left before the seat was closed."""
    times: list[datetime] = [time for time in (seat.left_at, seat.closed_at) if time is not None]
    return min(times)
