"""The trail. A trigger in the database refuses to change or delete what is written (see migrations)."""

from django.db import models
from django.db.models import Q

from kaochang.audit.states import CheckState
from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states


class TrailEntry(models.Model):
    """What happened, who did it, to what. `position` and `chain_hash` are filled by the sealer, once.

    `payload` is canonical JSON as text, so that its hash is over exactly the stored bytes. Erasing
    empties `payload` and `salt`; the chain holds only the salted hash and stays whole.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    event = models.CharField(max_length=100)
    person_id = models.UUIDField(null=True)
    login_session_id = models.UUIDField(null=True)
    area = models.CharField(max_length=10)
    label = models.CharField(max_length=100, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    # The subject's version after what happened: answers "what changed since I read it".
    subject_version = models.PositiveIntegerField(null=True)
    scope_id = models.UUIDField(null=True)
    payload = models.TextField(blank=True)
    salt = models.CharField(max_length=64, blank=True)
    payload_hash = models.CharField(max_length=64)
    position = models.BigIntegerField(null=True, unique=True)
    chain_hash = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_trail_by_subject"),
            models.Index(fields=["scope_id", "id"], name="audit_trail_by_scope"),
            models.Index(fields=["id"], name="audit_trail_unsealed", condition=Q(position__isnull=True)),
            # The trail page: newest first, of everybody, of one person, of some events.
            models.Index(fields=["at", "id"], name="audit_trail_by_time"),
            models.Index(fields=["person_id", "at"], name="audit_trail_by_person"),
            models.Index(fields=["event", "at"], name="audit_trail_by_event"),
        ]


class TrailCheck(BaseModel):
    """One verification of the whole trail, as somebody asked for it; one at a time."""

    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.QUEUED)
    asked_by_id = models.UUIDField()
    # Where the result is recorded: the school of whoever asked.
    scope_id = models.UUIDField()
    finished_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    anchors = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True, default="")
    finding_count = models.PositiveIntegerField(default=0)
    # The first ones: [{position, what}]; no content of any entry.
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [
            known_states("audit_check_state_known", "state", CheckState),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=CheckState.QUEUED), name="audit_one_check_at_a_time"
            ),
        ]
