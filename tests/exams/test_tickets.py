"""The queue of questions: who sees which, answers, hand-over, closing, the race, calls for help."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kaochang.accounts.models import Person
from kaochang.core.errors import DomainError
from kaochang.exams import services, tickets
from kaochang.exams.errors import HandlerUnknown, TicketAnswered
from kaochang.exams.models import Ticket
from kaochang.mail.models import MailMessage
from kaochang.notifications.models import Notification
from kaochang.realtime import channels
from kaochang.schools.models import College, School
from kaochang.schools.services import add_membership
from kaochang.sms.models import SmsMessage
from kaochang.waiting import services as waiting
from tests.accounts.factories import log_in
from tests.candidates.test_list import BY
from tests.factories import (
    Place,
    make_entry,
    make_person,
    make_place,
    make_room,
    make_session,
    make_waiting,
    staff_actor,
)
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
TICKETS, JSON = "/api/v1/school/tickets", "application/json"


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def admin(school: School, college: College | None = None, name: str = "") -> tuple[Person, Client]:
    person, client = make_person(name=name), Client(headers={"X-Kaochang": "1"})
    add_membership(person, school, "college_admin" if college else "school_admin", college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return person, client


def ask(place: Place, text: str = "我的专业不对", index: int = 0) -> Ticket:
    return services.open_ticket(place.entries[index], text, by=place.candidate(index))


def texts(client: Client, **query: Any) -> list[str]:
    answer = client.get(TICKETS, query)
    assert answer.status_code == 200, answer.content
    return [item["text"] for item in answer.json()["items"]]


def post(client: Client, ticket: Ticket, act: str, **body: Any) -> Any:
    return client.post(f"{TICKETS}/{ticket.pk}/{act}", body, content_type=JSON)


def test_each_college_has_its_queue(place: Place) -> None:
    other = make_place(candidates=1)
    other.session.school, other.session.college.school = place.school, place.school
    ask(place, "本院")
    entry = make_entry(make_room(make_session(place.school)))
    Ticket.objects.create(roster_entry=entry, text="外院")
    _, whole = admin(place.school)
    _, college = admin(place.school, place.college)
    assert texts(whole) == ["本院", "外院"]
    assert texts(college) == ["本院"]
    assert college.get("/api/v1/school/me").json()["counts"]["open_tickets"] == 1
    foreign = Ticket.objects.get(text="外院")
    assert post(college, foreign, "answer", text="x").status_code == 404
    assert college.get(f"{TICKETS}/{foreign.pk}").status_code == 404
    # Their pages hear of a new one.
    assert set(channels.school(place.school.pk, place.college.pk)) <= channels_of("exams.ticket_opened")


def test_what_waits_comes_first_and_filters_narrow(place: Place) -> None:
    first, second, third = ask(place, "一"), ask(place, "二"), ask(place, "三", 1)
    person, client = admin(place.school)
    tickets.answer_from_queue(first, "好", by=staff_actor(person))
    tickets.close_ticket(third, version=third.version, by=staff_actor(person))
    assert texts(client) == ["二", "一", "三"]
    assert texts(client, state="open") == ["二"]
    assert texts(client, state=["answered", "closed"]) == ["一", "三"]
    assert texts(client, q="好") == ["一"]
    assert texts(client, q=place.entries[1].candidate_number) == ["三"]
    assert texts(client, session_id=str(place.session.pk), kind="doubt", state="open") == ["二"]
    assert texts(client, kind="help") == []
    tickets.hand_over(second, person.pk, version=second.version, by=BY)
    assert texts(client, whose="mine") == ["二"]
    assert texts(client, whose="free") == ["一", "三"]
    for sort in ("created_at", "name", "exam", "answered_at"):
        assert len(texts(client, sort=sort)) == 3


def test_an_answer_reaches_the_candidate(place: Place) -> None:
    ticket, (person, client) = ask(place), admin(place.school, place.college)
    answer = post(client, ticket, "answer", text="已更正")
    assert answer.status_code == 200, answer.content
    seen = answer.json()
    assert (seen["state"], seen["answer"], seen["answered_by_name"]) == ("answered", "已更正", person.name)
    told = channels_of("exams.ticket_answered")
    assert {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)} <= told
    assert client.get("/api/v1/school/me").json()["counts"]["open_tickets"] == 0
    assert post(client, ticket, "closing", version=seen["version"]).json()["state"] == "closed"
    assert post(client, ticket, "closing", version=seen["version"] + 1).json()["code"] == "ticket_closed"
    assert post(client, ticket, "answer", text="x").json()["code"] == "ticket_closed"


def test_the_second_answer_is_told_who_was_first(place: Place) -> None:
    ticket, (first, one), (_, other) = ask(place), admin(place.school, name="苏文婕"), admin(place.school)
    assert post(one, ticket, "answer", text="对").status_code == 200
    answer = post(other, ticket, "answer", text="不对").json()
    assert (answer["code"], answer["params"]["by_name"]) == ("ticket_answered", first.name)
    assert Ticket.objects.get().answer == "对"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_answers() -> None:
    place = make_place(candidates=1)
    ticket, people = ask(place), [make_person(name="甲"), make_person(name="乙")]
    outcomes: list[str] = []

    def answer(person: Person) -> None:
        try:
            tickets.answer_from_queue(ticket, person.name, by=staff_actor(person))
            outcomes.append("done")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", TicketAnswered.code]
    assert len(recorded("exams.ticket_answered")) == 1


def test_hand_over_and_back(place: Place) -> None:
    ticket, (_, client), (colleague, _) = ask(place), admin(place.school), admin(place.school, place.college)
    stranger, _ = admin(place.school, make_session(place.school).college)
    seen = client.get(f"{TICKETS}/{ticket.pk}").json()
    names = {one["id"] for one in seen["handlers"]}
    assert str(colleague.pk) in names and str(stranger.pk) not in names
    given = post(client, ticket, "handover", version=seen["version"], to=str(colleague.pk)).json()
    assert given["handler"]["name"] == colleague.name
    stale = post(client, ticket, "handover", version=seen["version"], to=None)
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    with refused(HandlerUnknown):
        tickets.hand_over(ticket, stranger.pk, version=given["version"], by=BY)
    assert post(client, ticket, "handover", version=given["version"], to=None).json()["handler"] is None
    assert len(recorded("exams.ticket_handed_over")) == 2


def told(kind: str) -> list[Notification]:
    return list(Notification.objects.filter(kind=kind, superseded_at=None).order_by("created_at"))


def test_who_is_given_a_question_is_told_and_nobody_else(place: Place) -> None:
    ticket, (first, client), (other, _) = ask(place), admin(place.school), admin(place.school, name="苏文婕")
    assert post(client, ticket, "handover", version=ticket.version, to=str(first.pk)).status_code == 200
    assert not told("ticket_given"), "who takes it knows"
    ticket.refresh_from_db()
    assert post(client, ticket, "handover", version=ticket.version, to=str(other.pk)).status_code == 200
    (one,) = told("ticket_given")
    assert (one.person_id, one.area) == (other.pk, "staff")
    assert one.params["ticket_id"] == str(ticket.pk) and one.params["question"] == ticket.text
    assert not SmsMessage.objects.exists() and not MailMessage.objects.exists()
    ticket.refresh_from_db()
    assert post(client, ticket, "handover", version=ticket.version, to=None).status_code == 200
    assert len(told("ticket_given")) == 1


def test_an_answer_is_followed_by_another_and_both_are_kept(place: Place) -> None:
    ticket, (_, client), entry = ask(place), admin(place.school), place.entries[0]
    early = post(client, ticket, "correction", version=ticket.version, text="早了")
    assert (early.status_code, early.json()["code"]) == (409, "ticket_not_answered")
    answered = post(client, ticket, "answer", text="请带身份证").json()
    (first,) = told("ticket_answered")
    assert (first.person_id, first.area, first.params["answer"]) == (
        entry.person_id,
        "candidate",
        "请带身份证",
    )
    late = post(client, ticket, "correction", version=answered["version"] - 1, text="二")
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    again = post(client, ticket, "correction", version=answered["version"], text="请带身份证和准考证")
    assert again.status_code == 200 and again.json()["answer"] == "请带身份证和准考证"
    # In the place of the first one, which stays in the trail.
    assert [one.params["answer"] for one in told("ticket_answered")] == ["请带身份证和准考证"]
    (kept,) = recorded("exams.ticket_answer_corrected")
    assert kept["changes"] == [{"field": "answer", "before": "请带身份证", "after": "请带身份证和准考证"}]
    items = client.get(f"/api/v1/school/candidates/{entry.pk}/timeline", {"kind": "tickets"}).json()["items"]
    assert [(one["event"].partition(".")[2], one["text"]) for one in items] == [
        ("ticket_answer_corrected", ""),
        ("ticket_answered", "请带身份证"),
        ("ticket_opened", ticket.text),
    ]
    closed = post(client, ticket, "closing", version=again.json()["version"]).json()
    over = post(client, ticket, "correction", version=closed["version"], text="三")
    assert (over.status_code, over.json()["code"]) == (409, "ticket_closed")


def test_a_correction_from_a_ticket_is_noted_with_it(place: Place) -> None:
    ticket, (_, client), entry = ask(place), admin(place.school), place.entries[0]
    page = f"/api/v1/school/candidates/{entry.pk}"
    seen = client.get(page).json()
    body = {"version": seen["version"], "person_version": seen["person_version"], "reason": "核对"}
    done = client.patch(page, {**body, "name": "新名", "ticket_id": str(ticket.pk)}, content_type=JSON)
    assert done.status_code == 200, done.content
    (noted,) = recorded("exams.ticket_data_corrected")
    assert noted["changes"] == [{"field": "name", "before": entry.person.name, "after": "新名"}]
    of_another = ask(place, "别人的", 1)
    again = client.patch(page, {**body, "remark": "x", "ticket_id": str(of_another.pk)}, content_type=JSON)
    assert again.status_code == 404


def test_help_is_in_the_queue_until_somebody_is_there(place: Place) -> None:
    line, by, (_, client) = make_waiting(place, 0), place.candidate(0), admin(place.school)
    line = waiting.ask_help(line, text="听不到声音", by=by)
    line = waiting.ask_help(line, text="听不到声音，摄像头也黑", by=by)
    assert texts(client, kind="help", state="open") == ["听不到声音，摄像头也黑"]
    waiting.start_talk(line, by=place.officer)
    assert texts(client, state="open") == []
    assert texts(client, state="closed") == ["听不到声音，摄像头也黑"]


def test_queries_do_not_grow(place: Place, django_assert_num_queries: Callable[[int], Any]) -> None:
    _, client = admin(place.school)
    ask(place)
    with django_assert_num_queries(5):
        texts(client)
    for number in range(4):
        ask(place, str(number))
    with django_assert_num_queries(5):
        assert len(texts(client)) == 5
