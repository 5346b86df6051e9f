"""The dry run: what each row would do, or why it cannot; nothing is written."""

from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import get_close_matches
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from kaochang.accounts import secrets
from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.core.changes import change_of
from kaochang.core.names import is_same_name
from kaochang.core.privacy import mask_name, mask_phone, mask_tail
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.planning.roster import cells
from kaochang.planning.roster.cells import CellRefused
from kaochang.planning.roster.checked import CheckedRow
from kaochang.planning.roster.clashing import look_for_clashes
from kaochang.planning.roster.columns import COLUMNS
from kaochang.planning.roster.known import Known, clash_of, read_known
from kaochang.schools.scope import SchoolScope

PERSON_COLUMNS = ("name", "phone", "identity_number")
ENTRY_COLUMNS = ("major_id", "slot_starts_at", "language", "time_zone", "extra_time_percent", "remark")
MASKS = {"phone": mask_phone, "identity_number": mask_tail}


def check(session: ExamSession, rows: Sequence[CheckedRow], scope: SchoolScope) -> Known:
    """Fills the rows. First each by itself, then against each other, then against the database.

    `scope`: what whoever asks may change.
    """
    zone, today = ZoneInfo(session.school.timezone), clock.now().date()
    for row in rows:
        _read_cells(row, zone, today)
    for column in ("candidate_number", "phone", "identity_number"):
        _find_twins(rows, column, partial(_value_of, column))
    known = read_known(
        session, scope, *(_all(rows, key) for key in ("candidate_number", "phone", "identity_number"))
    )
    for row in rows:
        _find_names(row, known)
    _find_twins(rows, "order_number", _place_of)
    for row in rows:
        _find_person(row, known)
    _find_twins(rows, "name", lambda row: row.person.pk if row.person else None, code="person_twice")
    _find_twins(rows, "slot_starts_at", _slot_of)
    for row in rows:
        _compare(row, known)
        _look_at_time(row, known)
    look_for_clashes(rows, known)
    return known


def _value_of(key: str, row: CheckedRow) -> Any:
    return row.values.get(key)


def _all(rows: Sequence[CheckedRow], key: str) -> set[str]:
    return {row.values[key] for row in rows if row.values.get(key)}


def _read_cells(row: CheckedRow, zone: ZoneInfo, today: Any) -> None:
    readers: dict[str, Callable[[str], Any]] = {
        "candidate_number": cells.candidate_number,
        "name": cells.name,
        "phone": cells.phone,
        "identity_number": partial(cells.identity_number, today=today),
        "order_number": cells.order_number,
        "slot_starts_at": partial(cells.slot, zone=zone),
        "language": cells.language,
        "time_zone": partial(cells.time_zone, known=available_timezones),
        "extra_time_percent": cells.extra_time,
    }
    for column in COLUMNS:
        if column.key not in row.cells and not column.required:
            continue
        try:
            text = cells.text_of(column.key, row.cells.get(column.key))
            value = readers.get(column.key, str)(text)
        except CellRefused as refused:
            row.refuse(column.key, refused.code, **refused.params)
            continue
        if text:
            row.values[column.key] = value


def _find_twins(
    rows: Sequence[CheckedRow],
    column: str,
    key_of: Callable[[CheckedRow], Any],
    code: str = "twice_in_file",
) -> None:
    """The first one stands; each later one is told of it."""
    seen: dict[Any, CheckedRow] = {}
    for row in rows:
        key = key_of(row)
        if not key:
            continue
        first = seen.setdefault(key, row)
        if first is not row and not (code == "person_twice" and _is_twin(row, first)):
            row.refuse(column, code, row=first.number, name=first.values.get("name", ""))


def _is_twin(row: CheckedRow, first: CheckedRow) -> bool:
    """It is said already, by a number that both have."""
    return any(one.code == "twice_in_file" and one.params["row"] == first.number for one in row.findings)


def _place_of(row: CheckedRow) -> tuple[UUID, int] | None:
    room, order = row.values.get("room_id"), row.values.get("order_number")
    return (room, order) if room and order else None


def _slot_of(row: CheckedRow) -> tuple[UUID, datetime] | None:
    """One room examines one candidate at a time."""
    room, starts_at = row.values.get("room_id"), row.values.get("slot_starts_at")
    if room is None and row.entry is not None:
        room = row.entry.room_id
    return (room, starts_at) if room and starts_at else None


def _find_names(row: CheckedRow, known: Known) -> None:
    college = known.session.college
    named = row.values.pop("college", "")
    if named and named not in (college.name, college.name_en):
        row.refuse("college", "college_of_another", text=named, suggestion=college.name)
    for key, names in (("major", known.majors), ("room", known.rooms)):
        named = row.values.pop(key, "")
        if not named:
            continue
        found = names.get(named) or _by_english(named, names)
        if found is None:
            offered = [name for name, one in names.items() if one.pk not in known.shut]
            close = get_close_matches(named, offered, n=1, cutoff=0.5)
            row.refuse(key, f"{key}_unknown", text=named, suggestion=close[0] if close else "")
        else:
            row.values[f"{key}_id"] = found.pk
    if row.values.get("order_number") and not row.values.get("room_id") and not row.cells.get("room"):
        row.refuse("order_number", "order_without_room")


def _by_english(named: str, names: dict[str, Any]) -> Any:
    return next((one for one in names.values() if one.name_en and one.name_en == named), None)


def _find_person(row: CheckedRow, known: Known) -> None:
    """Who of the school this is; a number of somebody with another name is no small difference."""
    number, name = row.values.get("candidate_number"), row.values.get("name", "")
    row.entry = known.entries.get(number) if number else None
    found: dict[UUID, Person] = {}
    if row.entry is not None:
        row.person = row.entry.person
        found[row.person.pk] = row.person
        if row.person.pk in known.of_others and is_same_name(row.person.name, name):
            # Spelled as it is kept: another college's candidates are not for this one to respell.
            row.values["name"] = row.person.name
        elif name and name != row.person.name:
            row.doubt("name", "name_changed", before=row.person.name, after=name)
    lookups = (
        ("candidate_number", known.by_number, secrets.candidate_number_lookup),
        ("phone", known.by_phone, secrets.phone_lookup),
        ("identity_number", known.by_identity, secrets.identity_lookup),
    )
    for column, people, lookup in lookups:
        value = row.values.get(column)
        person = people.get(lookup(value)) if value else None
        if person is None or person.pk in found:
            continue
        if found or (name and not is_same_name(person.name, name)):
            if person.pk in known.of_others:
                row.refuse(column, "taken_in_another_college")
            else:
                row.refuse(column, f"{column}_of_another", name=mask_name(person.name))
            continue
        found[person.pk] = row.person = person
        if name:
            # Spelled as it is kept.
            row.values["name"] = person.name
    if row.entry is None and row.person is not None and row.person.pk in known.entries_of:
        other = known.entries_of[row.person.pk]
        row.refuse("candidate_number", "already_in_exam", number=other.candidate_number)


def _compare(row: CheckedRow, known: Known) -> None:
    entry, values = row.entry, row.values
    room_id, order = values.get("room_id"), values.get("order_number")
    if room_id and order and (known.places.get((room_id, order)) not in (None, entry)):
        taken = known.places[room_id, order]
        row.refuse("order_number", "order_taken", number=taken.candidate_number)
    _refuse_shut(row, known)
    slot = _slot_of(row)
    other = known.slots.get(slot) if slot else None
    if other is not None and other != entry:
        row.refuse("slot_starts_at", "slot_taken", number=other.candidate_number)
    if row.person is not None:
        for key in PERSON_COLUMNS:
            if key in values and (getattr(row.person, key) or "") != values[key]:
                row.person_changes[key] = values[key]
        if row.person.pk in known.of_others:
            for key in row.person_changes:
                row.refuse(key, "person_of_another_college")
        row.shown = _shown_of(row.person, row.person_changes)
    if entry is None:
        return
    if entry.room is not None and (
        (room_id and room_id != entry.room_id) or (order and room_id and order != entry.order_number)
    ):
        # Moving somebody who stands in a line is the timetable's work.
        row.refuse("room", "already_placed", room=entry.room.name, order=entry.order_number)
    for key in ENTRY_COLUMNS:
        if key in values and _as_in_a_file(key, getattr(entry, key)) != values[key]:
            row.entry_changes[key] = values[key]
    if entry.room is None and room_id:
        row.entry_changes["room_id"] = room_id
        row.entry_changes["order_number"] = order
    row.shown += _shown_of_entry(row, entry, known)


def _refuse_shut(row: CheckedRow, known: Known) -> None:
    """Nobody comes into a closed room or a disabled major; whoever is there stays."""
    entry = row.entry
    for key, code in (("room", "room_shut"), ("major", "major_shut")):
        wanted = row.values.get(f"{key}_id")
        if wanted in known.shut and (entry is None or getattr(entry, f"{key}_id") != wanted):
            row.refuse(key, code, text=str(row.cells.get(key)))


def _as_in_a_file(key: str, value: Any) -> Any:
    """What an export of it would say: minutes, and texts in one line."""
    if key == "slot_starts_at" and value is not None:
        return value.replace(second=0, microsecond=0)
    return cells.visible(value) if key == "remark" else value


def _shown_of(person: Person, changes: dict[str, Any]) -> list[dict[str, Any]]:
    shown = [
        change_of(key, getattr(person, key), value, MASKS.get(key, str)) for key, value in changes.items()
    ]
    return [change.model_dump(mode="json") for change in shown]


def _shown_of_entry(row: CheckedRow, entry: RosterEntry, known: Known) -> list[dict[str, Any]]:
    names = {one.pk: one.name for group in (known.rooms, known.majors) for one in group.values()}
    shown = []
    for key, value in row.entry_changes.items():
        before = getattr(entry, key)
        if key in ("room_id", "major_id"):
            key, before, value = key[:-3], names.get(before, ""), names[value]
        shown.append(change_of(key, before, value))
    return [change.model_dump(mode="json") for change in shown]


def _look_at_time(row: CheckedRow, known: Known) -> None:
    starts_at: datetime | None = row.values.get("slot_starts_at")
    if starts_at is None or (row.entry is not None and "slot_starts_at" not in row.entry_changes):
        return
    session = known.session
    if not session.starts_at <= starts_at < session.ends_at:
        row.doubt("slot_starts_at", "slot_outside")
    extra = row.values.get("extra_time_percent", row.entry.extra_time_percent if row.entry else 0)
    other = clash_of(known, row.person, starts_at, extra) if row.person else None
    if other is not None and other.slot_starts_at is not None:
        row.doubt(
            "slot_starts_at",
            "slot_clash",
            exam=other.session.name,
            room=other.room.name if other.room else "",
            at=clock.iso(other.slot_starts_at),
        )
