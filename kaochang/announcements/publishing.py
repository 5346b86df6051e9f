"""An announcement goes out: at once or at its time, edition by edition; and is taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.announcements import events
from kaochang.announcements.audience import channels_of, is_reached
from kaochang.announcements.errors import AnnouncementEnglishMissing, PublishTimePast
from kaochang.announcements.models import Announcement, AnnouncementEdition, Receipt, SmsRound
from kaochang.announcements.queries import list_attachments, lock_announcement
from kaochang.announcements.sms_rounds import start_round
from kaochang.announcements.states import ANNOUNCEMENT, AnnouncementState
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.exams.errors import ReasonRequired, TextRequired
from kaochang.exams.telling import marked
from kaochang.exams.texts import hash_of
from kaochang.notifications.services import Note, notify, void_notices
from kaochang.notifications.states import NotificationKind
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.sms.services import require_sms_open_for_many


@transaction.atomic
def publish(
    announcement: Announcement, *, version: int, by: Actor, sms: bool = False, read_again: bool = True
) -> Announcement:
    """The next edition, now. `read_again`: whoever read an earlier one is asked again."""
    announcement = lock_announcement(announcement.pk)
    require_version(announcement, version)
    if sms:
        require_sms_open_for_many(announcement.school_id)
    return _publish(announcement, by=by, sms=sms, read_again=read_again)


@transaction.atomic
def schedule(
    announcement: Announcement, *, publish_at: datetime, version: int, by: Actor, sms: bool = False
) -> Announcement:
    """It publishes itself then."""
    announcement = lock_announcement(announcement.pk)
    require_version(announcement, version)
    clock.require_plausible(publish_at)
    if publish_at <= clock.now():
        raise PublishTimePast()
    require_complete(announcement)
    if announcement.state != AnnouncementState.SCHEDULED:
        ANNOUNCEMENT.require(announcement.state, AnnouncementState.SCHEDULED)
    was = announcement.publish_at
    announcement.state, announcement.publish_at = AnnouncementState.SCHEDULED, publish_at
    announcement.scheduled_by_id, announcement.sms = by.person_id, sms
    save_changed(announcement, "state", "publish_at", "scheduled_by_id", "sms")
    _note_schedule(announcement, was, by)
    return announcement


@transaction.atomic
def unschedule(announcement: Announcement, *, version: int, by: Actor) -> Announcement:
    announcement = lock_announcement(announcement.pk)
    require_version(announcement, version)
    ANNOUNCEMENT.require(announcement.state, AnnouncementState.DRAFT)
    was = announcement.publish_at
    announcement.state, announcement.publish_at = AnnouncementState.DRAFT, None
    save_changed(announcement, "state", "publish_at")
    _note_schedule(announcement, was, by)
    return announcement


@transaction.atomic
def publish_due(announcement: Announcement, *, by: Actor) -> bool:
    """Its time has come. Whoever comes second, or after it was given up or moved, finds nothing to do."""
    announcement = lock_announcement(announcement.pk)
    due_at = announcement.publish_at
    if announcement.state != AnnouncementState.SCHEDULED or due_at is None or due_at > clock.now():
        return False
    _publish(announcement, by=by, sms=announcement.sms, read_again=True)
    return True


@transaction.atomic
def withdraw(announcement: Announcement, *, reason: str, version: int, by: Actor) -> Announcement:
    announcement = lock_announcement(announcement.pk)
    require_version(announcement, version)
    ANNOUNCEMENT.require(announcement.state, AnnouncementState.WITHDRAWN)
    if not reason:
        raise ReasonRequired()
    announcement.state = AnnouncementState.WITHDRAWN
    save_changed(announcement, "state")
    event = events.AnnouncementWithdrawn(announcement_id=announcement.pk, reason=reason)
    record(event, by=by, about=announcement, scope_id=announcement.school_id)
    announce(event, to=channels_of(announcement), subject=announcement)
    enqueue("announcements.tell_withdrawn", announcement_id=str(announcement.pk), reason=reason)
    return announcement


@transaction.atomic
def tell_withdrawn(announcement_id: UUID, *, reason: str) -> None:
    """The job behind it: to whoever has read it, or was sent a text message of it."""
    announcement = lock_announcement(announcement_id)
    if announcement.state != AnnouncementState.WITHDRAWN or announcement.in_force is None:
        return
    read = Receipt.objects.filter(announcement=announcement, person_id=OuterRef("pk"))
    knows = Q(Exists(read))
    if SmsRound.objects.filter(announcement=announcement, sent__gt=0).exists():
        knows |= Q(phone__isnull=False)
    title = announcement.in_force.title
    title, title_en = marked(announcement.formality, title, announcement.in_force.title_en or title)
    summary = (f"公告「{title}」已撤回", f"the announcement “{title_en}” was withdrawn")
    notify(
        [
            Note(one, announcement.pk, {"title": title, "title_en": title_en}, summary)
            for one in Person.objects.filter(knows, is_reached(announcement)).order_by("pk")
        ],
        NotificationKind.ANNOUNCEMENT_WITHDRAWN,
        area="candidate",
        scope_id=announcement.school_id,
        college_id=announcement.college_id,
        session_id=announcement.session_id,
        reason=reason,
        by=Actor.system("announcements"),
    )


def _publish(announcement: Announcement, *, by: Actor, sms: bool, read_again: bool) -> Announcement:
    ANNOUNCEMENT.require(announcement.state, AnnouncementState.PUBLISHED)
    require_complete(announcement)
    announcement.edition += 1
    read_again = read_again or announcement.edition == 1
    if read_again:
        announcement.read_from_edition = announcement.edition
    announcement.state, announcement.publish_at = AnnouncementState.PUBLISHED, None
    announcement.published_at = clock.now()
    edition = AnnouncementEdition.objects.create(
        announcement=announcement,
        edition=announcement.edition,
        title=announcement.title,
        title_en=announcement.title_en,
        body=announcement.body,
        body_en=announcement.body_en,
        text_hash=hash_of(
            title=announcement.title,
            title_en=announcement.title_en,
            text=announcement.body,
            text_en=announcement.body_en,
        ),
        must_read=announcement.must_read,
        published_by_id=by.person_id or announcement.scheduled_by_id,
        published_at=announcement.published_at,
    )
    edition.attachments.set(list_attachments(announcement))
    announcement.in_force = edition
    void_notices(NotificationKind.ANNOUNCEMENT_WITHDRAWN, announcement.pk)
    save_changed(
        announcement,
        "edition",
        "in_force",
        "read_from_edition",
        "state",
        "publish_at",
        "published_at",
    )
    event = events.AnnouncementPublished(
        announcement_id=announcement.pk,
        edition=announcement.edition,
        level=announcement.level,
        title=announcement.title,
        title_en=announcement.title_en,
        must_read=announcement.must_read,
        text_hash=edition.text_hash,
        read_again=read_again,
    )
    record(event, by=by, about=announcement, scope_id=announcement.school_id)
    announce(event, to=channels_of(announcement), subject=announcement)
    if sms:
        start_round(announcement, only_unread=not read_again, by=by)
    return announcement


def require_complete(announcement: Announcement) -> None:
    if not announcement.body:
        raise TextRequired()
    if bool(announcement.title_en) != bool(announcement.body_en):
        raise AnnouncementEnglishMissing()


def _note_schedule(announcement: Announcement, was: datetime | None, by: Actor) -> None:
    event = events.AnnouncementScheduled(
        announcement_id=announcement.pk, was_publish_at=was, publish_at=announcement.publish_at
    )
    record(event, by=by, about=announcement, scope_id=announcement.school_id)
    managers = channels.school(announcement.school_id, announcement.college_id)
    announce(event, to=managers, subject=announcement)
