"""A candidate's room and slot. The line before the room follows in `waiting`; both are led by `planning`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.audit.services import record_all
from kaochang.core.changes import change_of
from kaochang.core.models import save_many
from kaochang.exams import events
from kaochang.exams.models import ExamRoom, RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.realtime import channels
from kaochang.realtime.services import announce_all


@dataclass(frozen=True)
class Placing:
    """`confirm_again`: who confirmed the old room is asked about the new one."""

    entry: RosterEntry
    room: ExamRoom | None
    slot_starts_at: datetime | None
    confirm_again: bool = True


@dataclass(frozen=True)
class Standing:
    """Which number somebody has in the order of a room, and at what time they stand there."""

    entry_id: UUID
    room_id: UUID
    slot_starts_at: datetime | None
    order_number: int


def place_entries(placings: Sequence[Placing], *, by: Actor, reason: str = "") -> None:
    """In a few statements however many they are, all of one session.

    The caller holds the rooms, the session and the entries; `order_rooms` comes after the last one.
    """
    placed = [(placing.entry, placing.entry.room_id, _set(placing, reason)) for placing in placings]
    moved = [(entry, old, event) for entry, old, event in placed if event is not None]
    entries = [entry for entry, _, _ in moved]
    save_many(entries, "room", "slot_starts_at", "order_number", "room_confirmed_at")
    record_all([(event, entry, entry.trail_scope_id) for entry, _, event in moved], by=by)
    seen = [(entry, old, event) for entry, old, event in moved if entry.session.state in VISIBLE]
    announce_all([(event, _concerned(entry, old), entry) for entry, old, event in seen])
    elsewhere = {entry.person_id for entry, old, _ in seen if old != entry.room_id}
    accounts.refresh_push_channels_of(elsewhere, "candidate")


def _set(placing: Placing, reason: str) -> events.RosterEntryPlaced | None:
    entry, room = placing.entry, placing.room
    values: dict[str, Any] = {
        "room_id": room.pk if room else None,
        "slot_starts_at": placing.slot_starts_at,
    }
    changes = [
        change_of(key, getattr(entry, key), value)
        for key, value in values.items()
        if getattr(entry, key) != value
    ]
    if not changes:
        return None
    if room is None:
        entry.order_number = None
    elif entry.room_id != room.pk:
        # None of its own until the room is put in order.
        entry.order_number = 0
    if placing.confirm_again:
        entry.room_confirmed_at = None
    entry.room, entry.slot_starts_at = room, placing.slot_starts_at
    return events.RosterEntryPlaced(roster_entry_id=entry.pk, changes=changes, reason=reason)


def _concerned(entry: RosterEntry, old: UUID | None) -> list[str]:
    staff = [channels.room_staff(room_id) for room_id in {old, entry.room_id} if room_id]
    return [channels.candidate(entry.pk), channels.person("candidate", entry.person_id), *staff]


def order_rooms(room_ids: Collection[UUID]) -> None:
    """Order numbers follow the slots: 1, 2, 3 … in each room.

    A consequence of the slots, so it counts as no change of the entries that it touches.
    """
    entries = RosterEntry.objects.filter(room_id__in=room_ids).only("room_id", "order_number")
    in_order = entries.order_by("room_id", F("slot_starts_at").asc(nulls_last=True), "order_number")
    places: dict[UUID | None, int] = {}
    moved = []
    for entry in in_order:
        place = places[entry.room_id] = places.get(entry.room_id, 0) + 1
        if entry.order_number != place:
            entry.order_number = place
            moved.append(entry)
    RosterEntry.objects.bulk_update(moved, ["order_number"], batch_size=1000)


def standings_of(room_ids: Collection[UUID]) -> list[Standing]:
    """Before these rooms are put in order; a file may have numbered them as it liked."""
    entries = RosterEntry.objects.filter(room_id__in=room_ids).order_by("room_id", "order_number")
    rows = entries.values_list("pk", "room_id", "slot_starts_at", "order_number")
    return [
        Standing(pk, room_id, slot_starts_at, number)
        for pk, room_id, slot_starts_at, number in rows
        if room_id and number
    ]


def give_back_standings(session_id: UUID, were: Iterable[Standing]) -> None:
    """The caller holds the rooms. Where somebody else stands now, or at another time, the order stays."""
    noted = {one.entry_id: one for one in were}
    here: dict[UUID | None, list[RosterEntry]] = defaultdict(list)
    rooms = {one.room_id for one in noted.values()}
    entries = RosterEntry.objects.filter(session_id=session_id, room_id__in=rooms)
    for entry in entries.only("room_id", "slot_starts_at", "order_number"):
        here[entry.room_id].append(entry)
    back = []
    for mine in here.values():
        stood = [one for entry in mine if (one := noted.get(entry.pk)) and _stands(entry, one)]
        if len(stood) == len(mine) == len({one.order_number for one in stood}):
            back += mine
    for entry in back:
        entry.order_number = noted[entry.pk].order_number
    RosterEntry.objects.bulk_update(back, ["order_number"], batch_size=1000)


def _stands(entry: RosterEntry, was: Standing) -> bool:
    return (entry.room_id, entry.slot_starts_at) == (was.room_id, was.slot_starts_at)
