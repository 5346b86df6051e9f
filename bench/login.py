"""Log-in by code, requests a second, beside an empty Django view served by the same granian.

python -m bench login [--rounds 5] [--requests 300] [--parallel 16]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from bench import browsers
from bench.cpu import CpuMeter
from bench.report import spread, table
from bench.school import Candidate, make_day
from bench.system import System, started_floor
from kaochang.accounts.models import LoginChallenge, LoginSession
from kaochang.accounts.secrets import new_sms_code, new_token, phone_lookup, sms_code_hash, token_hash
from kaochang.accounts.states import LoginArea
from kaochang.config.environment import environment
from kaochang.core import clock

EMPTY = "empty Django view"
ONE_TIME = "candidate number and one-time code"
ASK = "ask for a code by SMS"
ANSWER = "answer with the code from the SMS"


def post(path: str, body: dict[str, Any], cookie: str = "") -> dict[str, str]:
    return {"method": "POST", "path": f"/api/v1/login/{path}", "body": json.dumps(body), "cookie": cookie}


def one_time_logins(school: UUID, people: Sequence[Candidate]) -> list[dict[str, str]]:
    return [
        post(
            "one-time-code",
            {"school_id": str(school), "candidate_number": one.number, "code": one.one_time_code},
        )
        for one in people
    ]


def questions(school: UUID, people: Sequence[Candidate]) -> list[dict[str, str]]:
    body = {"area": "candidate", "school_id": str(school)}
    return [post("challenges", {**body, "phone": one.phone}) for one in people]


def answers(school: UUID, people: Sequence[Candidate]) -> list[dict[str, str]]:
    """Codes that were sent a moment ago; nobody but the phone knows them, so the rows are made here."""
    made, requests = [], []
    for one in people:
        key, code, browser = uuid4(), new_sms_code(), new_token()
        made.append(
            LoginChallenge(
                id=key,
                area=LoginArea.CANDIDATE,
                scope_id=school,
                address_lookup=phone_lookup(one.phone),
                browser_hash=token_hash(browser),
                code_hash=sms_code_hash(key, code),
                sent_at=clock.now(),
                expires_at=clock.now() + timedelta(minutes=5),
            )
        )
        requests.append(post(f"challenges/{key}/answer", {"code": code}, f"kc_browser={browser}"))
    LoginChallenge.objects.bulk_create(made)
    return requests


def await_delivery(seconds: float = 120) -> None:
    """The worker sends the codes meanwhile; the next measurement does not begin on top of it."""
    until = time.monotonic() + seconds
    while LoginChallenge.objects.filter(code__isnull=False).exists() and time.monotonic() < until:
        time.sleep(0.2)


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench login")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=300, help="a round, of each kind")
    parser.add_argument("--parallel", type=int, default=16)
    options = parser.parse_args(words)
    size = options.requests
    day = make_day(3 * size * options.rounds, open_desks=0)
    LoginSession.objects.filter(area=LoginArea.CANDIDATE).delete()  # the first log-in of the day
    web = f"http://127.0.0.1:{environment.WEB_PORT}"
    tallies: dict[str, list[Any]] = {}
    cores: dict[str, str] = {}

    def run(kind: str, base: str, requests: list[dict[str, str]], seconds: float, *pids: int) -> None:
        with CpuMeter(system.process.pid, *pids) as meter:
            tally = browsers.load(base, system.url, requests, parallel=options.parallel, seconds=seconds)
        if set(tally["statuses"]) != {"200"}:
            raise RuntimeError(f"{kind}: {tally}")
        tallies.setdefault(kind, []).append(tally)
        cores[kind] = meter.words()

    people = iter(day.candidates)

    def some() -> list[Candidate]:
        return [next(people) for _ in range(size)]

    with started_floor(system) as (floor, floor_pid):
        for _ in range(options.rounds):
            run(EMPTY, floor, [{"method": "POST", "path": "/empty"}], 3, floor_pid)
            run(ONE_TIME, web, one_time_logins(day.school_id, some()), 60)
            run(ANSWER, web, answers(day.school_id, some()), 60)
            run(ASK, web, questions(day.school_id, some()), 60)
            await_delivery()
    show(tallies, cores)


def show(tallies: dict[str, list[Any]], cores: dict[str, str]) -> None:
    def rates(kind: str) -> list[float]:
        return [tally["requests"] / tally["seconds"] for tally in tallies[kind]]

    rows = []
    for kind in (EMPTY, ONE_TIME, ANSWER, ASK):
        pairs = zip(rates(kind), rates(EMPTY), strict=True)
        share = [100 * rate / floor for rate, floor in pairs]
        p50, p99 = ([tally[name] for tally in tallies[kind]] for name in ("p50", "p99"))
        rows.append(
            [kind, spread(rates(kind)), spread(share, 1), spread(p50, 1), spread(p99, 1), cores[kind]]
        )
    head = ["request", "a second", "% of the empty view", "p50 ms", "p99 ms", "cores (last round)"]
    table("log-in: median (least–most) of the rounds", head, rows)
