"""What the tests of the staff's pages share: the room's people, the trail, and what nobody else may read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from e2e.attacks.day import Day
from e2e.callers import Caller, Candidate
from e2e.journey import open_page
from e2e.person import Person

# In the order of the draw, as the demo fills the second room in.
NAMES = ("陈思远", "王若溪", "马浩然", "李书瑶", "周子航", "孙婧", "阿依古丽·买买提", "吴承泽")


@dataclass
class StaffDay:
    """`day` acts over HTTP for whoever needs no page; `here` are the people with browsers."""

    day: Day
    start: Callable[..., Person]
    shots: Path
    here: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, who: str) -> Person:
        return self.here[who]

    def candidate_comes(self, number: int, **look: Any) -> Person:
        """A candidate who has prepared sits in front of the waiting area."""
        caller = self.day.candidate(number)
        person = self.opens(NAMES[number], caller, f"/c/exams/{caller.entry}", **look)
        person.reads("您的位置", 20)
        return person

    def staff_comes(self, name: str, caller: Caller, page: str, **look: Any) -> Person:
        return self.opens(name, caller, f"/s/rooms/{self.day.room()}/{page}", **look)

    def opens(self, name: str, caller: Caller, path: str, **look: Any) -> Person:
        person = self.here[name] = self.start(name, **look)
        area = "kc_candidate" if isinstance(caller, Candidate) else "kc_staff"
        open_page(person, self.day.site, caller, area, path)
        return person

    def leaves(self, name: str) -> None:
        self.here.pop(name).close()

    def trail(self, event: str) -> list[tuple[str, dict[str, Any]]]:
        """Who did it (or the system) and what was written, oldest first."""
        query = (
            "SELECT coalesce(person_id::text, area), payload FROM audit_trailentry"
            " WHERE event = %s ORDER BY id"
        )
        return [(who, json.loads(payload)) for who, payload in self.day.inside.rows(query, event)]

    def person_id(self, caller: Caller) -> str:
        found: str = caller.get(f"/staff/rooms/{self.day.room()}/panel")["me"]["person_id"]
        return found


def more(row: Locator, name: str) -> None:
    """One act of the row's 「…」 menu."""
    row.get_by_role("button", name="… 更多操作").click()
    act = row.page.get_by_role("menuitem", name=name, exact=True)
    act.click()
    expect(act).to_be_hidden()


def names_in_rows(person: Person) -> list[str]:
    """Whom the stage board lists now, in its order."""
    text = " ".join(person.page.locator(".kc-board-who").all_inner_texts())
    return [name for name in NAMES if name in text]


def no_other_name(person: Person, own: str) -> None:
    """Nothing on the page names another candidate."""
    shown = person.page.locator("body").inner_text()
    assert own in shown or "您" in shown
    assert not [name for name in NAMES if name != own and name in shown]


def ask(person: Person, act: str, words: str) -> None:
    """Write into the open dialog and press its button."""
    dialog = person.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(words)
    dialog.get_by_role("button", name=act, exact=True).click()
    expect(dialog).to_have_count(0, timeout=10_000)
