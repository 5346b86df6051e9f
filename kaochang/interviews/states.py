"""What an invitation and an interview can be, and which step leads where."""

from django.db import models

from kaochang.core.states import StateMachine


class InvitationState(models.TextChoices):
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class InterviewState(models.TextChoices):
    LIVE = "live"
    ENDED = "ended"


class Outcome(models.TextChoices):
    """Why the panel and the candidate parted."""

    FINISHED = "finished"
    SENT_BACK = "sent_back"


class StopKind(models.TextChoices):
    PAUSE = "pause"
    INTERRUPTION = "interruption"
    # From an ending by mistake to the re-opening: nobody was examined meanwhile.
    CLOSURE = "closure"


INVITATION = StateMachine(
    InvitationState,
    {
        InvitationState.SENT: {
            InvitationState.ACCEPTED,
            InvitationState.DECLINED,
            InvitationState.EXPIRED,
            InvitationState.WITHDRAWN,
        },
        InvitationState.ACCEPTED: set(),
        InvitationState.DECLINED: set(),
        InvitationState.EXPIRED: set(),
        InvitationState.WITHDRAWN: set(),
    },
    {
        InvitationState.SENT: "The candidate's screen rings.",
        InvitationState.ACCEPTED: "The candidate entered the exam room.",
        InvitationState.DECLINED: "The candidate answered that they cannot enter now.",
        InvitationState.EXPIRED: "Nobody answered in time.",
        InvitationState.WITHDRAWN: "The chief examiner took the invitation back.",
    },
)

INTERVIEW = StateMachine(
    InterviewState,
    {
        InterviewState.LIVE: {InterviewState.ENDED},
        InterviewState.ENDED: {InterviewState.LIVE},
    },
    {
        InterviewState.LIVE: "The panel is at the candidate's desk and the clock counts.",
        InterviewState.ENDED: "The panel has left; the chief may re-open it until the next is invited.",
    },
)
