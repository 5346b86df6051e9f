"""The dry run of a published exam: which clash a row would bring into its timetable."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from kaochang.exams.models import Relation
from kaochang.exams.states import SessionState
from kaochang.planning.clashes import Clash, find_clashes
from kaochang.planning.roster.checked import CheckedRow
from kaochang.planning.roster.known import Known
from kaochang.planning.states import RowOutcome
from kaochang.planning.timetable import Entry, Timetable
from kaochang.planning.timetable_queries import read_timetable

_OF_THE_TIMETABLE = ("room_id", "slot_starts_at", "extra_time_percent")
_WILL = (RowOutcome.NEW, RowOutcome.UPDATE, RowOutcome.CONFIRM)


def look_for_clashes(rows: Sequence[CheckedRow], known: Known) -> None:
    """A draft may have clashes until it is published; afterwards a file brings none, as no move does."""
    if known.session.state == SessionState.DRAFT:
        return
    changed = [row for row in rows if row.outcome in _WILL and _bears_on_the_timetable(row)]
    if not changed:
        return
    now = read_timetable(known.session)
    then = _after(now, changed)
    there = {clash for clash in find_clashes(now) if clash.blocks}
    for clash in find_clashes(then):
        if clash.blocks and clash not in there:
            for row in _rows_of(clash, then, changed):
                row.refuse("slot_starts_at", f"clash_{clash.kind}", name=_other(clash, then))


def _bears_on_the_timetable(row: CheckedRow) -> bool:
    values = row.values if row.entry is None else row.entry_changes
    return any(key in values for key in _OF_THE_TIMETABLE)


def _after(now: Timetable, changed: Sequence[CheckedRow]) -> Timetable:
    entries = {entry.id: entry for entry in now.entries}
    for row in changed:
        if row.entry is not None:
            old = entries[row.entry.pk]
            entries[old.id] = replace(
                old,
                **{key: row.entry_changes[key] for key in _OF_THE_TIMETABLE if key in row.entry_changes},
            )
        else:
            entries[row.id] = Entry(
                id=row.id,
                person_id=row.person.pk if row.person else uuid4(),
                name=row.values["name"],
                candidate_number=row.values["candidate_number"],
                **{key: row.values[key] for key in (*_OF_THE_TIMETABLE, "major_id") if key in row.values},
            )
    people = [row.person.pk for row in changed if row.person is not None]
    staff = {duty.person_id for room in now.rooms for duty in room.duties}
    declared = Relation.objects.filter(staff_id__in=staff, candidate_id__in=people)
    relations = now.relations | set(declared.values_list("staff_id", "candidate_id"))
    return replace(now, entries=list(entries.values()), relations=frozenset(relations))


def _rows_of(clash: Clash, then: Timetable, changed: Sequence[CheckedRow]) -> Iterator[CheckedRow]:
    """Whom the clash names, if the file moves them; otherwise whoever of the file comes into that room."""
    named = [row for row in changed if row.id == clash.entry_id]
    if named:
        yield from named
        return
    room_of: dict[UUID, UUID | None] = {entry.id: entry.room_id for entry in then.entries}
    rooms = {clash.room_id, clash.other_room_id} - {None}
    yield from (row for row in changed if room_of.get(row.id) in rooms)


def _other(clash: Clash, then: Timetable) -> str:
    if clash.person_id is not None:
        return next(
            duty.name for room in then.rooms for duty in room.duties if duty.person_id == clash.person_id
        )
    return clash.other
