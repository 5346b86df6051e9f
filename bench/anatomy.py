"""Where the time of one request goes: queries and processor time, in this process, without a network.

python -m bench anatomy [--repeat 100] [--functions 12]
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import pstats
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.login import answers, one_time_logins
from bench.report import percentile, table
from bench.school import Day, make_day
from bench.system import ROOT, System
from kaochang.accounts.models import LoginSession
from kaochang.accounts.states import LoginArea

Call = Callable[[], int]


class Asked:
    """The caller's side of one address, through all of Django, in this process."""

    def __init__(self, origin: str) -> None:
        self.client = Client()
        self.headers = {"X-Kaochang": "1", "Origin": origin, "Host": "localhost"}

    def __call__(self, method: str, path: str, cookie: str = "", body: Any = None) -> Any:
        headers = self.headers | ({"Cookie": cookie} if cookie else {})
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        answer = self.client.generic(method, path, text, content_type="application/json", headers=headers)
        self.client.cookies.clear()
        if answer.status_code == 204:
            return None
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.content[:300]!r}")
        return json.loads(answer.content)


def calls_of(asked: Asked, day: Day) -> dict[str, Iterator[Call]]:
    """Each address as an endless row of calls; what a call needs is prepared before it is handed out."""

    def now() -> Iterator[Call]:
        for one in day.candidates:
            page = one.as_page()
            yield lambda page=page: asked("GET", page["now"], page["cookie"])  # type: ignore[misc]

    def missed() -> Iterator[Call]:
        for one in day.candidates:
            page = one.as_page()
            since = asked("GET", page["now"], page["cookie"])["as_of"]
            path = f"{page['now']}?since={since}"
            yield lambda page=page, path=path: asked("GET", path, page["cookie"])  # type: ignore[misc]

    def token() -> Iterator[Call]:
        for one in day.candidates:
            yield lambda one=one: asked("GET", one.as_page()["token"], one.cookie)  # type: ignore[misc]

    def invite() -> Iterator[Call]:
        for room in day.rooms:
            path = f"/api/v1/staff/entries/{room.candidates[0].entry_id}/invitations"
            yield lambda room=room, path=path: asked("POST", path, room.chief_cookie, {})  # type: ignore[misc]

    def board() -> Iterator[Call]:
        for room in day.rooms:
            path = f"/api/v1/staff/rooms/{room.room_id}/panel"
            yield lambda room=room, path=path: asked("GET", path, room.chief_cookie)  # type: ignore[misc]

    def one_time() -> Iterator[Call]:
        LoginSession.objects.filter(area=LoginArea.CANDIDATE).delete()
        for one in one_time_logins(day.school_id, day.candidates):
            yield lambda one=one: asked("POST", one["path"], "", one["body"])  # type: ignore[misc]

    def answer() -> Iterator[Call]:
        LoginSession.objects.filter(area=LoginArea.CANDIDATE).delete()
        for one in answers(day.school_id, day.candidates):
            yield lambda one=one: asked("POST", one["path"], one["cookie"], one["body"])  # type: ignore[misc]

    return {
        "GET candidate …/now": now(),
        "GET candidate …/now?since= (204)": missed(),
        "GET candidate/push-token": token(),
        "GET staff …/panel (20 rows)": board(),
        "POST staff …/invitations": invite(),
        "POST login/one-time-code": one_time(),
        "POST login/challenges/…/answer": answer(),
    }


@contextmanager
def profiled(functions: int, title: str) -> Iterator[cProfile.Profile]:
    profile = cProfile.Profile()
    yield profile
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats("kaochang|ninja", functions)
    print(f"\n{title}")
    for line in text.getvalue().splitlines():
        if "kaochang" in line or "ninja" in line:
            print(f"  {line.strip().replace(f'{ROOT}/', '')}")


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench anatomy")
    parser.add_argument("--repeat", type=int, default=60)
    parser.add_argument(
        "--functions", type=int, default=0, help="the costliest functions of each, by profile"
    )
    options = parser.parse_args(words)
    asked = Asked(system.url)
    rows = []
    for name, calls in calls_of(asked, make_day((options.repeat + 4) * 20, open_desks=1)).items():
        next(calls)()
        call = next(calls)
        with CaptureQueriesContext(connection) as queries:
            call()
        count = len(queries)
        in_database = sum(float(query["time"]) for query in queries.captured_queries) * 1000
        whole, busy = [], []
        with profiled(options.functions, name) if options.functions else _nothing() as profile:
            for _ in range(options.repeat):
                call = next(calls)
                began, cpu = time.perf_counter(), time.process_time()
                if profile is not None:
                    profile.enable()
                call()
                if profile is not None:
                    profile.disable()
                whole.append((time.perf_counter() - began) * 1000)
                busy.append((time.process_time() - cpu) * 1000)
        shown = [percentile(whole, 0.5), min(whole), percentile(busy, 0.5), min(busy), in_database]
        rows.append([name, str(count), *(f"{value:.1f}" for value in shown)])
    head = [
        "request",
        "queries",
        "median ms",
        "least",
        "own CPU ms, median",
        "least",
        "in the database, once",
    ]
    table("one request after the other, nobody else", head, rows)


@contextmanager
def _nothing() -> Iterator[None]:
    yield None
