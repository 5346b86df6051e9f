"""var/demo.json: who is who in the demo, and how each logs in. The next start keeps what still works."""

import json
import os
from pathlib import Path
from typing import Any

from kaochang.accounts import secrets
from kaochang.accounts import services as accounts
from kaochang.accounts.models import LoginCredential
from kaochang.core import clock
from kaochang.demo.people import CANDIDATES, STAFF, Candidate, Staff
from kaochang.demo.school import BY, DemoSchool, find_candidate_login, find_staff_login

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    try:
        found = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return []
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def make_rows(place: DemoSchool, kept: list[Row], origin: str, *, fresh_codes: bool = False) -> list[Row]:
    """Candidates in the order of the draw, then staff: who has two roles has two rows."""
    codes = {} if fresh_codes else {row.get("candidate_number"): row.get("login_code") for row in kept}
    passwords = {row.get("phone"): row.get("password") for row in kept if row.get("password")}
    rows = [_candidate_row(one, place, codes.get(one.number), origin) for one in CANDIDATES]
    for one in STAFF:
        password = _ensure_password(one, place, passwords.get(one.phone))
        roles = dict.fromkeys(role for held in one.roles.values() for role in held)
        rows += [_row(str(role), one, password, origin) for role in [*roles, *one.offices]]
    return rows


def write_rows(path: Path, rows: list[Row]) -> None:
    """Whole or not at all, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(rows, file, ensure_ascii=False, indent=2)
    unfinished.rename(path)


def _candidate_row(one: Candidate, place: DemoSchool, kept_code: str | None, origin: str) -> Row:
    login = find_candidate_login(place.school, one.number)
    assert login is not None  # noqa: S101 - the roster gave it
    code = kept_code
    if not code or not _code_works(login, code):
        code = accounts.issue_one_time_code(
            login.person, scope_id=place.school.pk, candidate_number=one.number, by=BY
        ).code
    return {
        "role": "candidate",
        "name": one.name,
        "phone": one.phone,
        "candidate_number": one.number,
        "login_code": code,
        "url": f"{origin}/",
        "password": None,
    }


def _row(role: str, one: Staff, password: str, origin: str) -> Row:
    return {
        "role": role,
        "name": one.name,
        "phone": one.phone,
        "candidate_number": None,
        "login_code": None,
        "url": f"{origin}/s/",
        "password": password,
    }


def _code_works(login: LoginCredential, code: str) -> bool:
    """Unused, and valid for some hours yet."""
    lasts = (
        login.secret_expires_at is None or (login.secret_expires_at - clock.now()).total_seconds() > 43_200
    )
    return lasts and secrets.same(login.secret_hash, secrets.one_time_code_hash(login.pk, code))


def _ensure_password(one: Staff, place: DemoSchool, kept: str | None) -> str:
    login = find_staff_login(place.school, one.account)
    assert login is not None  # noqa: S101 - the school gave it
    if kept and secrets.password_fits(login.secret_hash, kept):
        return kept
    password = secrets.new_password()
    accounts.set_staff_password(login.person, scope_id=place.school.pk, password=password, by=BY)
    return password
