"""What an exam still lacks before 「发布」: a rule over plain facts, so that its table can be tested."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class ItemState(StrEnum):
    BLOCKED = "blocked"
    TODO = "todo"
    READY = "ready"


class Place(StrEnum):
    """Where on the exam's page it is put right."""

    RULES = "rules"
    ROOMS = "rooms"
    CANDIDATES = "candidates"
    STAFF = "staff"
    TEXTS = "texts"
    EXAM = "exam"


# So many are named, or said in full.
SHOWN = 3


@dataclass(frozen=True)
class Named:
    """So many, and the first of them by name."""

    count: int
    names: list[str]

    @classmethod
    def of(cls, names: Iterable[str], shown: int = SHOWN) -> "Named":
        every = list(names)
        return cls(len(every), every[:shown])


NOBODY = Named(0, [])


@dataclass(frozen=True)
class Meeting:
    """Somebody of a room's staff, with their roles there, and a candidate of it who are close."""

    room: str
    staff: str
    roles: list[str]
    candidate: str
    relation: str


@dataclass(frozen=True)
class Facts:
    formality: str = "formal"
    is_over: bool = False
    needs_english: bool = False
    rooms: int = 0
    candidates: int = 0
    # Without a room, or without a time.
    unplaced: Named = NOBODY
    # Names of rooms.
    without_chief: Named = NOBODY
    without_officer: Named = NOBODY
    too_few_staff: Named = NOBODY
    # Names of staff who are no members of the school any more.
    gone: Named = NOBODY
    minimum_staff: int = 1
    # Of these so many, and the first of them.
    relations: Named = NOBODY
    meetings: list[Meeting] = field(default_factory=list)
    # People who are in two rooms at the same time, with these, and candidates who are expected twice.
    staff_clashes: Named = NOBODY
    candidate_clashes: Named = NOBODY
    outside_window: Named = NOBODY
    # People with a duty in one of its rooms.
    staff: int = 0
    # Names of staff who have not said whether they are close to a candidate.
    not_stated: Named = NOBODY
    has_letter: bool = False
    has_notice: bool = False
    has_english: bool = False
    has_rehearsal: bool = False


@dataclass(frozen=True)
class Item:
    """`problem` chooses the sentence; empty when there is none."""

    key: str
    state: ItemState
    place: Place
    problem: str = ""
    count: int = 0
    names: list[str] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)


def readiness(facts: Facts) -> list[Item]:
    """Blocks first, then what is left to do, then what is ready. Of nobody nothing is said to be ready.

    Every problem is an item of its own: nobody is to learn of the second once the first is solved.
    """
    items = [
        *_clashes(facts),
        *(
            _staff(facts)
            if facts.rooms
            else [Item("staff", ItemState.TODO, Place.ROOMS, "staff_before_rooms")]
        ),
        *(
            _slots(facts)
            if facts.candidates
            else [Item("slots", ItemState.TODO, Place.CANDIDATES, "slots_before_candidates")]
        ),
        *_each("window", Place.RULES, [(facts.is_over, "window_over", NOBODY)]),
        *_each("rooms", Place.ROOMS, [(not facts.rooms, "no_rooms", NOBODY)], Named(facts.rooms, [])),
        *_each(
            "candidates",
            Place.CANDIDATES,
            [(not facts.candidates, "no_candidates", NOBODY)],
            Named(facts.candidates, []),
        ),
        *_texts(facts),
    ]
    if facts.formality == "formal":
        items.append(_statements(facts))
        items.append(
            Item("rehearsal", ItemState.READY, Place.EXAM)
            if facts.has_rehearsal
            else Item("rehearsal", ItemState.TODO, Place.EXAM, "no_rehearsal")
        )
    order = list(ItemState)
    return sorted(items, key=lambda item: order.index(item.state))


def blocking(items: Iterable[Item]) -> list[str]:
    return [item.problem for item in items if item.state == ItemState.BLOCKED]


def _clashes(facts: Facts) -> list[Item]:
    found = [
        (bool(facts.relations.count), "relation", facts.relations),
        (bool(facts.staff_clashes.count), "staff_twice", facts.staff_clashes),
        (bool(facts.candidate_clashes.count), "candidate_twice", facts.candidate_clashes),
    ]
    items = _each("clashes", Place.ROOMS, found)
    more: dict[str, dict[str, Any]] = {
        "relation": {"meetings": facts.meetings},
        "staff_twice": {"place": Place.STAFF},
    }
    return [replace(item, **more.get(item.problem, {})) for item in items]


def _statements(facts: Facts) -> Item:
    """Worth asking for; nobody's silence stops an exam."""
    silent = facts.not_stated
    if not facts.staff:
        return Item(
            "relations", ItemState.TODO, Place.STAFF if facts.rooms else Place.ROOMS, "stated_by_nobody"
        )
    if not silent.count:
        return Item("relations", ItemState.READY, Place.STAFF)
    return Item("relations", ItemState.TODO, Place.STAFF, "not_stated", silent.count, silent.names)


def _staff(facts: Facts) -> list[Item]:
    found = [
        (bool(facts.gone.count), "staff_gone", facts.gone),
        (bool(facts.without_chief.count), "no_chief", facts.without_chief),
        (bool(facts.too_few_staff.count), "too_few_staff", facts.too_few_staff),
        (bool(facts.without_officer.count), "no_officer", facts.without_officer),
    ]
    return _each("staff", Place.STAFF, found)


def _slots(facts: Facts) -> list[Item]:
    found = [
        (bool(facts.unplaced.count), "without_slot", facts.unplaced),
        (bool(facts.outside_window.count), "outside_window", facts.outside_window),
    ]
    return _each("slots", Place.ROOMS, found)


def _texts(facts: Facts) -> list[Item]:
    found = [
        (not facts.has_letter, "no_letter", NOBODY),
        (not facts.has_notice, "no_notice", NOBODY),
        (facts.needs_english and not facts.has_english, "no_english", NOBODY),
    ]
    return _each("texts", Place.TEXTS, found)


def _each(key: str, place: Place, found: list[tuple[bool, str, Named]], ready: Named = NOBODY) -> list[Item]:
    items = [
        Item(key, ItemState.BLOCKED, place, problem, named.count, named.names)
        for is_so, problem, named in found
        if is_so
    ]
    return items or [Item(key, ItemState.READY, place, count=ready.count)]
