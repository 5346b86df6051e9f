"""The school's list of candidates: who is in it, how it is searched and filtered, and its file."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kaochang.accounts.actor import Actor
from kaochang.accounts.services.people import set_identity_number
from kaochang.core import clock
from kaochang.desks.models import DeviceCheck
from kaochang.exams.models import RosterEntry
from kaochang.schools.models import College, School
from kaochang.schools.services import add_membership, create_major
from tests.accounts.factories import log_in
from tests.factories import (
    Place,
    make_entry,
    make_person,
    make_place,
    make_ready,
    make_room,
    make_session,
    make_waiting,
)
from tests.traces import recorded

pytestmark = pytest.mark.django_db
CANDIDATES = "/api/v1/school/candidates"
BY = Actor.system("test")


def manager(school: School, college: College | None = None) -> Client:
    person, client = make_person(), Client(headers={"X-Kaochang": "1"})
    role = "college_admin" if college else "school_admin"
    add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return client


def listed(client: Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(CANDIDATES, query)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["items"])


def numbers(client: Client, **query: Any) -> list[str]:
    return [item["candidate_number"] for item in listed(client, **query)]


@pytest.fixture
def place() -> Place:
    return make_place(candidates=3)


def test_each_administrator_sees_their_own(place: Place) -> None:
    other = make_entry(make_room(make_session(place.school)))
    elsewhere = make_entry(make_room())
    mine = [entry.candidate_number for entry in place.entries]
    assert numbers(manager(place.school)) == sorted([*mine, other.candidate_number])
    assert numbers(manager(place.school, place.college)) == sorted(mine)
    assert numbers(manager(elsewhere.session.school)) == [elsewhere.candidate_number]


def test_a_row_says_where_they_are_and_how_far(place: Place) -> None:
    entry = place.entries[0]
    set_identity_number(entry.person, "11010519491231002X")
    entry.person.save()
    entry.major = create_major(place.college, name="材料学", by=BY)
    entry.slot_starts_at = clock.now() + timedelta(hours=1)
    entry.remark, entry.language, entry.extra_time_percent = "轮椅", "en", 25
    entry.save()
    make_ready(place, 0)
    make_waiting(place, 1)
    candidate = Client(headers={"X-Kaochang": "1"})
    log_in(candidate, entry.person, "candidate", place.school.pk)
    ready, waiting, fresh = listed(manager(place.school))
    assert ready["phone"].startswith("+86139****") and ready["identity_number"] == "110***********002X"
    assert ready["room"]["name"] == place.room.name and ready["major"]["name"] == "材料学"
    assert (ready["remark"], ready["language"], ready["extra_time_percent"]) == ("轮椅", "en", 25)
    assert ready["stage"] == "preparing" and ready["last_login_at"] is not None
    assert ready["done"] == ["commitment", "consent", "device_check", "notice", "room_check"]
    assert waiting["stage"] == "waiting" and "arrival" in waiting["done"]
    assert fresh["stage"] == "not_logged_in" and fresh["done"] == [] and fresh["check_passed"] is None
    DeviceCheck.objects.create(roster_entry=place.entries[2], results={}, passed=False)
    assert listed(manager(place.school))[2]["check_passed"] is False


def test_search(place: Place) -> None:
    first = place.entries[0]
    first.person.name = "欧阳明月"
    set_identity_number(first.person, "11010519491231002X")
    first.person.save()
    admin, phone = manager(place.school), str(first.person.phone)
    for words in (
        "欧阳",
        first.candidate_number[-4:].lower(),
        f"欧阳 {first.candidate_number}",
        phone[-4:],
        phone,
        phone.removeprefix("+86"),
        "11010519491231002x",
    ):
        assert first.candidate_number in numbers(admin, q=words), words
    assert numbers(admin, q=phone) == [first.candidate_number]
    assert numbers(admin, q="欧阳 nobody") == []
    # Three digits of a phone find nobody: only the tail that staff ask for.
    assert first.candidate_number not in numbers(admin, q=phone[4:9])


def test_filters_and_order(place: Place) -> None:
    session, room = place.session, place.room
    other = make_room(make_session(place.school))
    elsewhere = make_entry(other)
    major = create_major(place.college, name="物理", by=BY)
    unplaced = RosterEntry.objects.create(
        session=session, person=make_person(), candidate_number="26X", major=major
    )
    make_waiting(place, 1, state="finished")
    admin = manager(place.school)
    mine = [entry.candidate_number for entry in place.entries]
    all_placed = sorted([*mine, elsewhere.candidate_number])
    assert numbers(admin, session_id=str(other.session_id)) == [elsewhere.candidate_number]
    assert numbers(admin, room_id=[str(room.pk), str(other.pk)]) == sorted(
        [*mine, elsewhere.candidate_number]
    )
    assert numbers(admin, college_id=str(other.session.college_id)) == [elsewhere.candidate_number]
    assert numbers(admin, major_id=str(major.pk)) == ["26X"]
    assert numbers(admin, placed="unplaced") == ["26X"]
    assert "26X" not in numbers(admin, placed="placed")
    assert len(numbers(admin, placed=["placed", "unplaced"])) == 5
    assert numbers(admin, stage="finished") == [mine[1]]
    assert sorted(numbers(admin, stage=["finished", "not_logged_in"])) == sorted(["26X", *all_placed])
    assert numbers(admin, id=[str(unplaced.pk)]) == ["26X"]
    assert numbers(admin, sort="-candidate_number")[0] == "26X"
    for sort in ("name", "exam", "room", "slot", "major", "college", "stage", "last_login_at", "created_at"):
        assert len(numbers(admin, sort=sort)) == 5
    assert numbers(admin, sort="-stage")[-1] == mine[1]
    for wrong in ({"sort": "phone"}, {"stage": "asleep"}, {"placed": "maybe"}, {"id": ["x"]}):
        assert admin.get(CANDIDATES, wrong).status_code == 422


def test_pages(place: Place) -> None:
    for _ in range(20):
        make_entry(place.room)
    admin = manager(place.school)
    first = admin.get(CANDIDATES).json()
    second = admin.get(CANDIDATES, {"page": 2}).json()
    assert (first["total"], len(first["items"]), len(second["items"])) == (23, 20, 3)


def test_queries_do_not_grow_with_the_rows(
    place: Place, django_assert_num_queries: Callable[[int], Any]
) -> None:
    admin = manager(place.school)
    # log-in, offices, page, total; texts, consents, letters, signatures, checks
    with django_assert_num_queries(10):
        listed(admin)
    for _ in range(10):
        make_entry(place.room)
    with django_assert_num_queries(10):
        listed(admin)


def test_the_file_holds_what_is_filtered(place: Place) -> None:
    entry = place.entries[0]
    entry.person.name = "=1+1"
    entry.person.save()
    admin = manager(place.school)
    answer = admin.get(f"{CANDIDATES}/export", {"columns": "name,candidate_number,stage,phone", "lang": "en"})
    assert answer.status_code == 200
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer))).get_sheet_by_index(0)
    head, first, *rest = sheet.to_python()
    assert head == ["Name", "Candidate number", "Stage", "Phone"]
    assert first[:3] == ["=1+1", entry.candidate_number, "Never logged in"] and "****" in str(first[3])
    assert len(rest) == 2
    assert recorded("candidates.list_exported") == [
        {"rows": 3, "columns": ["name", "candidate_number", "stage", "phone"]}
    ]
    assert admin.get(f"{CANDIDATES}/export", {"columns": "secret"}).status_code == 422
    college = manager(place.school, make_session(place.school).college)
    whole = b"".join(college.get(f"{CANDIDATES}/export"))
    assert len(CalamineWorkbook.from_filelike(BytesIO(whole)).get_sheet_by_index(0).to_python()) == 1
