"""The live monitor of a school: time and size of one read, by the number of rooms and by how bad the day is.

python -m bench monitor [--rooms 200] [--per-room 20] [--reads 30]
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Sequence
from datetime import timedelta

import httpx

from bench.anatomy import Asked
from bench.report import latencies, table
from bench.school import make_day
from bench.system import System
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginSession, Person
from kaochang.accounts.secrets import new_token, token_hash
from kaochang.core import clock
from kaochang.desks.models import Device
from kaochang.desks.states import DeviceState
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
    asked, rows = Asked(system.url), []
    # In the same database: with one room on the page, with all, and with all when nothing is the matter.
    for what, rooms, prepare in (
        ("all lost", 1, lambda: None),
        ("all lost", options.rooms, lambda: None),
        ("calm", options.rooms, calm_down),
    ):
        prepare()
        show_only(rooms)
        inside = read_inside(asked, cookie, options.reads)
        rows.append([what, str(rooms), *inside, *read(system, cookie, options.reads, rooms)])
    head = ["day", "rooms", "inside: p50 ms", "p95 ms", "least", "own CPU ms, least"]
    head += ["through the door: p50 ms", "p95 ms", "p99 ms", "most ms", "reads", "bytes", "gzip"]
    title = f"one read of the monitor, {options.rooms * options.per_room} candidates"
    table(title, head, rows)


def calm_down() -> None:
    """Nobody's laptop is lost, and it is too early for staff to be missed."""
    Device.objects.update(state=DeviceState.REPLACED)
    soon = clock.now() + timedelta(hours=1)
    ExamSession.objects.update(starts_at=soon, ends_at=soon + timedelta(hours=8))


def read_inside(asked: Asked, cookie: str, times: int) -> list[str]:
    """All of Django in this process, without a network: the server's own share."""
    whole, busy = [], []
    asked("GET", MONITOR, f"kc_staff={cookie}")
    for _ in range(times):
        began, cpu = time.perf_counter(), time.process_time()
        asked("GET", MONITOR, f"kc_staff={cookie}")
        whole.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - cpu) * 1000)
    return [*latencies(whole)[:2], f"{min(whole):.1f}", f"{min(busy):.1f}"]


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
