"""My interviews and duties as a calendar file, for any calendar program."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Min
from icalendar import Calendar, Event, Timezone

from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.queries import list_candidate_entries, list_my_rooms
from kaochang.exams.states import Formality

PRODUCT = "-//kaochang//calendar//ZH"


def calendar_of(person: Person, area: str, scope_id: UUID) -> bytes:
    """Published and open exams of one school. Times carry the school's zone, clients show their own."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "考场")
    # How often a subscription asks again.
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    events = _of_candidate(person.pk, scope_id) if area == "candidate" else _of_staff(person.pk, scope_id)
    zones = {zone for _, zone in events}
    for zone in sorted(zones):
        calendar.add_component(Timezone.from_tzinfo(ZoneInfo(zone)))
    for event, _ in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _of_candidate(person_id: UUID, scope_id: UUID) -> list[tuple[Event, str]]:
    found = []
    for entry in list_candidate_entries(person_id):
        session = entry.session
        if session.school_id != scope_id:
            continue
        start = entry.slot_starts_at or session.starts_at
        length = timedelta(seconds=session.interview_seconds) * (100 + entry.extra_time_percent) / 100
        end = start + length if entry.slot_starts_at else session.ends_at
        event = _event(session, entry.pk, start, end, room=entry.exam_room.name, version=entry.version)
        event.add("description", f"考生编号 {entry.candidate_number}")
        found.append((event, session.school.timezone))
    return found


def _of_staff(person_id: UUID, scope_id: UUID) -> list[tuple[Event, str]]:
    """From the first slot of the room to its last; all of the exam while it has none."""
    found = []
    rooms = [mine for mine in list_my_rooms(person_id) if mine.room.session.school_id == scope_id]
    slots = RosterEntry.objects.filter(
        room__in=[mine.room.pk for mine in rooms], slot_starts_at__isnull=False
    )
    times = slots.values_list("room_id").annotate(Min("slot_starts_at"), Max("slot_starts_at")).order_by()
    spans = {room_id: (first, last) for room_id, first, last in times}
    for mine in rooms:
        session = mine.room.session
        start, end = session.starts_at, session.ends_at
        if mine.room.pk in spans:
            start, last = spans[mine.room.pk]
            end = last + timedelta(seconds=session.interview_seconds)
        version = mine.room.version + session.version
        event = _event(session, mine.room.pk, start, end, room=mine.room.name, version=version)
        found.append((event, session.school.timezone))
    return found


def _event(
    session: ExamSession, key: UUID, start: datetime, end: datetime, *, room: str, version: int
) -> Event:
    zone = ZoneInfo(session.school.timezone)
    event = Event()
    event.add("uid", f"{key}@kaochang")
    event.add("sequence", version)
    event.add("dtstamp", clock.now())
    event.add("dtstart", start.astimezone(zone))
    event.add("dtend", end.astimezone(zone))
    rehearsal = "【演练】" if session.formality == Formality.REHEARSAL else ""
    event.add("summary", f"{rehearsal}{session.name} · {room}")
    event.add("location", f"{session.school.name} {room}")
    return event
