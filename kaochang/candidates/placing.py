"""「安排考场」 for many: into free slots of a room or of any that fits, by the timetable's own rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.candidates.bulk import MOST, OVER, Skipped, require_seal, seal_of
from kaochang.candidates.states import Skip
from kaochang.core import clock
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import lock_rooms
from kaochang.exams.states import SessionState
from kaochang.planning.filling import SHUT, Left, count_free, fill, staff_near
from kaochang.planning.moving import Move, Place, move_candidates
from kaochang.planning.timetable import Entry, Room, Timetable
from kaochang.planning.timetable_queries import read_timetable
from kaochang.waiting.services import MOVABLE


@dataclass
class PlacingPlan:
    """Who would come where, exam by exam."""

    moves: dict[ExamSession, list[Move]] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    skipped: Skipped = field(default_factory=Skipped)
    # Of the one exam that was chosen from, with their free slots: where everybody could come instead.
    rooms: list[tuple[Room, int]] = field(default_factory=list)

    @property
    def all_moves(self) -> list[Move]:
        return [move for moves in self.moves.values() for move in moves]

    @property
    def will(self) -> int:
        return len(self.all_moves)

    @property
    def seal(self) -> str:
        return seal_of(self.all_moves)

    @property
    def needs_reason(self) -> bool:
        return any(session.state != SessionState.DRAFT for session, moves in self.moves.items() if moves)

    @property
    def coming_over(self) -> int:
        return sum(move.was.slot_starts_at is not None for move in self.all_moves)


def plan_placing(entries: Sequence[RosterEntry], room: ExamRoom | None) -> PlacingPlan:
    """Without a room: whoever has no place yet, into the next free slots."""
    plan, chosen = PlacingPlan(), _by_exam(entries)
    for session, mine in chosen.items():
        names = {entry.pk: entry.person.name for entry in mine}
        if session.state in OVER or (room is not None and session.pk != room.session_id):
            reason = Skip.EXAM_OVER if session.state in OVER else Skip.OTHER_EXAM
            for name in names.values():
                plan.skipped.add(reason, name)
            continue
        plan.names |= names
        table = read_timetable(session)
        if len(chosen) == 1:
            free = count_free(table, not_before=clock.now())
            plan.rooms = [(one, free[one.id]) for one in table.rooms if one.state not in SHUT]
        plan.moves[session] = _plan_exam(plan, table, names, room)
    return plan


def _plan_exam(
    plan: PlacingPlan, table: Timetable, names: dict[UUID, str], room: ExamRoom | None
) -> list[Move]:
    entries = {entry.id: entry for entry in table.entries if entry.id in names}
    wanted = set()
    for entry in entries.values():
        reason = _why_not(entry, room)
        if reason is None:
            wanted.add(entry.id)
        else:
            plan.skipped.add(reason, entry.name)
    into = room.pk if room else None
    filling = fill(table, not_before=clock.now(), only=wanted, into=into, most=MOST - plan.will)
    for entry_id, left in filling.left.items():
        # The words are planning's own.
        close = staff_near(table, entries[entry_id]) if left == Left.RELATION else []
        plan.skipped.add(Skip(left.value), " – ".join([names[entry_id], *close]))
    for entry_id in entries:
        if entry_id in wanted and entry_id not in filling.placed and entry_id not in filling.left:
            plan.skipped.add(Skip.OVER_LIMIT, names[entry_id])
    moves = []
    for entry_id, target in filling.placed.items():
        was = Place(entries[entry_id].room_id, entries[entry_id].slot_starts_at)
        moves.append(Move(entry_id, was, Place(target.room_id, target.slot_starts_at)))
    return moves


@transaction.atomic
def place_candidates(
    entries: Sequence[RosterEntry], room: ExamRoom | None, *, seal: str, reason: str, by: Actor
) -> int:
    """All that the preview showed, or nothing. Everybody who is moved is told by the exam's own ways."""
    for session in _by_exam(entries):
        room_ids = ExamRoom.objects.filter(session=session).values_list("pk", flat=True)
        lock_rooms(session.pk, list(room_ids))
    plan = plan_placing(entries, room)
    require_seal(seal, plan.seal, will=plan.will)
    for session, moves in plan.moves.items():
        if moves:
            move_candidates(session, moves, reason=reason, by=by)
    return plan.will


def _by_exam(entries: Sequence[RosterEntry]) -> dict[ExamSession, list[RosterEntry]]:
    """Always in the same order: two who place many at once do not wait for each other forever."""
    chosen: dict[ExamSession, list[RosterEntry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.session_id):
        chosen.setdefault(entry.session, []).append(entry)
    return chosen


def _why_not(entry: Entry, room: ExamRoom | None) -> Skip | None:
    if entry.queue_state and entry.queue_state not in MOVABLE:
        return Skip.BUSY
    if entry.is_placed and room is None:
        return Skip.PLACED
    if entry.is_placed and room is not None and entry.room_id == room.pk:
        return Skip.HERE
    return None
