"""Where a candidate stands on the way from log-in to the end of the interview."""

from django.db import models

from kaochang.core.states import StateMachine


class QueueState(models.TextChoices):
    PREPARING = "preparing"
    WAITING = "waiting"
    TALKING = "talking"
    CLEARED = "cleared"
    INVITED = "invited"
    ADMITTED = "admitted"
    FINISHED = "finished"
    DEFERRED = "deferred"
    ABSENT = "absent"


S = QueueState

# 暂离, 求助 and 连接中断 are flags beside the state; see chips.py for the one word that is shown.
QUEUE = StateMachine(
    QueueState,
    {
        S.PREPARING: {S.WAITING, S.DEFERRED, S.ABSENT},
        S.WAITING: {S.CLEARED, S.TALKING, S.INVITED, S.DEFERRED, S.ABSENT},
        S.CLEARED: {S.WAITING, S.TALKING, S.INVITED, S.DEFERRED, S.ABSENT},
        S.TALKING: {S.WAITING, S.CLEARED},
        S.INVITED: {S.WAITING, S.CLEARED, S.ADMITTED},
        S.ADMITTED: {S.CLEARED, S.FINISHED},
        S.FINISHED: {S.ADMITTED},
        S.DEFERRED: {S.PREPARING, S.WAITING, S.CLEARED},
        S.ABSENT: {S.PREPARING, S.WAITING, S.CLEARED},
    },
    {
        S.PREPARING: "On the way to the waiting area: reads, checks devices, signs.",
        S.WAITING: "In the waiting area, not yet checked by an officer.",
        S.TALKING: "In a talk with an officer.",
        S.CLEARED: "Checked by an officer; may be invited.",
        S.INVITED: "The candidate's screen rings.",
        S.ADMITTED: "The panel is at the candidate's desk.",
        S.FINISHED: "The interview has ended.",
        S.DEFERRED: "Set aside by staff; returns at the end of the order.",
        S.ABSENT: "Marked as a no-show; can be restored.",
    },
)

# Who stands in the line that a candidate sees before them.
IN_LINE = (S.WAITING, S.TALKING, S.CLEARED, S.INVITED)
# Where a candidate can be set aside from, and returns to.
SETTLED = (S.PREPARING, S.WAITING, S.CLEARED)
