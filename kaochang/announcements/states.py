"""Where an announcement stands, and whom it is for."""

from django.db import models

from kaochang.core.states import StateMachine


class Level(models.TextChoices):
    """Whose candidates it is for."""

    SCHOOL = "school"
    COLLEGE = "college"
    MAJOR = "major"
    EXAM = "exam"


class AnnouncementState(models.TextChoices):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class RoundState(models.TextChoices):
    """A round of text messages about one edition."""

    SENDING = "sending"
    SENT = "sent"


ANNOUNCEMENT = StateMachine(
    AnnouncementState,
    {
        AnnouncementState.DRAFT: {AnnouncementState.SCHEDULED, AnnouncementState.PUBLISHED},
        AnnouncementState.SCHEDULED: {AnnouncementState.DRAFT, AnnouncementState.PUBLISHED},
        # A further edition of what is published.
        AnnouncementState.PUBLISHED: {AnnouncementState.PUBLISHED, AnnouncementState.WITHDRAWN},
        AnnouncementState.WITHDRAWN: {AnnouncementState.PUBLISHED},
    },
    {
        AnnouncementState.DRAFT: "The school writes it; candidates do not see it.",
        AnnouncementState.SCHEDULED: "It will be published by itself at its time; candidates do not see it.",
        AnnouncementState.PUBLISHED: "Candidates read its newest edition.",
        AnnouncementState.WITHDRAWN: "Candidates see it no more; its receipts are kept.",
    },
)

ROUND = StateMachine(
    RoundState,
    {RoundState.SENDING: {RoundState.SENT}, RoundState.SENT: set()},
    {
        RoundState.SENDING: "Text messages are still being queued.",
        RoundState.SENT: "Everybody concerned who has a phone was sent one.",
    },
)
