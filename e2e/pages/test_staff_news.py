"""Who works in a room hears of a changed duty at once: a quiet word on the page, and the bell in its bar."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from e2e import journey
from e2e.callers import Staff
from e2e.looks import enlarge_staff, look_at_staff
from e2e.person import LAPTOP, Person, wait_until
from e2e.site import Site

ROOM = "第二考场"
# Page, demo role, what says that it is there.
PAGES = {
    "board": ("waiting_room_officer", "候考看板"),
    "panel": ("chief_examiner", "面试顺序"),
    "inspection": ("inspector", "面试顺序"),
}


class Duties:
    """Who works in the room, as the administrator decides it."""

    def __init__(self, site: Site, room: str) -> None:
        self.room = room
        self.admin = Staff(site, site.demo("school_admin"))
        listed = self.admin.get("/school/exams?state=open&formality=formal")["items"]
        timetables = (self.admin.get(f"/school/exams/{one['id']}/timetable") for one in listed)
        self.exam = next(one for one in timetables if room in [found["id"] for found in one["rooms"]])

    def change(self, person: str) -> None:
        """Gives one more role, or takes it: always something to be told of."""
        # The room becomes ready by itself while people come: what was read is old then.
        wait_until(lambda: self._changed(person), 10, "a changed duty")

    def _changed(self, person: str) -> bool:
        fresh = self.admin.get(f"/school/exams/{self.exam['exam']['id']}/timetable")["rooms"]
        found = next(one for one in fresh if one["id"] == self.room)
        duties = [{"person_id": one["person_id"], "role": one["role"]} for one in found["duties"]]
        mine = {"person_id": person, "role": "secretary"}
        duties = [one for one in duties if one != mine] if mine in duties else [*duties, mine]
        body = {"version": found["version"], "duties": duties, "reason": "人手调整"}
        answer = self.admin.ask("PUT", f"/school/rooms/{found['id']}/staff", body)
        assert answer.is_success or answer.json()["code"] == "changed_meanwhile", answer.text
        return answer.is_success


def overlap(one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    assert a and b
    apart = a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    return not (apart or a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"])


@pytest.mark.parametrize("page_name", PAGES)
def test_a_changed_duty_is_heard_on_the_page_where_one_works(
    site: Site, people: Callable[..., Person], shots: Path, page_name: str
) -> None:
    role, there = PAGES[page_name]
    demo: dict[str, Any] = site.demo(role)
    me = Staff(site, demo)
    room = me.room(ROOM)
    duties = Duties(site, room)
    mine: str = me.get(f"/staff/rooms/{room}/panel")["me"]["person_id"]
    person = people(demo["name"], hue=40, tone=520, viewport=LAPTOP)
    journey.open_page(person, site, me, "kc_staff", f"/s/rooms/{room}/{page_name}")
    person.reads(there, 20)
    page = person.page
    bell = page.get_by_role("button", name=re.compile("^(通知，|Notifications, )"))
    expect(bell).to_have_count(1)
    toast = page.locator(".kc-toast")
    for language in ("zh-CN", "en"):
        duties.change(mine)
        expect(toast.first).to_be_visible(timeout=10_000)
        expect(toast.first).to_contain_text(ROOM if language == "zh-CN" else "Room 2")
        expect(bell.locator(".kc-bell-count")).to_be_visible()
        for controls in page.locator(".kc-stage-controls").all():
            assert not overlap(toast.first, controls)
        look_at_staff(person, shots, f"staff-news-{page_name}-{language}")
        toast.first.get_by_role("button").last.click()
        expect(toast).to_have_count(0)
        if language == "zh-CN":
            page.get_by_role("button", name=re.compile("English$")).first.click()
    enlarge_staff(person, shots, f"staff-news-{page_name}")
    bell.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("人手调整")
    look_at_staff(person, shots, f"staff-news-{page_name}-inbox")
    dialog.get_by_role("button", name="Close").last.click()
    expect(bell.locator(".kc-bell-count")).to_have_count(0)
    person.close()
