"""What a candidate still lacks: the steps before the waiting area, and the list shown in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from kaochang.commitments import queries as commitments
from kaochang.desks import queries as desks
from kaochang.desks.rules import wants_second_camera
from kaochang.desks.states import DeviceState
from kaochang.exams.models import RosterEntry
from kaochang.waiting.models import QueueEntry

Step = Literal["consent", "notice", "room_check", "device_check", "commitment"]


@dataclass(frozen=True)
class Requirement:
    key: Literal["commitment", "device_check", "second_camera", "clearance"]
    done: bool


def missing_step(entry: RosterEntry) -> Step | None:
    """The first step not done yet, in the order in which they are taken."""
    if commitments.missing_consents(entry.person_id, entry.session.school_id):
        return "consent"
    if entry.notice_done_at is None:
        return "notice"
    if entry.room_confirmed_at is None:
        return "room_check"
    check = desks.find_device_check(entry.pk)
    if check is None or not check.passed:
        return "device_check"
    if not commitments.is_committed(entry):
        return "commitment"
    return None


def missing(entry: QueueEntry) -> list[Requirement]:
    return missing_of([entry])[entry.pk]


def missing_of(entries: Sequence[QueueEntry]) -> dict[UUID, list[Requirement]]:
    """For a whole room: the same number of queries for one candidate and for fifty."""
    roster_ids = [entry.roster_entry_id for entry in entries]
    sessions = {entry.roster_entry.session_id: entry.roster_entry.session for entry in entries}
    with_letter = {pk for pk, session in sessions.items() if commitments.current_letter(session)}
    signed = commitments.entries_signed(roster_ids)
    checks = desks.newest_checks(roster_ids)
    devices = desks.devices_of(roster_ids)
    found: dict[UUID, list[Requirement]] = {}
    for entry in entries:
        session = entry.roster_entry.session
        check = checks.get(entry.roster_entry_id)
        phone = devices[entry.roster_entry_id].phone
        items = [
            Requirement("device_check", check is not None and check.passed),
        ]
        if session.pk in with_letter:
            items.insert(0, Requirement("commitment", entry.roster_entry_id in signed))
        if wants_second_camera(session):
            is_there = phone is not None and phone.state == DeviceState.ACTIVE and phone.online
            items.append(Requirement("second_camera", is_there))
        if session.clearance_required:
            items.append(Requirement("clearance", entry.cleared_at is not None))
        found[entry.pk] = items
    return found
