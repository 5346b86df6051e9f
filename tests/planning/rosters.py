"""Rosters for tests: a school with rooms and majors, and files as schools send them."""

import csv
import io
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.states import SessionState
from kaochang.planning import import_writing, imports
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.roster.columns import COLUMNS
from kaochang.planning.roster.identity_numbers import check_of
from kaochang.schools.models import College, Major, School
from kaochang.schools.services import add_membership
from tests.accounts.factories import log_in
from tests.factories import make_person, make_room, make_school, make_session, staff_actor

BY = Actor.system("test")
TITLES = [column.title.zh for column in COLUMNS]
KEYS = [column.key for column in COLUMNS]


@dataclass
class Site:
    school: School
    session: ExamSession
    rooms: list[ExamRoom]
    major: Major
    person: Person

    @property
    def by(self) -> Actor:
        return staff_actor(self.person)


def make_site(**columns: Any) -> Site:
    school = make_school()
    session = make_session(school, **{"state": SessionState.DRAFT, "name": "硕士复试", **columns})
    rooms = [make_room(session, name=name) for name in ("第二考场", "第三考场")]
    major = Major.objects.create(college=session.college, name="材料科学与工程")
    person = make_person(name="韩雪")
    add_membership(person, school, "school_admin", by=BY)
    return Site(school, session, rooms, major, person)


def manager(school: School, college: College | None = None) -> Client:
    """Somebody's browser: of the school, or of one college."""
    person, client = make_person(), Client(headers={"X-Kaochang": "1"})
    role = "college_admin" if college else "school_admin"
    add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return client


def identity(serial: int) -> str:
    number = f"110105{1990 + serial % 15}{serial % 12 + 1:02d}{serial % 28 + 1:02d}{serial % 1000:03d}"
    return number + check_of(number)


def line(number: int, **cells: Any) -> list[Any]:
    """One good row; `cells` by column."""
    names = ("何嘉怡", "赵一鸣", "陈思远", "马浩然", "周子航", "孙婧", "阿依古丽·买买提")
    row: dict[str, Any] = {
        "candidate_number": f"26S{number:05d}",
        "name": names[number % len(names)],
        "phone": f"138{number:08d}",
        **cells,
    }
    return [row.get(key, "") for key in KEYS]


def xlsx(rows: list[list[Any]], titles: list[Any] | None = None, **options: Any) -> bytes:
    """Texts as texts, numbers as numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    sheet = book.add_worksheet()
    for number, row in enumerate([TITLES if titles is None else titles, *rows]):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write(number, place, cell)
    book.close()
    return file.getvalue()


def csv_of(rows: list[list[Any]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([TITLES, *rows])
    return text.getvalue().encode(encoding)


def dry_run(site: Site, data: bytes, name: str = "名单.xlsx") -> RosterImport:
    """As the worker does it, with the real reader in its own process."""
    made = imports.upload(site.session, io.BytesIO(data), name=name, by=site.by)
    imports.read(made.pk)
    made.refresh_from_db()
    return made


def write(site: Site, made: RosterImport, **options: Any) -> RosterImport:
    import_writing.start_writing(
        made, **{"only_good": False, "reason": "", "version": made.version, "by": site.by, **options}
    )
    import_writing.write_rows(made.pk, site.by)
    made.refresh_from_db()
    return made


def rows_of(made: RosterImport) -> list[ImportRow]:
    return list(made.rows.order_by("number"))


def found(made: RosterImport) -> list[tuple[int, str, str]]:
    """(row, column, code) of every finding."""
    return [(row.number, one["column"], one["code"]) for row in rows_of(made) for one in row.findings]
