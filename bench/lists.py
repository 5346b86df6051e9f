"""How long the school's list of candidates takes: the real address, with the roster of a large school.

python -m bench lists [--rows 20000] [--times 20]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client

from bench.report import table
from bench.rosters import make_exam
from bench.system import System
from kaochang.accounts.models import LoginCredential, LoginSession, Person
from kaochang.accounts.secrets import candidate_number_lookup, new_token, phone_lookup, token_hash
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.core import clock
from kaochang.core.privacy import last_four
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.schools.models import Membership

GOAL_MS = 200
PATH = "/api/v1/school/candidates"
ASKED: dict[str, dict[str, Any]] = {
    "first page": {},
    "first page of 100": {"page_size": 100},
    "last page": {"page": -1},
    "a name": {"q": "考生1999"},
    "the tail of a phone": {"q": "0042"},
    "one room": {"room_id": "room"},
    "never logged in": {"stage": "not_logged_in"},
    "sorted by room": {"sort": "room"},
    "sorted by stage": {"sort": "-stage"},
    "sorted by last log-in": {"sort": "-last_login_at"},
}


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench lists")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args(words)
    session, person = make_exam(200)
    fill(session, options.rows)
    client = administrator(session, person)
    pages = (options.rows + 19) // 20
    room = ExamRoom.objects.filter(session=session).first()
    lines, slowest = [], 0.0
    for name, query in ASKED.items():
        asked = {key: pages if value == -1 else value for key, value in query.items()}
        if "room_id" in asked and room is not None:
            asked["room_id"] = str(room.pk)
        ms, total = timed(client, asked, options.times)
        slowest = max(slowest, ms[0]) if name == "first page" else slowest
        lines.append([name, str(total), f"{ms[0]:.0f}", f"{ms[1]:.0f}"])
    table(
        f"{options.rows} candidates, {options.times} times each, in the process that answers",
        ["asked", "rows", "median ms", "slowest ms"],
        lines,
    )
    print(f"\nfirst page: {slowest:.0f} ms (goal <= {GOAL_MS} ms)")


def timed(client: Client, asked: dict[str, Any], times: int) -> tuple[tuple[float, float], int]:
    answer = client.get(PATH, asked)
    if answer.status_code != 200:
        raise RuntimeError(answer.content.decode())
    took = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(PATH, asked)
        took.append(1000 * (time.perf_counter() - began))
    return (median(took), max(took)), answer.json()["total"]


def fill(session: ExamSession, rows: int) -> None:
    """People, log-ins and places in bulk; one in four has been there."""
    rooms = list(ExamRoom.objects.filter(session=session).order_by("name"))
    phones = [f"+86139{number:08d}" for number in range(rows)]
    people = Person.objects.bulk_create(
        [
            Person(
                name=f"考生{number}",
                phone=phone,
                phone_lookup=phone_lookup(phone),
                phone_last_four=last_four(phone),
            )
            for number, phone in enumerate(phones)
        ],
        batch_size=2000,
    )
    RosterEntry.objects.bulk_create(
        [
            RosterEntry(
                session=session,
                room=rooms[number % len(rooms)],
                person=person,
                candidate_number=f"26B{number:06d}",
                order_number=number // len(rooms) + 1,
            )
            for number, person in enumerate(people)
        ],
        batch_size=2000,
    )
    LoginCredential.objects.bulk_create(
        [
            LoginCredential(
                person=person,
                scope_id=session.school_id,
                area=LoginArea.CANDIDATE,
                kind=CredentialKind.CANDIDATE_NUMBER,
                lookup_hash=candidate_number_lookup(f"26B{number:06d}"),
            )
            for number, person in enumerate(people)
        ],
        batch_size=2000,
    )
    LoginSession.objects.bulk_create(
        [_log_in(person, session, "candidate", new_token()) for person in people[::4]], batch_size=2000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def administrator(session: ExamSession, person: Person) -> Client:
    Membership.objects.create(person=person, school=session.school, role="school_admin")
    token = new_token()
    _log_in(person, session, "staff", token).save()
    client = Client(headers={"X-Kaochang": "1"}, SERVER_NAME="localhost")
    client.cookies["kc_staff"] = token
    return client


def _log_in(person: Person, session: ExamSession, area: str, token: str) -> LoginSession:
    return LoginSession(
        person=person,
        scope_id=session.school_id,
        area=area,
        token_hash=token_hash(token),
        expires_at=clock.now() + timedelta(hours=12),
    )
