"""The fourth and fifth beat together, and the places that a change moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.events import Event
from kaochang.core.models import BaseModel, save_changed
from kaochang.exams import services as exams
from kaochang.exams.models import ExamRoom
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.waiting import events, queries
from kaochang.waiting.forecasts import Forecast
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QUEUE, QueueState

# A forecast that moves by less is no news: interviews are never that exact.
NOTEWORTHY = timedelta(minutes=5)


def note(event: Event, entry: QueueEntry, *, by: Actor, about: BaseModel | None = None) -> None:
    """Into the trail only."""
    record(event, by=by, about=about or entry, scope_id=entry.room_id)


def tell(event: Event, entry: QueueEntry, *, by: Actor, about: BaseModel | None = None) -> None:
    """Into the trail, to this candidate, to the room's staff."""
    note(event, entry, by=by, about=about)
    to = [channels.candidate(entry.roster_entry_id), channels.room_staff(entry.room_id)]
    announce(event, to=to, subject=about or entry)


def tell_staff(event: Event, entry: QueueEntry) -> None:
    announce(event, to=[channels.room_staff(entry.room_id)], subject=entry)


def tell_availability(room: ExamRoom) -> None:
    """The officer's tile of everybody who waits shows whether an officer is free."""
    event = events.OfficerAvailabilityChanged(room_id=room.pk)
    announce(event, to=[channels.room_candidates(room.pk)], subject=room)


def change_state(entry: QueueEntry, state: QueueState, *, by: Actor, also: tuple[str, ...] = ()) -> None:
    """The caller holds the locks. `also`: columns that the caller set together with the state."""
    QUEUE.require(entry.state, state)
    entry.state, entry.state_changed_at = state, clock.now()
    save_changed(entry, "state", "state_changed_at", *also)
    event = events.StateChanged(entry_id=entry.pk, state=state)
    note(event, entry, by=by)
    announce(event, to=[channels.candidate(entry.roster_entry_id)], subject=entry)
    tell_staff(events.QueueChanged(entry_id=entry.pk, state=state), entry)


def end_help(entry: QueueEntry, *, by: Actor) -> None:
    """Nobody is waited for any more. The caller saves `help_asked_at` and `help_text`."""
    if entry.help_asked_at is None:
        return
    entry.help_asked_at, entry.help_text = None, ""
    exams.end_help(entry.roster_entry, by=by)


@contextmanager
def moving_line(room: ExamRoom, *, only: QueueEntry | None = None) -> Iterator[None]:
    """Around a change of order or state: afterwards everybody who stands elsewhere, or later, hears of it.

    The caller holds the room. `only`: the one entry that changes; the others are not read again.
    """
    spots = queries.list_spots(room.pk)
    before = queries.forecast(room, spots)
    yield
    if only is None:
        spots = queries.list_spots(room.pk)
    else:
        (changed,) = queries.spots_of([only])
        spots = [changed if spot.entry_id == changed.entry_id else spot for spot in spots]
    after = queries.forecast(room, spots)
    for spot in spots:
        now = after.get(spot.entry_id)
        if now is None or _same_place(before.get(spot.entry_id), now):
            continue
        event = events.PlaceChanged(
            place=now.place,
            ahead=now.ahead,
            forecast_from=now.forecast_from,
            forecast_to=now.forecast_to,
        )
        # A subject of its own: the entry's version may move meanwhile by its own candidate's hand, and a
        # page drops what is older. The room's lock keeps the places of one candidate in order.
        announce(event, to=[channels.candidate(spot.roster_entry_id)], subject=("place", spot.entry_id, 0))


def _same_place(before: Forecast | None, after: Forecast) -> bool:
    if before is None or (before.place, before.ahead) != (after.place, after.ahead):
        return False
    return abs(after.forecast_from - before.forecast_from) < NOTEWORTHY
