"""The addresses of the waiting area: who reaches them, what they answer, what they refuse."""

from typing import Any

import pytest
from django.test import Client

from kaochang.core.models import IdempotentAnswer
from kaochang.waiting.models import QueueEntry, Talk
from tests.accounts.factories import log_in
from tests.factories import Place, make_place, make_ready, make_waiting
from tests.waiting.helpers import of

pytestmark = pytest.mark.django_db
STAFF, CANDIDATE = "/api/v1/staff", "/api/v1/candidate"
ROUTES = [
    ("post", "talks", None),
    ("patch", "clearance", {"checklist": {}, "note": "x"}),
    ("post", "deferral", {"reason": ""}),
    ("post", "absence", {"confirmed": True}),
    ("post", "restoration", None),
    ("delete", "help", None),
    ("post", "login-code", None),
    ("post", "contact", None),
]


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def as_staff(place: Place, role: str = "waiting_room_officer") -> Client:
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, place.staff[role], "staff", scope_id=place.school.pk)
    return client


def as_candidate(place: Place, index: int = 0) -> Client:
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, place.entries[index].person, "candidate", scope_id=place.school.pk)
    return client


def send(client: Client, method: str, path: str, body: Any = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return getattr(client, method)(path, data=body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(("method", "action", "body"), ROUTES)
def test_foreign_and_unknown_entries_do_not_exist(place: Place, method: str, action: str, body: Any) -> None:
    paths = [f"{STAFF}/entries/{pk}/{action}" for pk in (of(place).pk, place.room.pk)]
    elsewhere = as_staff(make_place())
    for path in paths:
        answer = send(elsewhere, method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        for nobody in (Client(headers={"X-Kaochang": "1"}), as_candidate(place)):
            assert send(nobody, method, path, body).status_code == 401


@pytest.mark.parametrize(("method", "action", "body"), ROUTES)
def test_an_inspector_changes_nothing(place: Place, method: str, action: str, body: Any) -> None:
    path = f"{STAFF}/entries/{of(place).pk}/{action}"
    answer = send(as_staff(place, "inspector"), method, path, body)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_arrival_help_and_away(place: Place) -> None:
    make_ready(place)
    client, base = as_candidate(place), f"{CANDIDATE}/entries/{place.entries[0].pk}"
    first = send(client, "post", f"{base}/arrival", key="arrival-1")
    again = send(client, "post", f"{base}/arrival", key="arrival-1")
    assert first.status_code == 200 and first.json()["state"] == "waiting"
    assert again.json() == first.json()
    assert send(client, "post", f"{base}/arrival").json()["code"] == "already_arrived"
    assert send(client, "post", f"{base}/help", {"text": "x"}).json()["help_asked_at"].endswith("Z")
    assert send(client, "delete", f"{base}/help").json()["help_asked_at"] is None
    assert send(client, "delete", f"{base}/help").json()["code"] == "help_not_asked"
    assert send(client, "post", f"{base}/away").json()["away_since"]
    assert send(client, "delete", f"{base}/away").json()["away_since"] is None


def test_a_missing_step_is_named(place: Place) -> None:
    path = f"{CANDIDATE}/entries/{place.entries[0].pk}/arrival"
    answer = send(as_candidate(place), "post", path)
    assert answer.status_code == 409
    assert answer.json()["params"] == {"step": "consent"}


@pytest.mark.parametrize("action", ["arrival", "help", "away"])
def test_another_candidates_entry_does_not_exist(place: Place, action: str) -> None:
    path = f"{CANDIDATE}/entries/{place.entries[1].pk}/{action}"
    body = {"text": ""} if action == "help" else None
    assert send(as_candidate(place, 0), "post", path, body).status_code == 404


def test_a_talk_from_start_to_clearance(place: Place) -> None:
    entry = make_waiting(place)
    officer = as_staff(place)
    talk = send(officer, "post", f"{STAFF}/entries/{entry.pk}/talks").json()
    assert send(officer, "post", f"{STAFF}/entries/{entry.pk}/talks").json()["code"] == "talk_exists"
    saved = send(
        officer,
        "patch",
        f"{STAFF}/entries/{entry.pk}/clearance",
        {"checklist": {"id_card_matches": True}, "note": "已核对"},
    )
    assert saved.status_code == 200
    elsewhere = as_staff(make_place())
    assert send(elsewhere, "post", f"{STAFF}/talks/{talk['id']}/end", {"cleared": True}).status_code == 404
    ended = send(officer, "post", f"{STAFF}/talks/{talk['id']}/end", {"cleared": True}).json()
    assert ended["cleared"] is True and ended["ended_at"]
    assert Talk.objects.get().cleared and QueueEntry.objects.get(pk=entry.pk).state == "cleared"
    assert of(place).checklist == {"id_card_matches": True}


def test_deferral_absence_restoration(place: Place) -> None:
    entry = make_waiting(place)
    chief, base = as_staff(place, "chief_examiner"), f"{STAFF}/entries/{entry.pk}"
    assert send(chief, "post", f"{base}/absence", {}).json()["code"] == "confirmation_required"
    assert send(chief, "post", f"{base}/absence", {"confirmed": True}).json()["state"] == "absent"
    assert send(chief, "post", f"{base}/restoration").json()["state"] == "waiting"
    assert send(chief, "post", f"{base}/deferral", {"reason": "网络"}).json()["state"] == "deferred"
    long = send(chief, "post", f"{base}/deferral", {"reason": "因" * 5000})
    assert (long.status_code, long.json()["code"]) == (422, "text_too_long")


def test_numbers_and_codes_are_shown_but_not_kept(place: Place) -> None:
    officer, base = as_staff(place), f"{STAFF}/entries/{of(place).pk}"
    phone = send(officer, "post", f"{base}/contact", key="contact-1").json()["phone"]
    issued = send(officer, "post", f"{base}/login-code", key="login-code-1").json()
    assert phone == place.entries[0].person.phone
    assert issued["candidate_number"] == place.entries[0].candidate_number
    kept = str(list(IdempotentAnswer.objects.values_list("answer", flat=True)))
    assert phone not in kept and issued["code"] not in kept


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("absence", {"confirmed": "yes"}),
        ("absence", {"confirmed": 1}),
        ("deferral", {"reason": 5}),
        ("deferral", {"reason": "x", "state": "finished"}),
        ("deferral", []),
    ],
)
def test_malformed_bodies(place: Place, action: str, body: Any) -> None:
    path = f"{STAFF}/entries/{of(place).pk}/{action}"
    assert send(as_staff(place), "post", path, body).status_code == 422


def test_a_checklist_knows_its_items(place: Place) -> None:
    path = f"{STAFF}/entries/{make_waiting(place).pk}/clearance"
    for wrong in ({"passport": True}, {"nobody_else": "yes"}, {"nobody_else": 1}):
        assert send(as_staff(place), "patch", path, {"checklist": wrong}).status_code == 422
