"""After a day with log-ins, desks, an interview and attacks: the logs hold nobody's data and no key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from e2e.attacks.day import PATHS, Day
from e2e.attacks.media_api import join_token
from e2e.attacks.test_bad_input import sent_code
from e2e.callers import GIVEN, Caller
from e2e.person import wait_until
from e2e.sockets import PushSocket

_TOKEN = re.compile(r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}")
_DIGITS = re.compile(r"\+?\d{6,}$")


@pytest.fixture(scope="module")
def logs(day: Day) -> dict[str, list[str]]:
    """The lines of each log after the day. What the terminal of `make run` shows is no log."""
    live_through(day)
    folder = day.site.var / "logs"
    return {path.name: path.read_text(errors="replace").splitlines() for path in sorted(folder.iterdir())}


def live_through(day: Day) -> None:
    """A little of everything, so that this file also says something when it runs alone."""
    candidate, officer = day.candidate(4), day.officer
    demo = day.site.demo("candidate", 5)
    stranger = Caller(day.site)
    asked = {"area": "candidate", "school_id": officer.school, "phone": demo["phone"]}
    challenge = stranger.post("/login/challenges", asked)["challenge_id"]
    code = wait_until(lambda: sent_code(day, demo["phone"]), 30, "the message")
    GIVEN.add(code)
    stranger.post(f"/login/challenges/{challenge}/answer", {"code": code})
    officer.post(f"/staff/entries/{day.entry(4)}/contact")
    officer.post(f"/staff/entries/{day.entry(4)}/login-code")
    officer.post(
        f"/staff/rooms/{day.room()}/broadcasts", {"text": f"请{demo['name']}准备，电话{demo['phone']}"}
    )
    candidate.post(f"{candidate.path}/help", {"text": f"我是{demo['name']}，{demo['phone']}"})
    joined = day.join(candidate.seat())
    phone = day.join(day.phone(4).seat())
    strange = join_token(day.inside, "s-stranger", joined.seat["room"])
    GIVEN.add(strange)
    for path in PATHS:
        day.knock(strange, path)
        day.knock(joined.refreshed, path, "&join_request=x")
        stranger.http.get(f"{path}?access_token={joined.seat['token']}")
    for token in (candidate.push_token("candidate"), officer.push_token("staff")):
        PushSocket(day.site.url, token).is_connected()
    stranger.ask(
        "POST", "/login/password", {"school_id": officer.school, "account": demo["phone"], "password": "x"}
    )
    stranger.ask(
        "POST", "/phone/pairings", {"secret": candidate.pairing_secret() + "x", "label": demo["name"]}
    )
    candidate.seat()  # the first one is put out
    assert joined.socket.closed.wait(5)
    phone.socket.close()


def spellings(word: str) -> Iterator[str]:
    yield word
    if not word.isascii():
        yield json.dumps(word)[1:-1]


def found_in(logs: dict[str, list[str]], word: str) -> list[str]:
    """Where it stands. A number of six digits may also be part of a time: it has to stand alone."""
    if _DIGITS.match(word) and len(word) < 10:
        alone = re.compile(rf"(?<![\w.:+-]){word}(?![\w.:+-])")
        return [
            f"{name}: {line[:300]}" for name, lines in logs.items() for line in lines if alone.search(line)
        ]
    texts = list(spellings(word))
    return [
        f"{name}: {line[:300]}"
        for name, lines in logs.items()
        for line in lines
        for text in texts
        if text in line
    ]


def test_every_part_has_written_something(logs: dict[str, list[str]]) -> None:
    for name in ("access.log", "livekit.log", "push.log", "web.log", "worker.log", "watch.log"):
        assert logs[name], f"{name} is empty: this file would prove nothing"


def test_no_token_code_or_cookie_is_in_a_log(day: Day, logs: dict[str, list[str]]) -> None:
    assert len(GIVEN) > 10
    for secret in GIVEN:
        assert not found_in(logs, secret)
    tokens = [
        f"{name}: {line[:200]}" for name, lines in logs.items() for line in lines if _TOKEN.search(line)
    ]
    assert not tokens


def test_no_phone_name_password_or_log_in_code_is_in_a_log(day: Day, logs: dict[str, list[str]]) -> None:
    people = json.loads((day.site.var / "demo.json").read_text())
    for one in people:
        for field in ("phone", "name", "password", "login_code"):
            if one[field]:
                assert not found_in(logs, one[field]), f"the {field} of a {one['role']}"


def test_no_key_of_ours_is_in_a_log(day: Day, logs: dict[str, list[str]]) -> None:
    for name, secret in day.inside.secrets.items():
        if name != "LIVEKIT_KEY":  # the name of the key, no secret
            assert not found_in(logs, secret), name


def test_the_access_log_holds_no_query(logs: dict[str, list[str]]) -> None:
    for line in logs["access.log"]:
        request = json.loads(line)["request"]
        assert "?" not in request["uri"]
        assert "headers" not in request


def test_logs_and_secrets_are_their_owners_alone(day: Day, logs: dict[str, list[str]]) -> None:
    private = [*(day.site.var / "logs").iterdir(), day.site.var / "demo.json", day.site.var / "secrets.json"]
    private += [day.site.var / "outbox.jsonl", day.site.var / "livekit" / "livekit.yaml"]
    for path in private:
        assert path.stat().st_mode & 0o077 == 0, path.name
