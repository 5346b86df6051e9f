"""What a school tells its candidates, edition by edition, and who has read it."""

from django.db import models
from django.db.models import Q

from kaochang.accounts.models import Person
from kaochang.announcements.states import AnnouncementState, Level, RoundState
from kaochang.core.models import BaseModel, known_states
from kaochang.exams.models import ExamSession
from kaochang.exams.telling import names_of_exam
from kaochang.schools.models import College, Major, School
from kaochang.storage.models import StoredFile


class Announcement(BaseModel):
    """Title and text here are what the school works on; candidates read an edition.

    `college` is also that of its major or exam: who manages it. Without one it is the whole school's.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="announcements")
    level = models.CharField(max_length=10, choices=Level.choices)
    college = models.ForeignKey(College, on_delete=models.PROTECT, null=True, related_name="announcements")
    major = models.ForeignKey(Major, on_delete=models.PROTECT, null=True, related_name="announcements")
    session = models.ForeignKey(
        ExamSession, on_delete=models.PROTECT, null=True, related_name="announcements"
    )
    state = models.CharField(
        max_length=10, choices=AnnouncementState.choices, default=AnnouncementState.DRAFT
    )
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True, default="")
    # Safe HTML: see `richtext.py`.
    body = models.TextField(blank=True, default="")
    body_en = models.TextField(blank=True, default="")
    pinned = models.BooleanField(default=False)
    # Candidates may not go on before they have read it: from the next edition on.
    must_read = models.BooleanField(default=False)
    # When it publishes itself.
    publish_at = models.DateTimeField(null=True)
    # Who asked for that, and whether text messages go out with it.
    scheduled_by_id = models.UUIDField(null=True)
    sms = models.BooleanField(default=False)
    in_force = models.ForeignKey("AnnouncementEdition", on_delete=models.PROTECT, null=True, related_name="+")
    # Its number; 0 while nothing was ever published.
    edition = models.PositiveIntegerField(default=0)
    # Whoever read this edition or a later one has read it.
    read_from_edition = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)

    @property
    def target(self) -> School | College | Major | ExamSession:
        return self.session or self.major or self.college or self.school

    @property
    def formality(self) -> str | None:
        """Of its exam; None: it is not of one exam."""
        return self.session.formality if self.session else None

    @property
    def target_name(self) -> str:
        return names_of_exam(self.session)[0] if self.session else self.target.name

    @property
    def target_name_en(self) -> str:
        return names_of_exam(self.session)[1] if self.session else self.target.name_en or self.target.name

    class Meta:
        indexes = [models.Index(fields=["school", "state", "published_at"], name="announcements_by_state")]
        constraints = [
            known_states("announcements_level_known", "level", Level),
            known_states("announcements_state_known", "state", AnnouncementState),
            models.CheckConstraint(
                condition=Q(level="school", college=None, major=None, session=None)
                | Q(level="college", college__isnull=False, major=None, session=None)
                | Q(level="major", college__isnull=False, major__isnull=False, session=None)
                | Q(level="exam", college__isnull=False, major=None, session__isnull=False),
                name="announcements_level_fits",
            ),
            models.CheckConstraint(
                condition=Q(state="scheduled", publish_at__isnull=False)
                | (~Q(state="scheduled") & Q(publish_at__isnull=True)),
                name="announcements_scheduled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(in_force__isnull=False, published_at__isnull=False),
                name="announcements_published_has_edition",
            ),
        ]


class Attachment(BaseModel):
    """Kept for the editions that have it, also when the school has taken it out of the next one."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)


class AnnouncementEdition(BaseModel):
    """Published words never change."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="editions")
    edition = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    body_en = models.TextField(blank=True)
    must_read = models.BooleanField()
    text_hash = models.CharField(max_length=64)
    attachments = models.ManyToManyField(Attachment, related_name="editions")
    published_by_id = models.UUIDField(null=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "edition"], name="announcements_edition_once"),
        ]


class Receipt(BaseModel):
    """A candidate has read this edition."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="announcement_receipts")
    edition = models.PositiveIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "person", "edition"], name="announcements_receipt_once"
            ),
        ]


class SmsRound(BaseModel):
    """Text messages about one edition; `cursor` is the last person who was taken care of."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="sms_rounds")
    edition = models.PositiveIntegerField()
    only_unread = models.BooleanField(default=False)
    # Asked for by hand, after the publication.
    is_reminder = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.SENDING)
    cursor = models.UUIDField(null=True)
    sent = models.PositiveIntegerField(default=0)
    # Not queued: switched off, or over a limit.
    blocked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            known_states("announcements_round_state_known", "state", RoundState),
            models.UniqueConstraint(
                fields=["announcement"],
                condition=Q(state="sending"),
                name="announcements_round_one_each",
            ),
        ]
