"""How long interviews of this college really took, as a hint for the next timetable."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, F

from kaochang.exams.models import ExamSession
from kaochang.exams.states import Formality
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState

# Fewer say nothing yet.
ENOUGH = 5


@dataclass(frozen=True)
class Experience:
    """`expected_seconds` is the planned time, longer or shorter by what earlier interviews took of theirs."""

    samples: int
    expected_seconds: int


def read_experience(session: ExamSession) -> Experience | None:
    """From the formal exams of the same college; one query."""
    done = QueueEntry.objects.filter(
        room__session__college_id=session.college_id,
        room__session__formality=Formality.FORMAL,
        state=QueueState.FINISHED,
        admitted_at__isnull=False,
        finished_at__gt=F("admitted_at"),
    )
    found = done.aggregate(
        samples=Count("pk"),
        real=Avg(F("finished_at") - F("admitted_at")),
        planned=Avg("room__session__interview_seconds"),
    )
    if found["samples"] < ENOUGH:
        return None
    real: timedelta = found["real"]
    share = real.total_seconds() / found["planned"]
    return Experience(found["samples"], round(session.interview_seconds * share))
