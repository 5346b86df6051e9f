"""A newer tab or device takes the place: the older page says so within two seconds and sends nothing more."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import expect

from e2e.attacks.day import Day
from e2e.attacks.media_api import people as people_in
from e2e.callers import Candidate
from e2e.faults.live import CANDIDATE
from e2e.journey import open_page
from e2e.person import Person, wait_until


def test_another_device_takes_over_within_two_seconds(day: Day, people: Callable[..., Person]) -> None:
    caller = day.candidate(1)
    first = people("王若溪", hue=180, tone=520)
    open_page(first, day.site, caller, "kc_candidate", f"/c/exams/{caller.entry}")
    first.reads("您的位置", 20)
    room = desk_room(day, caller)
    wait_until(lambda: people_in(day.inside, room), 20, "the first laptop is at the desk")
    before = set(people_in(day.inside, room))
    fresh = day.officer.post(f"/staff/entries/{day.entry(1)}/login-code")
    demo = {**day.site.demo("candidate", 1), "login_code": fresh["code"]}
    began = time.monotonic()
    second = Candidate(day.site, demo)
    expect(first.page.get_by_role("button", name="在此继续")).to_be_visible(timeout=2_000)
    wait_until(lambda: not before & set(people_in(day.inside, room)), 2, "the first one left the media room")
    assert time.monotonic() - began < 4  # the log-in itself included
    first.receives_nothing(2)
    # Back again: the first device takes over in its turn, the other one may only resume.
    first.press("在此继续")
    first.reads("您的位置", 20)
    wait_until(
        lambda: second.ask("GET", f"{second.path}/now").status_code == 409, 5, "the second is suspended"
    )
    assert second.refused("POST", f"{second.path}/seat") == (409, "session_taken_over")
    wait_until(lambda: people_in(day.inside, room), 20, "the first laptop is at the desk again")


def test_the_newest_tab_is_the_live_one(day: Day, people: Callable[..., Person]) -> None:
    caller = day.candidate(2)
    person = people("马浩然", hue=280, tone=620)
    open_page(person, day.site, caller, "kc_candidate", f"/c/exams/{caller.entry}")
    person.reads("您的位置", 20)
    room = desk_room(day, caller)
    wait_until(lambda: len(people_in(day.inside, room)) == 1, 20, "the first tab is at the desk")
    [old] = people_in(day.inside, room)
    newer = person.context.new_page()
    newer.goto(f"{day.site.url}/c/exams/{caller.entry}")
    expect(person.page.get_by_role("button", name="在此继续")).to_be_visible(timeout=20_000)
    wait_until(lambda: set(people_in(day.inside, room)) - {old}, 20, "the newer tab is at the desk")
    assert old not in people_in(day.inside, room)
    assert newer.locator(CANDIDATE).count() <= 1


def desk_room(day: Day, caller: Candidate) -> str:
    query = (
        "SELECT r.name FROM desks_desk d JOIN media_mediaroom r ON r.id = d.media_room_id"
        " WHERE d.roster_entry_id = %s"
    )
    found: str = day.inside.one(query, caller.entry)
    return found
