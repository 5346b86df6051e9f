"""My interviews and duties as a calendar file, for any calendar program."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Min
from icalendar import Calendar, Event, Timezone

from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import list_candidate_entries, list_my_rooms, slot_ends_at
from kaochang.exams.states import CandidateLanguage
from kaochang.exams.telling import names_of_exam

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
        event = _event(session, room, entry.pk, start, end, changed_at=changed_at, english=english)
        label = "Candidate number" if english else "考生编号"
        event.add("description", f"{label} {entry.candidate_number}")
        found.append((event, session.school.timezone))
    return found


def _of_staff(person_id: UUID, scope_id: UUID) -> list[tuple[Event, str]]:
    """From the first slot of the room until all are through; all of the exam while it has none."""
    found = []
    rooms = [mine for mine in list_my_rooms(person_id) if mine.room.session.school_id == scope_id]
    rows = RosterEntry.objects.filter(session__in={mine.room.session_id for mine in rooms})
    times = rows.values_list("room_id").annotate(
        first=Min("slot_starts_at"), last=Max(slot_ends_at("", "session__"))
    )
    spans = {room_id: (first, last) for room_id, first, last in times.order_by()}
    for mine in rooms:
        session = mine.room.session
        first, last = spans.get(mine.room.pk, (None, None))
        start, end = first or session.starts_at, last or session.ends_at
        # Whoever left the roster changed the hours too and left no row that says when.
        now = clock.now()
        event = _event(session, mine.room, mine.room.pk, start, end, changed_at=now, english=False)
        found.append((event, session.school.timezone))
    return found


def _event(
    session: ExamSession,
    room: ExamRoom,
    key: UUID,
    start: datetime,
    end: datetime,
    *,
    changed_at: datetime,
    english: bool,
) -> Event:
    """`changed_at`: of all that stands in it. Versions of several rows, added, could fall with a move."""
    zone = ZoneInfo(session.school.timezone)
    event = Event()
    event.add("uid", f"{key}@kaochang")
    event.add("sequence", int((changed_at - clock.EARLIEST).total_seconds()))
    event.add("dtstamp", clock.now())
    event.add("dtstart", start.astimezone(zone))
    event.add("dtend", end.astimezone(zone))
    where, school = ((english and one.name_en) or one.name for one in (room, session.school))
    event.add("summary", f"{names_of_exam(session)[english]} · {where}")
    event.add("location", f"{school} {where}")
    return event
