"""What every refusal owes: a code, a sentence for it in both languages, and rows that stayed as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from e2e.attacks.day import Day
from e2e.callers import Caller
from e2e.site import ROOT

LANGUAGES = ("zh-CN", "en")


def sentences(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("errors.json", "errors_staff.json"):
        found |= json.loads((ROOT / "web/src/i18n" / language / name).read_text())
    return found


@contextmanager
def nothing_changes(day: Day) -> Iterator[None]:
    before = day.inside.state()
    yield
    after = day.inside.state()
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert not changed, f"rows changed in {changed}"


def refuse(caller: Caller, method: str, path: str, body: Any = None, **headers: str) -> str:
    """`status code` of the refusal, after its sentences were found."""
    status, code = caller.refused(method, path, body, **headers)
    for language in LANGUAGES:
        assert sentences(language).get(code), f"no sentence for {code} in {language}"
    return f"{status} {code}"
