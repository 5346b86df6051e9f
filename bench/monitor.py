"""The live monitor of a school: server time and size of one read, by the number of rooms.

python -m bench monitor [--rooms 200] [--per-room 20] [--reads 30]
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Sequence
from datetime import timedelta

import httpx

from bench.report import latencies, table
from bench.school import make_day
from bench.system import System
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginSession, Person
from kaochang.accounts.secrets import new_token, token_hash
from kaochang.core import clock
from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.states import SessionState
from kaochang.schools.models import School
from kaochang.schools.services import add_membership

MONITOR = "/api/v1/school/monitor"


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench monitor")
    parser.add_argument("--rooms", type=int, default=200)
    parser.add_argument("--per-room", type=int, default=20)
    parser.add_argument("--reads", type=int, default=30)
    options = parser.parse_args(words)
    day = make_day(options.rooms * options.per_room, options.per_room, laptops=True)
    cookie = administrator(School.objects.get(pk=day.school_id))
    rows = []
    # In the same database: with one room on the page, then with all.
    for rooms in (1, options.rooms):
        show_only(rooms)
        rows.append([str(rooms), *read(system, cookie, options.reads, rooms)])
    head = ["rooms", "p50 ms", "p95 ms", "p99 ms", "most ms", "reads", "bytes", "gzip"]
    title = f"one read of the monitor, {options.rooms * options.per_room} candidates"
    table(title, head, rows)


def administrator(school: School) -> str:
    person, token = Person.objects.create(name="管理员"), new_token()
    add_membership(person, school, "school_admin", by=Actor.system("bench"))
    LoginSession.objects.create(
        person=person,
        scope_id=school.pk,
        area="staff",
        token_hash=token_hash(token),
        expires_at=clock.now() + timedelta(hours=1),
    )
    return token


def show_only(rooms: int) -> None:
    """The others wait in an exam that is a draft."""
    one = ExamSession.objects.order_by("created_at").first()
    assert one is not None
    aside, _ = ExamSession.objects.get_or_create(
        school=one.school,
        college=one.college,
        name="aside",
        formality=one.formality,
        state=SessionState.DRAFT,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
    )
    ExamRoom.objects.update(session=one)
    shown = ExamRoom.objects.order_by("name").values_list("pk", flat=True)[:rooms]
    ExamRoom.objects.exclude(pk__in=list(shown)).update(session=aside)


def read(system: System, cookie: str, times: int, rooms: int) -> list[str]:
    """Through the front door, as a page asks: a warm connection, one read after another."""
    spent, answer = [], b""
    with httpx.Client(base_url=system.url, cookies={"kc_staff": cookie}, trust_env=False) as client:
        for number in range(times + 3):
            began = time.perf_counter()
            got = client.get(MONITOR)
            if number >= 3:
                spent.append((time.perf_counter() - began) * 1000)
            answer = got.raise_for_status().content
            if sum(len(exam["rooms"]) for exam in got.json()["exams"]) != rooms:
                raise RuntimeError("not all rooms are on the page")
    return [*latencies(spent), str(len(answer)), str(len(gzip.compress(answer)))]
