"""An exam's timetable as plain rows: what its grid shows and its rules judge. No database here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from kaochang.exams.rules import PANEL
from kaochang.exams.windows import MOST_SLOTS


@dataclass(frozen=True)
class Span:
    """From its first moment up to its last, which is no longer in it."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Duty:
    """A person's role in a room."""

    person_id: UUID
    name: str
    role: str


@dataclass(frozen=True)
class Elsewhere:
    """When somebody is expected in another exam."""

    what: str
    span: Span
    what_en: str = ""


@dataclass(frozen=True)
class Room:
    id: UUID
    version: int
    name: str
    name_en: str
    state: str
    major_id: UUID | None
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A candidate of the exam; with a room and without a slot they are placed by halves."""

    id: UUID
    person_id: UUID
    name: str
    candidate_number: str
    room_id: UUID | None = None
    slot_starts_at: datetime | None = None
    order_number: int | None = None
    major_id: UUID | None = None
    time_zone: str = ""
    extra_time_percent: int = 0
    language: str = "zh"
    remark: str = ""
    # The state of their place in the line; none before the publication.
    queue_state: str = ""

    @property
    def is_placed(self) -> bool:
        return self.room_id is not None and self.slot_starts_at is not None


@dataclass(frozen=True)
class Timetable:
    session_id: UUID
    window: Span
    interview: timedelta
    interval: timedelta
    # The school's.
    zone: ZoneInfo
    rooms: Sequence[Room] = ()
    entries: Sequence[Entry] = ()
    # (staff, candidate)
    relations: frozenset[tuple[UUID, UUID]] = frozenset()
    staff_elsewhere: Mapping[UUID, Sequence[Elsewhere]] = field(default_factory=dict)
    candidates_elsewhere: Mapping[UUID, Sequence[Elsewhere]] = field(default_factory=dict)

    @property
    def pitch(self) -> timedelta:
        return self.interview + self.interval

    def slots(self) -> Iterator[datetime]:
        """The starts that fit into the window, one after the other; never more than an exam may have now."""
        start = self.window.starts_at
        for _ in range(MOST_SLOTS):
            if start + self.interview > self.window.ends_at:
                return
            yield start
            start += self.pitch

    def length_of(self, entry: Entry) -> timedelta:
        return self.interview * (100 + entry.extra_time_percent) / 100

    def span_of(self, entry: Entry, starts_at: datetime | None = None) -> Span | None:
        start = starts_at or entry.slot_starts_at
        return Span(start, start + self.length_of(entry)) if start else None

    @cached_property
    def by_room(self) -> dict[UUID, list[Entry]]:
        """Who is placed where, in order."""
        found: dict[UUID, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.room_id is not None and entry.slot_starts_at is not None:
                found[entry.room_id].append(entry)
        for entries in found.values():
            entries.sort(key=lambda entry: (entry.slot_starts_at, entry.order_number or 0))
        return found

    def span_of_room(self, room: Room) -> Span:
        """When its panel is needed: from its first slot to its last, all day while it has none."""
        spans = [span for entry in self.by_room.get(room.id, ()) if (span := self.span_of(entry))]
        if not spans:
            return self.window
        return Span(min(span.starts_at for span in spans), max(span.ends_at for span in spans))

    @cached_property
    def panels(self) -> dict[UUID, list[tuple[Room, Duty]]]:
        """The rooms of each person of a panel, each once; officers and inspectors may look after several."""
        found: dict[UUID, dict[UUID, tuple[Room, Duty]]] = defaultdict(dict)
        for room in self.rooms:
            for duty in room.duties:
                if duty.role in PANEL:
                    found[duty.person_id].setdefault(room.id, (room, duty))
        return {person: list(rooms.values()) for person, rooms in found.items()}
