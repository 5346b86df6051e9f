"""The candidate's side: receipts, and what holds somebody up until it is read."""

from datetime import datetime

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.announcements import events
from kaochang.announcements.errors import AnnouncementUnread, AnnouncementWithdrawn
from kaochang.announcements.models import Announcement, Receipt
from kaochang.announcements.queries import find_unread_must_read, hold_announcement
from kaochang.announcements.states import AnnouncementState
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.exams.errors import TextOutdated
from kaochang.exams.models import RosterEntry
from kaochang.realtime import channels
from kaochang.realtime.services import announce


@transaction.atomic
def read_announcement(announcement: Announcement, *, edition: int, by: Actor) -> Receipt:
    """The receipt of this edition. Reading it again changes nothing."""
    announcement = hold_announcement(announcement.pk)
    if announcement.state != AnnouncementState.PUBLISHED:
        raise AnnouncementWithdrawn()
    if edition != announcement.edition:
        raise TextOutdated()
    receipt, is_new = Receipt.objects.get_or_create(
        announcement=announcement,
        person_id=by.the_person_id,
        edition=edition,
        defaults={"read_at": clock.now()},
    )
    if is_new:
        event = events.AnnouncementRead(
            announcement_id=announcement.pk, edition=edition, read_at=receipt.read_at
        )
        record(event, by=by, about=receipt, scope_id=announcement.school_id)
        announce(event, to=[channels.person("candidate", by.the_person_id)], subject=receipt)
    return receipt


def holds_up(announcement: Announcement, read_at: datetime | None) -> bool:
    return bool(announcement.in_force and announcement.in_force.must_read) and read_at is None


def require_all_read(entry: RosterEntry) -> None:
    """From the device check to the waiting area nobody goes on with something that must be read."""
    unread = find_unread_must_read(entry)
    if unread is not None:
        title = unread.in_force.title if unread.in_force else ""
        raise AnnouncementUnread(announcement_id=str(unread.pk), title=title)
