"""What a school asks and tells: the terms that candidates consent to, and by which ways changes are told.

The steps stand on one another, in the order of this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e import journey
from e2e.callers import Staff
from e2e.looks import look_at, look_at_staff
from e2e.pages.test_school_lists import open_exams
from e2e.pages.test_school_settings import drawer, messages, newest_message, open_settings
from e2e.person import LAPTOP, Person
from e2e.site import Site

TITLE = "用户协议（2027 年）"
WORDS = {
    "标题": TITLE,
    "正文": "本次考试采用网络远程方式。\n\n您的音视频只用于考试与核验，保存期满后删除。",
    "英文标题": "Terms of use (2027)",
    "英文正文": "The exam is held over the network.\n\nPicture and sound serve the exam and its review.",
}
RENAMED = "考生，考场改名：短信"


@pytest.fixture(scope="module")
def admin(people: Callable[..., Person]) -> Person:
    return people("韩雪", hue=200, tone=930)


def test_new_terms_are_asked_at_once_and_at_the_next_log_in(
    site: Site, admin: Person, people: Callable[..., Person], shots: Path
) -> None:
    preparing, away = people("陈思远", hue=20, tone=440), people("王若溪", hue=60, tone=470)
    for number, candidate in enumerate((preparing, away)):
        journey.log_in_candidate(candidate, site, site.demo("candidate", number))
        journey.give_consent(candidate)
    preparing.page.get_by_role("button", name="进入考试").first.click()
    preparing.reads("系统须知")
    journey.mark_page(preparing)
    away.press("退出登录")

    page = open_settings(admin, site, "school_admin", "文本")
    expect(page.get_by_role("button", name=re.compile("^第 1 版"))).to_be_visible()
    page.get_by_role("button", name="修改用户协议").click()
    expect(drawer(page).get_by_role("status")).to_contain_text("每位考生下次登录时都会被请求同意新版")
    for label, words in WORDS.items():
        drawer(page).get_by_label(label, exact=True).fill(words)
    drawer(page).get_by_role("tab", name="预览").click()
    expect(drawer(page).locator(".kc-preview")).to_contain_text("保存期满后删除")
    drawer(page).get_by_role("button", name="发布第 2 版").click()
    expect(page.get_by_role("button", name=re.compile("^第 2 版"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^第 1 版")).click()
    expect(page.get_by_role("article").first).not_to_contain_text("保存期满后删除")

    expect(preparing.page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert journey.is_same_page(preparing)
    look_at(preparing, shots, "candidate-new-terms-zh-CN-1440x900")
    journey.give_consent(preparing)
    journey.log_in_by_sms(away, site, site.demo("candidate", 1)["phone"])
    expect(away.page.get_by_role("heading", name=TITLE)).to_be_visible()
    journey.give_consent(away)
    expect(away.page.get_by_role("button", name=re.compile("^(进入考试|继续：)")).first).to_be_visible()
    preparing.close()
    away.close()


def rename_room(site: Site, name: str) -> None:
    """By the college's administrator, over HTTP, while the school's looks at the settings."""
    college = Staff(site, site.demo("college_admin"))
    rooms = college.get("/school/rooms")["items"]
    room = next(one for one in rooms if "第二考场" in one["name"])
    path = f"/school/rooms/{room['id']}"
    body = {"version": college.get(path)["version"], "name": name, "reason": "换楼"}
    assert college.ask("PATCH", path, body).status_code == 200


def save(page: Page, count: int) -> None:
    page.get_by_role("button", name=f"保存 {count} 项改动").click()
    expect(page.get_by_text("改动未保存")).to_have_count(0)


def test_a_way_that_is_off_sends_nothing_and_one_that_is_on_does(site: Site, admin: Person) -> None:
    page = admin.page
    page.get_by_role("link", name="通知", exact=True).click()
    switch = page.get_by_role("switch", name=RENAMED)
    expect(switch).to_be_checked()
    expect(page.get_by_text(re.compile("短信计入学校限额：今日 \\d+ / 20,000 条"))).to_be_visible()
    switch.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("改动未保存")).to_have_count(1)
    save(page, 1)
    chief, candidate = site.demo("chief_examiner")["phone"], site.demo("candidate")["phone"]
    rename_room(site, "第二考场（东楼）")
    newest_message(site, chief[-4:], "改名为「第二考场（东楼）」")

    page.reload()
    expect(switch).not_to_be_checked()
    switch.click()
    save(page, 1)
    rename_room(site, "第二考场（西楼）")
    newest_message(site, candidate[-4:], "改名为「第二考场（西楼）」")
    assert messages(site, candidate[-4:], "改名为「第二考场（东楼）」") == []


def test_who_manages_a_college_reads_both(site: Site, people: Callable[..., Person], shots: Path) -> None:
    person = people("苏文婕", hue=240, tone=960)
    page = open_exams(person, site, "college_admin")
    page.get_by_role("link", name="设置").click()
    page.get_by_role("link", name="文本", exact=True).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert not page.get_by_role("button", name="修改用户协议").count()
    look_at(person, shots, "school-terms-read-zh-CN-1440x900")
    page.get_by_role("link", name="通知", exact=True).click()
    expect(page.get_by_role("switch", name=RENAMED)).to_be_disabled()
    look_at(person, shots, "school-ways-read-zh-CN-1440x900")
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_how_they_look(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    person = people("韩雪", hue=280, tone=990 + 30 * (language == "en"), viewport=LAPTOP)
    page = open_settings(person, site, "school_admin", "文本")
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()
        expect(page.get_by_role("heading", level=1, name="Texts")).to_be_visible()

    def take(name: str) -> None:
        look_at_staff(person, shots, f"{name}-{language}")

    take("school-terms")
    page.get_by_role("button", name=re.compile("^(修改用户协议|Terms: edit)$")).click()
    expect(drawer(page)).to_be_visible()
    take("school-terms-edit")
    drawer(page).get_by_role("tab").last.click()
    take("school-terms-preview")
    page.keyboard.press("Escape")
    page.locator(".kc-parts a[href$=notifications]").click()
    switches = page.get_by_role("switch")
    expect(switches.first).to_be_visible()
    take("school-ways")
    switches.nth(1).click()
    take("school-ways-changed")
    person.close()
