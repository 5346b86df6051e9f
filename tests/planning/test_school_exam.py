"""The pages of an exam in the school's web area, from new to published."""

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.schools.services import add_membership
from tests.accounts.factories import log_in
from tests.factories import Place, make_person
from tests.planning.places import ready_draft

WINDOW = {"starts_at": "2030-01-01T09:00:00+08:00", "ends_at": "2030-01-01T12:00:00+08:00"}
BY = Actor.system("test")


@pytest.fixture
def place(db: None) -> Place:
    return ready_draft()


def manager(place: Place) -> Client:
    person, client = make_person(name="韩雪"), Client(headers={"X-Kaochang": "1"})
    add_membership(person, place.school, "school_admin", by=BY)
    log_in(client, person, "staff", place.school.pk)
    return client


def test_over_http_from_new_to_published(place: Place) -> None:
    client, json = manager(place), "application/json"
    url = f"/api/v1/school/exams/{place.session.pk}"
    detail = client.get(url).json()
    assert (detail["room_count"], detail["candidate_count"], detail["staff_count"]) == (1, 2, 5)
    assert detail["rooms"][0]["staff_count"] == 5 and detail["minimum_staff"] == 1
    ready = client.get(f"{url}/readiness").json()
    assert (ready["ready"], ready["total"], ready["blocked"]) == (7, 9, 0)
    assert [item["problem"] for item in ready["items"][:2]] == ["not_stated", "no_rehearsal"]
    version = client.patch(url, {"version": detail["version"], "cameras_required": 2}, json).json()["version"]
    stale = client.post(f"{url}/state", {"version": detail["version"], "state": "published"}, json)
    assert (stale.status_code, stale.json()["params"]["by_name"]) == (409, "韩雪")
    done = client.post(f"{url}/state", {"version": version, "state": "published"}, json)
    assert done.json()["state"] == "published", done.content
    texts = client.get(f"{url}/texts").json()
    assert [len(texts[kind]) for kind in ("notice", "letter")] == [1, 1]
    body = {"college_id": str(place.college.pk), "name": "新", "formality": "formal"}
    made = client.post("/api/v1/school/exams", {**body, **WINDOW, "cameras_required": 2}, json)
    assert made.status_code == 201, made.content
    assert client.get(f"/api/v1/school/exams/{made.json()['id']}").json()["cameras_required"] == 2
    for wrong in ({"cameras_required": 3}, {"kind": "written"}, {"starts_at": "2030-01-01T09:00:00"}):
        answer = client.post("/api/v1/school/exams", {**body, **WINDOW, **wrong}, json)
        assert answer.json()["code"] == "malformed_body"
    foreign = {**body, **WINDOW, "college_id": str(ready_draft().college.pk)}
    assert client.post("/api/v1/school/exams", foreign, json).status_code == 404


def test_a_disabled_college_takes_no_new_exam(place: Place) -> None:
    place.college.enabled = False
    place.college.save()
    body = {
        "name": "新",
        "formality": "rehearsal",
        "starts_at": "2030-01-01T09:00:00Z",
        "ends_at": "2030-01-01T12:00:00Z",
    }
    answer = manager(place).post(f"/api/v1/school/exams/{place.session.pk}/copy", body, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "college_disabled")
