"""The thin path: log in, prepare, wait, be invited, and two people see and hear each other.

The steps stand on one another, in the order of this file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.inside import Inside
from e2e.journey import give_consent, invite_uncleared, log_in_candidate, log_in_staff, open_panel, prepare
from e2e.person import Person, wait_until
from e2e.site import Site

CANDIDATE, CHIEF = "[data-testid=tile-candidate]", "[data-testid=tile-chief_examiner]"
# Bytes of our own files on the page, as they travelled; the media SDK comes when the desk opens.
WEIGHT = """() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/assets/') && !name.includes('livekit'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


@pytest.fixture(scope="module")
def candidate(people: Callable[..., Person]) -> Person:
    return people("陈思远", hue=20, tone=440)


@pytest.fixture(scope="module")
def chief(people: Callable[..., Person]) -> Person:
    return people("梁国栋", hue=220, tone=880)


def test_a_candidate_is_invited_and_meets_the_chief(
    site: Site, candidate: Person, chief: Person, shots: Path
) -> None:
    log_in_candidate(candidate, site, site.demo("candidate"))
    give_consent(candidate)
    prepare(candidate)
    candidate.take_picture(shots, "waiting-1440x900")
    candidate.receives_nothing()

    log_in_staff(chief, site, site.demo("chief_examiner"))
    open_panel(chief, "第二考场")
    invite_uncleared(chief, "陈思远")

    candidate.press("进入考场", seconds=10)
    chief.sees(CANDIDATE, candidate)
    candidate.sees(CHIEF, chief)
    chief.hears(candidate)
    candidate.hears(chief)


def test_the_candidates_pages_are_light(candidate: Person) -> None:
    weight = candidate.page.evaluate(WEIGHT)
    assert 50_000 < weight < 250_000


def test_a_camera_switched_off_is_let_go(candidate: Person, chief: Person) -> None:
    seat = candidate.page.url
    candidate.press("摄像头已开")
    expect(chief.page.locator(f"{CANDIDATE}[data-state=camera_off]")).to_be_visible(timeout=10_000)
    wait_until(lambda: candidate.cameras() == 0, 5, "the candidate's camera is free and its lamp out")
    candidate.press("摄像头已关")
    chief.sees(CANDIDATE, candidate)
    chief.hears(candidate)
    assert candidate.page.url == seat
    assert candidate.cameras() > 0


def test_a_log_in_past_its_hours_says_so_and_leads_back(site: Site, chief: Person) -> None:
    soon = (
        "UPDATE accounts_loginsession SET expires_at = now() + interval '8 seconds',"
        " created_at = now() - interval '7 days' + interval '8 seconds'"
        " WHERE area = 'staff' AND state = 'active' RETURNING 1"
    )
    assert Inside(site).rows(soon)
    chief.page.reload()
    chief.reads("面试顺序")
    chief.reads("登录已结束", 20)
    chief.press("重新登录")
    demo = site.demo("chief_examiner")
    chief.page.get_by_label("工号或手机号").fill(demo["phone"])
    chief.page.get_by_label("密码", exact=True).fill(demo["password"])
    chief.press("登录")
    chief.reads("面试顺序")
