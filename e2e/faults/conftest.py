"""A live interview in two real browsers, over which the parts of the system are killed one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from e2e.attacks.day import MAIN, Day
from e2e.faults.live import Live
from e2e.inside import Inside
from e2e.journey import open_page
from e2e.person import Person, wait_until
from e2e.site import Site, own_site
from e2e.sockets import PushSocket


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, filled: Path) -> Iterator[Site]:
    with own_site(request, filled, "faults") as started:
        yield started


@pytest.fixture(scope="module")
def day(site: Site) -> Day:
    return Day(site, Inside(site))


@pytest.fixture(scope="module")
def live(day: Day, people: Callable[..., Person]) -> Live:
    """The candidate and the chief see each other; neither page is ever loaded again after this."""
    caller = day.candidate(0)
    candidate = people("陈思远", hue=20, tone=440)
    open_page(candidate, day.site, caller, "kc_candidate", f"/c/exams/{caller.entry}")
    candidate.reads("您的位置", 20)
    chief = people("梁国栋", hue=220, tone=880)
    open_page(chief, day.site, day.chief, "kc_staff", f"/s/rooms/{day.room(MAIN)}/panel")
    chief.reads("面试顺序", 20)
    wait_until(
        lambda: day.chief.get(f"/staff/rooms/{day.room()}/panel")["room"]["state"] == "ready", 20, "ready"
    )
    reason = {"reason": "核验由主考官当面进行"}
    invitation = day.chief.post(f"/staff/entries/{day.entry(0)}/invitations", reason)["id"]
    caller.post(f"/candidate/invitations/{invitation}/acceptance")
    interview = day.chief.get(f"/staff/rooms/{day.room()}/panel")["interview"]["id"]
    socket = PushSocket(day.site.url, caller.push_token("candidate"))
    assert socket.is_connected()
    socket.close()
    started = Live(day, candidate, chief, interview)
    started.see_each_other(30)
    started.mark_pages()
    return started
