"""The overview: an empty school's next steps, exams that come, what waits, and what was changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kaochang.core import clock
from kaochang.exams import services as exams
from kaochang.exams.models import RosterEntry, Ticket
from kaochang.exams.states import SessionState
from kaochang.planning.models import RosterImport
from kaochang.schools.models import School
from tests.factories import (
    Place,
    assign,
    make_entry,
    make_person,
    make_place,
    make_room,
    make_school,
    make_session,
    staff_actor,
)
from tests.oversight.test_trail import reader

pytestmark = pytest.mark.django_db
OVERVIEW = "/api/v1/school/overview"


def read(client: Client, **query: Any) -> dict[str, Any]:
    answer = client.get(OVERVIEW, query)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def steps(client: Client) -> dict[str, int]:
    return {step["key"]: step["count"] for step in read(client)["steps"]}


def admin_of(school: School) -> Client:
    return reader(school, "school_admin")


def test_an_empty_school_learns_its_steps() -> None:
    school = make_school()
    make_place(candidates=1)
    admin = admin_of(school)
    assert list(steps(admin)) == [
        *("colleges", "majors", "staff", "exams", "rooms", "candidates", "placed", "published")
    ]
    assert set(steps(admin).values()) == {0}
    session = make_session(school, state=SessionState.DRAFT)
    room = make_room(session)
    make_entry(room)
    unplaced = make_entry(room)
    RosterEntry.objects.filter(pk=unplaced.pk).update(room=None, order_number=None)
    assert steps(admin) == {
        **{"colleges": 1, "majors": 0, "staff": 0, "exams": 1, "rooms": 1},
        **{"candidates": 2, "placed": 1, "published": 0},
    }


def test_exams_of_the_college(place: Place) -> None:
    other = make_session(place.school, name="他院", starts_at=clock.now() - timedelta(minutes=30))
    make_session(place.school, name="去年", state=SessionState.CLOSED, **_days(-300))
    make_session(place.school, name="明年", state=SessionState.DRAFT, **_days(300))
    assign(make_room(other), "chief_examiner")
    make_room(other)
    found = {exam["name"]: exam for exam in read(admin_of(place.school))["exams"]}
    assert list(found) == [place.session.name, "他院"]
    assert (found["他院"]["rooms"], found["他院"]["without_chief"], found["他院"]["today"]) == (2, 1, True)
    mine = reader(place.school, "college_admin", college=other.college)
    assert [exam["name"] for exam in read(mine)["exams"]] == ["他院"]


def test_what_waits_and_what_was_changed(place: Place) -> None:
    Ticket.objects.create(roster_entry=place.entries[0], text="姓名有误")
    RosterImport.objects.create(
        session=place.session, file_name="名单.xlsx", uploaded_by_id=make_person().pk, state="checked"
    )
    by = staff_actor(make_person(name="韩雪"))
    exams.edit_session(
        place.session, {"minimum_staff": 2}, version=place.session.version, by=by, reason="人手"
    )
    found = read(admin_of(place.school))
    assert (found["open_tickets"], found["tickets"][0]["text"]) == (1, "姓名有误")
    assert found["imports"][0]["file_name"] == "名单.xlsx"
    assert found["changes"][0]["sentence"].startswith("韩雪 修改了考试「硕士研究生复试」：最少在场考官 1 → 2")
    elsewhere = reader(place.school, "college_admin", college=make_session(place.school).college)
    found = read(elsewhere, lang="en")
    assert (found["open_tickets"], found["tickets"], found["imports"], found["changes"]) == (0, [], [], [])
    assert reader(place.school).get(OVERVIEW).status_code == 403


def test_the_number_of_queries_does_not_grow(
    place: Place, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    admin, counts = admin_of(place.school), []
    for more in (1, 10):
        for _ in range(more):
            entry = make_entry(make_room(make_session(place.school)))
            Ticket.objects.create(roster_entry=entry, text="有疑问")
        with django_assert_max_num_queries(15) as asked:
            read(admin)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.fixture
def place() -> Place:
    return make_place(candidates=1)


def _days(days: int) -> dict[str, Any]:
    at = clock.now() + timedelta(days=days)
    return {"starts_at": at, "ends_at": at + timedelta(hours=3)}
