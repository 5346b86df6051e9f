"""Plain text between staff, and from staff to candidates."""

from django.db import models
from django.db.models import Q

from kaochang.chat.states import Audience
from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.exams.models import ExamRoom, RosterEntry


class Message(BaseModel):
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="messages")
    audience = models.CharField(max_length=20, choices=Audience.choices)
    roster_entry = models.ForeignKey(
        RosterEntry, on_delete=models.PROTECT, null=True, related_name="messages"
    )
    # As they were when it was sent: a message does not change when its author's role does.
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=200)
    author_role = models.CharField(max_length=30)
    text = models.CharField(max_length=2000)
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            known_states("chat_message_audience_known", "audience", Audience),
            models.CheckConstraint(
                condition=Q(audience=Audience.CANDIDATE, roster_entry__isnull=False)
                | (~Q(audience=Audience.CANDIDATE) & Q(roster_entry__isnull=True)),
                name="chat_message_addressee",
            ),
        ]
        indexes = [models.Index(fields=["room", "audience", "sent_at"], name="chat_message_of_room")]
