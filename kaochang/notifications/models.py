"""What one person is told in one area, and whether they said that they know."""

from django.db import models

from kaochang.accounts.models import Person
from kaochang.accounts.states import LoginArea
from kaochang.core.models import BaseModel, known_states
from kaochang.core.privacy import EncryptedTextField
from kaochang.notifications.states import TOLD, NotificationKind, Ways


class Notification(BaseModel):
    """`params` fill the words: names, times and what the school wrote to many, no personal data.

    What it is about is known by opaque ids.
    """

    scope_id = models.UUIDField()
    college_id = models.UUIDField(null=True)
    session_id = models.UUIDField(null=True)
    # A newer one about the same thing takes the place of what nobody confirmed.
    subject_id = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    area = models.CharField(max_length=10, choices=LoginArea.choices)
    kind = models.CharField(max_length=30, choices=NotificationKind.choices)
    params = models.JSONField()
    reason = models.CharField(max_length=500, blank=True, default="")
    read_at = models.DateTimeField(null=True)
    # 「知道了」
    confirmed_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    # Its exam ended before they confirmed: nobody is asked for it any more, unless the exam goes on.
    over_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "area", "created_at"], name="notifications_of_person"),
            models.Index(fields=["scope_id", "college_id", "created_at"], name="notifications_of_school"),
        ]
        constraints = [
            known_states("notifications_area_known", "area", LoginArea),
            known_states("notifications_kind_known", "kind", NotificationKind),
        ]


def _ways(default: Ways) -> "models.CharField[str, str]":
    return models.CharField(max_length=20, choices=Ways.choices, default=default)


class NotificationPolicy(BaseModel):
    """By which ways one school tells whom of what: a column for each pair of `TOLD`."""

    scope_id = models.UUIDField(unique=True)
    # Candidates gave a phone number; of staff a mail is read sooner, and costs nothing.
    candidate_slot_changed = _ways(Ways.SMS)
    candidate_exam_time_changed = _ways(Ways.SMS)
    candidate_exam_withdrawn = _ways(Ways.SMS)
    candidate_cameras_changed = _ways(Ways.SMS)
    candidate_room_renamed = _ways(Ways.SMS)
    candidate_exam_left = _ways(Ways.SMS)
    # Whom an announcement reached only on the page is told of its end there.
    candidate_announcement_withdrawn = _ways(Ways.PAGE)
    staff_exam_time_changed = _ways(Ways.MAIL_OR_SMS)
    staff_exam_withdrawn = _ways(Ways.MAIL_OR_SMS)
    staff_room_renamed = _ways(Ways.MAIL_OR_SMS)
    staff_duty_added = _ways(Ways.MAIL_OR_SMS)
    staff_duty_removed = _ways(Ways.MAIL_OR_SMS)
    staff_statement_asked = _ways(Ways.MAIL_OR_SMS)
    staff_relation_met = _ways(Ways.MAIL_OR_SMS)
    staff_second_step_reset = _ways(Ways.MAIL_OR_SMS)

    class Meta:
        constraints = [
            known_states(f"notifications_{area}_{kind}_known", f"{area}_{kind}", Ways) for area, kind in TOLD
        ]


class CalendarFeed(BaseModel):
    """The secret address of one person's calendar in one area and school; renewed, the old one is dead."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_feeds")
    area = models.CharField(max_length=10, choices=LoginArea.choices)
    scope_id = models.UUIDField()
    # Shown again to its owner, so it is kept; found by its hash.
    secret = EncryptedTextField()
    secret_lookup = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            known_states("notifications_feed_area_known", "area", LoginArea),
            models.UniqueConstraint(fields=["person", "area", "scope_id"], name="notifications_feed_once"),
        ]
