"""Members: the list and its file, and what a removal closes."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import PasswordWrong
from kaochang.accounts.models import Person, SecondFactor
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.notifications.models import Notification
from kaochang.schools.errors import LastSchoolAdmin
from kaochang.schools.models import College, Membership, School
from kaochang.schools.services import add_membership, create_college, remove_membership
from tests.accounts.factories import log_in
from tests.factories import make_person, make_school, staff_actor
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
MEMBERS, PASSWORD = "/api/v1/school/members", "a-good-password"


@pytest.fixture
def school() -> School:
    return make_school()


def member(
    school: School, role: str = "school_admin", college: College | None = None, **more: Any
) -> tuple[Membership, Client]:
    person, client = make_person(**more), Client()
    held = add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return held, client


def names(client: Client, **query: Any) -> list[str]:
    return [item["person"]["name"] for item in client.get(MEMBERS, query).json()["items"]]


def test_the_list_filters_and_hides_what_is_not_theirs(school: School) -> None:
    mine, other = (create_college(school, name=name, by=BY) for name in ("材料学院", "外语学院"))
    _, admin = member(school, name="韩雪")
    _, college_admin = member(school, "college_admin", mine, name="苏文婕")
    member(school, "staff", mine, name="白洁")
    member(school, "staff", other, name="罗芸")
    member(make_school(), name="别校")
    assert names(admin, sort="created_at") == ["韩雪", "苏文婕", "白洁", "罗芸"]
    assert names(admin, role="staff", q="材料") == ["白洁"]
    assert sorted(names(college_admin)) == sorted(["苏文婕", "白洁"])
    rows = college_admin.get(MEMBERS).json()["items"]
    assert {row["person"]["name"]: row["removable"] for row in rows} == {"苏文婕": False, "白洁": True}
    assert all(row["last_login_at"] and "****" in row["phone"] for row in rows)
    file = admin.get(f"{MEMBERS}/export", {"role": "staff"})
    assert file.status_code == 200 and file.getvalue()[:2] == b"PK"


def test_no_query_more_for_more_members(
    school: School, django_assert_num_queries: Callable[..., Any]
) -> None:
    _, admin = member(school)
    with django_assert_num_queries(5):
        admin.get(MEMBERS)
    for _ in range(10):
        member(school, "staff")
    with django_assert_num_queries(5):
        assert len(admin.get(MEMBERS).json()["items"]) == 11


def remove(client: Client, held: Membership) -> Any:
    return client.delete(f"{MEMBERS}/{held.pk}", headers={"X-Kaochang": "1"})


def test_who_is_removed_is_out_at_once_and_stays_out(school: School) -> None:
    _, admin = member(school)
    held, client = member(school, "auditor")
    person = Person.objects.get(pk=held.person_id)
    accounts.give_staff_login(person, scope_id=school.pk, account="T9", password=PASSWORD, by=BY)
    elsewhere = make_school()
    accounts.give_staff_login(person, scope_id=elsewhere.pk, account="T9", password=PASSWORD, by=BY)
    assert remove(admin, held).status_code == 204
    assert client.get("/api/v1/staff/session").status_code == 401
    with pytest.raises(PasswordWrong):
        accounts.log_in_with_password(scope_id=school.pk, account="T9", password=PASSWORD)
    # Another school is none of this one's business.
    accounts.log_in_with_password(scope_id=elsewhere.pk, account="T9", password=PASSWORD)
    assert recorded("schools.membership_removed")[0]["person_id"] == str(person.pk)
    assert remove(admin, held).status_code == 404


def test_who_holds_another_office_stays_logged_in_with_that(school: School) -> None:
    college = create_college(school, name="材料学院", by=BY)
    _, admin = member(school)
    held, client = member(school, "college_admin", college)
    add_membership(held.person, school, "auditor", by=BY)
    assert remove(admin, held).status_code == 204
    assert client.get("/api/v1/school/me").json()["roles"] == ["auditor"]
    assert client.get(MEMBERS).status_code == 403


def test_the_last_administrator_stays(school: School) -> None:
    held, admin = member(school)
    with refused(LastSchoolAdmin):
        remove_membership(held, by=BY)
    assert remove(admin, held).json()["code"] == "last_school_admin"


def test_a_college_administrator_removes_only_below_themselves(school: School) -> None:
    mine, other = (create_college(school, name=name, by=BY) for name in ("材料学院", "外语学院"))
    top, _ = member(school)
    own, admin = member(school, "college_admin", mine)
    theirs, _ = member(school, "staff", other)
    pool, _ = member(school, "staff", mine)
    assert [remove(admin, held).status_code for held in (top, own, theirs, pool)] == [404, 403, 404, 204]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_one_another_leave_one() -> None:
    school = make_school()
    first, second = member(school)[0], member(school)[0]
    start, outcomes = threading.Barrier(2), []

    def act(held: Membership, by: Person) -> None:
        start.wait()
        try:
            remove_membership(held, by=staff_actor(by))
            outcomes.append("removed")
        except (LastSchoolAdmin, NotFound) as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=pair) for pair in ((first, second.person), (second, first.person))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["last_school_admin", "removed"]
    assert Membership.objects.filter(role="school_admin").count() == 1


def test_the_second_step_is_shown_and_reset_by_another_administrator(school: School) -> None:
    held, admin = member(school, name="韩雪")
    colleague, theirs = member(school, name="苏文婕")
    secret = SecondFactor.objects.create(person=colleague.person, secret="00" * 20, on_since=clock.now())
    rows = {row["person"]["name"]: row for row in admin.get(MEMBERS).json()["items"]}
    assert {name: row["second_factor"] for name, row in rows.items()} == {"韩雪": False, "苏文婕": True}
    reset = f"{MEMBERS}/{colleague.pk}/second-factor-reset"
    body = {"reason": "手机遗失，已当面核对"}
    assert post(theirs, reset, body) == 403, "one's own is switched off with password and code"
    assert post(admin, reset, {"reason": ""}) == 422
    assert post(admin, reset, body) == 204
    told = Notification.objects.get(person=colleague.person, kind="second_step_reset")
    assert told.reason == body["reason"]
    assert not SecondFactor.objects.filter(pk=secret.pk).exists()
    assert theirs.get(MEMBERS).status_code == 401
    assert recorded("accounts.second_factor_reset")[0]["reason"] == body["reason"]
    assert post(admin, f"{MEMBERS}/{held.pk}/second-factor-reset", body) == 403
    assert post(admin, reset, body) == 409


def post(client: Client, path: str, body: dict[str, str]) -> int:
    return client.post(path, body, "application/json", headers={"X-Kaochang": "1"}).status_code
