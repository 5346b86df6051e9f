"""An exam session, its rooms, who works in them and who is examined there."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.exams.errors import RoomNotAssigned
from kaochang.exams.states import (
    OVER,
    CandidateLanguage,
    ExamKind,
    ExamLanguages,
    Formality,
    OrderPolicy,
    RelationKind,
    RelationSource,
    RoomRole,
    RoomState,
    SessionState,
    TicketKind,
    TicketState,
)
from kaochang.schools.models import College, Major, School


class ExamSession(BaseModel):
    """One admission exam of a college: its window and its rules."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="exam_sessions")
    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="exam_sessions")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=ExamKind.choices, default=ExamKind.INTERVIEW)
    formality = models.CharField(max_length=20, choices=Formality.choices)
    state = models.CharField(max_length=20, choices=SessionState.choices, default=SessionState.DRAFT)
    published_at = models.DateTimeField(null=True)
    # The first time; once opened it never becomes a draft again.
    opened_at = models.DateTimeField(null=True)
    # The last time; none while it is open again.
    closed_at = models.DateTimeField(null=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # So long before `starts_at` the waiting area opens by itself.
    entry_opens_minutes = models.PositiveSmallIntegerField(default=60)
    cameras_required = models.PositiveSmallIntegerField(default=1)
    invitation_seconds = models.PositiveIntegerField(default=60)
    minimum_staff = models.PositiveSmallIntegerField(default=3)
    clearance_required = models.BooleanField(default=True)
    # So many waiting candidates hold an open desk; the others hold only the push socket.
    desks_open_limit = models.PositiveSmallIntegerField(default=8)
    interview_seconds = models.PositiveIntegerField(default=900)
    # Between two slots of a room.
    interval_seconds = models.PositiveIntegerField(default=0)
    share_allowed = models.BooleanField(default=True)
    order_policy = models.CharField(max_length=20, choices=OrderPolicy.choices, default=OrderPolicy.TIMETABLE)
    languages = models.CharField(max_length=10, choices=ExamLanguages.choices, default=ExamLanguages.ZH_EN)
    support_phone = models.CharField(max_length=40, blank=True, default="")
    # The newest edition of its notice; 0 while it has none.
    notice_edition = models.PositiveIntegerField(default=0)
    # While it is withdrawn: the duties and cameras that people had been told, and why it was.
    told_duties = models.JSONField(default=dict)
    told_cameras = models.PositiveSmallIntegerField(null=True)
    withdrawn_for = models.CharField(max_length=500, blank=True, default="")

    @property
    def entry_opens_at(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.entry_opens_minutes)

    @property
    def pitch_seconds(self) -> int:
        """From one slot of a room to the next."""
        return self.interview_seconds + self.interval_seconds

    class Meta:
        indexes = [
            models.Index(fields=["school", "state", "starts_at"], name="exams_session_by_state"),
        ]
        constraints = [
            known_states("exams_session_kind_known", "kind", ExamKind),
            known_states("exams_session_order_policy_known", "order_policy", OrderPolicy),
            known_states("exams_session_languages_known", "languages", ExamLanguages),
            known_states("exams_session_formality_known", "formality", Formality),
            known_states("exams_session_state_known", "state", SessionState),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="exams_session_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__gte=clock.EARLIEST, ends_at__lte=clock.LATEST),
                name="exams_session_window_plausible",
            ),
            models.CheckConstraint(condition=Q(cameras_required__in=[1, 2]), name="exams_session_cameras"),
            models.CheckConstraint(
                condition=Q(invitation_seconds__range=(5, 600)), name="exams_session_invitation_seconds"
            ),
            models.CheckConstraint(condition=Q(minimum_staff__gte=1), name="exams_session_minimum_staff"),
        ]


class NoticeText(BaseModel):
    """One edition of what candidates read before the exam; published words never change."""

    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="notice_texts")
    edition = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    text_en = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "edition"], name="exams_notice_edition_once"),
        ]


class ExamRoom(BaseModel):
    """Where one panel examines one candidate after another."""

    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="rooms")
    # Whose candidates it is for; without one it takes everybody.
    major = models.ForeignKey(Major, on_delete=models.PROTECT, null=True, related_name="exam_rooms")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=RoomState.choices, default=RoomState.PLANNED)
    # Why it was closed, or re-opened, last.
    closed_reason = models.CharField(max_length=500, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known_states("exams_room_state_known", "state", RoomState),
            models.UniqueConstraint(fields=["session", "name"], name="exams_room_once_a_session"),
            models.CheckConstraint(
                condition=~Q(state=RoomState.CLOSED) | Q(closed_at__isnull=False), name="exams_room_closed_at"
            ),
        ]

    @property
    def shown_state(self) -> RoomState:
        """With its exam every room is over, in whatever state the day left it."""
        return RoomState.ARCHIVED if self.session.state in OVER else RoomState(self.state)


class Assignment(BaseModel):
    """A person's role in an exam room; one person may hold several."""

    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, choices=RoomRole.choices)

    class Meta:
        constraints = [
            known_states("exams_assignment_role_known", "role", RoomRole),
            models.UniqueConstraint(fields=["room", "person", "role"], name="exams_assignment_once"),
        ]


class RosterEntry(BaseModel):
    """One candidate in one exam session, and how far they have read and confirmed.

    Without a room until the school has placed them; the exam day meets only those who are placed.
    """

    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="roster")
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, null=True, related_name="roster")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roster_entries")
    major = models.ForeignKey(Major, on_delete=models.PROTECT, null=True, related_name="roster_entries")
    candidate_number = models.CharField(max_length=40)
    order_number = models.PositiveIntegerField(null=True)
    slot_starts_at = models.DateTimeField(null=True)
    language = models.CharField(
        max_length=10, choices=CandidateLanguage.choices, default=CandidateLanguage.ZH
    )
    # An IANA name; blank stands for the school's.
    time_zone = models.CharField(max_length=60, blank=True, default="")
    extra_time_percent = models.PositiveSmallIntegerField(default=0)
    remark = models.CharField(max_length=500, blank=True, default="")
    notice_read_at = models.DateTimeField(null=True)
    # Which edition they have read: a newer one asks again.
    notice_edition_read = models.PositiveIntegerField(default=0)
    room_confirmed_at = models.DateTimeField(null=True)
    # While the exam is withdrawn: what they know of it.
    told_room = models.ForeignKey(ExamRoom, on_delete=models.SET_NULL, null=True, related_name="+")
    told_slot_at = models.DateTimeField(null=True)
    told_seconds = models.PositiveIntegerField(null=True)

    @property
    def planned_seconds(self) -> int:
        """Of their interview, with their own extra time."""
        return self.session.interview_seconds * (100 + self.extra_time_percent) // 100

    @property
    def exam_room(self) -> ExamRoom:
        if self.room is None:
            raise RoomNotAssigned()
        return self.room

    @property
    def exam_room_id(self) -> UUID:
        if self.room_id is None:
            raise RoomNotAssigned()
        return self.room_id

    @property
    def trail_scope_id(self) -> UUID:
        """What happens to them is kept under their room, or under the school until they have one."""
        return self.room_id or self.session.school_id

    @property
    def notice_done_at(self) -> datetime | None:
        """When they read the notice that is in force."""
        return self.notice_read_at if self.notice_edition_read >= self.session.notice_edition else None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "candidate_number"], name="exams_candidate_number_once_a_session"
            ),
            models.UniqueConstraint(fields=["session", "person"], name="exams_person_once_a_session"),
            # A room's candidates change places in one transaction.
            models.UniqueConstraint(
                fields=["room", "order_number"],
                name="exams_order_number_once_a_room",
                deferrable=models.Deferrable.DEFERRED,
            ),
            known_states("exams_roster_language_known", "language", CandidateLanguage),
            models.CheckConstraint(
                condition=Q(room__isnull=True, order_number__isnull=True)
                | Q(room__isnull=False, order_number__isnull=False),
                name="exams_order_number_with_room",
            ),
            models.CheckConstraint(condition=Q(extra_time_percent__lte=100), name="exams_roster_extra_time"),
            models.CheckConstraint(
                condition=Q(slot_starts_at__isnull=True)
                | Q(slot_starts_at__gte=clock.EARLIEST, slot_starts_at__lt=clock.LATEST),
                name="exams_roster_slot_plausible",
            ),
            models.CheckConstraint(
                condition=Q(room_confirmed_at__isnull=True) | Q(notice_read_at__isnull=False),
                name="exams_notice_before_room_check",
            ),
        ]


class Ticket(BaseModel):
    """A candidate's doubt about their exam or room, or call for help, and the school's answer."""

    roster_entry = models.ForeignKey(RosterEntry, on_delete=models.PROTECT, related_name="tickets")
    kind = models.CharField(max_length=10, choices=TicketKind.choices, default=TicketKind.DOUBT)
    text = models.CharField(max_length=2000)
    state = models.CharField(max_length=20, choices=TicketState.choices, default=TicketState.OPEN)
    answer = models.CharField(max_length=2000, blank=True, default="")
    answered_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # The one administrator who has taken it; nobody: all of the college's.
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="tickets_handled")

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="exams_ticket_by_state")]
        constraints = [
            known_states("exams_ticket_state_known", "state", TicketState),
            known_states("exams_ticket_kind_known", "kind", TicketKind),
            models.CheckConstraint(
                condition=Q(state=TicketState.OPEN, answered_at__isnull=True, closed_at__isnull=True)
                | Q(state=TicketState.ANSWERED, answered_at__isnull=False, closed_at__isnull=True)
                | Q(state=TicketState.CLOSED, closed_at__isnull=False),
                name="exams_ticket_answered",
            ),
        ]


class Relation(BaseModel):
    """Somebody of the staff is close to a candidate, and steps back wherever that one is examined."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="relations")
    staff = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declared_relations")
    candidate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations_to_staff")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    note = models.CharField(max_length=500, blank=True, default="")
    source = models.CharField(max_length=20, choices=RelationSource.choices)

    class Meta:
        constraints = [
            known_states("exams_relation_kind_known", "kind", RelationKind),
            known_states("exams_relation_source_known", "source", RelationSource),
            models.UniqueConstraint(fields=["school", "staff", "candidate"], name="exams_relation_once"),
        ]


class RelationStatement(BaseModel):
    """Somebody of the staff said: beside the relations that are listed, I have none."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="relation_statements")
    staff = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relation_statements")
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "staff"], name="exams_relation_statement_once"),
        ]


class ReferencePortrait(BaseModel):
    """What staff compare a candidate's face with: a JPEG made anew by us, gone with its roster entry."""

    roster_entry = models.OneToOneField(RosterEntry, on_delete=models.CASCADE, related_name="portrait")
    picture = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
