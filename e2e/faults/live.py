"""What must hold while parts die: the same pages, the same interview, pictures that move."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from e2e.attacks.day import Day
from e2e.journey import is_same_page, mark_page
from e2e.person import Person, wait_until

CANDIDATE, CHIEF = "[data-testid=tile-candidate]", "[data-testid=tile-chief_examiner]"


@dataclass
class Live:
    day: Day
    candidate: Person
    chief: Person
    interview: str

    def see_each_other(self, seconds: float) -> None:
        self.chief.sees(CANDIDATE, self.candidate, seconds)
        self.candidate.sees(CHIEF, self.chief, seconds)

    def hear_each_other(self) -> None:
        self.chief.hears(self.candidate)
        self.candidate.hears(self.chief)

    def mark_pages(self) -> None:
        for person in (self.candidate, self.chief):
            mark_page(person)

    def require_same_pages(self) -> None:
        for person in (self.candidate, self.chief):
            assert is_same_page(person), f"{person.name} was reloaded"

    def state(self) -> tuple[Any, ...]:
        """What no fault may change. Interruptions are the system's own and come with the fault."""
        query = (
            "SELECT i.state, i.started_at, i.planned_seconds, i.ended_at, q.state, q.position,"
            " d.media_room_id FROM interviews_interview i JOIN waiting_queueentry q ON q.id = i.entry_id"
            " JOIN desks_desk d ON d.roster_entry_id = q.roster_entry_id WHERE i.id = %s"
        )
        return self.day.inside.rows(query, self.interview)[0]

    def extended(self) -> int:
        query = "SELECT extended_seconds FROM interviews_interview WHERE id = %s"
        found: int = self.day.inside.one(query, self.interview)
        return found

    def extend(self) -> None:
        self.day.chief.post(f"/staff/interviews/{self.interview}/extension", {"seconds": 60})

    def prompts(self) -> int:
        return self.candidate.prompts() + self.chief.prompts()


def said(day: Day) -> str:
    """What the supervisor said in its terminal."""
    return (day.site.var / "up.log").read_text(errors="replace")


def healthy(day: Day) -> bool:
    try:
        return httpx.get(f"{day.site.url}/api/v1/health", timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def until_works(act: Callable[[], Any], seconds: float, what: str) -> float:
    """Seconds until the act succeeded; refusals and cut lines on the way are counted as not yet."""
    began = time.monotonic()

    def tried() -> bool:
        try:
            act()
        except (AssertionError, httpx.HTTPError):
            return False
        return True

    wait_until(tried, seconds, what)
    return time.monotonic() - began
