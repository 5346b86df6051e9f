"""The device check before the desk exists, and again at any time; the place in the line is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.announcements.reading import require_all_read
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.rules import require
from kaochang.desks import events, queries
from kaochang.desks.checks import CheckResults, has_passed
from kaochang.desks.errors import ExamEnded
from kaochang.desks.models import DeviceCheck
from kaochang.desks.services.telling import tell
from kaochang.exams import services as exams
from kaochang.exams.models import RosterEntry
from kaochang.exams.rules import is_own_entry
from kaochang.media import queries as media_queries
from kaochang.media import services as media
from kaochang.media.models import MediaSeat

LIFETIME = timedelta(seconds=60)


@dataclass(frozen=True)
class CheckSeats:
    publisher: MediaSeat
    subscriber: MediaSeat
    expires_at: datetime


def _require_read(roster_entry: RosterEntry) -> None:
    """Who has passed once, and perhaps waits already, is not held up any more."""
    last = queries.find_device_check(roster_entry.pk)
    if last is None or not last.passed:
        require_all_read(roster_entry)


@transaction.atomic
def open_check_room(roster_entry: RosterEntry, *, by: Actor) -> CheckSeats:
    """A room for one person and one minute, with two seats: sent through one, received by the other."""
    require(is_own_entry, by, roster_entry)
    exams.require_visible(roster_entry)
    _require_read(roster_entry)
    accounts.hold_login(by)
    desk = queries.lock_desk(roster_entry.pk)
    if desk.has_ended:
        raise ExamEnded()
    last = media_queries.open_room_of("check", roster_entry.pk)
    if last is not None:
        media.close_room(last, reason="checked_again")
    expires_at = clock.now() + LIFETIME
    room = media.open_room("check", roster_entry.pk, expires_at=expires_at)
    publisher, subscriber = (
        media.open_seat(
            room,
            purpose="check",
            scope_id=roster_entry.exam_room_id,
            person_id=by.person_id,
            login_session_id=by.login_session_id,
            replace=False,
        )
        for _ in range(2)
    )
    event = events.CheckRoomOpened(roster_entry_id=roster_entry.pk, expires_at=expires_at)
    record(event, by=by, about=desk, scope_id=desk.room_id)
    return CheckSeats(publisher=publisher, subscriber=subscriber, expires_at=expires_at)


@transaction.atomic
def record_device_check(roster_entry: RosterEntry, results: CheckResults, *, by: Actor) -> DeviceCheck:
    require(is_own_entry, by, roster_entry)
    exams.require_visible(roster_entry)
    _require_read(roster_entry)
    desk = queries.lock_desk(roster_entry.pk)
    if desk.has_ended:
        raise ExamEnded()
    stored = results.model_dump(mode="json")
    check = DeviceCheck.objects.create(
        roster_entry=roster_entry, results=stored, passed=has_passed(results), checked_at=clock.now()
    )
    event = events.DeviceCheckRecorded(
        roster_entry_id=roster_entry.pk,
        passed=check.passed,
        failed=sorted(name for name, result in stored.items() if result == "failed"),
        checked_at=check.checked_at,
    )
    tell(event, desk, by=by)
    return check
