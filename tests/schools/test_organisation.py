"""Colleges and majors: made, renamed, coded, disabled, by whom, and what is refused."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kaochang.accounts.actor import Actor
from kaochang.realtime import channels
from kaochang.schools.models import College, Major, School
from kaochang.schools.services import add_membership, create_college, create_major
from tests.accounts.factories import log_in
from tests.factories import make_person, make_school
from tests.traces import channels_of, recorded

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def college(school: School) -> College:
    return create_college(school, name="材料学院", code="08", by=BY)


def manager(school: School, college: College | None = None) -> Client:
    person, client = make_person(), Client()
    role = "college_admin" if college else "school_admin"
    add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return client


def send(client: Client, method: str, path: str, **body: Any) -> Any:
    return client.generic(
        method,
        f"/api/v1/school{path}",
        json.dumps(body),
        "application/json",
        headers={"X-Kaochang": "1"},
    )


def test_a_school_is_built_and_shown(school: School) -> None:
    admin = manager(school)
    made = send(admin, "POST", "/colleges", name="材料学院", name_en="Materials", code="08")
    assert made.status_code == 201, made.content
    major = send(admin, "POST", f"/colleges/{made.json()['id']}/majors", name="材料物理", code="080501")
    assert major.status_code == 201
    shown = admin.get("/api/v1/school/organisation").json()
    assert shown["can_edit"] and shown["member_count"] == 1
    assert [(one["name"], one["code"], one["enabled"]) for one in shown["colleges"]] == [
        ("材料学院", "08", True)
    ]
    assert [one["name"] for one in shown["colleges"][0]["majors"]] == ["材料物理"]
    assert channels_of("schools.major_created") == set(channels.school(school.pk, College.objects.get().pk))


def test_an_edit_is_told_with_before_and_after(school: School, college: College) -> None:
    admin = manager(school)
    path = f"/colleges/{college.pk}"
    assert send(admin, "PATCH", path, version=1, name="材料科学学院", enabled=False).status_code == 200
    changes = recorded("schools.college_edited")[0]["changes"]
    assert {"field": "name", "before": "材料学院", "after": "材料科学学院"} in changes
    assert {"field": "enabled", "before": True, "after": False} in changes
    late = send(admin, "PATCH", path, version=1, code="09")
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    assert late.json()["params"]["fields"] == ["enabled", "name"]
    refused = send(admin, "POST", f"{path}/majors", name="新专业")
    assert (refused.status_code, refused.json()["code"]) == (409, "college_disabled")


def test_names_and_codes_are_once(school: School, college: College) -> None:
    admin = manager(school)
    other = create_college(school, name="外语学院", by=BY)
    create_college(make_school(), name="材料学院", code="08", by=BY)
    major = create_major(college, name="材料物理", code="1", by=BY)
    second = create_major(college, name="材料化学", by=BY)
    cases: list[tuple[str, str, dict[str, Any], str]] = [
        ("POST", "/colleges", {"name": "材料学院"}, "college_exists"),
        ("POST", "/colleges", {"name": "新", "code": "08"}, "organisation_code_taken"),
        ("PATCH", f"/colleges/{other.pk}", {"version": 1, "name": "材料学院"}, "college_exists"),
        ("PATCH", f"/colleges/{other.pk}", {"version": 1, "code": "08"}, "organisation_code_taken"),
        ("POST", f"/colleges/{college.pk}/majors", {"name": "材料物理"}, "major_exists"),
        ("PATCH", f"/majors/{second.pk}", {"version": 1, "name": major.name}, "major_exists"),
        ("PATCH", f"/majors/{second.pk}", {"version": 1, "code": "1"}, "organisation_code_taken"),
    ]
    for method, path, body, code in cases:
        answer = send(admin, method, path, **body)
        assert (answer.status_code, answer.json()["code"]) == (409, code), path
    # Its own name and code are no obstacle.
    assert (
        send(admin, "PATCH", f"/majors/{major.pk}", version=1, code="1", name="材料物理").status_code == 200
    )


def test_a_college_administrator_edits_only_majors_of_their_college(school: School, college: College) -> None:
    admin, other = manager(school, college), create_college(school, name="外语学院", by=BY)
    shown = admin.get("/api/v1/school/organisation").json()
    assert [one["name"] for one in shown["colleges"]] == ["材料学院"] and not shown["can_edit"]
    assert send(admin, "POST", "/colleges", name="新").status_code == 403
    assert send(admin, "PATCH", f"/colleges/{college.pk}", version=1, name="新").status_code == 403
    assert send(admin, "POST", f"/colleges/{college.pk}/majors", name="新").status_code == 201
    assert send(admin, "POST", f"/colleges/{other.pk}/majors", name="新").status_code == 404
    assert send(admin, "PATCH", f"/majors/{Major.objects.get().pk}", version=1, name="改").status_code == 200


def test_no_query_more_for_more_colleges(
    school: School, college: College, django_assert_num_queries: Callable[..., Any]
) -> None:
    admin = manager(school)
    # Log-in, offices, members, colleges, majors.
    with django_assert_num_queries(5):
        admin.get("/api/v1/school/organisation")
    for number in range(10):
        create_major(create_college(school, name=f"学院{number}", by=BY), name="专业", by=BY)
    with django_assert_num_queries(5):
        assert len(admin.get("/api/v1/school/organisation").json()["colleges"]) == 11


def units_of(client: Client, asked: str = "") -> list[str]:
    answer: Any = client.get(f"/api/v1/school/organisation/export?columns=college,major,major_state{asked}")
    assert answer.status_code == 200, answer.content
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)
    return ["/".join(str(cell) for cell in row if cell != "") for row in sheet.to_python()[1:]]


def test_the_file_has_what_is_found_and_nothing_of_another_college(school: School, college: College) -> None:
    create_major(college, name="材料物理", code="2", by=BY)
    create_major(college, name="材料化学", code="1", by=BY)
    create_college(school, name="外语学院", name_en="Languages", code="09", by=BY)
    create_major(create_college(make_school(), name="别校学院", by=BY), name="别校专业", by=BY)
    admin, own = manager(school), manager(school, college)
    chemistry, physics = "材料学院/材料化学/启用", "材料学院/材料物理/启用"
    assert units_of(admin) == [chemistry, physics, "外语学院"]
    assert units_of(own) == [chemistry, physics]
    assert units_of(admin, "&q=材料学院 物理") == [physics]
    assert units_of(admin, "&q=languages") == ["外语学院"]
    assert units_of(own, "&q=外语") == []
