"""How long a roster takes from the file to the exam, and back: the real file, worker, reader and database.

python -m bench import [--rows 20000] [--rooms 200]
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import xlsxwriter

from bench.report import table
from bench.system import System
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning import import_writing, imports
from kaochang.planning.models import RosterImport
from kaochang.planning.roster.columns import COLUMNS
from kaochang.planning.roster.identity_numbers import check_of
from kaochang.schools.models import College, School

GOAL_SECONDS = 60
FROM_FILE_TO_EXAM = ("read and checked (dry run)", "written")


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench import")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rooms", type=int, default=200)
    options = parser.parse_args(words)
    session, person = make_exam(options.rooms)
    by = Actor(person_id=person.pk, login_session_id=None, area="staff")
    data = roster(options.rows, options.rooms)
    steps: dict[str, float] = {}
    with timed(steps, "read and checked (dry run)"):
        made = imports.upload(session, io.BytesIO(data), name="bench.xlsx", by=by)
        reach(made, "checked", new=options.rows)
    with timed(steps, "checked again after a mended cell"):
        imports.mend_row(made, 2, {"remark": "x"}, confirmed=None, version=1, by=by)
        reach(made, "checked", new=options.rows)
    with timed(steps, "written"):
        import_writing.start_writing(made, only_good=False, reason="", version=made.version, by=by)
        reach(made, "written")
    entries = RosterEntry.objects.filter(session=session).count()
    with timed(steps, "the same file again: nothing differs"):
        again = imports.upload(session, io.BytesIO(data), name="bench.xlsx", by=by)
        reach(again, "checked", unchanged=options.rows)
    with timed(steps, "taken back"):
        import_writing.start_roll_back(made, by=by)
        reach(made, "rolled_back")
    left = RosterEntry.objects.filter(session=session).count()
    table(
        f"{options.rows} rows, {len(data) / 1e6:.1f} MB, {options.rooms} rooms",
        ["step", "s"],
        [[name, f"{seconds:.1f}"] for name, seconds in steps.items()],
    )
    whole = sum(steps[name] for name in FROM_FILE_TO_EXAM)
    print(f"\nfile → exam: {whole:.1f} s (goal < {GOAL_SECONDS} s)")
    print(f"candidates in the exam: {entries} after writing, {left} after the way back")


@contextmanager
def timed(steps: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    steps[name] = time.perf_counter() - began


def reach(made: RosterImport, state: str, **counts: int) -> None:
    """Waits for the worker. A figure of something that did not happen is no figure."""
    until = time.monotonic() + 5 * GOAL_SECONDS
    while True:
        made.refresh_from_db()
        if made.state == state or made.problem or time.monotonic() > until:
            break
        time.sleep(0.05)
    seen = {key: made.counts.get(key) for key in counts}
    if made.state != state or made.problem or seen != counts:
        raise RuntimeError(f"{made.state} {made.problem} {made.counts}, wanted {state} {counts}")


def make_exam(rooms: int) -> tuple[ExamSession, Person]:
    school = School.objects.create(code="bench", name="测量大学")
    college = College.objects.create(school=school, name="测量学院")
    session = ExamSession.objects.create(
        school=school,
        college=college,
        name="测量",
        formality="formal",
        starts_at=clock.now() + timedelta(days=7),
        ends_at=clock.now() + timedelta(days=8),
        cameras_required=1,
        state=SessionState.DRAFT,
    )
    ExamRoom.objects.bulk_create(
        ExamRoom(session=session, name=f"第{number + 1}考场") for number in range(rooms)
    )
    return session, Person.objects.create(name="测量")


def roster(rows: int, rooms: int) -> bytes:
    """Every column that costs something: phones, identity numbers, rooms."""
    values: dict[str, Callable[[int], str]] = {
        "candidate_number": lambda number: f"26B{number:06d}",
        "name": lambda number: f"考生{number}",
        "phone": lambda number: f"139{number:08d}",
        "identity_number": identity,
        "room": lambda number: f"第{number % rooms + 1}考场",
        "order_number": lambda number: str(number // rooms + 1),
        "language": lambda number: "英文" if number % 10 == 0 else "中文",
    }
    file = io.BytesIO()
    book: Any = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.title.zh)
    for number in range(rows):
        for place, column in enumerate(COLUMNS):
            if column.key in values:
                sheet.write_string(number + 1, place, values[column.key](number))
    book.close()
    return file.getvalue()


def identity(number: int) -> str:
    """Of different people: 1,000 to a day."""
    day = number // 1000
    plain = f"110105{1990 + day // 28 % 15}{day // 420 % 12 + 1:02d}{day % 28 + 1:02d}{number % 1000:03d}"
    return plain + check_of(plain)
