"""An administrator prepares an exam in the browser: made, what blocks it, texts and rules, publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.looks import look_at_staff
from e2e.pages.test_school_lists import MATERIALS, open_exams, rows
from e2e.person import LAPTOP, Person
from e2e.site import Site

NAME = "博士申请考核 · 面试"


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def matter(page: Page, name: str) -> Locator:
    """One line of what is checked before publishing."""
    return page.locator(".kc-ready li").filter(has_text=name)


def publish_button(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^(发布|Publish)"))


def set_time(page: Page, label: str, time: str) -> None:
    field = drawer(page).get_by_label(label)
    field.fill(time)
    field.press("Enter")


def make_exam(person: Person, name: str = NAME) -> None:
    page = person.page
    person.press("新建考试")
    drawer(page).get_by_role("combobox", name="学院").click()
    page.locator(".ant-select-item-option").filter(has_text=MATERIALS).click()
    drawer(page).get_by_label("考试名称").fill(name)
    set_time(page, "开始时间", "2027-03-20 09:00")
    set_time(page, "结束时间", "2027-03-20 12:00")
    drawer(page).get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def write_text(page: Page, what: str) -> None:
    page.get_by_role("button", name=f"撰写{what}").click()
    for label, words in (
        ("标题", what),
        ("正文", "第一段。\n\n第二段。"),
        ("英文标题", "Words"),
        ("英文正文", "One."),
    ):
        drawer(page).get_by_label(label, exact=True).fill(words)
    drawer(page).get_by_role("tab", name="预览").click()
    expect(drawer(page).locator(".kc-preview")).to_contain_text("第二段。")
    drawer(page).get_by_role("button", name="保存为第 1 版").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_administrator_makes_an_exam_and_learns_what_blocks_it(
    site: Site, people: Callable[..., Person]
) -> None:
    person = people("韩雪", hue=200, tone=910)
    page = open_exams(person, site, "school_admin")
    make_exam(person)
    expect(publish_button(page)).to_be_disabled()
    expect(publish_button(page)).to_have_text("发布（还差 4 项）")
    for name, problem in (
        ("考场", "还没有考场"),
        ("考生名单", "还没有考生"),
        ("承诺书与须知", "还没有考试承诺书"),
        ("承诺书与须知", "还没有系统须知"),
    ):
        expect(matter(page, problem)).to_contain_text(f"{name} 不能发布")
    expect(matter(page, "有了考场再安排人员")).to_contain_text("考务人员 待处理")

    matter(page, "还没有考场").get_by_role("button").click()
    expect(page).to_have_url(re.compile("part=rooms"))
    page.get_by_role("button", name="添加考场").click()
    drawer(page).get_by_label("考场名称").fill("第一考场")
    drawer(page).get_by_role("button", name="新建").click()
    for lacking in ("缺主考官", "人员不足", "缺候考官"):
        expect(matter(page, lacking)).to_contain_text("第一考场")
    matter(page, "缺主考官").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/rooms/timetable/"))
    page.go_back()

    matter(page, "还没有考试承诺书").get_by_role("button").click()
    write_text(page, "考试承诺书")
    expect(matter(page, "承诺书与须知")).to_contain_text("还没有系统须知")
    write_text(page, "系统须知")
    expect(matter(page, "承诺书与须知")).to_contain_text("已写好")

    page.get_by_role("link", name="规则").click()
    page.get_by_role("spinbutton", name="邀请有效时间").fill("90")
    person.press("保存 1 项改动")
    expect(page.get_by_role("button", name="保存 1 项改动")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("spinbutton", name="邀请有效时间")).to_have_value("90")
    person.close()


def test_the_second_of_two_learns_who_changed_what(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    first, second = people("韩雪", hue=220, tone=940), people("苏文婕", hue=240, tone=970)
    page = open_exams(first, site, "school_admin")
    make_exam(first, "两人同改")
    address = page.url
    open_exams(second, site, "college_admin")
    second.page.goto(address)
    second.page.get_by_role("spinbutton", name="邀请有效时间").fill("45")

    first.press("修改")
    drawer(page).get_by_label("考试名称").fill("改过的名称")
    drawer(page).get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="改过的名称", exact=True)).to_be_visible()

    second.press("保存 1 项改动")
    said = second.page.get_by_role("alert")
    expect(said).to_contain_text("韩雪 已于")
    expect(said).to_contain_text("改动的内容：名称")
    second.press("重新载入")
    expect(second.page.get_by_role("heading", name="改过的名称", exact=True)).to_be_visible()
    # What the other did not change is still typed, and not saved before it is asked for.
    seconds = second.page.get_by_role("spinbutton", name="邀请有效时间")
    expect(seconds).to_have_value("45")
    expect(second.button("保存 1 项改动")).to_be_enabled()
    second.press("放弃改动")
    expect(seconds).to_have_value("60")

    # Deleted under the other's eyes.
    first.press("删除草稿")
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("0 个考场、0 名考生会一并删除")
    look_at_staff(first, shots, "school-exam-delete")
    question.get_by_role("button", name="删除「改过的名称」").click()
    expect(page).to_have_url(re.compile("/s/school/exams$"))
    first.reads("已删除草稿「改过的名称」")
    expect(rows(page).filter(has_text="改过的名称")).to_have_count(0)
    # Each part of the page that asked again may say so.
    expect(second.page.get_by_role("alert").filter(has_text="没有找到").first).to_be_visible()
    first.close()
    second.close()


def test_a_rehearsal_is_copied_published_and_withdrawn(site: Site, people: Callable[..., Person]) -> None:
    person = people("韩雪", hue=260, tone=1000)
    page = open_exams(person, site, "school_admin")
    rows(page).filter(has_text="综合面试演练").click()
    person.press("复制为演练")
    drawer(page).get_by_label("考试名称").fill("全员演练")
    set_time(page, "开始时间", "2027-03-19 09:00")
    set_time(page, "结束时间", "2027-03-19 18:00")
    drawer(page).get_by_role("button", name="复制为演练").click()
    expect(page.get_by_role("heading", name="演练 · 全员演练")).to_be_visible()
    person.reads("演练　不计入任何成绩")

    publish_button(page).click()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    person.reads("已可看到")
    person.press("撤回发布")
    page.get_by_role("textbox", name="理由").fill("时间有误")
    page.get_by_role("dialog").get_by_role("button", name="撤回发布").click()
    expect(publish_button(page)).to_have_text("发布")
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_looks_of_an_exam(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    tone = 1030 + 30 * (language == "en")
    person = people("韩雪", hue=280, tone=tone, viewport=LAPTOP)
    page = open_exams(person, site, "school_admin")
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()

    def take(part: str) -> None:
        page.wait_for_load_state("networkidle")
        look_at_staff(person, shots, f"school-exam-{part}-{language}")

    page.get_by_role("button", name=re.compile("^(新建考试|New exam)$")).click()
    take("new")
    page.keyboard.press("Escape")
    rows(page).filter(has_text=re.compile("草稿|Draft")).first.click()
    expect(page.locator(".kc-ready li").first).to_be_visible()
    take("draft")
    for part in ("rooms", "texts"):
        page.locator(f".kc-parts a[href*={part}]").click()
        take(part)
    page.get_by_role("button", name=re.compile("^(修改|Edit)$")).click()
    take("edit")
    page.keyboard.press("Escape")
    page.go_back()
    rows(page).filter(has_text=re.compile("演练|Rehearsal")).first.click()
    expect(page.locator(".kc-rehearsal")).to_be_visible()
    take("rehearsal")
    page.get_by_role("switch").first.click()
    page.get_by_role("button", name=re.compile("^(保存 1|Save 1)")).click()
    take("reason")
    person.close()
