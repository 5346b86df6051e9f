"""Where candidates could go: everybody without a place in order, or one candidate out of a clash. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kaochang.exams.states import RoomState
from kaochang.planning.clashes import Clash, ClashKind, fits, fits_major
from kaochang.planning.room_times import RoomTimes
from kaochang.planning.timetable import Entry, Room, Timetable

SHUT = (RoomState.CLOSED, RoomState.ARCHIVED)


@dataclass(frozen=True)
class Target:
    room_id: UUID
    slot_starts_at: datetime


class Left(StrEnum):
    """Why somebody stays without a place."""

    NO_ROOM = "no_room"
    NO_ROOM_OF_MAJOR = "no_room_of_major"
    NO_FREE_SLOT = "no_free_slot"
    # There is a free slot, but with somebody who is close to them, or while they are in another exam.
    RELATION = "relation"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Filling:
    placed: dict[UUID, Target]
    left: dict[UUID, Left]


def fill(
    table: Timetable,
    *,
    not_before: datetime,
    only: Collection[UUID] | None = None,
    into: UUID | None = None,
    most: int | None = None,
) -> Filling:
    """By candidate number into the rooms in their order, each room an equal share of what it may take.

    Who has a room and no slot yet stays in that room. `only`: these candidates and nobody else. `into`: this
    room and no other; whoever of them has a place elsewhere comes over. `most`: after so many it ends.
    """
    rooms = [room for room in table.rooms if room.state not in SHUT and into in (None, room.id)]
    chosen = (entry for entry in table.entries if only is None or entry.id in only)
    coming = (entry for entry in chosen if not entry.is_placed or into not in (None, entry.room_id))
    waiting = sorted(coming, key=lambda entry: entry.candidate_number)
    times = _times(table, not_before)
    shares = _shares(table, rooms, waiting)
    filling = Filling({}, {})
    full: set[UUID] = set()
    for entry in waiting:
        if most is not None and len(filling.placed) >= most:
            break
        mine = [
            room for room in rooms if (into or entry.room_id) in (None, room.id) and fits_major(room, entry)
        ]
        open_to = [room for room in mine if room.id not in full]
        # Rooms that still have a part of their share come first.
        preferred = sorted(open_to, key=lambda room: times[room.id].candidates >= shares[room.id])
        target = _first_free(table, entry, preferred, times)
        if target is None:
            if mine:
                filling.left[entry.id] = _what_keeps(table, entry, open_to, times)
                # Nobody looks again at what has no slot left.
                full |= {room.id for room in open_to if not times[room.id].free}
            else:
                filling.left[entry.id] = Left.NO_ROOM_OF_MAJOR if rooms else Left.NO_ROOM
            continue
        filling.placed[entry.id] = target
        span = table.span_of(entry, target.slot_starts_at)
        if span is not None:
            times[target.room_id].take(span)
    return filling


def staff_near(table: Timetable, entry: Entry) -> list[str]:
    """Who of the staff of any room is close to this candidate."""
    return sorted(
        {
            duty.name
            for room in table.rooms
            for duty in room.duties
            if (duty.person_id, entry.person_id) in table.relations
        }
    )


def remedy(table: Timetable, clash: Clash, *, not_before: datetime) -> Target | None:
    """The nearest place where this candidate clashes with nothing, in the own room if there is one."""
    entry = next((entry for entry in table.entries if entry.id == clash.entry_id), None)
    if entry is None or entry.slot_starts_at is None or clash.kind in (ClashKind.NIGHT, ClashKind.NO_GAP):
        return None
    start = entry.slot_starts_at
    others = [one for one in table.entries if one.id != entry.id]
    times = _times(replace(table, entries=others), not_before)
    rooms = [room for room in table.rooms if room.state not in SHUT]
    rooms.sort(key=lambda room: room.id != entry.room_id)
    best: Target | None = None
    for room in rooms:
        for slot in sorted(times[room.id].free, key=lambda slot: abs(slot - start)):
            if best is not None and abs(slot - start) >= abs(best.slot_starts_at - start):
                break
            if _is_free(table, entry, room, slot, times):
                best = Target(room.id, slot)
                break
        if best is not None and best.room_id == entry.room_id and clash.kind != ClashKind.RELATION:
            break
    return best


def count_free(table: Timetable, *, not_before: datetime) -> dict[UUID, int]:
    """How many slots of each room nobody has."""
    return {room_id: len(times.free) for room_id, times in _times(table, not_before).items()}


Times = dict[UUID, RoomTimes]


def _times(table: Timetable, not_before: datetime) -> Times:
    slots = [slot for slot in table.slots() if slot >= not_before]
    spans = {
        room.id: [span for entry in table.by_room.get(room.id, ()) if (span := table.span_of(entry))]
        for room in table.rooms
    }
    return {room_id: RoomTimes(taken, slots, table.interview) for room_id, taken in spans.items()}


def _shares(table: Timetable, rooms: list[Room], waiting: Iterable[Entry]) -> dict[UUID, int]:
    """How many each room has in the end when its major's candidates are spread evenly."""
    count: dict[UUID | None, int] = defaultdict(int)
    for entry in [*waiting, *(entry for entries in table.by_room.values() for entry in entries)]:
        own = next((room.major_id for room in rooms if room.major_id == entry.major_id), None)
        count[own] += 1
    same: dict[UUID | None, int] = defaultdict(int)
    for room in rooms:
        same[room.major_id] += 1
    return {room.id: -(-count[room.major_id] // same[room.major_id]) for room in rooms}


def _what_keeps(table: Timetable, entry: Entry, rooms: list[Room], times: Times) -> Left:
    """What would have to go for this candidate to find a slot; of two, what the school can rearrange."""
    for reason, without in (
        (Left.ELSEWHERE, replace(table, candidates_elsewhere={})),
        (Left.RELATION, replace(table, relations=frozenset())),
        (Left.RELATION, replace(table, relations=frozenset(), candidates_elsewhere={})),
    ):
        if _first_free(without, entry, rooms, times) is not None:
            return reason
    return Left.NO_FREE_SLOT


def _first_free(table: Timetable, entry: Entry, rooms: Iterable[Room], times: Times) -> Target | None:
    for room in rooms:
        for slot in times[room.id].free:
            if _is_free(table, entry, room, slot, times):
                return Target(room.id, slot)
    return None


def _is_free(table: Timetable, entry: Entry, room: Room, slot: datetime, times: Times) -> bool:
    return fits(table, entry, room, slot, taken=lambda where, span: times[where.id].is_taken(span))
