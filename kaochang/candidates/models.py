from django.db import models

from kaochang.candidates.states import MailingState, SheetState
from kaochang.core.models import BaseModel, known_states
from kaochang.schools.models import School
from kaochang.storage.models import StoredFile


class CodeSheet(BaseModel):
    """Fresh log-in codes for many candidates, as files for who asked for them. The codes are in no row."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="code_sheets")
    made_by_id = models.UUIDField()
    language = models.CharField(max_length=5)
    # Roster entries, as they were chosen.
    entry_ids = models.JSONField()
    state = models.CharField(max_length=20, choices=SheetState.choices, default=SheetState.QUEUED)
    # Codes on the sheet.
    total = models.PositiveIntegerField(default=0)
    # Why there is no sheet, as a coded error.
    problem = models.CharField(max_length=60, blank=True, default="")
    pdf = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    xlsx = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    # The files go then.
    files_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["made_by_id", "-created_at"], name="candidates_sheet_newest")]
        constraints = [known_states("candidates_sheet_state_known", "state", SheetState)]


class Mailing(BaseModel):
    """One text of the school to many candidates: each has it in their inbox and says 「知道了」."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="mailings")
    made_by_id = models.UUIDField()
    title = models.CharField(max_length=40)
    text = models.CharField(max_length=2000)
    # A text message with the title goes out beside it.
    sms = models.BooleanField()
    # Roster entries, one a person; the first `done` of them have it.
    entry_ids = models.JSONField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, choices=MailingState.choices, default=MailingState.SENDING)

    class Meta:
        indexes = [models.Index(fields=["made_by_id", "-created_at"], name="candidates_mailing_newest")]
        constraints = [known_states("candidates_mailing_state_known", "state", MailingState)]
