"""What cannot be in a timetable, and what should not: a rule over plain rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations, pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from kaochang.planning.timetable import Entry, Room, Span, Timetable

# In the candidate's own time: nobody is examined at night unless they asked for it.
NIGHT_FROM, NIGHT_TO = 22, 7


class ClashKind(StrEnum):
    # These block the publication.
    RELATION = "relation"
    STAFF_TWICE = "staff_twice"
    CANDIDATE_TWICE = "candidate_twice"
    SLOT_OVERLAP = "slot_overlap"
    OUTSIDE_WINDOW = "outside_window"
    # These are worth a look.
    OTHER_MAJOR = "other_major"
    NIGHT = "night"
    NO_GAP = "no_gap"


WARNINGS = frozenset({ClashKind.OTHER_MAJOR, ClashKind.NIGHT, ClashKind.NO_GAP})


@dataclass(frozen=True)
class Clash:
    """`person_id` is of the staff; `other` names the other candidate, room or exam, or the local time."""

    kind: ClashKind
    room_id: UUID | None = None
    entry_id: UUID | None = None
    person_id: UUID | None = None
    other: str = ""
    # Of another exam: "" where it has no English name.
    other_en: str = ""
    # Of the same exam: the other room, which has a name in each language.
    other_room_id: UUID | None = None
    # The slot. At another time it is still the same clash.
    at: datetime | None = field(default=None, compare=False)

    @property
    def blocks(self) -> bool:
        return self.kind not in WARNINGS


def find_clashes(table: Timetable) -> list[Clash]:
    """What blocks first, each kind in the order of rooms and slots."""
    found: list[Clash] = []
    for look in (_relations, _staff_twice, _candidate_twice, _overlaps, _outside, _majors, _nights, _gaps):
        found.extend(look(table))
    return found


def _relations(table: Timetable) -> Iterator[Clash]:
    for room, entry in _placed(table):
        for person_id in dict.fromkeys(duty.person_id for duty in room.duties):
            if (person_id, entry.person_id) in table.relations:
                yield Clash(ClashKind.RELATION, room.id, entry.id, person_id, at=entry.slot_starts_at)


def _staff_twice(table: Timetable) -> Iterator[Clash]:
    for person_id, rooms in table.panels.items():
        for (one, _), (other, _) in combinations(rooms, 2):
            if table.span_of_room(one).overlaps(table.span_of_room(other)):
                yield Clash(
                    ClashKind.STAFF_TWICE,
                    one.id,
                    person_id=person_id,
                    other=other.name,
                    other_room_id=other.id,
                )
        for room, _ in rooms:
            span = table.span_of_room(room)
            for busy in table.staff_elsewhere.get(person_id, ()):
                if span.overlaps(busy.span):
                    yield Clash(
                        ClashKind.STAFF_TWICE,
                        room.id,
                        person_id=person_id,
                        other=busy.what,
                        other_en=busy.what_en,
                    )


def _candidate_twice(table: Timetable) -> Iterator[Clash]:
    for room, entry in _placed(table):
        span = table.span_of(entry)
        for busy in table.candidates_elsewhere.get(entry.person_id, ()):
            if span and span.overlaps(busy.span):
                yield Clash(
                    ClashKind.CANDIDATE_TWICE,
                    room.id,
                    entry.id,
                    other=busy.what,
                    other_en=busy.what_en,
                    at=entry.slot_starts_at,
                )


def _overlaps(table: Timetable) -> Iterator[Clash]:
    """The later one is named: moving it mends the clash."""
    for room in table.rooms:
        longest: tuple[Span, Entry] | None = None
        for entry in table.by_room.get(room.id, ()):
            span = table.span_of(entry)
            if span is None:
                continue
            if longest is not None and span.overlaps(longest[0]):
                yield Clash(
                    ClashKind.SLOT_OVERLAP, room.id, entry.id, other=longest[1].name, at=entry.slot_starts_at
                )
            if longest is None or span.ends_at > longest[0].ends_at:
                longest = span, entry


def _outside(table: Timetable) -> Iterator[Clash]:
    for room, entry in _placed(table):
        if not _is_inside(table, table.span_of(entry)):
            yield Clash(ClashKind.OUTSIDE_WINDOW, room.id, entry.id, at=entry.slot_starts_at)


def _majors(table: Timetable) -> Iterator[Clash]:
    for room, entry in _placed(table):
        if not fits_major(room, entry):
            yield Clash(ClashKind.OTHER_MAJOR, room.id, entry.id, at=entry.slot_starts_at)


def _nights(table: Timetable) -> Iterator[Clash]:
    for room, entry in _placed(table):
        if not entry.time_zone or entry.slot_starts_at is None:
            continue
        local = entry.slot_starts_at.astimezone(ZoneInfo(entry.time_zone))
        if local.hour >= NIGHT_FROM or local.hour < NIGHT_TO:
            yield Clash(
                ClashKind.NIGHT, room.id, entry.id, other=local.strftime("%H:%M"), at=entry.slot_starts_at
            )


def _gaps(table: Timetable) -> Iterator[Clash]:
    """Their extra time takes the interval before the next candidate."""
    for room in table.rooms:
        for entry, after in pairwise(table.by_room.get(room.id, ())):
            span, following = table.span_of(entry), table.span_of(after)
            if entry.extra_time_percent and span and following:
                gap = following.starts_at - span.ends_at
                if timedelta() <= gap < table.interval:
                    yield Clash(
                        ClashKind.NO_GAP, room.id, entry.id, other=after.name, at=entry.slot_starts_at
                    )


def fits(
    table: Timetable,
    entry: Entry,
    room: Room,
    start: datetime,
    *,
    taken: Callable[[Room, Span], bool],
) -> bool:
    """Whether the candidate could be here without any clash; `taken` knows who is in the room already."""
    span = table.span_of(entry, start)
    return (
        span is not None
        and fits_major(room, entry)
        and _is_inside(table, span)
        and not any((duty.person_id, entry.person_id) in table.relations for duty in room.duties)
        and not any(span.overlaps(busy.span) for busy in table.candidates_elsewhere.get(entry.person_id, ()))
        and not taken(room, span)
    )


def fits_major(room: Room, entry: Entry) -> bool:
    return room.major_id is None or entry.major_id in (None, room.major_id)


def _is_inside(table: Timetable, span: Span | None) -> bool:
    window = table.window
    return span is None or (window.starts_at <= span.starts_at and span.ends_at <= window.ends_at)


def _placed(table: Timetable) -> Iterator[tuple[Room, Entry]]:
    for room in table.rooms:
        for entry in table.by_room.get(room.id, ()):
            yield room, entry
