"""The calendar of candidates and staff: what is in it, its times, and its secret address."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from kaochang.accounts.models import Person
from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.core.models import save_changed, touch
from kaochang.exams.calendar import calendar_of
from kaochang.exams.models import Assignment, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.notifications.models import CalendarFeed
from tests.accounts.factories import log_in
from tests.factories import Place, assign, make_entry, make_place, make_room
from tests.traces import recorded

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 28, 1, 30, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def place() -> Place:
    made = make_place(
        candidates=2,
        state=SessionState.PUBLISHED,
        starts_at=START,
        ends_at=START + timedelta(hours=3),
        interview_seconds=900,
    )
    for number, entry in enumerate(made.entries):
        slot = START + timedelta(minutes=15 * number)
        RosterEntry.objects.filter(pk=entry.pk).update(slot_starts_at=slot, extra_time_percent=20 * number)
    return made


def client_of(place: Place, area: str, person: Any) -> Client:
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, person, area, place.school.pk)
    return client


def events_of(answer: Any) -> list[Any]:
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def event_of(person: Person, area: str, place: Place) -> Any:
    (event,) = Calendar.from_ical(calendar_of(person, area, place.school.pk)).walk("VEVENT")
    return event


def test_a_candidate_has_the_own_slot_in_the_schools_time(place: Place) -> None:
    client = client_of(place, "candidate", place.entries[1].person)
    answer: Any = client.get("/api/v1/candidate/calendar.ics")
    (event,) = events_of(answer)
    assert event.decoded("dtstart") == START + timedelta(minutes=15)
    # A fifth more time of a quarter of an hour.
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=18)
    assert event["dtstart"].params["tzid"] == "Asia/Shanghai"
    assert b"DTSTART;TZID=Asia/Shanghai:20270328T094500" in answer.content
    assert b"BEGIN:VTIMEZONE" in answer.content
    assert place.entries[0].candidate_number.encode() not in answer.content
    assert str(event["uid"]) == f"{place.entries[1].pk}@kaochang"


def test_summer_time_moves_nothing(place: Place) -> None:
    """On the day the clocks change in Berlin; the file carries the zone's own rules."""
    place.school.timezone = "Europe/Berlin"
    place.school.save()
    answer: Any = client_of(place, "candidate", place.entries[0].person).get("/api/v1/candidate/calendar.ics")
    (event,) = events_of(answer)
    assert event.decoded("dtstart") == START
    assert b"DTSTART;TZID=Europe/Berlin:20270328T033000" in answer.content


def test_the_calendar_is_called_in_the_language_of_the_candidate(place: Place) -> None:
    RosterEntry.objects.filter(pk=place.entries[0].pk).update(language="en")
    names = [
        str(Calendar.from_ical(calendar_of(one.person, "candidate", place.school.pk))["x-wr-calname"])
        for one in place.entries
    ]
    assert names == ["Interviews", "考场"]


def test_a_candidate_reads_it_in_their_language(place: Place) -> None:
    place.session.name_en, place.room.name_en = "Physics", "Room 1"
    place.session.save()
    place.room.save()
    RosterEntry.objects.filter(pk=place.entries[0].pk).update(language="en")
    client = client_of(place, "candidate", place.entries[0].person)
    (event,) = events_of(client.get("/api/v1/candidate/calendar.ics"))
    assert str(event["summary"]) == "Physics · Room 1"
    assert str(event["description"]).startswith(f"Candidate number {place.entries[0].candidate_number}. ")
    assert str(event["location"]) == f"Online {environment.public_origin}/c/login"
    client = client_of(place, "candidate", place.entries[1].person)
    (event,) = events_of(client.get("/api/v1/candidate/calendar.ics"))
    assert str(event["description"]).startswith(f"考生编号 {place.entries[1].candidate_number}。")
    assert "候考区 03-28 " in str(event["description"])
    assert "考试 03-28 12:30 结束" in str(event["description"])
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-30)


@pytest.mark.parametrize("changes", ["entry", "room", "session"])
@pytest.mark.parametrize("area", ["candidate", "staff"])
def test_whatever_changes_a_calendar_takes_the_newer_one(place: Place, area: str, changes: str) -> None:
    person = place.entries[0].person if area == "candidate" else place.staff["examiner"]
    before = event_of(person, area, place)
    changed = {"entry": place.entries[0], "room": place.room, "session": place.session}[changes]
    changed.refresh_from_db()
    with clock.shifted(timedelta(minutes=1)):
        touch(changed)
        after = event_of(person, area, place)
    assert after["uid"] == before["uid"] and after["sequence"] > before["sequence"]


def test_who_moves_to_a_younger_room_has_the_newer_event(place: Place) -> None:
    entry = RosterEntry.objects.get(pk=place.entries[0].pk)
    for _ in range(3):
        touch(place.room)
    before = event_of(entry.person, "candidate", place)
    entry.room = make_room(place.session)
    with clock.shifted(timedelta(minutes=1)):
        save_changed(entry, "room")
    after = event_of(entry.person, "candidate", place)
    assert after["sequence"] > before["sequence"] and after["summary"] != before["summary"]


def test_staff_have_the_hours_of_the_exam_and_their_duties(place: Place) -> None:
    assign(place.room, "secretary", place.staff["examiner"])
    client = client_of(place, "staff", place.staff["examiner"])
    (event,) = events_of(client.get("/api/v1/staff/calendar.ics"))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (START, START + timedelta(hours=3))
    assert place.room.name in str(event["summary"])
    assert str(event["description"]) == "考官、秘书"
    assert str(event["location"]) == f"线上 {environment.public_origin}/s/login"
    assert event.walk("VALARM") == []


def test_the_address_needs_no_log_in_and_a_new_one_ends_the_old(place: Place) -> None:
    client = client_of(place, "candidate", place.entries[0].person)
    url = client.get("/api/v1/candidate/calendar").json()["url"]
    assert client.get("/api/v1/candidate/calendar").json()["url"] == url
    path = "/api/v1" + url.split("/api/v1")[1]
    assert len(events_of(Client().get(path))) == 1
    fresh = client.post("/api/v1/candidate/calendar/renewal").json()["url"]
    assert fresh != url and Client().get(path).status_code == 404
    assert len(events_of(Client().get("/api/v1" + fresh.split("/api/v1")[1]))) == 1
    assert len(recorded("notifications.calendar_feed_renewed")) == 1
    assert CalendarFeed.objects.count() == 1
    for bad in ("x", "y" * 43, "é" * 43):
        assert Client().get(f"/api/v1/calendars/{bad}.ics").status_code == 404


def test_a_draft_is_in_no_calendar_and_a_moved_slot_moves_there(place: Place) -> None:
    client = client_of(place, "candidate", place.entries[0].person)
    entry = RosterEntry.objects.get(pk=place.entries[0].pk)
    (before,) = events_of(client.get("/api/v1/candidate/calendar.ics"))
    entry.slot_starts_at = START + timedelta(hours=1)
    with clock.shifted(timedelta(minutes=1)):
        save_changed(entry, "slot_starts_at")
    (after,) = events_of(client.get("/api/v1/candidate/calendar.ics"))
    assert after["uid"] == before["uid"] and after["sequence"] > before["sequence"]
    place.session.state = SessionState.DRAFT
    place.session.save()
    assert events_of(client.get("/api/v1/candidate/calendar.ics")) == []


def test_no_query_more_for_more_rooms(place: Place, django_assert_num_queries: Callable[[int], Any]) -> None:
    inspector = place.staff["inspector"]
    for rooms in (1, 6):
        while Assignment.objects.filter(person=inspector).count() < rooms:
            room = make_room(place.session)
            assign(room, "inspector", inspector)
            make_entry(room, slot_starts_at=START)
        with django_assert_num_queries(1):
            text = calendar_of(inspector, "staff", place.school.pk)
        assert text.count(b"BEGIN:VEVENT") == rooms
