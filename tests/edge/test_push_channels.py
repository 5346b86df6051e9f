"""What a connection token names, and that a change of rights changes it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import jwt
import pytest
from django.db import connection

from kaochang.accounts.actor import Actor
from kaochang.accounts.services import start_login_session
from kaochang.edge.push_channels import channels_of
from kaochang.exams import services as exams
from kaochang.exams.models import Assignment
from kaochang.realtime import channels
from kaochang.realtime.models import PushRevocation
from kaochang.realtime.tokens import token_generation
from kaochang.schools.services import add_membership
from tests.accounts.factories import log_in
from tests.edge.pages import Page
from tests.factories import (
    assign,
    make_entry,
    make_person,
    make_place,
    make_room,
    make_session,
    staff_actor,
)

pytestmark = pytest.mark.django_db


def test_a_candidate_hears_themselves_and_their_rooms_broadcasts() -> None:
    place, other = make_place(candidates=2), make_place(candidates=1, formality="rehearsal")
    second = make_entry(other.room, person=place.entries[0].person)
    mine = place.candidate(0)
    assert mine.person_id is not None
    assert channels_of(mine) == sorted(
        [
            channels.person("candidate", mine.person_id),
            channels.candidate(place.entries[0].pk),
            channels.candidate(second.pk),
            channels.room_candidates(place.room.pk),
            channels.room_candidates(other.room.pk),
            channels.presence(place.room.pk),
            channels.presence(other.room.pk),
        ]
    )


def test_staff_hear_the_rooms_where_they_work_once_a_room() -> None:
    place, other = make_place(), make_place()
    chief = place.staff["chief_examiner"]
    assign(place.room, "waiting_room_officer", chief)
    assert channels_of(place.chief) == sorted(
        [
            channels.person("staff", chief.pk),
            channels.room_staff(place.room.pk),
        ]
    )
    assert channels.room_staff(other.room.pk) not in channels_of(place.chief)


def test_staff_are_present_only_where_their_page_shows_the_room(page: Page) -> None:
    place, other = make_place(), make_place()
    assign(other.room, "examiner", place.staff["chief_examiner"])
    log_in(page, place.staff["chief_examiner"], "staff", place.school.pk)

    def present_in(query: str) -> list[str]:
        answer = page.get(f"/api/v1/staff/push-token{query}")
        assert answer.status_code == 200, answer.content
        claims = jwt.decode(answer.json()["token"], options={"verify_signature": False})
        return [name for name in claims["channels"] if name.startswith("presence:")]

    assert present_in("") == []
    assert present_in(f"?room={place.room.pk}") == [channels.presence(place.room.pk)]
    assert present_in(f"?room={make_place().room.pk}") == []


def test_no_candidate_is_present_as_staff() -> None:
    place = make_place()
    theirs = channels_of(place.candidate())
    assert channels_of(place.candidate(), make_place().room.pk) == theirs


def test_offices_hear_the_school_of_their_log_in(page: Page, other_page: Page) -> None:
    place, other = make_place(), make_place()
    person, system = make_person(), Actor.system("test")
    add_membership(person, place.school, "school_admin", by=system)
    add_membership(person, other.school, "college_admin", college=other.college, by=system)
    heard = {}
    for browser, school in ((page, place.school), (other_page, other.school)):
        session = log_in(browser, person, "staff", school.pk)
        actor = Actor(person_id=person.pk, login_session_id=session.pk, area="staff")
        heard[school.pk] = {name for name in channels_of(actor) if name.startswith("school:")}
    assert heard[place.school.pk] == {f"school:{place.school.pk}"}
    assert heard[other.school.pk] == {f"school:{other.school.pk}:{other.college.pk}"}
    # What concerns a college is told to the school's administrators too.
    assert heard[other.school.pk] < set(channels.school(other.school.pk, other.college.pk))


def test_who_manages_the_exam_hears_the_room_whose_board_they_look_at_and_is_not_there(page: Page) -> None:
    place, other = make_place(), make_place()
    person = make_person()
    add_membership(person, place.school, "college_admin", college=place.college, by=Actor.system("test"))
    session = log_in(page, person, "staff", place.school.pk)
    actor = Actor(person_id=person.pk, login_session_id=session.pk, area="staff")
    usual = set(channels_of(actor))
    assert set(channels_of(actor, place.room.pk)) - usual == {channels.room_staff(place.room.pk)}
    for room in (other.room, make_room(make_session(place.school))):
        assert set(channels_of(actor, room.pk)) == usual
    exams.close_session(place.session, by=Actor.system("test"))
    assert set(channels_of(actor, place.room.pk)) == usual


def test_one_person_with_two_log_ins_hears_each_side_in_its_own_browser() -> None:
    place = make_place()
    both = place.entries[0].person
    assign(make_place().room, "examiner", both)
    as_staff = channels_of(staff_actor(both))
    as_candidate = channels_of(place.candidate())
    assert not [name for name in as_staff if name.startswith(("candidate:", "room-candidates:"))]
    assert not [name for name in as_candidate if name.startswith("room-staff:")]


def test_a_closed_session_and_a_job_hear_nothing_of_rooms() -> None:
    place = make_place()
    exams.close_session(place.session, by=Actor.system("test"))
    assert channels_of(place.candidate()) == [channels.person("candidate", place.entries[0].person_id)]
    assert channels_of(place.chief) == [channels.person("staff", place.staff["chief_examiner"].pk)]
    assert channels_of(Actor.system("watch")) == []


def test_closing_a_session_kills_the_tokens_of_its_candidates_and_staff(page: Page, other_page: Page) -> None:
    place, other = make_place(), make_place()
    candidate = log_in(page, place.entries[0].person, "candidate", place.school.pk)
    examiner = log_in(page, place.staff["examiner"], "staff", place.school.pk)
    elsewhere = log_in(other_page, other.staff["examiner"], "staff", other.school.pk)
    exams.close_session(place.session, by=Actor.system("test"))
    assert {token_generation(session.pk) for session in (candidate, examiner)} == {2}
    assert token_generation(elsewhere.pk) == 1


def test_losing_an_assignment_kills_the_token_and_the_channel(page: Page) -> None:
    place = make_place()
    session = log_in(page, place.staff["examiner"], "staff", place.school.pk)
    assert page.get("/api/v1/staff/push-token").status_code == 200
    examiner = place.by("examiner")
    assignment = Assignment.objects.get(room=place.room, person=place.staff["examiner"])
    exams.remove_assignment(assignment, by=place.chief)
    assert channels.room_staff(place.room.pk) not in channels_of(examiner)
    assert PushRevocation.objects.get(pk=session.pk).generation == 2


def test_a_new_assignment_asks_the_pages_for_a_fresh_token(page: Page) -> None:
    place, other = make_place(), make_place()
    session = log_in(page, place.staff["examiner"], "staff", place.school.pk)
    exams.add_assignment(other.room, place.staff["examiner"], "examiner", by=Actor.system("test"))
    assert PushRevocation.objects.filter(pk=session.pk).exists()
    assert channels.room_staff(other.room.pk) in channels_of(place.by("examiner"))


def right_after(table: str, happens: Callable[[], object]) -> AbstractContextManager[None]:
    """Something that somebody else does in the moment after the request read this table."""
    waiting = [happens]

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = run(sql, params, many, context)
        if waiting and sql.startswith("SELECT") and f'FROM "{table}"' in sql:
            waiting.pop()()
        return result

    return connection.execute_wrapper(execute)


def test_a_channel_that_is_lost_while_the_token_is_made_kills_the_token(page: Page) -> None:
    place = make_place()
    session = log_in(page, place.staff["examiner"], "staff", place.school.pk)
    assignment = Assignment.objects.get(room=place.room, person=place.staff["examiner"])
    with right_after("exams_assignment", lambda: exams.remove_assignment(assignment, by=place.chief)):
        token = page.get("/api/v1/staff/push-token").json()["token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert channels.room_staff(place.room.pk) in claims["channels"]
    assert claims["gen"] < token_generation(session.pk)


@pytest.mark.parametrize("table", ["accounts_loginsession", "realtime_pushrevocation"])
def test_a_take_over_while_the_token_is_made_leaves_no_living_token(page: Page, table: str) -> None:
    place = make_place()
    person = place.entries[0].person
    log_in(page, person, "candidate", place.school.pk)

    def take_over() -> None:
        start_login_session(person, area="candidate", scope_id=place.school.pk)

    with right_after(table, take_over):
        answer = page.get("/api/v1/candidate/push-token")
    assert (answer.status_code, answer.json()["code"]) == (409, "session_taken_over")
