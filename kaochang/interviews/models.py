from django.db import models
from django.db.models import F, Q

from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.exams.models import ExamRoom
from kaochang.interviews.states import InterviewState, InvitationState, Outcome, StopKind
from kaochang.waiting.models import QueueEntry


class Invitation(BaseModel):
    """One ringing of a candidate's screen; a second call is a second row."""

    entry = models.ForeignKey(QueueEntry, on_delete=models.PROTECT, related_name="invitations")
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="invitations")
    state = models.CharField(max_length=20, choices=InvitationState.choices, default=InvitationState.SENT)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    # Why somebody was invited whom the officer had not cleared.
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            known_states("interviews_invitation_state", "state", InvitationState),
            # The queue's own index allows one invited or admitted a room; this one is the second lock.
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(state=InvitationState.SENT),
                name="interviews_one_open_invitation_a_room",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.SENT, answered_at__isnull=True)
                | (~Q(state=InvitationState.SENT) & Q(answered_at__isnull=False)),
                name="interviews_invitation_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(state=InvitationState.SENT),
                name="interviews_invitation_due",
            ),
            models.Index(fields=["room", "-sent_at"], name="interviews_invitation_newest"),
        ]


class Interview(BaseModel):
    entry = models.ForeignKey(QueueEntry, on_delete=models.PROTECT, related_name="interviews")
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="interviews")
    state = models.CharField(max_length=20, choices=InterviewState.choices, default=InterviewState.LIVE)
    started_at = models.DateTimeField(default=clock.now)
    planned_seconds = models.PositiveIntegerField()
    extended_seconds = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, default="")
    end_reason = models.CharField(max_length=500, blank=True, default="")
    ended_by_id = models.UUIDField(null=True)
    # The candidate pressed 「确定」 on the end notice.
    end_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known_states("interviews_interview_state", "state", InterviewState),
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(state=InterviewState.LIVE),
                name="interviews_one_live_interview_a_room",
            ),
            models.CheckConstraint(
                condition=Q(state=InterviewState.LIVE, ended_at__isnull=True, outcome="")
                | Q(state=InterviewState.ENDED, ended_at__isnull=False, outcome__in=Outcome.values),
                name="interviews_interview_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "-started_at"], name="interviews_interview_newest"),
            models.Index(fields=["entry", "-started_at"], name="interviews_interview_of_entry"),
        ]


class StopInterval(BaseModel):
    """A time that does not count. Stops may overlap; the clock takes their union."""

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="stops")
    kind = models.CharField(max_length=20, choices=StopKind.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known_states("interviews_stop_kind", "kind", StopKind),
            models.UniqueConstraint(
                fields=["interview", "kind"],
                condition=Q(ended_at__isnull=True),
                name="interviews_one_open_stop_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="interviews_stop_runs_forward",
            ),
        ]


class FrameReport(BaseModel):
    """What one panel member's page last said of the candidate's picture."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="frame_reports")
    person_id = models.UUIDField()
    interrupted = models.BooleanField()
    last_frame_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "person_id"], name="interviews_one_report_a_person")
        ]


class StaffPresence(BaseModel):
    """Whether a member of the room's staff is connected, as `watch` last saw it."""

    room = models.ForeignKey(ExamRoom, on_delete=models.CASCADE, related_name="staff_presence")
    person_id = models.UUIDField()
    online = models.BooleanField(default=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "person_id"], name="interviews_one_presence_a_person")
        ]
