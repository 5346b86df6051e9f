"""Text messages to those whom an announcement concerns, some hundred in one job."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.announcements import events
from kaochang.announcements.audience import entries_of, has_read, is_reached
from kaochang.announcements.errors import AnnouncementWithdrawn, RemindedRecently, SmsStillSending
from kaochang.announcements.models import Announcement, AnnouncementEdition, SmsRound
from kaochang.announcements.queries import lock_announcement
from kaochang.announcements.states import ROUND, AnnouncementState, RoundState
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.exams.telling import marked
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.sms.services import Text, require_sms_open_for_many, send_many
from kaochang.sms.states import SmsState
from kaochang.sms.templates import fitting

CHUNK = 200
REMIND_AGAIN_AFTER = timedelta(hours=1)
BY = Actor.system("announcements")


@transaction.atomic
def remind(announcement: Announcement, *, by: Actor) -> SmsRound:
    """By hand, to those who have not read it. Whoever asks is told at once that no message would leave."""
    require_sms_open_for_many(announcement.school_id)
    announcement = lock_announcement(announcement.pk)
    lately = SmsRound.objects.filter(
        announcement=announcement,
        is_reminder=True,
        created_at__gt=clock.now() - REMIND_AGAIN_AFTER,
        sent__gt=0,
    )
    last = lately.order_by("-created_at").first()
    if last is not None:
        raise RemindedRecently(at=clock.iso(last.created_at))
    return start_round(announcement, only_unread=True, is_reminder=True, by=by)


@transaction.atomic
def start_round(
    announcement: Announcement, *, only_unread: bool, is_reminder: bool = False, by: Actor
) -> SmsRound:
    announcement = lock_announcement(announcement.pk)
    if announcement.state != AnnouncementState.PUBLISHED:
        raise AnnouncementWithdrawn()
    if SmsRound.objects.filter(announcement=announcement, state=RoundState.SENDING).exists():
        raise SmsStillSending()
    made = SmsRound.objects.create(
        announcement=announcement,
        edition=announcement.edition,
        only_unread=only_unread,
        is_reminder=is_reminder,
    )
    event = events.SmsRoundStarted(
        announcement_id=announcement.pk,
        edition=made.edition,
        only_unread=only_unread,
        is_reminder=is_reminder,
    )
    record(event, by=by, about=made, scope_id=announcement.school_id)
    enqueue("announcements.send_sms", round_id=str(made.pk))
    return made


@transaction.atomic
def send_chunk(round_id: UUID) -> int:
    """The next of them, and the job that goes on. Nobody gets two: the cursor moves with the messages."""
    found = SmsRound.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "announcement__school", "announcement__session"
    )
    current = found.get(pk=round_id)
    if current.state != RoundState.SENDING:
        return 0
    announcement = current.announcement
    people = Person.objects.filter(is_reached(announcement), phone__isnull=False).order_by("pk")
    if current.only_unread:
        people = people.exclude(has_read(announcement))
    if current.cursor is not None:
        people = people.filter(pk__gt=current.cursor)
    is_over = announcement.state != AnnouncementState.PUBLISHED
    chunk = [] if is_over else list(people[:CHUNK])
    languages = dict(
        entries_of(announcement).filter(person__in=chunk).order_by().values_list("person_id", "language")
    )
    edition = AnnouncementEdition.objects.get(announcement=announcement, edition=current.edition)
    template = "announcement_reminder" if current.is_reminder else "announcement"
    texts = []
    for person in chunk:
        language = languages.get(person.pk, "zh")
        school, title = announcement.school.name, edition.title
        if language == "en":
            school, title = announcement.school.name_en or school, edition.title_en or title
        title = marked(announcement.formality, title, title)[language == "en"]
        if current.is_reminder and edition.must_read:
            title = f"{'(required) ' if language == 'en' else '（必读）'}{title}"
        values = fitting(template, language, {"school": school, "title": title}, "title")
        texts.append(Text(person.phone or "", template, values, language, current.pk))
    messages = send_many(texts, scope_id=announcement.school_id)
    blocked = sum(message.state == SmsState.BLOCKED for message in messages)
    current.sent += len(messages) - blocked
    current.blocked += blocked
    if chunk:
        current.cursor = chunk[-1].pk
        enqueue("announcements.send_sms", round_id=str(round_id))
        save_changed(current, "sent", "blocked", "cursor")
        return len(chunk)
    ROUND.require(current.state, RoundState.SENT)
    current.state = RoundState.SENT
    save_changed(current, "state")
    event = events.SmsRoundEnded(
        announcement_id=announcement.pk, edition=current.edition, sent=current.sent, blocked=current.blocked
    )
    record(event, by=BY, about=current, scope_id=announcement.school_id)
    managers = channels.school(announcement.school_id, announcement.college_id)
    announce(event, to=managers, subject=current)
    return 0
