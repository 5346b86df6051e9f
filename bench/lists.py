"""How long the lists of a large school take: the real addresses, with as many rows in each.

python -m bench lists [--rows 20000] [--times 20]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from django.test import Client

from bench.large import make_large
from bench.report import table
from bench.system import System

GOAL_MS = 200
PAGED: dict[str, dict[str, Any]] = {"first page": {}, "last page": {"page": -1}}
CANDIDATES: dict[str, dict[str, Any]] = {
    **PAGED,
    "first page of 100": {"page_size": 100},
    "a name": {"q": "考生1999"},
    "the tail of a phone": {"q": "0042"},
    "one room": {"room_id": "{room}"},
    "never logged in": {"stage": "not_logged_in"},
    "sorted by room": {"sort": "room"},
    "sorted by stage": {"sort": "-stage"},
    "sorted by last log-in": {"sort": "-last_login_at"},
}
# Address → what is asked of it.
LISTS: dict[str, dict[str, dict[str, Any]]] = {
    "candidates": CANDIDATES,
    "imports/{import}/rows": {
        **PAGED,
        "a name": {"q": "考生1999"},
        "the tail of a phone": {"q": "0042"},
        "sorted by name": {"sort": "-name"},
        "sorted by order": {"sort": "order_number"},
        "a name, sorted by phone": {"q": "考生1999", "sort": "phone"},
    },
    "announcements/{announcement}/receipts": {
        **PAGED,
        "not read": {"read": "no"},
        "a name": {"q": "考生1999"},
        "sorted by when": {"sort": "-read_at"},
    },
    "notifications": {**PAGED, "a name": {"q": "考生1999"}, "sorted by name": {"sort": "name"}},
    "tickets": {**PAGED, "a name": {"q": "考生1999"}, "sorted by name": {"sort": "name"}},
    "trail": {
        "first page": {},
        "page 500": {"page": 500},
        "a name": {"q": "考生1999"},
        "a word": {"q": "疑问"},
    },
    "exams/{exam}/timetable": {"whole": {}},
    "exams/{exam}/readiness": {"whole": {}},
}


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench lists")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args(words)
    ids, client = make_large(options.rows)
    lines, missed = [], []
    for path, questions in LISTS.items():
        for name, query in questions.items():
            asked = {key: filled(value, ids, options.rows) for key, value in query.items()}
            (middle, most), total = timed(
                client, f"/api/v1/school/{path.format(**ids)}", asked, options.times
            )
            lines.append([path, name, total, f"{middle:.0f}", f"{most:.0f}"])
            if middle > GOAL_MS:
                missed.append(f"{path}: {name}")
    table(
        f"{options.rows} rows in each, {options.times} times each, in the process that answers",
        ["list", "asked", "rows", "median ms", "slowest ms"],
        lines,
    )
    print(f"\nmedian above {GOAL_MS} ms: {'; '.join(missed) or 'none'}")


def filled(value: Any, ids: Mapping[str, str], rows: int) -> Any:
    if value == -1:
        return (rows + 19) // 20
    return value.format(**ids) if isinstance(value, str) else value


def timed(client: Client, path: str, asked: dict[str, Any], times: int) -> tuple[tuple[float, float], str]:
    answer = client.get(path, asked)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.content.decode()}")
    took = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(path, asked)
        took.append(1000 * (time.perf_counter() - began))
    return (median(took), max(took)), str(answer.json().get("total", ""))
