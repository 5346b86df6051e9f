"""Checked rows into the roster, and back out of it; the caller holds the transaction."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from kaochang.accounts import secrets
from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.accounts.services import NewCandidate
from kaochang.core import clock
from kaochang.core.progress import Progress, in_parts
from kaochang.exams import rosters
from kaochang.exams.models import ExamSession, ReferencePortrait, RosterEntry
from kaochang.exams.placing import order_rooms
from kaochang.exams.states import VISIBLE, SessionState
from kaochang.exams.telling import tell_deleted, tell_moved, tell_removed
from kaochang.planning.errors import ImportActedUpon, ImportOutdated
from kaochang.planning.lengths import tell_coming_lengths
from kaochang.planning.models import ImportRow
from kaochang.planning.moving import Move, Place, move_candidates
from kaochang.planning.roster.checked import CheckedRow
from kaochang.planning.roster.dry_run import Pairs
from kaochang.planning.roster.known import Known
from kaochang.waiting import services as waiting

# What each row is taken back by.
Undo = Mapping[UUID, Mapping[str, Any]]


def write(
    session: ExamSession, pairs: Pairs, known: Known, progress: Progress, *, reason: str, by: Actor
) -> None:
    """Only rows that may be written; what was done is noted in each for the way back.

    The caller holds the rooms and the session. A candidate who gets another slot or room is moved, as by
    the timetable: told, asked to confirm again, in the right place of the order and the line.
    """
    updates = [pair for pair in pairs if pair[1].entry is not None]
    _hold([checked.entry.pk for _, checked in updates if checked.entry is not None])
    _hold_people({checked.person.pk for _, checked in pairs if checked.person is not None})
    orders = Orders(known, [checked for _, checked in pairs])
    added: list[RosterEntry] = []
    for part in in_parts([pair for pair in pairs if pair[1].entry is None], progress):
        added += _write_new(session, part, known, orders, by)
    _line_up(session, added, reason, by)
    moves = []
    for row, checked in updates:
        move = _write_update(row, checked, known, orders, reason, by)
        moves += [move] if move is not None else []
        progress.add()
    if moves:
        move_candidates(session, moves, reason=reason, by=by)
    _tell_of_lengths(session, [checked for _, checked in updates], reason, by)
    _note_versions([row for row, _ in updates])


def _write_new(
    session: ExamSession, pairs: Pairs, known: Known, orders: "Orders", by: Actor
) -> list[RosterEntry]:
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
    return entries


def _line_up(session: ExamSession, entries: Sequence[RosterEntry], reason: str, by: Actor) -> None:
    """And tell them. Of a draft nobody stands in line: publishing fills the queues."""
    placed = [one.pk for one in entries if one.room_id is not None]
    if not placed or session.state not in VISIBLE:
        return
    order_rooms({one.room_id for one in entries if one.room_id and one.slot_starts_at})
    rows = RosterEntry.objects.select_related("person", "session", "room__session").filter(pk__in=placed)
    in_order = list(rows)
    waiting.add_all_to_queue(in_order, by=by)
    waiting.follow_timetable([one for one in in_order if one.slot_starts_at], by=by)
    tell_moved(session, [(one, (None, None)) for one in in_order], reason=reason, by=by)


def _write_update(
    row: ImportRow, checked: CheckedRow, known: Known, orders: "Orders", reason: str, by: Actor
) -> Move | None:
    """What is not the timetable's is written here; the move is the caller's to make, with all others."""
    entry = checked.entry
    assert entry is not None  # noqa: S101 - only rows with an entry are updates
    changes = dict(checked.entry_changes)
    move = _move_of(known.session, entry, changes)
    if "room_id" in changes:
        changes["order_number"] = None if move else orders.take(changes["room_id"], changes["order_number"])
    undo = {
        "new_person": False,
        "update": True,
        "person_id": str(entry.person_id),
        "person": {key: getattr(entry.person, key) for key in checked.person_changes},
        "entry": {key: getattr(entry, key) for key in changes},
    }
    person = accounts.edit_candidate(
        entry.person, checked.person_changes, scope_id=known.session.school_id, reason=reason, by=by
    )
    for key in ("room_id", "order_number", "slot_starts_at") if move else ():
        changes.pop(key, None)
    rosters.edit_roster_entry(entry, changes, reason=reason, by=by)
    row.roster_entry_id = entry.pk
    row.undo = json.dumps({**undo, "person_version": person.version}, default=_plain)
    return move


def _move_of(session: ExamSession, entry: RosterEntry, changes: Mapping[str, Any]) -> Move | None:
    """A first room in a draft is none: the file may number its places as it likes."""
    room_id = changes.get("room_id", entry.room_id)
    if room_id is None or not {"room_id", "slot_starts_at"} & set(changes):
        return None
    if entry.room_id is None and session.state == SessionState.DRAFT:
        return None
    was = Place(entry.room_id, entry.slot_starts_at)
    return Move(entry.pk, was, Place(room_id, changes.get("slot_starts_at", entry.slot_starts_at)))


def _tell_of_lengths(session: ExamSession, updates: Sequence[CheckedRow], reason: str, by: Actor) -> None:
    was = {
        one.entry.pk: one.entry.planned_seconds
        for one in updates
        if one.entry is not None and "extra_time_percent" in one.entry_changes
    }
    tell_coming_lengths(session, was, reason=reason, by=by)


def _note_versions(rows: Sequence[ImportRow]) -> None:
    """As the import left them: whoever acts on one of them makes it another."""
    entries = RosterEntry.objects.filter(pk__in=[row.roster_entry_id for row in rows])
    versions = dict(entries.values_list("pk", "version"))
    for row in rows:
        if row.roster_entry_id is not None:
            undo = json.loads(row.undo or "{}")
            row.undo = json.dumps({**undo, "entry_version": versions[row.roster_entry_id]})


def _hold(entry_ids: Collection[UUID]) -> dict[UUID, RosterEntry]:
    """Before their people, as everywhere."""
    locked = RosterEntry.objects.select_for_update(no_key=True, of=("self",))
    found = locked.select_related("session", "person", "room").filter(pk__in=entry_ids).order_by("pk")
    return {entry.pk: entry for entry in found}


def _hold_people(ids: Collection[UUID]) -> None:
    """In one order: another exam's import writes some of them too, or they are forgotten with a draft."""
    held = Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    if len(held.values_list("pk")) != len(ids):
        raise ImportOutdated()


def take_back(
    session: ExamSession, rows: Sequence[ImportRow], progress: Progress, *, reason: str, by: Actor
) -> None:
    """Everything or, when somebody has acted on any of it, nothing (ImportActedUpon, ProtectedError).

    The caller holds the rooms and the session; entries and people are held here, until all is back.
    """
    undo = {row.pk: json.loads(row.undo or "{}") for row in rows}
    entries = _hold([row.roster_entry_id for row in rows if row.roster_entry_id])
    ids = sorted(UUID(one["person_id"]) for one in undo.values())
    people = Person.objects.select_for_update(no_key=True).order_by("pk").in_bulk(ids)
    pictured = ReferencePortrait.objects.filter(roster_entry__in=entries)
    with_portrait = set(pictured.values_list("roster_entry_id", flat=True))
    acted = []
    for row in rows:
        facts = undo[row.pk]
        entry = entries.get(row.roster_entry_id) if row.roster_entry_id else None
        person = people.get(UUID(facts["person_id"]))
        if (
            entry is None
            or person is None
            or entry.version != facts.get("entry_version", 1)
            or person.version != facts["person_version"]
            # With the entry the portrait would go, which another file brought.
            or (not facts.get("update") and entry.pk in with_portrait)
        ):
            acted.append(row.number)
    if acted:
        raise ImportActedUpon(rows=acted[:20], count=len(acted))
    for part in in_parts([row for row in rows if not undo[row.pk].get("update")], progress):
        _take_out(session, part, undo, entries, people, reason, by)
    updated = [row for row in rows if undo[row.pk].get("update")]
    placed = [
        row.roster_entry_id for row in updated if row.roster_entry_id and "room_id" in undo[row.pk]["entry"]
    ]
    waiting.remove_all_from_queue(placed, by=by)
    were = [(entries[row.roster_entry_id], undo[row.pk]["entry"]) for row in updated if row.roster_entry_id]
    _put_back(session, were, progress, reason, by)
    _give_back_names(session, updated, undo, people, reason, by)


def _take_out(
    session: ExamSession,
    added: Sequence[ImportRow],
    undo: Undo,
    entries: Mapping[UUID, RosterEntry],
    people: Mapping[UUID, Person],
    reason: str,
    by: Actor,
) -> None:
    """Who came with the import goes: entries first, then what they logged in with, then the people."""
    ids = [row.roster_entry_id for row in added if row.roster_entry_id]
    waiting.remove_all_from_queue(ids, by=by)
    new = {row.roster_entry_id for row in added if undo[row.pk]["new_person"]}
    tell_removed(session, [entries[pk] for pk in ids if pk not in new], reason=reason, by=by)
    # Who came with this import has never logged in, and goes with it.
    tell_deleted(session, [entries[pk] for pk in ids if pk in new], by=by)
    rosters.remove_roster_entries(ids, reason=reason, by=by)
    _give_back_names(session, added, undo, people, reason, by)
    accounts.take_candidate_logins(
        [
            (UUID(undo[row.pk]["person_id"]), entries[row.roster_entry_id].candidate_number)
            for row in added
            if undo[row.pk].get("new_number") and row.roster_entry_id
        ],
        scope_id=session.school_id,
    )
    newcomers = [UUID(undo[row.pk]["person_id"]) for row in added if undo[row.pk]["new_person"]]
    accounts.remove_candidates(newcomers, scope_id=session.school_id, by=by)


def _give_back_names(
    session: ExamSession,
    rows: Sequence[ImportRow],
    undo: Undo,
    people: Mapping[UUID, Person],
    reason: str,
    by: Actor,
) -> None:
    for row in rows:
        facts = undo[row.pk]
        if facts.get("person"):
            person = people[UUID(facts["person_id"])]
            accounts.edit_candidate(person, facts["person"], scope_id=session.school_id, reason=reason, by=by)


def _put_back(
    session: ExamSession,
    were: Sequence[tuple[RosterEntry, dict[str, Any]]],
    progress: Progress,
    reason: str,
    by: Actor,
) -> None:
    """As before the import: who was moved by it is moved back, who was placed by it has no place again."""
    moves, out = [], []
    lengths = {entry.pk: entry.planned_seconds for entry, _ in were}
    for entry, plain in were:
        before = _revived(plain)
        if entry.room_id is not None and "room_id" not in before and "slot_starts_at" in before:
            was = Place(entry.room_id, entry.slot_starts_at)
            moves.append(Move(entry.pk, was, Place(entry.room_id, before.pop("slot_starts_at"))))
        edited = rosters.edit_roster_entry(entry, before, reason=reason, by=by)
        if entry.room_id is not None and "room_id" in before:
            out.append((edited, (entry.room, entry.slot_starts_at)))
        progress.add()
    if moves:
        move_candidates(session, moves, reason=reason, by=by)
    tell_moved(session, out, reason=reason, by=by)
    tell_coming_lengths(session, lengths, reason=reason, by=by)


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
