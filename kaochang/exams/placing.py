"""A candidate's room and slot. The line before the room follows in `waiting`; both are led by `planning`."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core.changes import apply_changes
from kaochang.exams import events
from kaochang.exams.models import ExamRoom, RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.realtime import channels
from kaochang.realtime.services import announce


def place_entry(
    entry: RosterEntry,
    room: ExamRoom | None,
    slot_starts_at: datetime | None,
    *,
    by: Actor,
    reason: str = "",
    confirm_again: bool = True,
) -> RosterEntry:
    """The caller holds both rooms, the session and the entry; `order_rooms` comes after the last one.

    `confirm_again`: who confirmed the old room is asked about the new one.
    """
    old = entry.room_id
    values: dict[str, Any] = {"room_id": room.pk if room else None, "slot_starts_at": slot_starts_at}
    if room is None:
        values["order_number"] = None
    elif old != room.pk:
        # None of its own until the room is put in order.
        values["order_number"] = 0
    if confirm_again:
        values["room_confirmed_at"] = None
    changes = [
        change for change in apply_changes(entry, values) if change.field in ("room_id", "slot_starts_at")
    ]
    entry.room = room
    event = events.RosterEntryPlaced(roster_entry_id=entry.pk, changes=changes, reason=reason)
    record(event, by=by, about=entry, scope_id=entry.trail_scope_id)
    if entry.session.state in VISIBLE:
        staff = [channels.room_staff(room_id) for room_id in {old, entry.room_id} if room_id]
        mine = [channels.candidate(entry.pk), channels.person("candidate", entry.person_id)]
        announce(event, to=[*mine, *staff], subject=entry)
        if old != entry.room_id:
            accounts.refresh_push_channels(entry.person_id, "candidate")
    return entry


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
