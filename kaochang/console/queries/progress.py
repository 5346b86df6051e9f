"""How far a candidate has come: the same reading for the list of exams and for the page of one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from kaochang.announcements.audience import concerns
from kaochang.announcements.reading import holds_up
from kaochang.commitments import queries as commitments
from kaochang.console import steps
from kaochang.console.schemas.candidate import UnreadOut
from kaochang.desks.models import DeviceCheck
from kaochang.exams.models import RosterEntry
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState

if TYPE_CHECKING:
    from kaochang.announcements.queries import Mine


def progress_of(
    entry: RosterEntry,
    queue_entry: QueueEntry,
    consent: steps.Mark,
    check: DeviceCheck | None,
    commitment: steps.Mark,
) -> steps.Progress:
    finished = queue_entry.state == QueueState.FINISHED
    return steps.Progress(
        consent=consent,
        notice=steps.Mark.when(entry.notice_done_at),
        room_check=steps.Mark.when(entry.room_confirmed_at),
        device_check=steps.Mark.when(check.checked_at if check and check.passed else None),
        commitment=commitment,
        arrival=steps.Mark.when(queue_entry.arrived_at),
        interview=steps.Mark.when(queue_entry.finished_at if finished else None),
    )


def unread_of(marks: "Sequence[Mine]", entry: RosterEntry | None = None) -> UnreadOut:
    """Of one exam, or of all that the marks were read for."""
    mine = [one for one in marks if entry is None or concerns(one, entry)]
    first = next((one.pk for one in mine if holds_up(one, one.my_read_at)), None)
    unread = sum(one.my_read_at is None for one in mine)
    return UnreadOut(total=len(mine), unread=unread, must_read_id=first)


def consents_of(person_id: UUID) -> dict[UUID, steps.Mark]:
    """By school: whether every text it asks consent to now was agreed to, and when the last was."""
    found: dict[UUID, steps.Mark] = {}
    for school_id, given_at in commitments.list_consents_asked(person_id):
        before = found.get(school_id, steps.Mark(True))
        times = [at for at in (before.at, given_at) if at is not None]
        done = before.done and given_at is not None
        found[school_id] = steps.Mark(done, max(times, default=None) if done else None)
    return found
