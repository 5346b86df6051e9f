"""What happens to announcements. Their texts are in no event; the editions keep them."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Change, Event


class AnnouncementCreated(Event):
    name: ClassVar[str] = "announcements.announcement_created"
    announcement_id: UUID
    level: str
    title: str


class AnnouncementEdited(Event):
    """Of long texts the changes carry a short hash."""

    name: ClassVar[str] = "announcements.announcement_edited"
    announcement_id: UUID
    changes: list[Change]


class AnnouncementDeleted(Event):
    name: ClassVar[str] = "announcements.announcement_deleted"
    announcement_id: UUID
    title: str


class AnnouncementScheduled(Event):
    """Without a time: the schedule was given up."""

    name: ClassVar[str] = "announcements.announcement_scheduled"
    announcement_id: UUID
    was_publish_at: datetime | None = None
    publish_at: datetime | None


class AnnouncementPublished(Event):
    name: ClassVar[str] = "announcements.announcement_published"
    announcement_id: UUID
    edition: int
    level: str
    title: str
    title_en: str
    must_read: bool
    text_hash: str
    # Whoever read an earlier edition is asked again.
    read_again: bool


class AnnouncementWithdrawn(Event):
    name: ClassVar[str] = "announcements.announcement_withdrawn"
    announcement_id: UUID
    reason: str


class AnnouncementRead(Event):
    name: ClassVar[str] = "announcements.announcement_read"
    announcement_id: UUID
    edition: int
    read_at: datetime


class AttachmentAdded(Event):
    name: ClassVar[str] = "announcements.attachment_added"
    announcement_id: UUID
    attachment_id: UUID
    name_of_file: str
    size: int
    sha256: str


class AttachmentRemoved(Event):
    name: ClassVar[str] = "announcements.attachment_removed"
    announcement_id: UUID
    attachment_id: UUID
    name_of_file: str


class SmsRoundStarted(Event):
    name: ClassVar[str] = "announcements.sms_round_started"
    announcement_id: UUID
    edition: int
    only_unread: bool
    is_reminder: bool = False


class SmsRoundEnded(Event):
    name: ClassVar[str] = "announcements.sms_round_ended"
    announcement_id: UUID
    edition: int
    sent: int
    blocked: int
