"""The demo's exam day: today's sessions, kept when they are there, opened afresh when they are not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from kaochang.accounts.models import Person
from kaochang.commitments.services import publish_letter
from kaochang.core import clock
from kaochang.demo.people import CANDIDATES, MAIN, REHEARSAL, SECOND, STAFF
from kaochang.demo.school import BY, DemoSchool, find_candidate_login
from kaochang.demo.texts import words
from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.services import (
    add_assignment,
    add_roster_entry,
    create_room,
    create_session,
    open_session,
    publish_notice,
    publish_session,
)
from kaochang.exams.states import Formality, SessionState
from kaochang.schools.models import College
from kaochang.waiting.services import add_to_queue

ROOMS = {
    MAIN: ("材料科学与工程 · 第二考场", "Materials Science and Engineering · Room 2"),
    SECOND: ("材料科学与工程 · 第一考场", "Materials Science and Engineering · Room 1"),
    REHEARSAL: ("材料科学与工程 · 演练考场", "Materials Science and Engineering · Rehearsal room"),
}
LENGTH = timedelta(hours=10)
SLOT = timedelta(minutes=15)


def open_sessions(place: DemoSchool) -> list[ExamSession]:
    return list(ExamSession.objects.filter(college=place.college, state=SessionState.OPEN))


def is_today(session: ExamSession, place: DemoSchool) -> bool:
    zone = ZoneInfo(place.school.timezone)
    return session.starts_at.astimezone(zone).date() == clock.now().astimezone(zone).date()


@transaction.atomic
def open_day(place: DemoSchool) -> None:
    """The formal exam with its two rooms, and the rehearsal, for today."""
    starts_at = _quarter(clock.now())
    formal = _create_session(
        place,
        name="硕士研究生复试 · 综合面试",
        name_en="Master's admission · General interview",
        formality=Formality.FORMAL,
        starts_at=starts_at,
        cameras_required=2,
        interview_seconds=900,
    )
    rehearsal = _create_session(
        place,
        name="综合面试演练",
        name_en="General interview, rehearsal",
        formality=Formality.REHEARSAL,
        starts_at=starts_at,
        cameras_required=1,
        interview_seconds=300,
        copied_from=formal,
    )
    rooms = {
        key: create_room(
            rehearsal if key == REHEARSAL else formal, name=ROOMS[key][0], name_en=ROOMS[key][1], by=BY
        )
        for key in (MAIN, SECOND, REHEARSAL)
    }
    _fill_staff(place, rooms)
    _fill_roster(place, rooms, starts_at)
    for session in (formal, rehearsal):
        open_session(publish_session(session, by=BY), by=BY)


@transaction.atomic
def plan_ahead(place: DemoSchool) -> None:
    """Next week's drafts, one in each college: what a school administrator sees and a college's does not."""
    if ExamSession.objects.filter(school=place.school, state=SessionState.DRAFT).exists():
        return
    for college in College.objects.filter(school=place.school).order_by("name"):
        own = college.pk == place.college.pk
        _create_session(
            place,
            college=college,
            name="硕士研究生复试 · 综合面试（第二批）" if own else "外语专业复试 · 口语面试",
            name_en="Master's admission · Second round" if own else "Languages admission · Oral interview",
            formality=Formality.FORMAL,
            starts_at=_quarter(clock.now() + timedelta(days=7)),
            cameras_required=2,
            interview_seconds=900,
        )


def _create_session(
    place: DemoSchool,
    *,
    college: College | None = None,
    name: str,
    name_en: str,
    formality: str,
    starts_at: datetime,
    cameras_required: int,
    interview_seconds: int,
    copied_from: ExamSession | None = None,
) -> ExamSession:
    session = create_session(
        college or place.college,
        name=name,
        name_en=name_en,
        formality=formality,
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        by=BY,
        cameras_required=cameras_required,
        interview_seconds=interview_seconds,
        copied_from=copied_from,
        invitation_seconds=60,
        # A number that nobody has.
        support_phone="010-0000 0199",
        # In the demo one examiner is enough.
        minimum_staff=1,
    )
    year = starts_at.astimezone(ZoneInfo(place.school.timezone)).year
    publish_notice(session, by=BY, **words("notice"))
    publish_letter(session, by=BY, **words("letter", year=year))
    return session


def _fill_staff(place: DemoSchool, rooms: dict[str, ExamRoom]) -> None:
    for one in STAFF:
        for key, roles in one.roles.items():
            for role in roles:
                add_assignment(rooms[key], place.staff[one.account], role, by=BY)


def _fill_roster(place: DemoSchool, rooms: dict[str, ExamRoom], starts_at: datetime) -> None:
    orders = dict.fromkeys(rooms, 0)
    for one in CANDIDATES:
        for key in one.rooms:
            orders[key] += 1
            login = find_candidate_login(place.school, one.number)
            person: Person | None = login.person if login else None
            entry = add_roster_entry(
                rooms[key],
                person=person,
                name=one.name,
                phone=one.phone,
                candidate_number=one.number,
                order_number=orders[key],
                major=place.majors[one.major],
                slot_starts_at=starts_at + SLOT * (orders[key] - 1),
                by=BY,
            )
            add_to_queue(entry, by=BY)


def _quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
