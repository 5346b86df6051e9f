"""Who gets how far into the school's web area."""

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.core.errors import NotFound
from kaochang.exams.models import ExamSession, Ticket
from kaochang.schools.errors import CollegeNeeded
from kaochang.schools.queries import find_scope
from kaochang.schools.services import add_membership
from tests.accounts.factories import log_in
from tests.factories import Place, make_person, make_place, make_session
from tests.traces import refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.mark.parametrize(
    ("role", "with_college", "fits"),
    [
        ("school_admin", False, True),
        ("school_admin", True, False),
        ("college_admin", False, False),
        ("college_admin", True, True),
        ("reviewer", False, False),
        ("reviewer", True, True),
        ("auditor", False, True),
        ("auditor", True, False),
        ("staff", False, True),
        ("staff", True, True),
    ],
)
def test_which_role_has_a_college(place: Place, role: str, with_college: bool, fits: bool) -> None:
    person, college = make_person(), place.college if with_college else None
    if fits:
        assert add_membership(person, place.school, role, college=college, by=BY).role == role
    else:
        with refused(CollegeNeeded):
            add_membership(person, place.school, role, college=college, by=BY)


def test_a_college_administrator_has_their_colleges(place: Place) -> None:
    other, foreign = make_session(place.school), make_session()
    person = make_person()
    add_membership(person, place.school, "college_admin", college=place.college, by=BY)
    scope = find_scope(person.pk, place.school.pk)
    assert scope is not None and not scope.manages_school and not scope.reads_trail
    assert list(scope.narrow(ExamSession.objects.all())) == [place.session]
    scope.require(place.school.pk, place.college.pk)
    for session in (other, foreign):
        with refused(NotFound):
            scope.require(session.school_id, session.college_id)
    assert find_scope(person.pk, foreign.school_id) is None


def test_a_school_administrator_has_all_colleges_and_no_other_school(place: Place) -> None:
    other, foreign = make_session(place.school), make_session()
    person = make_person()
    add_membership(person, place.school, "school_admin", by=BY)
    scope = find_scope(person.pk, place.school.pk)
    assert scope is not None and scope.manages_school
    assert set(scope.narrow(ExamSession.objects.all())) == {place.session, other}
    with refused(NotFound):
        scope.require(foreign.school_id, foreign.college_id)


@pytest.mark.parametrize("role", ["reviewer", "staff", None])
def test_without_an_office_nobody_gets_in(place: Place, role: str | None) -> None:
    person = make_person()
    if role:
        add_membership(person, place.school, role, college=place.college, by=BY)
    client = Client()
    log_in(client, person, "staff", place.school.pk)
    answer = client.get("/api/v1/school/me")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_member")


def test_me(place: Place) -> None:
    make_session(place.school)
    Ticket.objects.create(roster_entry=place.entries[0], text="专业不对")
    Ticket.objects.create(roster_entry=make_place().entries[0], text="别处的")
    person = make_person(name="苏文婕")
    add_membership(person, place.school, "college_admin", college=place.college, by=BY)
    add_membership(person, place.school, "auditor", by=BY)
    client = Client()
    log_in(client, person, "staff", place.school.pk)
    me = client.get("/api/v1/school/me").json()
    assert (me["school"]["id"], me["person"]["name"]) == (str(place.school.pk), "苏文婕")
    assert me["roles"] == ["auditor", "college_admin"]
    assert [college["id"] for college in me["colleges"]] == [str(place.college.pk)]
    assert me["counts"] == {"open_tickets": 1}
