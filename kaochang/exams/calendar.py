"""My interviews and duties as a calendar file, for any calendar program."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone

from kaochang.accounts.models import Person
from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import list_candidate_entries, list_my_rooms
from kaochang.exams.staff_columns import ROLES
from kaochang.exams.states import CandidateLanguage, RoomRole
from kaochang.exams.telling import names_of_exam

REMIND_BEFORE = timedelta(minutes=30)
PRODUCT = "-//kaochang//calendar//ZH"


def calendar_of(person: Person, area: str, scope_id: UUID) -> bytes:
    """Published and open exams of one school. Times carry the school's zone, clients show their own."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # How often a subscription asks again.
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    entries = list_candidate_entries(person.pk) if area == "candidate" else []
    mine = [entry for entry in entries if entry.session.school_id == scope_id]
    english = bool(mine) and all(entry.language == CandidateLanguage.EN for entry in mine)
    calendar.add("x-wr-calname", "Interviews" if english else "考场")
    events = _of_candidate(mine) if area == "candidate" else _of_staff(person.pk, scope_id)
    zones = {zone for _, zone in events}
    for zone in sorted(zones):
        calendar.add_component(Timezone.from_tzinfo(ZoneInfo(zone)))
    for event, _ in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _of_candidate(entries: Iterable[RosterEntry]) -> list[tuple[Event, str]]:
    found = []
    for entry in entries:
        session = entry.session
        start = entry.slot_starts_at or session.starts_at
        length = timedelta(seconds=session.interview_seconds) * (100 + entry.extra_time_percent) / 100
        end = start + length if entry.slot_starts_at else session.ends_at
        room = entry.exam_room
        changed_at = max(entry.updated_at, room.updated_at, session.updated_at)
        english = entry.language == CandidateLanguage.EN
        event = _event(
            session, room, entry.pk, start, end, changed_at=changed_at, english=english, area="candidate"
        )
        event.add("description", _told(entry, english=english))
        event.add_component(_reminder(str(event["summary"])))
        found.append((event, session.school.timezone))
    return found


def _of_staff(person_id: UUID, scope_id: UUID) -> list[tuple[Event, str]]:
    """The hours of the exam, as their pages and notices say, and as what they come."""
    found = []
    for mine in list_my_rooms(person_id):
        session = mine.room.session
        if session.school_id != scope_id:
            continue
        # Whoever lost one of several duties left no row that says when.
        now = clock.now()
        event = _event(
            session,
            mine.room,
            mine.room.pk,
            session.starts_at,
            session.ends_at,
            changed_at=now,
            english=False,
            area="staff",
        )
        event.add("description", "、".join(ROLES[RoomRole(role)].zh for role in mine.roles))
        found.append((event, session.school.timezone))
    return found


def _told(entry: RosterEntry, *, english: bool) -> str:
    """Their number, and the hours in which they may be called: a slot can slip."""
    session = entry.session
    zone = ZoneInfo(session.school.timezone)
    opens, ends = (f"{at.astimezone(zone):%m-%d %H:%M}" for at in (session.entry_opens_at, session.ends_at))
    if english:
        return (
            f"Candidate number {entry.candidate_number}. The waiting area opens {opens}; "
            f"the exam ends {ends}, your turn may come later than planned."
        )
    return f"考生编号 {entry.candidate_number}。候考区 {opens} 开放，考试 {ends} 结束，轮到您的时间可能顺延。"


def _reminder(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm


def _event(
    session: ExamSession,
    room: ExamRoom,
    key: UUID,
    start: datetime,
    end: datetime,
    *,
    changed_at: datetime,
    english: bool,
    area: str,
) -> Event:
    """`changed_at`: of all that stands in it. Versions of several rows, added, could fall with a move."""
    zone = ZoneInfo(session.school.timezone)
    event = Event()
    event.add("uid", f"{key}@kaochang")
    event.add("sequence", int((changed_at - clock.EARLIEST).total_seconds()))
    event.add("dtstamp", clock.now())
    event.add("dtstart", start.astimezone(zone))
    event.add("dtend", end.astimezone(zone))
    where = (english and room.name_en) or room.name
    event.add("summary", f"{names_of_exam(session)[english]} · {where}")
    # Nobody shall travel for it.
    address = f"{environment.public_origin}/{'c' if area == 'candidate' else 's'}/login"
    event.add("location", f"{'Online' if english else '线上'} {address}")
    return event
