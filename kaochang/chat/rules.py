"""Who may write to whom."""

from uuid import UUID

from kaochang.exams import rules as exams
from kaochang.exams.models import ExamRoom


def can_write_to_panel(person_id: UUID | None, room: ExamRoom) -> bool:
    """The panel's private chat: chief, examiners, secretary."""
    return exams.is_panel(person_id, room)


def can_write_to_candidates(person_id: UUID | None, room: ExamRoom) -> bool:
    """Officer, chief and secretary; examiners speak in the interview."""
    return exams.can_write_to_candidates(person_id, room)
