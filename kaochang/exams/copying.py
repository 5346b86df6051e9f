"""A new draft made of another exam: the same rules, rooms, staff and candidates at another time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.exams import events
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, NoticeText, RosterEntry
from kaochang.exams.queries import find_notice, hold_session
from kaochang.exams.windows import require_window
from kaochang.schools.errors import CollegeDisabled
from kaochang.schools.queries import staff_pool

# What is a rule of the exam, not of one holding of it.
RULES = (
    "kind",
    "entry_opens_minutes",
    "cameras_required",
    "invitation_seconds",
    "minimum_staff",
    "clearance_required",
    "desks_open_limit",
    "interview_seconds",
    "interval_seconds",
    "share_allowed",
    "order_policy",
    "languages",
    "support_phone",
)
CANDIDATE = ("person_id", "major_id", "candidate_number", "language", "time_zone", "extra_time_percent")
WORDS = ("title", "title_en", "text", "text_en", "text_hash")


@transaction.atomic
def copy_session(
    session: ExamSession,
    *,
    name: str,
    name_en: str,
    formality: str,
    starts_at: datetime,
    ends_at: datetime,
    with_staff: bool,
    with_candidates: bool,
    by: Actor,
) -> ExamSession:
    """A constant number of queries: an exam may be large. Slots keep their distance to the start.

    What candidates have read, confirmed or signed is not copied.
    """
    if not session.college.enabled:
        raise CollegeDisabled()
    # No room comes to it meanwhile.
    hold_session(session.pk)
    require_window(starts_at, ends_at, pitch_seconds=session.pitch_seconds)
    copy = ExamSession.objects.create(
        school=session.school,
        college=session.college,
        copied_from=session,
        name=name,
        name_en=name_en,
        formality=formality,
        starts_at=starts_at,
        ends_at=ends_at,
        **{rule: getattr(session, rule) for rule in RULES},
    )
    notice = find_notice(session)
    if notice is not None:
        NoticeText.objects.create(session=copy, edition=1, **{word: getattr(notice, word) for word in WORDS})
        copy.notice_edition = 1
        copy.save(update_fields=["notice_edition"])
    rooms = _copy_rooms(session, copy)
    event = events.SessionCopied(
        session_id=copy.pk,
        copied_from_id=session.pk,
        rooms=len(rooms),
        assignments=_copy_staff(session, rooms) if with_staff else 0,
        candidates=_copy_roster(session, copy, rooms) if with_candidates else 0,
    )
    record(event, by=by, about=copy, scope_id=copy.school_id)
    return copy


def _copy_rooms(session: ExamSession, copy: ExamSession) -> dict[UUID | None, ExamRoom]:
    """The new room by the id of the old one."""
    olds = list(ExamRoom.objects.filter(session=session).order_by("created_at", "pk"))
    news = ExamRoom.objects.bulk_create(
        ExamRoom(session=copy, major_id=old.major_id, name=old.name, name_en=old.name_en) for old in olds
    )
    return {old.pk: new for old, new in zip(olds, news, strict=True)}


def _copy_staff(session: ExamSession, rooms: dict[UUID | None, ExamRoom]) -> int:
    """Of those who may still be assigned."""
    members = staff_pool(session.school_id, session.college_id).values("person_id")
    olds = Assignment.objects.filter(room__session=session, person__in=members).order_by("created_at", "pk")
    news = [Assignment(room=rooms[old.room_id], person_id=old.person_id, role=old.role) for old in olds]
    return len(Assignment.objects.bulk_create(news))


def _copy_roster(session: ExamSession, copy: ExamSession, rooms: dict[UUID | None, ExamRoom]) -> int:
    moved = copy.starts_at - session.starts_at
    news = [
        RosterEntry(
            session=copy,
            room=rooms.get(old.room_id),
            order_number=old.order_number,
            slot_starts_at=old.slot_starts_at + moved if old.slot_starts_at else None,
            **{column: getattr(old, column) for column in CANDIDATE},
        )
        for old in RosterEntry.objects.filter(session=session).order_by("created_at", "pk")
    ]
    return len(RosterEntry.objects.bulk_create(news, batch_size=2000))
