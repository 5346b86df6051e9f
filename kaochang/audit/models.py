"""The trail. A trigger in the database refuses to change or delete what is written (see migrations)."""

from django.db import models
from django.db.models import Q

from kaochang.core import clock


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
        ]
