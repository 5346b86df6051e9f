"""An exam session, its rooms, who works in them and who is examined there."""

from django.db import models
from django.db.models import F, Q

from kaochang.accounts.models import Person
from kaochang.core.models import BaseModel, known_states
from kaochang.exams.states import Formality, RoomRole, RoomState, SessionState, TicketState
from kaochang.schools.models import College, Major, School


class ExamSession(BaseModel):
    """One admission exam of a college: its window, its rules, its notice."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="exam_sessions")
    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="exam_sessions")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    formality = models.CharField(max_length=20, choices=Formality.choices)
    state = models.CharField(max_length=20, choices=SessionState.choices, default=SessionState.OPEN)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cameras_required = models.PositiveSmallIntegerField(default=1)
    invitation_seconds = models.PositiveIntegerField(default=60)
    minimum_staff = models.PositiveSmallIntegerField(default=3)
    clearance_required = models.BooleanField(default=True)
    # So many waiting candidates hold an open desk; the others hold only the push socket.
    desks_open_limit = models.PositiveSmallIntegerField(default=8)
    interview_seconds = models.PositiveIntegerField(default=900)
    notice_title = models.CharField(max_length=200, blank=True)
    notice_title_en = models.CharField(max_length=200, blank=True)
    notice_text = models.TextField(blank=True)
    notice_text_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            known_states("exams_session_formality_known", "formality", Formality),
            known_states("exams_session_state_known", "state", SessionState),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="exams_session_runs_forward"
            ),
            models.CheckConstraint(condition=Q(cameras_required__in=[1, 2]), name="exams_session_cameras"),
            models.CheckConstraint(
                condition=Q(invitation_seconds__range=(5, 600)), name="exams_session_invitation_seconds"
            ),
            models.CheckConstraint(condition=Q(minimum_staff__gte=1), name="exams_session_minimum_staff"),
        ]


class ExamRoom(BaseModel):
    """Where one panel examines one candidate after another."""

    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="rooms")
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
    """One candidate in one exam session, and how far they have read and confirmed."""

    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="roster")
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="roster")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roster_entries")
    major = models.ForeignKey(Major, on_delete=models.PROTECT, null=True, related_name="roster_entries")
    candidate_number = models.CharField(max_length=40)
    order_number = models.PositiveIntegerField()
    slot_starts_at = models.DateTimeField(null=True)
    notice_read_at = models.DateTimeField(null=True)
    room_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "candidate_number"], name="exams_candidate_number_once_a_session"
            ),
            models.UniqueConstraint(fields=["session", "person"], name="exams_person_once_a_session"),
            models.UniqueConstraint(fields=["room", "order_number"], name="exams_order_number_once_a_room"),
            models.CheckConstraint(
                condition=Q(room_confirmed_at__isnull=True) | Q(notice_read_at__isnull=False),
                name="exams_notice_before_room_check",
            ),
        ]


class Ticket(BaseModel):
    """A candidate's doubt about their exam or room, and the school's answer."""

    roster_entry = models.ForeignKey(RosterEntry, on_delete=models.PROTECT, related_name="tickets")
    text = models.CharField(max_length=2000)
    state = models.CharField(max_length=20, choices=TicketState.choices, default=TicketState.OPEN)
    answer = models.CharField(max_length=2000, blank=True, default="")
    answered_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known_states("exams_ticket_state_known", "state", TicketState),
            models.CheckConstraint(
                condition=Q(state=TicketState.OPEN, answered_at__isnull=True)
                | Q(state=TicketState.ANSWERED, answered_at__isnull=False),
                name="exams_ticket_answered",
            ),
        ]
