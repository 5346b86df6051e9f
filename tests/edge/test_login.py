"""Log-in, take-over and push tokens through the addresses that the pages use."""

import json
from pathlib import Path
from typing import Any

import jwt
import pytest
from django.test import override_settings

from kaochang.accounts import services
from kaochang.accounts.models import LoginChallenge, LoginSession
from kaochang.config.environment import environment
from kaochang.core.outbox_file import FILE
from kaochang.edge import outbox
from kaochang.edge.openapi import description
from kaochang.realtime.services import revoke
from tests.accounts.factories import SCHOOL, SYSTEM, log_in, make_known, make_person
from tests.edge.pages import Page

pytestmark = pytest.mark.django_db
AREAS = ("candidate", "staff")


def ask(page: Page, phone: str | None, area: str = "candidate") -> Any:
    return page.send(
        "/api/v1/login/challenges", {"area": area, "school_id": str(SCHOOL), "phone": phone or ""}
    )


def answer(page: Page, challenge_id: str, code: str | None) -> Any:
    return page.send(f"/api/v1/login/challenges/{challenge_id}/answer", {"code": code})


@pytest.mark.parametrize("area", AREAS)
def test_nobody_gets_in_without_a_cookie_or_with_a_wrong_one(page: Page, area: str) -> None:
    other = "staff" if area == "candidate" else "candidate"
    log_in(page, make_person(), other)
    for cookie in (None, "x", "x" * 43, "é" * 43, page.cookies[f"kc_{other}"].value):
        if cookie is not None:
            page.cookies[f"kc_{area}"] = cookie
        for method, path in (
            ("GET", "session"),
            ("GET", "push-token"),
            ("POST", "session/resume"),
            ("DELETE", "session"),
        ):
            refused = page.write(method, f"/api/v1/{area}/{path}")
            assert (refused.status_code, refused.json()["code"]) == (401, "not_logged_in"), (path, cookie)


def test_a_known_and_an_unknown_phone_get_the_same_answer(page: Page, other_page: Page) -> None:
    known, unknown = ask(page, make_known().phone), ask(other_page, "13999999999")
    assert known.status_code == unknown.status_code == 200
    assert (
        known.json().keys() == unknown.json().keys() == {"challenge_id", "resend_after_seconds", "expires_at"}
    )
    assert known.json()["resend_after_seconds"] == 60
    assert known.json()["expires_at"].endswith("Z")


def test_a_challenge_belongs_to_the_browser_that_asked(page: Page, other_page: Page) -> None:
    challenge = ask(page, make_known().phone).json()["challenge_id"]
    code = LoginChallenge.objects.get().code
    refused = answer(other_page, challenge, code)
    assert (refused.status_code, refused.json()["code"]) == (404, "challenge_not_found")
    assert answer(page, challenge, code).status_code == 200


def test_asking_again_at_once_says_when(page: Page) -> None:
    person = make_known()
    ask(page, person.phone)
    refused = ask(page, person.phone)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_codes")
    assert 0 < int(refused["Retry-After"]) <= 61


def test_logging_in_by_code(page: Page) -> None:
    person = make_known()
    challenge = ask(page, person.phone).json()["challenge_id"]
    wrong = answer(page, challenge, "abcdef")
    assert (wrong.status_code, wrong.json()["params"]) == (403, {"tries_left": 4})
    good = answer(page, challenge, LoginChallenge.objects.get().code)
    assert good.json() == {
        "person": {"id": str(person.pk), "name": person.name},
        "area": "candidate",
        "second_step": False,
    }
    cookie = good.cookies["kc_candidate"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie.value not in good.content.decode()
    session = page.get("/api/v1/candidate/session").json()
    assert session["person"] == {"id": str(person.pk), "name": person.name}
    assert session["login_session"]["state"] == "active"
    assert session["server_time"].endswith("Z")


def test_logging_in_by_one_time_code_and_by_password(page: Page, other_page: Page) -> None:
    person = make_person()
    issued = services.issue_one_time_code(person, scope_id=SCHOOL, candidate_number="A1", by=SYSTEM)
    body = {"school_id": str(SCHOOL), "candidate_number": "A1", "code": issued.code}
    assert page.send("/api/v1/login/one-time-code", body).json()["area"] == "candidate"
    again = other_page.send("/api/v1/login/one-time-code", body)
    assert (again.status_code, again.json()["code"]) == (403, "one_time_code_wrong")
    services.give_staff_login(person, scope_id=SCHOOL, account="T1", password="long enough one", by=SYSTEM)
    body = {"school_id": str(SCHOOL), "account": "T1", "password": "long enough one"}
    assert page.send("/api/v1/login/password", body).json()["area"] == "staff"
    assert page.get("/api/v1/candidate/session").status_code == 200
    assert page.get("/api/v1/staff/session").status_code == 200


@pytest.mark.parametrize("area", AREAS)
def test_take_over_and_continuing_here(page: Page, other_page: Page, area: str) -> None:
    person = make_person()
    log_in(page, person, area)
    log_in(other_page, person, area)
    assert page.get(f"/api/v1/{area}/session").json()["login_session"]["state"] == "suspended"
    refused = page.get(f"/api/v1/{area}/push-token")
    assert (refused.status_code, refused.json()["code"]) == (409, "session_taken_over")
    before = page.cookies[f"kc_{area}"].value
    resumed = page.send(f"/api/v1/{area}/session/resume")
    assert resumed.json()["login_session"]["state"] == "active"
    assert page.cookies[f"kc_{area}"].value != before
    assert other_page.get(f"/api/v1/{area}/session").json()["login_session"]["state"] == "suspended"
    twice = page.send(f"/api/v1/{area}/session/resume")
    assert (twice.status_code, twice.json()["code"]) == (409, "session_not_suspended")
    assert page.write("DELETE", f"/api/v1/{area}/session").status_code == 204
    assert page.get(f"/api/v1/{area}/session").status_code == 401
    assert LoginSession.objects.filter(state="active").count() == 0


def test_a_suspended_session_gets_409_on_every_address_but_its_own(page: Page, other_page: Page) -> None:
    """Also on the addresses of every domain above, as they come."""
    person = make_person()
    for area in AREAS:
        log_in(page, person, area)
        log_in(other_page, person, area)
    own = ("/session", "/session/resume")
    asked = 0
    for path, methods in description()["paths"].items():
        if not path.startswith(("/api/v1/candidate/", "/api/v1/staff/")) or path.endswith(own):
            continue
        filled = path
        while "{" in filled:
            start, _, rest = filled.partition("{")
            name, _, end = rest.partition("}")
            filled = f"{start}{'s-x' if name == 'identity' else person.pk}{end}"
        for method in methods:
            refused = page.write(method.upper(), filled, {})
            assert (refused.status_code, refused.json()["code"]) == (409, "session_taken_over"), (
                method,
                path,
            )
            asked += 1
    assert asked >= 2


@pytest.mark.parametrize("area", AREAS)
def test_a_push_token_names_person_session_generation_and_own_channels(page: Page, area: str) -> None:
    person = make_person()
    session = log_in(page, person, area)
    answer = page.get(f"/api/v1/{area}/push-token").json()
    claims = jwt.decode(answer["token"], environment.PUSH_TOKEN_SECRET, algorithms=["HS256"])
    assert (claims["sub"], claims["ls"], claims["gen"]) == (str(person.pk), str(session.pk), 1)
    assert claims["channels"] == sorted([f"person:{area}:{person.pk}", f"session:{session.pk}"])
    assert answer["expires_at"].endswith("Z")


def test_revocations_are_told_to_our_engine_only(page: Page) -> None:
    session = log_in(page, make_person(), "staff")
    revoke(session.pk)
    for key in ({}, {"X-Internal-Key": "wrong"}, {"X-Internal-Key": ""}):
        assert page.get("/internal/push-revocations", headers=key).status_code == 404
    told = page.get("/internal/push-revocations", headers={"X-Internal-Key": environment.INTERNAL_KEY})
    assert told.json()["revocations"] == [
        {"login_session": str(session.pk), "generation": 2, "code": 4501, "reason": "taken_over"}
    ]


def test_the_outbox_page_exists_in_the_demo_only(page: Page) -> None:
    assert page.get("/outbox").status_code == 404


def test_the_outbox_shows_what_was_sent_in_beijing_time(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = environment.model_copy(update={"DEMO": True, "LAN": False, "VAR_DIR": tmp_path})
    monkeypatch.setattr(outbox, "environment", demo)
    assert "还没有短信" in page.get("/outbox").content.decode()
    line = {"at": "2026-11-23T01:15:39.854Z", "to": "+8613800000003", "code": "758399", "text": "<b>"}
    (tmp_path / FILE).write_text(json.dumps(line) + "\n")
    shown = page.get("/outbox").content.decode()
    assert "2026-11-23 09:15:39" in shown
    assert "758399" in shown
    assert "&lt;b&gt;" in shown


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_the_limit_of_bodies_is_told(page: Page) -> None:
    refused = page.send("/api/v1/login/password", {"school_id": "x" * 200})
    assert (refused.status_code, refused.json()["params"]) == (413, {"most_bytes": 100})
