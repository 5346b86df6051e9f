"""A roster as a file: what was in it, what it would change, and what is needed to take it back."""

from django.db import models

from kaochang.core.models import BaseModel, known_states
from kaochang.core.privacy import EncryptedTextField
from kaochang.exams.models import ExamSession
from kaochang.planning.states import ImportState, PictureOutcome, PortraitImportState, RowOutcome
from kaochang.storage.models import StoredFile


class RosterImport(BaseModel):
    """One uploaded file of one exam."""

    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="roster_imports")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    uploaded_by_id = models.UUIDField()
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.READING)
    # Why the file was refused, or why the last writing or roll-back did not happen.
    problem = models.CharField(max_length=60, blank=True, default="")
    problem_params = models.JSONField(default=dict)
    # Headings that stand for none of our columns.
    ignored_headings = models.JSONField(default=list)
    # How many rows of each outcome.
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    only_good = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True, default="")
    written_at = models.DateTimeField(null=True)
    written_by_id = models.UUIDField(null=True)
    rolled_back_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["session", "created_at"], name="planning_import_newest")]
        constraints = [known_states("planning_import_state_known", "state", ImportState)]


class ImportRow(BaseModel):
    """`cells` and `undo` are JSON with personal data, so they are encrypted.

    `words` and `places` hold of it what the list shows, to be searched and sorted, as plainly as the roster.
    """

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = EncryptedTextField()
    outcome = models.CharField(max_length=20, choices=RowOutcome.choices, default=RowOutcome.ERROR)
    # [{column, code, params}] and [{field, before, after}], masked.
    findings = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    confirmed = models.BooleanField(default=False)
    # What the list shows of it, masked, in lower case; and cell by cell so that text puts it in order.
    words = models.TextField(default="")
    places = models.JSONField(default=dict)
    # What was written, and what stood there before.
    roster_entry_id = models.UUIDField(null=True)
    undo = EncryptedTextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster_import", "number"], name="planning_row_once_an_import"),
            known_states("planning_row_outcome_known", "outcome", RowOutcome),
        ]
        indexes = [
            models.Index(fields=["roster_import", "outcome", "number"], name="planning_row_by_outcome")
        ]


class PortraitImport(BaseModel):
    """One zip of portraits for one exam. The zip goes once it is read; what it held stands in the rows."""

    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="portrait_imports")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    uploaded_by_id = models.UUIDField()
    state = models.CharField(
        max_length=20, choices=PortraitImportState.choices, default=PortraitImportState.READING
    )
    problem = models.CharField(max_length=60, blank=True, default="")
    problem_params = models.JSONField(default=dict)
    # How many pictures of each outcome.
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(null=True)
    written_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["session", "created_at"], name="planning_portraits_newest")]
        constraints = [known_states("planning_portraits_state_known", "state", PortraitImportState)]


class PortraitRow(BaseModel):
    """One picture. `picture` is the small one, kept until it is written or put away."""

    portrait_import = models.ForeignKey(PortraitImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    candidate_number = models.CharField(max_length=200, blank=True)
    # Opaque: a candidate who is removed meanwhile stops the writing, not the other way round.
    roster_entry_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=20, choices=PictureOutcome.choices, default=PictureOutcome.ERROR)
    problem = models.CharField(max_length=60, blank=True, default="")
    problem_params = models.JSONField(default=dict)
    picture = models.BinaryField(null=True)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["portrait_import", "number"], name="planning_picture_once_an_import"
            ),
            known_states("planning_picture_outcome_known", "outcome", PictureOutcome),
        ]
