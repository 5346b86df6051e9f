from typing import Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict, model_validator

from kaochang.announcements.models import Attachment
from kaochang.announcements.states import Level
from kaochang.core.http import Moment


class AnnouncementRowOut(Schema):
    id: UUID
    version: int
    level: str
    # Of the school, college, major or exam it is for.
    target_name: str
    target_name_en: str
    college_id: UUID | None
    major_id: UUID | None
    session_id: UUID | None
    state: str
    title: str
    title_en: str
    pinned: bool
    must_read: bool
    publish_at: Moment | None
    published_at: Moment | None
    edition: int
    created_at: Moment
    updated_at: Moment
    read_count: int


class AttachmentOut(Schema):
    id: UUID
    name: str
    content_type: str
    size: int

    @staticmethod
    def of(attachment: Attachment) -> "AttachmentOut":
        file = attachment.file
        return AttachmentOut(id=attachment.pk, name=file.name, content_type=file.content_type, size=file.size)


class EditionHeadOut(Schema):
    edition: int
    title: str
    published_at: Moment
    by_name: str


class SmsRoundOut(Schema):
    edition: int
    only_unread: bool
    state: str
    sent: int
    blocked: int
    created_at: Moment


class ReadersOut(Schema):
    """Whom it concerns and who of them has read it; whom it would reach now."""

    recipients: int
    read: int
    reached: int
    with_phone: int
    unread_with_phone: int


class AnnouncementOut(AnnouncementRowOut):
    body: str
    body_en: str
    sms: bool
    # Differs from what candidates read now.
    changed_since_edition: bool
    attachments: list[AttachmentOut]
    editions: list[EditionHeadOut]
    readers: ReadersOut
    last_sms: SmsRoundOut | None


class WordsIn(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=200)
    title_en: str = Field("", max_length=200)
    body: str = Field("", max_length=60_000)
    body_en: str = Field("", max_length=60_000)
    pinned: bool = False
    must_read: bool = False


class AnnouncementCreateIn(WordsIn):
    level: Level
    # The one that fits the level.
    target_id: UUID | None = None

    @model_validator(mode="after")
    def _target_fits(self) -> Self:
        _require_fitting(self.level, self.target_id)
        return self


class AnnouncementEditIn(WordsIn):
    """With `level` it is for somebody else from now on: until its first edition is published."""

    version: int
    level: Level | None = None
    target_id: UUID | None = None

    @model_validator(mode="after")
    def _target_fits(self) -> Self:
        _require_fitting(self.level, self.target_id)
        return self


def _require_fitting(level: Level | None, target_id: UUID | None) -> None:
    """A target that would be passed over is refused: whoever names one means it."""
    if target_id is not None and level in (None, Level.SCHOOL):
        raise ValueError("a target comes with the level that it is of")


class AnnouncementSavedOut(Schema):
    id: UUID
    version: int
    state: str


class VersionIn(Schema):
    model_config = ConfigDict(extra="forbid")

    version: int


class PublishIn(VersionIn):
    """With `publish_at` it waits until then."""

    publish_at: AwareDatetime | None = None
    sms: bool = False
    read_again: bool = True


class WithdrawIn(VersionIn):
    reason: str = Field("", max_length=500)


class ReaderOut(Schema):
    id: UUID
    name: str
    candidate_number: str | None
    phone: str
    is_read: bool
    read_at: Moment | None


class MyAnnouncementOut(Schema):
    id: UUID
    edition: int
    level: str
    target_name: str
    target_name_en: str
    title: str
    title_en: str
    must_read: bool
    pinned: bool
    published_at: Moment
    # Null: not read yet, or asked for again by a later edition.
    read_at: Moment | None


class MyAnnouncementsOut(Schema):
    server_time: Moment
    items: list[MyAnnouncementOut]


class MyAnnouncementTextOut(MyAnnouncementOut):
    body: str
    body_en: str
    attachments: list[AttachmentOut]


class ReadIn(Schema):
    model_config = ConfigDict(extra="forbid")

    edition: int


class ReceiptOut(Schema):
    edition: int
    read_at: Moment
