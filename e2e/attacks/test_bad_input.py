"""Bodies that are too large, malformed or absurd: a code and a sentence, never a 500, nothing changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import httpx
import pytest

from e2e.attacks.day import Day
from e2e.attacks.raw import send
from e2e.attacks.refusing import nothing_changes, refuse, sentences
from e2e.callers import Caller, Candidate
from e2e.person import wait_until

LONG = "长" * 5_000
MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "a text": b'"x"',
    "trailing": b"{} {}",
    "NaN": b'{"text": NaN}',
    "infinite": b'{"text": 1e999}',
    "NUL": b'{"text": "\\u0000"}',
    "half a character": b'{"text": "\\ud800"}',
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "UTF-16": '{"text": "x"}'.encode("utf-16"),
    "deep": b"[" * 20_000 + b"]" * 20_000,
    "deep object": b'{"text":' * 5_000 + b"1" + b"}" * 5_000,
    "a huge number": b'{"text": ' + b"9" * 10_000 + b"}",
    "a key twice and strange": b'{"text": {"$ne": null}}',
    "an unknown field": b'{"text": "x", "role": "chief_examiner"}',
    "wrong kind": b'{"text": ["x"]}',
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
}


@pytest.mark.parametrize("name", MALFORMED)
@pytest.mark.parametrize("place", ["candidate", "staff", "login", "phone"])
def test_a_malformed_body_is_named(day: Day, place: str, name: str) -> None:
    caller, path = {
        "candidate": (day.candidate(0), f"{day.candidate(0).path}/help"),
        "staff": (day.officer, f"/staff/rooms/{day.room()}/broadcasts"),
        "login": (Caller(day.site), "/login/password"),
        "phone": (day.phone(0), "/phone/device-facts"),
    }[place]
    headers = {"X-Kaochang": "1", "Content-Type": "application/json"}
    with nothing_changes(day):
        answer = caller.http.post(f"/api/v1{path}", content=MALFORMED[name], headers=headers)
        assert answer.status_code in (400, 413, 422), f"{answer.status_code} {answer.text[:300]}"
        assert sentences("zh-CN").get(answer.json()["code"])


@pytest.mark.parametrize("field", ["name", "account", "reason", "text", "note", "label", "number", "code"])
def test_five_thousand_letters_are_refused(day: Day, field: str) -> None:
    candidate, officer, school = day.candidate(0), day.officer, day.officer.school
    letter = candidate.get(f"{candidate.path}/letter")
    signing = {"letter_id": letter["id"], "text_hash": letter["text_hash"], "method": "typed"}
    entry, room = f"/staff/entries/{day.entry(0)}", f"/staff/rooms/{day.room()}"
    stranger = Caller(day.site)
    tries: dict[str, list[tuple[Caller, str, str, Any]]] = {
        "name": [(candidate, "POST", f"{candidate.path}/commitment", {**signing, "typed_name": LONG})],
        "account": [
            (stranger, "POST", "/login/password", {"school_id": school, "account": LONG, "password": "x"}),
            (stranger, "POST", "/login/password", {"school_id": school, "account": "x", "password": LONG}),
        ],
        "reason": [
            (day.chief, "POST", f"{entry}/invitations", {"reason": LONG}),
            (officer, "POST", f"{entry}/deferral", {"reason": LONG}),
            (day.chief, "POST", f"{room}/reopening", {"reason": LONG}),
        ],
        "text": [
            (candidate, "POST", f"{candidate.path}/help", {"text": LONG}),
            (candidate, "POST", f"{candidate.path}/tickets", {"text": LONG}),
            (officer, "POST", f"{room}/broadcasts", {"text": LONG}),
            (officer, "POST", f"{entry}/messages", {"text": LONG}),
            (day.chief, "POST", f"{room}/chat", {"text": LONG}),
        ],
        "note": [(officer, "PATCH", f"{entry}/clearance", {"note": LONG})],
        "label": [(stranger, "POST", "/phone/pairings", {"secret": "x", "label": LONG})],
        "number": [
            (stranger, "POST", "/login/challenges", {"area": "staff", "school_id": school, "phone": LONG}),
            (
                stranger,
                "POST",
                "/phone/pairings/by-code",
                {"candidate_number": LONG, "short_code": LONG, "label": ""},
            ),
        ],
        "code": [
            (
                stranger,
                "POST",
                "/login/one-time-code",
                {"school_id": school, "candidate_number": "x", "code": LONG},
            ),
        ],
    }
    with nothing_changes(day):
        for caller, method, path, body in tries[field]:
            refuse(caller, method, path, body)


def oversize(size: int) -> bytes:
    return json.dumps({"text": "x" * size}).encode()


def post(candidate: Candidate, path: str, content: bytes | Iterable[bytes]) -> httpx.Response | None:
    """None: the line was cut while the body was still on its way."""
    try:
        return candidate.http.post(path, content=content, headers={"X-Kaochang": "1"})
    except httpx.TransportError:
        return None


def test_an_oversize_body_stops_at_the_front_door(day: Day) -> None:
    candidate = day.candidate(0)
    with nothing_changes(day):
        path = f"/api/v1{candidate.path}/help"
        # The door answers and closes while the rest is still on its way: a caller who is slow to read may
        # find the line cut instead of the answer. Never is it taken in.
        sizes = (1_010_000, 1_010_000, 1_010_000, 30_000_000)
        answers = [post(candidate, path, oversize(size)) for size in sizes]
        told = [answer for answer in answers if answer is not None]
        assert told, "every oversize body was cut without a word"
        assert {(answer.status_code, answer.json()["code"]) for answer in told} == {
            (413, "payload_too_large")
        }
        # The same without saying how long it will be.
        parts = (b"x" * 65_536 for _ in range(40))
        unsized = post(candidate, path, parts)
        assert unsized is None or unsized.status_code in (400, 413, 422)
        lied = {"X-Kaochang": "1", "Cookie": f"kc_candidate={candidate.cookie('kc_candidate')}"}
        for length in ("-1", "x", "1e3", "99999999999999999999"):
            raw = send(
                day.site.url, path, method="POST", headers={**lied, "Content-Length": length}, body=b"{}"
            )
            assert raw.status in (0, 400, 413), f"Content-Length {length}: {raw.status}"


def test_a_signature_is_a_picture(day: Day) -> None:
    candidate = day.candidate(6)
    letter = candidate.get(f"{candidate.path}/letter")
    drawn = {"letter_id": letter["id"], "text_hash": letter["text_hash"], "method": "drawn"}
    pictures = ["", "x", "!!!!", "PHN2Zz4=", "R0lGODlhAQABAAAAACw=", "iVBORw0KGgo=", "A" * 290_000]
    with nothing_changes(day):
        for picture in pictures:
            refuse(candidate, "POST", f"{candidate.path}/commitment", {**drawn, "signature_png": picture})
        wrong = {**drawn, "method": "typed", "typed_name": "x", "text_hash": "0" * 64}
        refuse(candidate, "POST", f"{candidate.path}/commitment", wrong)


def test_another_site_writes_nothing(day: Day) -> None:
    candidate = day.candidate(0)
    path = f"/api/v1{candidate.path}/help"
    cookie = f"kc_candidate={candidate.cookie('kc_candidate')}"
    lies: list[dict[str, str]] = [
        {},
        {"X-Kaochang": "0"},
        {"X-Kaochang": "1", "Origin": "http://evil.example"},
        {"X-Kaochang": "1", "Origin": "null"},
        {"X-Kaochang": "1", "Origin": day.site.url + ".evil.example"},
        {"X-Kaochang": "1", "Origin": day.site.url.replace("http", "https")},
    ]
    with nothing_changes(day):
        for lie in lies:
            answer = send(day.site.url, path, method="POST", headers={**lie, "Cookie": cookie}, body=b"{}")
            assert answer.status == 403, lie
            assert json.loads(answer.body)["code"] == "foreign_origin"


@pytest.mark.parametrize(
    "path",
    [
        "/staff/rooms/x/board",
        "/staff/rooms/%00/board",
        "/staff/rooms/../../candidate/exams",
        "/candidate/entries/00000000-0000-0000-0000-000000000000/now",
        "/candidate/entries/{}/now",
        "/candidate/entries/' OR 1=1 --/now",
        "/nowhere",
        "/candidate//exams",
        "/candidate/exams?x=%00",
        "/candidate/exams?" + "x=1&" * 2_000,
    ],
)
def test_a_strange_address_is_answered_in_words(day: Day, path: str) -> None:
    cookie = {"Cookie": f"kc_candidate={day.candidate(0).cookie('kc_candidate')}"}
    target = "/api/v1" + path.replace(" ", "%20").replace("'", "%27")
    answer = send(day.site.url, target, headers=cookie)
    assert answer.status < 500
    if answer.status >= 400 and answer.body.startswith(b"{"):
        assert sentences("en").get(json.loads(answer.body)["code"])


def sent_code(day: Day, phone: str) -> str:
    """The newest code sent to that phone; nothing while none was."""
    outbox = day.site.var / "outbox.jsonl"
    lines = [json.loads(line) for line in outbox.read_text().splitlines()] if outbox.exists() else []
    codes: list[str] = [line["code"] for line in lines if line["to"].endswith(phone) and line["code"]]
    return codes[-1] if codes else ""


def test_wrong_and_exhausted_codes(day: Day) -> None:
    """Five tries a challenge; the right code is worth nothing after them, and nobody else is locked."""
    demo = day.site.demo("candidate", 7)
    school = day.officer.school
    stranger = Caller(day.site)
    asked = {"area": "candidate", "school_id": school, "phone": demo["phone"]}
    challenge = stranger.post("/login/challenges", asked)["challenge_id"]
    path = f"/login/challenges/{challenge}/answer"
    code = wait_until(lambda: sent_code(day, demo["phone"]), 30, "the message")
    wrong = "0" * len(code) if code != "0" * len(code) else "1" * len(code)
    other = Caller(day.site)
    assert refuse(other, "POST", path, {"code": code}).split()[1] == "challenge_not_found"
    seen = [refuse(stranger, "POST", path, {"code": wrong}).split()[1] for _ in range(6)]
    assert seen[-1] == "code_exhausted"
    assert refuse(stranger, "POST", path, {"code": code}).split()[1] == "code_exhausted"
    used = {"school_id": school, "candidate_number": demo["candidate_number"], "code": demo["login_code"]}
    day.candidate(7)
    assert refuse(stranger, "POST", "/login/one-time-code", used).startswith("40")
    unknown = {**asked, "phone": "13900000000"}
    assert set(other.post("/login/challenges", unknown)) == {
        "challenge_id",
        "resend_after_seconds",
        "expires_at",
    }
