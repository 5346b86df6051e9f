"""The addresses of desk and phone: who reaches them, what they answer, what they refuse."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from kaochang.core.models import IdempotentAnswer
from kaochang.desks.models import Device, DeviceCheck
from kaochang.desks.services import close_desk
from kaochang.media.fake import FakeMediaServer
from kaochang.media.server import use_media_server
from tests.accounts.factories import log_in
from tests.desks.helpers import SYSTEM, open_desk
from tests.factories import Place, make_place

pytestmark = pytest.mark.django_db
CANDIDATE, PHONE = "/api/v1/candidate", "/api/v1/phone"
OK = {"camera": "ok", "microphone": "ok"}
ROUTES = [
    ("post", "check-seats", None),
    ("post", "device-checks", {"results": OK}),
    ("post", "seat", None),
    ("post", "device-facts", {"network": 3}),
    ("post", "pairing-codes", None),
    ("post", "phone/confirmation", None),
    ("delete", "phone", None),
]


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, cameras_required=2)


def as_candidate(place: Place, index: int = 0) -> Client:
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, place.entries[index].person, "candidate", scope_id=place.school.pk)
    return client


def new_phone() -> Client:
    return Client(headers={"X-Kaochang": "1", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/150"})


def send(client: Client, method: str, path: str, body: Any = None) -> Any:
    return getattr(client, method)(path, data=body, content_type="application/json")


def base(place: Place, index: int = 0) -> str:
    return f"{CANDIDATE}/entries/{place.entries[index].pk}"


@pytest.mark.parametrize(("method", "action", "body"), ROUTES)
def test_foreign_desks_do_not_exist(place: Place, method: str, action: str, body: Any) -> None:
    foreign = send(as_candidate(place, 1), method, f"{base(place, 0)}/{action}", body)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")
    assert send(new_phone(), method, f"{base(place, 0)}/{action}", body).status_code == 401
    staff = new_phone()
    log_in(staff, place.staff["chief_examiner"], "staff", scope_id=place.school.pk)
    assert send(staff, method, f"{base(place, 0)}/{action}", body).status_code == 401


def test_a_phone_comes_by_its_secret(place: Place) -> None:
    laptop, phone = as_candidate(place), new_phone()
    code = send(laptop, "post", f"{base(place)}/pairing-codes").json()
    address, _, secret = code["url"].partition("#")
    assert address.endswith("/p/") and len(secret) > 40 and "?" not in address
    now = send(phone, "post", f"{PHONE}/pairings", {"secret": secret})
    assert now.status_code == 200 and now.json()["state"] == "active"
    assert now.cookies["kc_phone"]["httponly"] and now.cookies["kc_phone"]["samesite"] == "Lax"
    assert Device.objects.get().label == "Chrome · Android"
    assert now.json()["candidate_number_tail"] == place.entries[0].candidate_number[-4:]
    assert place.entries[0].person.name not in now.content.decode()
    assert send(phone, "get", f"{PHONE}/now").json()["desk_open"] is False
    assert send(phone, "post", f"{PHONE}/seat").json()["code"] == "desk_not_open"
    again = send(new_phone(), "post", f"{PHONE}/pairings", {"secret": secret})
    assert (again.status_code, again.json()["code"]) == (409, "pairing_code_used")
    assert not IdempotentAnswer.objects.exists()


def test_a_phone_comes_by_its_short_code(place: Place) -> None:
    laptop, phone = as_candidate(place), new_phone()
    code = send(laptop, "post", f"{base(place)}/pairing-codes").json()
    body = {"candidate_number": place.entries[0].candidate_number, "short_code": code["short_code"]}
    assert send(phone, "post", f"{PHONE}/pairings/by-code", body).json()["state"] == "pending"
    assert (
        send(phone, "post", f"{PHONE}/device-facts", {"network": 3}).json()["code"] == "phone_not_confirmed"
    )
    assert send(laptop, "post", f"{base(place)}/phone/confirmation").json()["state"] == "active"
    assert send(phone, "post", f"{PHONE}/device-facts", {"network": 3}).status_code == 204
    assert send(laptop, "delete", f"{base(place)}/phone").json()["state"] == "removed"
    assert send(phone, "get", f"{PHONE}/now").json()["state"] == "removed"
    for path in ("seat", "device-facts"):
        gone = send(phone, "post", f"{PHONE}/{path}", {})
        assert gone.json()["code"] == "device_removed"
    assert send(phone, "get", f"{PHONE}/push-token").json()["code"] == "device_removed"


def test_without_a_pairing_nothing_answers() -> None:
    forged = new_phone()
    forged.cookies["kc_phone"] = "x" * 43
    for client in (new_phone(), forged):
        for method, path in (
            ("get", "now"),
            ("post", "seat"),
            ("post", "device-facts"),
            ("post", "stop"),
            ("get", "push-token"),
        ):
            assert send(client, method, f"{PHONE}/{path}", {}).status_code == 401


def test_a_phone_stops_and_a_replaced_one_is_told(place: Place) -> None:
    laptop, first, second = as_candidate(place), new_phone(), new_phone()
    for phone in (first, second):
        url = send(laptop, "post", f"{base(place)}/pairing-codes").json()["url"]
        send(phone, "post", f"{PHONE}/pairings", {"secret": url.partition("#")[2]})
    assert send(first, "get", f"{PHONE}/now").json()["state"] == "replaced"
    assert send(first, "post", f"{PHONE}/seat").json()["code"] == "device_replaced"
    assert send(second, "get", f"{PHONE}/push-token").json()["token"].count(".") == 2
    assert send(second, "post", f"{PHONE}/stop").json()["state"] == "removed"


def test_the_end_reaches_the_phone(place: Place) -> None:
    laptop, phone = as_candidate(place), new_phone()
    url = send(laptop, "post", f"{base(place)}/pairing-codes").json()["url"]
    send(phone, "post", f"{PHONE}/pairings", {"secret": url.partition("#")[2]})
    desk = open_desk(place)
    assert send(phone, "get", f"{PHONE}/now").json()["desk_open"] is True
    close_desk(desk, reason="interview_ended", by=SYSTEM)
    assert send(phone, "get", f"{PHONE}/now").json()["state"] == "ended"


def test_a_seat_needs_an_open_desk(place: Place) -> None:
    answer = send(as_candidate(place), "post", f"{base(place)}/seat")
    assert (answer.status_code, answer.json()["code"]) == (409, "desk_not_open")


@pytest.fixture
def fake() -> Iterator[FakeMediaServer]:
    server = FakeMediaServer()
    with use_media_server(server):
        yield server


def test_seats_of_laptop_and_phone(place: Place, fake: FakeMediaServer) -> None:
    laptop, phone = as_candidate(place), new_phone()
    url = send(laptop, "post", f"{base(place)}/pairing-codes").json()["url"]
    send(phone, "post", f"{PHONE}/pairings", {"secret": url.partition("#")[2]})
    open_desk(place)
    seats = [send(laptop, "post", f"{base(place)}/seat").json(), send(phone, "post", f"{PHONE}/seat").json()]
    assert seats[0]["room"] == seats[1]["room"] and fake.list_rooms() == {seats[0]["room"]}
    assert seats[0]["identity"] != seats[1]["identity"]
    assert all(seat["token"].count(".") == 2 and seat["ice_servers"] == [] for seat in seats)


def test_two_seats_for_a_check(place: Place, fake: FakeMediaServer) -> None:
    answer = send(as_candidate(place), "post", f"{base(place)}/check-seats").json()
    assert answer["publisher"]["room"] == answer["subscriber"]["room"]
    assert answer["publisher"]["identity"] != answer["subscriber"]["identity"]
    assert fake.list_rooms() == {answer["publisher"]["room"]}


def test_a_device_check_is_kept(place: Place) -> None:
    answer = send(as_candidate(place), "post", f"{base(place)}/device-checks", {"results": OK})
    assert answer.json()["passed"] is True and answer.json()["checked_at"].endswith("Z")
    assert DeviceCheck.objects.get().results["camera"] == "ok"


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("device-checks", {}),
        ("device-checks", {"results": {**OK, "loss_percent": 101}}),
        ("device-checks", {"results": {**OK, "extra": 1}}),
        ("device-facts", {"battery_percent": 101}),
        ("device-facts", {"camera": "broken"}),
        ("device-facts", {"hello": 1}),
        ("device-facts", [1]),
    ],
)
def test_malformed_bodies(place: Place, action: str, body: Any) -> None:
    answer = send(as_candidate(place), "post", f"{base(place)}/{action}", body)
    assert answer.status_code == 422
    assert not DeviceCheck.objects.exists()


def test_a_laptop_reports_what_it_is(place: Place) -> None:
    client = as_candidate(place)
    answer = send(client, "post", f"{base(place)}/device-facts", {"camera": "blocked", "network": 2})
    assert answer.status_code == 204
    laptop = Device.objects.get(kind="laptop")
    assert (laptop.camera, laptop.network, laptop.label) == ("blocked", 2, "Chrome")
