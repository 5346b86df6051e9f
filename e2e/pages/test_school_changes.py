"""After publishing: another length reaches the candidate, a new duty its officer; who is needed stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e import journey
from e2e.looks import look_at, look_at_staff
from e2e.pages.test_school_timetable import FIRST, Plan
from e2e.person import LAPTOP, PHONE, Person
from e2e.site import Site


@pytest.fixture(scope="module")
def plan(site: Site) -> Plan:
    made = Plan(site)
    version = made.table["exam"]["version"]
    made.admin.post(f"/school/exams/{made.id}/state", {"version": version, "state": "published"})
    return made


def edit(plan: Plan, **values: object) -> tuple[int, str]:
    body = {"version": plan.table["exam"]["version"], "reason": "每位时长调整", **values}
    answer = plan.admin.ask("PATCH", f"/school/exams/{plan.id}", body)
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_another_length_is_told(
    site: Site, people: Callable[..., Person], plan: Plan, shots: Path, language: str
) -> None:
    demo = site.demo("candidate", 3 if language == "en" else 4)
    person = people(demo["name"], hue=20, tone=880, viewport=PHONE)
    journey.log_in_candidate(person, site, demo)
    journey.give_consent(person)
    expect(person.page.get_by_role("button", name="进入考试").first).to_be_visible()
    if language == "en":
        person.page.get_by_role("button", name=re.compile("English$")).click()
    assert edit(plan, interview_seconds=3600) == (409, "new_clash")
    before, seconds = plan.table["exam"]["interview_seconds"], 720 if language == "en" else 600
    assert edit(plan, interview_seconds=seconds) == (200, "")
    person.reads("Your interview has another length" if language == "en" else "您的面试时长有变更")
    was = before // 60
    person.reads(f"12 minutes, no longer {was}" if language == "en" else f"由 {was} 分钟改为 10 分钟")
    look_at(person, shots, f"candidate-length-{language}-390x844")
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_copied_room_asks_why_and_tells_its_officer(
    site: Site, people: Callable[..., Person], plan: Plan, shots: Path, language: str
) -> None:
    room = next(one for one in plan.table["rooms"] if one["name"] == FIRST)
    person = people("韩雪", hue=130, tone=520, viewport=LAPTOP)
    journey.open_page(person, site, plan.admin, "kc_staff", f"/s/school/rooms/{room['id']}")
    page, english = person.page, language == "en"
    expect(page.get_by_role("heading", name=FIRST)).to_be_visible()
    if english:
        page.get_by_role("button", name=re.compile("English$")).click()
    person.press("Copy" if english else "复制")
    drawer = page.get_by_role("dialog")
    name = drawer.get_by_role("textbox", name="Name of room 1" if english else "第 1 个考场名称")
    name.fill(f"备用考场 {language}")
    drawer.get_by_role("button", name="Create" if english else "新建").click()
    expect(drawer.get_by_role("textbox").last).to_have_attribute("aria-invalid", "true")
    look_at_staff(person, shots, f"school-room-copy-{language}")
    drawer.get_by_role("textbox").last.fill("加设考场")
    drawer.get_by_role("button", name="Create" if english else "新建").click()
    expect(drawer).to_have_count(0)
    told = plan.admin.get("/school/notifications?q=&kind=duty_added&sort=-created_at")["items"]
    ours = [one for one in told if one["params"]["room"] == f"备用考场 {language}"]
    assert ours and {one["reason"] for one in ours} == {"加设考场"}
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_member_with_duties_stays_and_the_page_says_where(
    site: Site, people: Callable[..., Person], plan: Plan, shots: Path, language: str
) -> None:
    person, name = people("韩雪", hue=130, tone=520, viewport=LAPTOP), site.demo("chief_examiner")["name"]
    journey.open_page(person, site, plan.admin, "kc_staff", f"/s/school/settings/members?q={name}")
    page = person.page
    row = page.locator("tr[data-row-key]").filter(has_text=name).first
    expect(row).to_be_visible()
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()
    row.click()
    page.get_by_role("dialog").locator("button.danger").click()
    page.locator("dialog button.danger-solid").click()
    person.reads("此人仍在" if language == "zh-CN" else "still works in")
    look_at_staff(person, shots, f"school-member-needed-{language}")
    person.close()
