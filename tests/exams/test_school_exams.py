"""The school's list of exams: filters, order, pages, the file, and an edit that comes too late."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.core import clock
from kaochang.exams import services
from kaochang.exams.models import ExamSession
from kaochang.exams.states import SessionState
from kaochang.realtime import channels
from kaochang.schools.models import College, School
from kaochang.schools.services import add_membership
from tests.accounts.factories import log_in
from tests.factories import make_entry, make_person, make_room, make_school, make_session, staff_actor
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
EXAMS = "/api/v1/school/exams"
BY = Actor.system("test")


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def admin(school: School) -> Client:
    return manager(school)


def manager(school: School, college: College | None = None) -> Client:
    person, client = make_person(), Client()
    role = "college_admin" if college else "school_admin"
    add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return client


def names(client: Client, **query: Any) -> list[str]:
    answer = client.get(EXAMS, query)
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


def test_filters_search_and_order(school: School, admin: Client) -> None:
    first = make_session(school, name="甲 复试", starts_at=clock.now() - timedelta(hours=3))
    make_session(school, name="乙 复试", state=SessionState.DRAFT, formality="rehearsal")
    make_session(name="别校")
    assert names(admin, sort="starts_at") == ["甲 复试", "乙 复试"]
    assert names(admin) == names(admin, sort="-starts_at") == ["乙 复试", "甲 复试"]
    assert names(admin, state="draft") == names(admin, formality="rehearsal") == ["乙 复试"]
    assert names(admin, state=["draft", "open"], sort="name") == ["乙 复试", "甲 复试"]
    assert names(admin, college_id=str(first.college_id)) == ["甲 复试"]
    assert names(admin, q="复试 甲") == ["甲 复试"] and names(admin, q="无") == []


def test_a_college_administrator_lists_their_college(school: School) -> None:
    mine = make_session(school, name="我院")
    make_session(school, name="他院")
    assert names(manager(school, mine.college)) == ["我院"]


def test_pages(school: School, admin: Client) -> None:
    for number in range(23):
        make_session(school, name=f"{number:02d}")
    pages = [admin.get(EXAMS, {"sort": "name", "page": page}).json() for page in (1, 2, 3)]
    assert [len(page["items"]) for page in pages] == [20, 3, 0]
    assert {page["total"] for page in pages} == {23}
    assert [item["name"] for page in pages for item in page["items"]] == [f"{n:02d}" for n in range(23)]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"sort": "secret"}, "sort_unknown"),
        ({"state": "lost"}, "malformed_body"),
        ({"page_size": 1000}, "malformed_body"),
        ({"page": 0}, "malformed_body"),
    ],
)
def test_what_a_list_does_not_know(admin: Client, query: dict[str, Any], code: str) -> None:
    answer = admin.get(EXAMS, query)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_the_number_of_queries_does_not_grow(
    school: School, admin: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for rows in (1, 10):
        for _ in range(rows):
            room = make_room(make_session(school))
            make_entry(room)
            make_entry(room)
        # The log-in, its offices, the page, the total.
        with django_assert_num_queries(5):
            items = admin.get(EXAMS).json()["items"]
        assert {(item["room_count"], item["candidate_count"]) for item in items} == {(1, 2)}
        # The log-in, its offices, the rows.
        with django_assert_num_queries(3):
            admin.get(f"{EXAMS}/export").getvalue()


def test_the_file_has_what_the_list_has(school: School, admin: Client) -> None:
    make_session(school, name="=1+1", name_en="http://example.edu")
    make_session(school, name="另一场")
    answer: Any = admin.get(f"{EXAMS}/export", {"q": "=1", "columns": "name,name_en,state", "lang": "en"})
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    with ZipFile(BytesIO(answer.getvalue())) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in book.namelist() if "rels" in name and "worksheets" in name]
    assert "<t>=1+1</t>" in sheet and "<t>Exam</t>" in sheet and "<t>Open</t>" in sheet
    assert "<f>" not in sheet and "另一场" not in sheet
    unknown = admin.get(f"{EXAMS}/export", {"columns": "name,secret"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "column_unknown")


def test_an_edit_leaves_before_and_after(school: School) -> None:
    session = make_session(school, name="复试", state=SessionState.DRAFT)
    edited = services.edit_session(
        session, {"name": "综合面试", "name_en": session.name_en}, version=1, by=BY
    )
    assert (edited.name, edited.version) == ("综合面试", 2)
    [row] = recorded("exams.session_edited")
    assert row["changes"] == [{"field": "name", "before": "复试", "after": "综合面试"}]
    assert channels_of("exams.session_edited") == set(channels.school(school.pk, session.college_id))
    again = services.edit_session(edited, {"name": "综合面试"}, version=2, by=BY)
    assert again.version == 2 and len(recorded("exams.session_edited")) == 1


def test_the_second_of_two_is_told_who_changed_what(school: School, admin: Client) -> None:
    session = make_session(school, state=SessionState.DRAFT)
    first = make_person(name="苏文婕")
    services.edit_session(session, {"support_phone": "010"}, version=1, by=staff_actor(first))
    services.edit_session(session, {"name": "新"}, version=2, by=staff_actor(first))
    with refused(ChangedMeanwhile, by_name="苏文婕", fields=["name", "support_phone"]):
        services.edit_session(session, {"name": "旧"}, version=1, by=BY)
    body = {"version": 2, "name": "旧"}
    answer = admin.patch(f"{EXAMS}/{session.pk}", body, "application/json", headers={"X-Kaochang": "1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
    assert answer.json()["params"]["fields"] == ["name"]
    assert ExamSession.objects.get(pk=session.pk).name == "新"
    answer = admin.patch(
        f"{EXAMS}/{session.pk}", {**body, "version": 3}, "application/json", headers={"X-Kaochang": "1"}
    )
    assert answer.json() == {"id": str(session.pk), "version": 4}


def test_a_support_phone_is_one_that_can_be_dialled(school: School, admin: Client) -> None:
    session = make_session(school, state=SessionState.DRAFT)

    def put(phone: str, version: int = 1) -> Any:
        body = {"version": version, "support_phone": phone}
        return admin.patch(
            f"{EXAMS}/{session.pk}", body, "application/json", headers={"X-Kaochang": "1"}
        ).status_code

    wrong = ("问学院", "110", "javascript:alert(1)", "010-62510001 转", "010-62510001\n转 1", "0" * 41)
    assert [put(phone) for phone in wrong] == [422] * len(wrong)
    taken = ("010-62510001 转 802", "+86 (10) 62510001 ext. 8", "400 810 0000", "")
    assert [put(phone, version) for version, phone in enumerate(taken, 1)] == [200] * len(taken)
    assert ExamSession.objects.get(pk=session.pk).support_phone == ""


def test_a_change_by_a_part_of_ours_has_no_name(school: School) -> None:
    session = make_session(school, state=SessionState.PUBLISHED)
    services.open_session(session, by=Actor.system("watch"))
    with refused(ChangedMeanwhile, by_name="", fields=[]):
        services.edit_session(session, {"name": "新"}, version=1, by=BY)
