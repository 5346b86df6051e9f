"""How far one exam is: who is where before it is ended, and what it came to afterwards."""

from typing import Any

from django.db.models import Count, Max, Min

from kaochang.candidates.lists import annotated, roster_of
from kaochang.candidates.states import Stage
from kaochang.exams.models import ExamSession
from kaochang.interviews.models import Interview
from kaochang.interviews.queries import rooms_with_somebody_inside
from kaochang.schools.scope import SchoolScope


def read_figures(scope: SchoolScope, session: ExamSession) -> dict[str, Any]:
    """`busy`: rooms with a talk, a call or an interview, until whose end the exam stays."""
    rows = annotated(scope, roster_of(scope).filter(session=session)).order_by().values("stage")
    found = {row["stage"]: row["count"] for row in rows.annotate(count=Count("pk"))}
    interviews = Interview.objects.filter(room__session=session)
    times = interviews.aggregate(began=Min("started_at"), ended=Max("ended_at"))
    rooms = rooms_with_somebody_inside(session.pk).order_by("created_at", "pk")
    return {
        "stages": [{"stage": stage, "count": found[stage]} for stage in Stage.values if found.get(stage)],
        "busy": [{"id": room.pk, "name": room.name, "name_en": room.name_en} for room in rooms],
        "first_began_at": times["began"],
        "last_ended_at": times["ended"],
        "closed_at": session.closed_at,
    }
