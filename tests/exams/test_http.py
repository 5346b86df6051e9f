"""Steps before the desk over HTTP: who is refused, and what comes back."""

import base64
from typing import Any

import pytest
from django.test import Client

from kaochang.exams import services
from kaochang.exams.models import Ticket
from tests.accounts.factories import WRITE, log_in
from tests.commitments.pictures import png
from tests.factories import Place, assign, make_place, make_room

pytestmark = pytest.mark.django_db
CANDIDATE, STAFF = "/api/v1/candidate", "/api/v1/staff"


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False)


@pytest.fixture
def candidate(place: Place) -> Client:
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, place.entries[0].person, "candidate", place.school.pk)
    return client


def staff(place: Place, role: str) -> Client:
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, place.staff[role], "staff", place.school.pk)
    return client


def post(client: Client, path: str, body: Any = None, **more: Any) -> Any:
    return client.post(path, body or {}, content_type="application/json", **more)


def steps(entry: Any) -> list[tuple[str, Any]]:
    mine = f"{CANDIDATE}/entries/{entry.pk}"
    signing = {"letter_id": str(entry.pk), "text_hash": "a" * 64, "method": "typed", "typed_name": "x"}
    return [
        (f"{mine}/notice-reading", {"edition": 0}),
        (f"{mine}/room-confirmation", None),
        (f"{mine}/tickets", {"text": "问"}),
        (f"{mine}/commitment", signing),
    ]


def test_the_log_in_page_needs_nobody(place: Place) -> None:
    answer = Client().get("/api/v1/login/schools")
    assert answer.status_code == 200
    [school] = [one for one in answer.json() if one["id"] == str(place.school.pk)]
    assert [one["name"] for one in school["colleges"]] == [place.college.name]


def test_nobody_and_staff_do_no_step(place: Place) -> None:
    for path, body in steps(place.entries[0]):
        assert post(Client(), path, body, **WRITE).status_code == 401
        assert post(staff(place, "chief_examiner"), path, body).status_code == 401


def test_steps_of_others_do_not_exist(place: Place, candidate: Client) -> None:
    for path, body in steps(place.entries[1]):
        answer = post(candidate, path, body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert candidate.get(f"{CANDIDATE}/entries/{place.entries[1].pk}/letter").status_code == 404


def test_out_of_order_is_a_coded_refusal(place: Place, candidate: Client) -> None:
    mine = f"{CANDIDATE}/entries/{place.entries[0].pk}"
    answer = post(candidate, f"{mine}/notice-reading", {"edition": 0})
    assert (answer.status_code, answer.json()["code"]) == (409, "step_missing")
    assert answer.json()["params"] == {"step": "consent"}
    answer = post(candidate, f"{mine}/room-confirmation")
    assert answer.json()["params"] == {"step": "notice"}


def test_from_consent_to_signature(place: Place, candidate: Client) -> None:
    [asked] = candidate.get(f"{CANDIDATE}/consents").json()["required"]
    assert (asked["given_at"], asked["agreed_version"]) == (None, None)
    given = post(candidate, f"{CANDIDATE}/consents", {"consent_text_id": asked["id"]})
    assert given.status_code == 200 and given.json()["given_at"].endswith("Z")
    mine = f"{CANDIDATE}/entries/{place.entries[0].pk}"
    assert post(candidate, f"{mine}/notice-reading", {"edition": 0}).json()["notice_read_at"].endswith("Z")
    assert post(candidate, f"{mine}/room-confirmation").status_code == 200
    letter = candidate.get(f"{mine}/letter").json()
    assert (letter["commitment"], letter["version"]) == (None, 1)
    picture = png().hex()
    body = {"letter_id": letter["id"], "text_hash": letter["text_hash"], "method": "drawn"}
    refused = post(candidate, f"{mine}/commitment", {**body, "signature_png": picture + "!"})
    assert (refused.status_code, refused.json()["code"]) == (422, "signature_invalid")
    large = post(candidate, f"{mine}/commitment", {**body, "signature_png": "A" * 300_000})
    assert (large.status_code, large.json()["code"]) == (413, "signature_too_large")
    key = {"HTTP_IDEMPOTENCY_KEY": "signing-0001"}
    signed = post(candidate, f"{mine}/commitment", {**body, "signature_png": _base64()}, **key)
    again = post(candidate, f"{mine}/commitment", {**body, "signature_png": _base64()}, **key)
    assert signed.status_code == 200 and signed.json() == again.json()
    twice = post(candidate, f"{mine}/commitment", {**body, "signature_png": _base64()})
    assert (twice.status_code, twice.json()["code"]) == (409, "already_signed")
    assert candidate.get(f"{mine}/letter").json()["commitment"] == signed.json()


def test_a_ticket_goes_round(place: Place, candidate: Client) -> None:
    path = f"{CANDIDATE}/entries/{place.entries[0].pk}/tickets"
    assert post(candidate, path, {"text": "长" * 5000}).json()["code"] == "text_too_long"
    opened = post(candidate, path, {"text": "时间对吗"}).json()
    answer = f"{STAFF}/tickets/{opened['id']}/answer"
    assert post(candidate, answer, {"text": "对"}).status_code == 401
    assert post(staff(place, "examiner"), answer, {"text": "对"}).status_code == 403
    elsewhere = Client(headers={"X-Kaochang": "1"})
    log_in(elsewhere, assign(make_room(), "chief_examiner"), "staff")
    assert post(elsewhere, answer, {"text": "对"}).status_code == 404
    assert post(staff(place, "waiting_room_officer"), answer, {"text": "对"}).json()["answer"] == "对"
    assert Ticket.objects.get().answered_by_id == place.staff["waiting_room_officer"].pk


@pytest.mark.parametrize("what", ["chat", "broadcasts"])
def test_messages_by_http(place: Place, candidate: Client, what: str) -> None:
    path = f"{STAFF}/rooms/{place.room.pk}/{what}"
    assert post(candidate, path, {"text": "好"}).status_code == 401
    assert post(staff(place, "inspector"), path, {"text": "好"}).status_code == 403
    assert post(staff(place, "chief_examiner"), path, {"text": " "}).json()["code"] == "text_required"
    foreign = f"{STAFF}/rooms/{make_room().pk}/{what}"
    assert post(staff(place, "chief_examiner"), foreign, {"text": "好"}).status_code == 404
    assert (
        post(staff(place, "chief_examiner"), path, {"text": "好"}).json()["author_role"] == "chief_examiner"
    )


def test_home_shows_ones_own_rooms(place: Place) -> None:
    services.add_assignment(place.room, place.staff["examiner"], "secretary", by=place.chief)
    make_room()
    home = staff(place, "examiner").get(f"{STAFF}/home").json()
    assert home["me"]["name"] == place.staff["examiner"].name
    assert [(room["room_id"], sorted(room["roles"])) for room in home["rooms"]] == [
        (str(place.room.pk), ["examiner", "secretary"])
    ]
    assert home["server_time"].endswith("Z")


def test_home_asks_the_database_equally_often(place: Place, django_assert_max_num_queries: Any) -> None:
    client = staff(place, "examiner")
    for _ in range(2):
        assign(make_room(), "chief_examiner", place.staff["examiner"])
    with django_assert_max_num_queries(5):
        assert len(client.get(f"{STAFF}/home").json()["rooms"]) == 3


def _base64() -> str:
    return "data:image/png;base64," + base64.b64encode(png()).decode()
