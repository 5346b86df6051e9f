"""What a candidate still lacks: the steps before the waiting area, and the list shown in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from kaochang.commitments import queries as commitments
from kaochang.desks import queries as desks
from kaochang.desks.models import Device, DeviceCheck
from kaochang.desks.queries import Devices
from kaochang.desks.rules import wants_second_camera
from kaochang.desks.states import DeviceState
from kaochang.exams.models import ExamSession, RosterEntry
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


def missing_of(
    entries: Sequence[QueueEntry], devices: Mapping[UUID, Devices]
) -> dict[UUID, list[Requirement]]:
    """For a whole room: the same number of queries for one candidate and for fifty."""
    roster_ids = [entry.roster_entry_id for entry in entries]
    sessions = {entry.roster_entry.session_id for entry in entries}
    with_letter = commitments.sessions_with_letter(sessions)
    signed = commitments.entries_signed(roster_ids) if with_letter else set()
    checks = desks.newest_checks(roster_ids)
    return {
        entry.pk: list_requirements(
            entry,
            entry.roster_entry.session,
            asks_letter=entry.roster_entry.session_id in with_letter,
            is_signed=entry.roster_entry_id in signed,
            check=checks.get(entry.roster_entry_id),
            phone=devices[entry.roster_entry_id].phone,
        )
        for entry in entries
    }


def list_requirements(
    entry: QueueEntry,
    session: ExamSession,
    *,
    asks_letter: bool,
    is_signed: bool,
    check: DeviceCheck | None,
    phone: Device | None,
) -> list[Requirement]:
    items = [Requirement("commitment", is_signed)] if asks_letter else []
    items.append(Requirement("device_check", check is not None and check.passed))
    if wants_second_camera(session):
        is_there = phone is not None and phone.state == DeviceState.ACTIVE and phone.online
        items.append(Requirement("second_camera", is_there))
    if session.clearance_required:
        items.append(Requirement("clearance", entry.cleared_at is not None))
    return items
