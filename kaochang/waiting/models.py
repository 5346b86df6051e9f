"""The line before an exam room, and the officers' talks with those who wait in it."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.exams.models import ExamRoom, RosterEntry
from kaochang.waiting.states import QueueState

HELP_TEXT_LENGTH = 500
NOTE_LENGTH = 2000
REASON_LENGTH = 500


class QueueEntry(BaseModel):
    """A roster entry's state and place in its room's line."""

    roster_entry = models.OneToOneField(RosterEntry, on_delete=models.PROTECT, related_name="queue_entry")
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="queue")
    state = models.CharField(max_length=20, choices=QueueState.choices, default=QueueState.PREPARING)
    # Where a talk, an invitation, a deferral or an absence came from, and goes back to.
    state_before = models.CharField(max_length=20, choices=QueueState.choices, blank=True, default="")
    state_changed_at = models.DateTimeField(default=clock.now)
    position = models.PositiveIntegerField()
    arrived_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by_id = models.UUIDField(null=True)
    checklist = models.JSONField(default=dict)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True, default="")
    away_since = models.DateTimeField(null=True)
    help_asked_at = models.DateTimeField(null=True)
    help_text = models.CharField(max_length=HELP_TEXT_LENGTH, blank=True, default="")
    # The real durations of this room's interviews, from which the forecast is made.
    admitted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known_states("waiting_entry_state_known", "state", QueueState),
            models.CheckConstraint(
                name="waiting_entry_state_before_known",
                condition=Q(
                    state_before__in=["", QueueState.PREPARING, QueueState.WAITING, QueueState.CLEARED]
                ),
            ),
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(state__in=[QueueState.ADMITTED, QueueState.INVITED]),
                name="waiting_one_before_the_panel",
            ),
            models.UniqueConstraint(
                fields=["room", "position"],
                name="waiting_position_once_a_room",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="waiting_nobody_waits_without_arriving",
                condition=Q(state__in=[QueueState.PREPARING, QueueState.DEFERRED, QueueState.ABSENT])
                | Q(arrived_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["room", "state", "position"], name="waiting_entry_line")]

    @property
    def device_changed_at(self) -> datetime | None:
        """The desk's word; `list_queue` and `get_entry` read it in the same query."""
        desk = getattr(self.roster_entry, "desk", None)
        return desk.device_changed_at if desk is not None else None


class Talk(BaseModel):
    """An officer with one candidate, picture and sound both ways."""

    entry = models.ForeignKey(QueueEntry, on_delete=models.PROTECT, related_name="talks")
    officer_id = models.UUIDField()
    officer_name = models.CharField(max_length=200)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    cleared = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer_id"],
                condition=Q(ended_at__isnull=True),
                name="waiting_one_talk_an_officer",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(ended_at__isnull=True), name="waiting_one_talk_an_entry"
            ),
            models.CheckConstraint(
                name="waiting_ended_talk_has_its_result",
                condition=Q(ended_at__isnull=True, cleared__isnull=True)
                | Q(ended_at__isnull=False, cleared__isnull=False),
            ),
        ]
