"""`kaochang demo`: migrate, fill in the demo school, date its exams to today, write var/demo.json."""

import json
import sys
from collections.abc import Sequence
from urllib.parse import urlsplit

from kaochang.accounts.services import end_login_sessions
from kaochang.config.commands import migrate
from kaochang.config.environment import Environment, environment
from kaochang.demo.closing import close_day
from kaochang.demo.day import is_today, open_day, open_sessions, plan_ahead
from kaochang.demo.rows import make_rows, read_rows, write_rows
from kaochang.demo.school import BY, demo_people, ensure_school


def main(words: Sequence[str]) -> int:
    if set(words) - {"--reset"}:
        print("kaochang demo [--reset]", file=sys.stderr)  # noqa: T201
        return 2
    if refusal := reason_against(environment):
        print(f"kaochang demo: {refusal}", file=sys.stderr)  # noqa: T201
        return 1
    # In the same process: each that begins costs a start of `make run` more than a second.
    if refusal := migrate([]):
        print(refusal, file=sys.stderr)  # noqa: T201
        return 1
    fill(environment, reset="--reset" in words)
    return 0


def reason_against(site: Environment) -> str | None:
    """Accounts whose passwords lie in a file belong on no real site."""
    if not site.DEMO:
        return "only with DEMO=1"
    if not is_embedded(site):
        return "only on the embedded database, never on one that DATABASE_URL names"
    return None


def is_embedded(site: Environment) -> bool:
    """The database of this var folder: reached by its socket, at the address that the first start noted."""
    try:
        noted = json.loads((site.VAR_DIR / "secrets.json").read_text()).get("DATABASE_URL")
    except (FileNotFoundError, ValueError):
        return False
    return bool(noted) and noted == site.DATABASE_URL and not urlsplit(noted).hostname


def fill(site: Environment, *, reset: bool = False) -> None:
    """Safe to run at every start: what is of today stays as it is, whoever is in the middle of it."""
    place = ensure_school()
    sessions = open_sessions(place)
    if reset:
        for person, area in demo_people(place.school):
            end_login_sessions(person.pk, area, by=BY)
    if reset or not sessions or not all(is_today(session, place) for session in sessions):
        for session in sessions:
            close_day(session)
        open_day(place)
    plan_ahead(place)
    path = site.VAR_DIR / "demo.json"
    write_rows(path, make_rows(place, read_rows(path), site.public_origin, fresh_codes=reset))
