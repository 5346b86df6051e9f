"""Checked rows into the roster, and back out of it; the caller holds the transaction."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from kaochang.accounts import secrets
from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.accounts.services import NewCandidate
from kaochang.core import clock
from kaochang.exams import rosters
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.planning.errors import ImportActedUpon
from kaochang.planning.models import ImportRow
from kaochang.planning.roster.checking import CheckedRow
from kaochang.planning.roster.dry_run import Pairs
from kaochang.planning.roster.known import Known
from kaochang.planning.states import RowOutcome
from kaochang.waiting import services as waiting


def write(session: ExamSession, pairs: Pairs, known: Known, by: Actor) -> None:
    """Only rows that may be written; what was done is noted in each for the way back."""
    orders = Orders(known, [checked for _, checked in pairs])
    _write_new(session, [pair for pair in pairs if pair[1].entry is None], known, orders, by)
    for row, checked in pairs:
        if checked.entry is not None and checked.outcome == RowOutcome.UPDATE:
            _write_update(row, checked, known, orders, by)


def _write_new(session: ExamSession, pairs: Pairs, known: Known, orders: "Orders", by: Actor) -> None:
    """People, log-ins, entries, places: each for all rows at once."""
    strangers = [checked for _, checked in pairs if checked.person is None]
    made = accounts.create_candidates(
        [
            NewCandidate(
                name=one.values["name"],
                phone=one.values.get("phone", ""),
                identity_number=one.values.get("identity_number", ""),
            )
            for one in strangers
        ],
        by=by,
    )
    new_people = dict(zip(map(id, strangers), made, strict=True))
    entries = []
    for row, checked in pairs:
        undo: dict[str, Any] = {"new_person": checked.person is None}
        person = new_people.get(id(checked))
        if person is None:
            assert checked.person is not None  # noqa: S101 - a row has a person or makes one
            undo["person"] = {key: getattr(checked.person, key) for key in checked.person_changes}
            person = accounts.edit_candidate(
                checked.person, checked.person_changes, scope_id=session.school_id, by=by
            )
            undo["new_number"] = _number_is_new(checked, known)
        entry = _entry_of(session, person, checked, orders)
        entries.append(entry)
        row.roster_entry_id = entry.pk
        row.undo = json.dumps({**undo, "person_id": str(person.pk), "person_version": person.version})
    accounts.give_candidate_logins(
        [(entry.person, entry.candidate_number) for entry in entries], scope_id=session.school_id, by=by
    )
    rosters.add_roster_entries(entries, by=by)
    _queue(entries, by)


def _queue(entries: Sequence[RosterEntry], by: Actor) -> None:
    """Of a draft nobody stands in line: publishing fills the queues."""
    placed = [one for one in entries if one.room_id is not None and one.session.state in VISIBLE]
    waiting.add_all_to_queue(placed, by=by)


def _write_update(row: ImportRow, checked: CheckedRow, known: Known, orders: "Orders", by: Actor) -> None:
    entry = checked.entry
    assert entry is not None  # noqa: S101 - only rows with an entry are updates
    changes = dict(checked.entry_changes)
    was_placed = entry.room_id is not None
    if "room_id" in changes:
        changes["order_number"] = orders.take(changes["room_id"], changes["order_number"])
    before = {key: getattr(entry, key) for key in changes}
    person_before = {key: getattr(entry.person, key) for key in checked.person_changes}
    person = accounts.edit_candidate(
        entry.person, checked.person_changes, scope_id=known.session.school_id, by=by
    )
    entry = rosters.edit_roster_entry(entry, changes, by=by)
    if not was_placed:
        _queue([entry], by)
    row.roster_entry_id = entry.pk
    row.undo = json.dumps(
        {
            "new_person": False,
            "update": True,
            "person_id": str(person.pk),
            "person_version": person.version,
            "person": person_before,
            "entry": before,
            "entry_version": entry.version,
        },
        default=_plain,
    )


def take_back(session: ExamSession, rows: Sequence[ImportRow], by: Actor) -> None:
    """Everything or, when somebody has acted on any of it, nothing (ImportActedUpon, ProtectedError)."""
    undo = {row.pk: json.loads(row.undo or "{}") for row in rows}
    entries = RosterEntry.objects.in_bulk([row.roster_entry_id for row in rows if row.roster_entry_id])
    people = Person.objects.in_bulk([UUID(one["person_id"]) for one in undo.values()])
    acted = []
    for row in rows:
        facts = undo[row.pk]
        entry, person = entries.get(row.roster_entry_id), people.get(UUID(facts["person_id"]))
        if (
            entry is None
            or person is None
            or entry.version != facts.get("entry_version", 1)
            or person.version != facts["person_version"]
        ):
            acted.append(row.number)
    if acted:
        raise ImportActedUpon(rows=acted[:20], count=len(acted))
    updated = [row for row in rows if undo[row.pk].get("update")]
    added = [row for row in rows if not undo[row.pk].get("update")]
    added_ids = [row.roster_entry_id for row in added if row.roster_entry_id]
    placed = [
        row.roster_entry_id for row in updated if row.roster_entry_id and "room_id" in undo[row.pk]["entry"]
    ]
    waiting.remove_all_from_queue([*added_ids, *placed], by=by)
    rosters.remove_roster_entries(added_ids, by=by)
    for row in updated:
        facts = undo[row.pk]
        entry = entries[row.roster_entry_id]
        rosters.edit_roster_entry(entry, _revived(facts["entry"]), by=by)
    for row in rows:
        facts = undo[row.pk]
        if facts.get("person"):
            person = people[UUID(facts["person_id"])]
            accounts.edit_candidate(person, facts["person"], scope_id=session.school_id, by=by)
    accounts.take_candidate_logins(
        [
            (UUID(undo[row.pk]["person_id"]), entries[row.roster_entry_id].candidate_number)
            for row in added
            if undo[row.pk].get("new_number")
        ],
        scope_id=session.school_id,
    )
    newcomers = [UUID(facts["person_id"]) for facts in undo.values() if facts["new_person"]]
    accounts.remove_candidates(newcomers, scope_id=session.school_id, by=by)


class Orders:
    """The next free number of each room, for rows that name a room and no number."""

    def __init__(self, known: Known, rows: Sequence[CheckedRow]) -> None:
        self._taken: dict[UUID, set[int]] = {}
        wished = ((row.values.get("room_id"), row.values.get("order_number")) for row in rows)
        for room_id, order in (*known.places, *wished):
            if room_id and order:
                self._taken.setdefault(room_id, set()).add(order)

    def take(self, room_id: UUID, order: int | None) -> int:
        taken = self._taken.setdefault(room_id, set())
        number = order or max(taken, default=0) + 1
        taken.add(number)
        return number


def _entry_of(session: ExamSession, person: Person, checked: CheckedRow, orders: Orders) -> RosterEntry:
    values = checked.values
    room_id = values.get("room_id")
    kept = ("major_id", "slot_starts_at", "language", "time_zone", "extra_time_percent", "remark")
    return RosterEntry(
        session=session,
        person=person,
        candidate_number=values["candidate_number"],
        room_id=room_id,
        order_number=orders.take(room_id, values.get("order_number")) if room_id else None,
        **{key: values[key] for key in kept if key in values},
    )


def _number_is_new(checked: CheckedRow, known: Known) -> bool:
    return secrets.candidate_number_lookup(checked.values["candidate_number"]) not in known.by_number


def _plain(value: Any) -> str:
    return clock.iso(value) if isinstance(value, datetime) else str(value)


def _revived(before: dict[str, Any]) -> dict[str, Any]:
    values = dict(before)
    for key in ("room_id", "major_id"):
        if values.get(key):
            values[key] = UUID(values[key])
    if values.get("slot_starts_at"):
        values["slot_starts_at"] = datetime.fromisoformat(values["slot_starts_at"])
    return values
