"""One exam as the school prepares it."""

from django.db.models import Count

from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.school_schemas import (
    ExamCollegeOut,
    ExamDetailOut,
    ExamRowOut,
    ExamRulesOut,
    SchoolRoomOut,
)

_PLAIN = (set(ExamRulesOut.model_fields) | set(ExamRowOut.model_fields)) - {
    "college",
    "room_count",
    "candidate_count",
    "unplaced_count",
}


def read_exam(session: ExamSession) -> ExamDetailOut:
    """Three queries, however many rooms and candidates."""
    assignments = Assignment.objects.filter(room__session=session).values_list("room_id", "person_id")
    here = set(assignments.distinct())
    roster = RosterEntry.objects.filter(session=session).order_by()
    placed = dict(roster.values_list("room_id").annotate(count=Count("pk")))
    rooms = [
        SchoolRoomOut(
            id=room.pk,
            version=room.version,
            name=room.name,
            name_en=room.name_en,
            state=room.state,
            candidate_count=placed.get(room.pk, 0),
            staff_count=sum(room_id == room.pk for room_id, _ in here),
        )
        for room in ExamRoom.objects.filter(session=session).order_by("name", "pk")
    ]
    return ExamDetailOut(
        **{name: getattr(session, name) for name in _PLAIN},
        college=ExamCollegeOut.from_orm(session.college),
        opened_at=session.opened_at,
        copied_from_id=session.copied_from_id,
        notice_edition=session.notice_edition,
        staff_count=len({person_id for _, person_id in here}),
        rooms=rooms,
        room_count=len(rooms),
        candidate_count=sum(placed.values()),
        unplaced_count=placed.get(None, 0),
    )
