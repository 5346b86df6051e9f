"""Writing announcements. Publishing them is in `publishing.py`, reading them in `reading.py`."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.announcements import events
from kaochang.announcements.errors import AnnouncementReachFixed, AttachmentKindUnknown, TooManyAttachments
from kaochang.announcements.models import Announcement, Attachment
from kaochang.announcements.publishing import require_complete
from kaochang.announcements.queries import list_attachments, lock_announcement
from kaochang.announcements.richtext import clean
from kaochang.announcements.states import AnnouncementState, Level
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.changes import apply_changes
from kaochang.core.errors import InvalidTransition
from kaochang.core.models import save_changed, touch
from kaochang.exams.models import ExamSession
from kaochang.exams.texts import plain_text
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import College, Major, School
from kaochang.storage.models import StoredFile
from kaochang.storage.services import Limits, Readable, drop_file, save_upload

ATTACHMENT = Limits(most_bytes=10_000_000)
MOST_ATTACHMENTS = 10
KINDS = ("application/pdf", "image/png", "image/jpeg")
BODIES = ("body", "body_en")
REACH = frozenset({"level", "college_id", "major_id", "session_id"})


@transaction.atomic
def create_announcement(
    school: School,
    *,
    level: str,
    by: Actor,
    college: College | None = None,
    major: Major | None = None,
    session: ExamSession | None = None,
    **values: Any,
) -> Announcement:
    """A draft. `college` is that of the major or exam."""
    made = Announcement.objects.create(
        school=school, level=Level(level), college=college, major=major, session=session, **_proper(values)
    )
    event = events.AnnouncementCreated(announcement_id=made.pk, level=made.level, title=made.title)
    record(event, by=by, about=made, scope_id=school.pk)
    announce(event, to=_managers(made), subject=made)
    return made


@transaction.atomic
def edit_announcement(
    announcement: Announcement, values: Mapping[str, Any], *, version: int, by: Actor
) -> Announcement:
    """What candidates read stays as it is until the next edition is published."""
    announcement = lock_announcement(announcement.pk)
    require_version(announcement, version)
    before = _managers(announcement)
    moved = any(getattr(announcement, key) != values[key] for key in REACH & set(values))
    if announcement.edition and moved:
        raise AnnouncementReachFixed()
    changes = apply_changes(announcement, _proper(values), masks=dict.fromkeys(BODIES, short_hash))
    if not changes:
        return announcement
    if announcement.state == AnnouncementState.SCHEDULED:
        # It goes out by itself, with nobody there to be told what it lacks.
        require_complete(announcement)
    event = events.AnnouncementEdited(announcement_id=announcement.pk, changes=changes)
    record(event, by=by, about=announcement, scope_id=announcement.school_id)
    announce(event, to=list(dict.fromkeys([*before, *_managers(announcement)])), subject=announcement)
    return announcement


def reach_of(
    level: str, college: College | None = None, major: Major | None = None, session: ExamSession | None = None
) -> dict[str, Any]:
    """As columns of an edit: whom it is for. `college` is that of the major or exam."""
    target = {"college_id": college, "major_id": major, "session_id": session}
    return {"level": str(Level(level)), **{key: one and one.pk for key, one in target.items()}}


@transaction.atomic
def delete_announcement(announcement: Announcement, *, version: int, by: Actor) -> None:
    """Only what was never published; the rest is withdrawn."""
    announcement = lock_announcement(announcement.pk)
    require_version(announcement, version)
    if announcement.state != AnnouncementState.DRAFT:
        raise InvalidTransition(subject="announcements.AnnouncementState", old=announcement.state, new="")
    event = events.AnnouncementDeleted(announcement_id=announcement.pk, title=announcement.title)
    record(event, by=by, about=announcement, scope_id=announcement.school_id)
    announce(event, to=_managers(announcement), subject=announcement)
    for attachment in Attachment.objects.filter(announcement=announcement).select_related("file"):
        attachment.delete()
        drop_file(attachment.file)
    announcement.delete()


def add_attachment(announcement: Announcement, stream: Readable, *, name: str, by: Actor) -> Attachment:
    """For the next edition, whose version it raises. Nothing is held while the file travels."""
    file = save_upload(
        stream, scope_id=announcement.school_id, purpose="announcement", name=name, limits=ATTACHMENT
    )
    try:
        if file.content_type not in KINDS:
            raise AttachmentKindUnknown()
        return _attach(announcement, file, by=by)
    except BaseException:
        drop_file(file)
        raise


@transaction.atomic
def _attach(announcement: Announcement, file: StoredFile, *, by: Actor) -> Attachment:
    announcement = lock_announcement(announcement.pk)
    if len(list_attachments(announcement)) >= MOST_ATTACHMENTS:
        raise TooManyAttachments(limit=MOST_ATTACHMENTS)
    attachment = Attachment.objects.create(announcement=announcement, file=file)
    touch(announcement)
    event = events.AttachmentAdded(
        announcement_id=announcement.pk,
        attachment_id=attachment.pk,
        name_of_file=file.name,
        size=file.size,
        sha256=file.sha256,
    )
    record(event, by=by, about=announcement, scope_id=announcement.school_id)
    announce(event, to=_managers(announcement), subject=announcement)
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: Actor) -> None:
    """Published editions keep it."""
    announcement = lock_announcement(attachment.announcement_id)
    attachment = (
        Attachment.objects.select_for_update(no_key=True, of=("self",))
        .select_related("file")
        .get(pk=attachment.pk)
    )
    if attachment.removed_at is not None:
        return
    attachment.removed_at = clock.now()
    save_changed(attachment, "removed_at")
    touch(announcement)
    event = events.AttachmentRemoved(
        announcement_id=announcement.pk, attachment_id=attachment.pk, name_of_file=attachment.file.name
    )
    record(event, by=by, about=announcement, scope_id=announcement.school_id)
    announce(event, to=_managers(announcement), subject=announcement)


def _proper(values: Mapping[str, Any]) -> dict[str, Any]:
    """Titles plain, texts safe."""
    proper = dict(values)
    for name in BODIES:
        if name in proper:
            proper[name] = clean(proper[name])
    if "title" in proper:
        proper["title"] = plain_text(proper["title"], limit=200).replace("\n", " ")
    if proper.get("title_en"):
        proper["title_en"] = plain_text(proper["title_en"], limit=200).replace("\n", " ")
    return proper


def short_hash(text: str) -> str:
    """Stands for a long text among the changes; the editions keep the words."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:16]}" if text else ""


def _managers(announcement: Announcement) -> list[str]:
    return channels.school(announcement.school_id, announcement.college_id)
