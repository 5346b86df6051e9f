"""Candidates placed, moved and taken out of the timetable: rooms, order and lines in one step."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import changed_since
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.exams import events
from kaochang.exams import services as exams
from kaochang.exams.errors import PlaceNeeded, RoomIsClosed, SlotTaken
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.placing import (
    Placing,
    Standing,
    give_back_standings,
    order_rooms,
    place_entries,
    standings_of,
)
from kaochang.exams.queries import hold_session, lock_rooms
from kaochang.exams.states import SessionState
from kaochang.exams.telling import tell_moved
from kaochang.exams.windows import require_slot
from kaochang.planning.clash_words import first_of
from kaochang.planning.clashes import Clash, find_clashes
from kaochang.planning.errors import FillingActedUpon, FillingPublished, NewClash
from kaochang.planning.filling import SHUT, Filling, fill
from kaochang.planning.timetable import Timetable
from kaochang.planning.timetable_queries import read_timetable
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.waiting import services as waiting
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState


@dataclass(frozen=True)
class Place:
    room_id: UUID | None = None
    slot_starts_at: datetime | None = None


@dataclass(frozen=True)
class Move:
    """`was`: where the page of who asks had seen the candidate."""

    entry_id: UUID
    was: Place
    to: Place


@dataclass(frozen=True)
class Filled:
    """`moves` and `were` take it back: numbers from a file are none that could be reckoned again."""

    table: Timetable
    filling: Filling
    moves: list[Move]
    were: list[Standing]


@transaction.atomic
def move_candidates(session: ExamSession, moves: Sequence[Move], *, reason: str, by: Actor) -> int:
    """All or none. Two who change places are two moves.

    The place that the page had seen stands for its version: what else happens to a candidate meanwhile,
    as when they read the notice, is no reason to refuse.
    """
    rooms = lock_rooms(session.pk, _rooms_of(moves))
    session = hold_session(session.pk)
    exams.require_editable(session, reason)
    entries = _lock_entries(session, moves)
    moves = [move for move in moves if move.was != move.to]
    queued = waiting.lock_movable([entries[move.entry_id] for move in moves])
    for move in moves:
        _require_target(session, rooms, move)
    was = {pk: (entry.room, entry.slot_starts_at) for pk, entry in entries.items()}
    with without_new_clashes(session):
        place_entries([_placing(move, entries, rooms, queued) for move in moves], reason=reason, by=by)
        order_rooms(rooms)
        _require_free_slots(moves)
    ids = [move.entry_id for move in moves]
    moved = list(RosterEntry.objects.select_related("person", "room__session", "session").filter(pk__in=ids))
    waiting.follow_timetable(moved, by=by)
    if moved:
        event = events.TimetableChanged(session_id=session.pk, moved=len(moved))
        announce(event, to=channels.school(session.school_id, session.college_id), subject=session)
    tell_moved(session, [(entry, was[entry.pk]) for entry in moved], reason=reason, by=by)
    return len(moved)


@transaction.atomic
def fill_timetable(session: ExamSession, *, reason: str, by: Actor) -> Filled:
    """「自动安排」: everybody without a place. Nobody who has one is moved."""
    # All rooms: what is free now is still free below.
    room_ids = ExamRoom.objects.filter(session=session).values_list("pk", flat=True)
    lock_rooms(session.pk, list(room_ids))
    table = read_timetable(session)
    filling = fill(table, not_before=clock.now())
    places = {entry.id: Place(entry.room_id, entry.slot_starts_at) for entry in table.entries}
    moves = [
        Move(entry_id, places[entry_id], Place(target.room_id, target.slot_starts_at))
        for entry_id, target in filling.placed.items()
    ]
    were = standings_of(_rooms_of(moves))
    if moves:
        move_candidates(session, moves, reason=reason, by=by)
    return Filled(table, filling, moves, were)


@transaction.atomic
def undo_filling(
    session: ExamSession, made: Sequence[Move], were: Sequence[Standing] = (), *, by: Actor
) -> int:
    """All whom it placed go back to where they were, or nobody: whoever was moved since is named.

    Who was taken off the roster is left out. Only in a draft: once it is published they were told, and keep
    a place.
    """
    session = hold_timetable(session.pk)
    if session.state != SessionState.DRAFT:
        raise FillingPublished()
    entries = RosterEntry.objects.filter(session=session, pk__in=[move.entry_id for move in made])
    here = {entry.pk: entry for entry in entries.select_related("person")}
    still = [move for move in made if move.entry_id in here]
    moved = [
        entry.person.name
        for move in still
        if Place((entry := here[move.entry_id]).room_id, entry.slot_starts_at) != move.to
    ]
    if moved:
        raise FillingActedUpon(count=len(moved), names="、".join(moved[:3]))
    way_back = [Move(move.entry_id, move.to, move.was) for move in still]
    count = move_candidates(session, way_back, reason="", by=by)
    give_back_standings(session.pk, were)
    return count


def _rooms_of(moves: Sequence[Move]) -> set[UUID]:
    return {room_id for move in moves for room_id in (move.was.room_id, move.to.room_id) if room_id}


def _lock_entries(session: ExamSession, moves: Sequence[Move]) -> dict[UUID, RosterEntry]:
    locked = RosterEntry.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "session", "room"
    )
    ids = {move.entry_id for move in moves}
    entries = {entry.pk: entry for entry in locked.filter(session=session, pk__in=ids).order_by("pk")}
    if len(entries) != len(moves):
        raise NotFound()
    for move in moves:
        entry = entries[move.entry_id]
        if (entry.room_id, entry.slot_starts_at) != (move.was.room_id, move.was.slot_starts_at):
            raise changed_since(entry, 0, fields=("room_id", "slot_starts_at"))
    return entries


def _placing(
    move: Move,
    entries: dict[UUID, RosterEntry],
    rooms: dict[UUID, ExamRoom],
    queued: dict[UUID, QueueEntry],
) -> Placing:
    line = queued.get(move.entry_id)
    return Placing(
        entries[move.entry_id],
        rooms[move.to.room_id] if move.to.room_id else None,
        move.to.slot_starts_at,
        # Who is in the waiting area already is led by the staff.
        confirm_again=line is None or line.state == QueueState.PREPARING,
    )


def _require_target(session: ExamSession, rooms: dict[UUID, ExamRoom], move: Move) -> None:
    if move.to.room_id is None:
        if session.state != SessionState.DRAFT:
            raise PlaceNeeded()
        return
    if rooms[move.to.room_id].state in SHUT:
        raise RoomIsClosed()
    if move.to.slot_starts_at:
        require_slot(move.to.slot_starts_at, (session.starts_at, session.ends_at))


def _require_free_slots(moves: Sequence[Move]) -> None:
    """After the moves, so that two may change places; the rooms are held."""
    targets = {
        (move.to.room_id, move.to.slot_starts_at)
        for move in moves
        # Any number may have a room and no slot yet.
        if move.to.room_id and move.to.slot_starts_at
    }
    here = RosterEntry.objects.filter(room_id__in={room_id for room_id, _ in targets})
    mine = {move.entry_id for move in moves}
    count: Counter[tuple[UUID | None, datetime | None]] = Counter()
    by_name: dict[tuple[UUID | None, datetime | None], str] = {}
    for entry_id, name, room_id, slot in here.values_list("pk", "person__name", "room_id", "slot_starts_at"):
        count[room_id, slot] += 1
        if entry_id not in mine:
            by_name[room_id, slot] = name
    for target in targets:
        if count[target] > 1:
            raise SlotTaken(by_name=by_name.get(target, ""))


def hold_timetable(session_id: UUID) -> ExamSession:
    """Nobody is moved in it until the caller's transaction ends. Rooms before the session, as everywhere."""
    rooms = ExamRoom.objects.filter(session=session_id).values_list("pk", flat=True)
    lock_rooms(session_id, list(rooms))
    return hold_session(session_id)


@contextmanager
def without_new_clashes(session: ExamSession) -> Iterator[None]:
    """A draft may have clashes until it is published; afterwards none comes by our own hand."""
    if session.state == SessionState.DRAFT:
        yield
        return
    before = set(_blocking(read_timetable(session)))
    yield
    table = read_timetable(session)
    new = [clash for clash in _blocking(table) if clash not in before]
    if new:
        names = first_of(table, new)
        raise NewClash(
            kinds=sorted({clash.kind for clash in new}), count=len(new), names=names.zh, names_en=names.en
        )


def _blocking(table: Timetable) -> list[Clash]:
    return [clash for clash in find_clashes(table) if clash.blocks]
