"""Candidates in the school's web: found, corrected, given printed codes; their questions answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from e2e import journey
from e2e.callers import Candidate, Staff
from e2e.looks import SMALL, list_ends_in_the_window, look_at, settled
from e2e.pages.test_school_lists import choose, rows, table_of
from e2e.person import LAPTOP, Person
from e2e.site import Site


def open_list(person: Person, site: Site, admin: Staff) -> Page:
    journey.open_page(person, site, admin, "kc_staff", "/s/school/candidates")
    expect(person.page.get_by_role("heading", name=re.compile("^(考生|Candidates)$"))).to_be_visible(
        timeout=15_000
    )
    expect(rows(person.page).first).to_be_visible()
    return person.page


def test_find_correct_print_and_log_in(
    site: Site, people: Callable[..., Person], shots: Path, tmp_path: Path
) -> None:
    admin, demo = Staff(site, site.demo("school_admin")), site.demo("candidate", 5)
    number = demo["candidate_number"]
    person = people("韩雪", hue=200, tone=620)
    page = open_list(person, site, admin)
    look_at(person, shots, "school-candidates")

    # Filtered to nobody, and to one.
    choose(page, "阶段", "已结束")
    expect(page.get_by_text("没有符合条件的内容")).to_be_visible()
    person.press("清除条件")
    page.get_by_role("searchbox").fill(number)
    expect(rows(page)).to_have_count(1)
    rows(page).first.get_by_role("checkbox").check()
    settled(page)
    look_at(person, shots, "school-candidates-selected")

    person.press("打印登录码")
    expect(page.get_by_role("dialog").get_by_text("旧登录码立即失效")).to_be_visible()
    look_at(person, shots, "school-candidates-codes")
    person.press("生成 1 个登录码")
    with page.expect_download(timeout=60_000) as saving:
        page.get_by_role("button", name="下载 Excel").first.click(timeout=60_000)
    table = tmp_path / "codes.xlsx"
    saving.value.save_as(table)
    (printed,) = table_of(table)
    with page.expect_download() as saving:
        page.get_by_role("button", name="下载 PDF").first.click()
    assert Path(saving.value.path()).read_bytes().startswith(b"%PDF-")

    rows(page).first.click()
    name = printed["姓名"]
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text(f"韩雪 为 {name} 生成了一次性登录码").first).to_be_visible()
    person.press("修改资料")
    remark = page.get_by_label("备注")
    remark.fill("需要无障碍通道")
    page.get_by_label("原因").fill("考生来电")
    look_at(person, shots, "school-candidate-correct")
    person.press("保存")
    corrected = page.get_by_text(f"韩雪 修改了考生 {name} 的报名资料（理由：考生来电）")
    expect(corrected).to_be_visible()
    person.press("显示")
    expect(page.get_by_text(f"韩雪 查看了 {name} 的完整手机号和证件号码").first).to_be_visible()
    look_at(person, shots, "school-candidate")

    candidate = people("考生", hue=90, tone=440)
    journey.log_in_candidate(
        candidate, site, {"candidate_number": number, "login_code": printed["一次性登录码"]}
    )
    page.reload()
    logged_in = page.get_by_text(re.compile(f"^{name} 登录了考生端（一次性登录码，"))
    expect(logged_in.first).to_be_visible()


def test_a_question_is_answered_from_the_queue(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    asking: dict[str, Any] = site.demo("candidate", 6)
    candidate = Candidate(site, asking)
    entry = candidate.get("/candidate/exams")["exams"][0]["roster_entry_id"]
    admin = Staff(site, site.demo("school_admin"))
    person = people("韩雪", hue=40, tone=470)
    journey.open_page(person, site, admin, "kc_staff", "/s/school/tickets")
    page = person.page
    expect(page.get_by_role("heading", name="疑问", exact=True)).to_be_visible()

    # It arrives by itself, with its number in the menu.
    candidate.post(f"/candidate/entries/{entry}/tickets", {"text": "我的专业写错了，应为材料加工工程"})
    row = rows(page).filter(has_text="我的专业写错了")
    expect(row).to_be_visible()
    menu = page.get_by_role("navigation").get_by_role("link", name=re.compile("疑问"))
    expect(menu).to_contain_text(re.compile(r"\d"))
    row.click()
    page.get_by_label("答复").fill("已核对，稍后更正。")
    settled(page)
    look_at(person, shots, "school-ticket")
    person.press("发送答复")
    expect(page.get_by_role("button", name="发送答复")).to_have_count(0)
    mine = candidate.get(f"/candidate/entries/{entry}/now")["tickets"]
    assert [one["answer"] for one in mine if "专业" in one["text"]] == ["已核对，稍后更正。"]

    person.press("修改考生资料")
    page.get_by_label("备注").fill("专业待核")
    page.get_by_label("原因").fill("考生提出疑问")
    person.press("保存")
    expect(page.get_by_label("原因")).to_have_count(0)
    person.press("关闭疑问")
    look_at(person, shots, "school-tickets")


def test_every_screen_in_both_languages_and_sizes(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    admin = Staff(site, site.demo("school_admin"))
    person = people("韩雪", hue=280, tone=520)
    page = open_list(person, site, admin)
    one = admin.get("/school/candidates?page_size=20&sort=-last_login_at")["items"][0]["id"]
    for language in ("zh", "en"):
        if language == "en":
            page.evaluate("() => localStorage.setItem('kaochang.language', 'en')")
        for size, name in ((LAPTOP, "1440"), (SMALL, "1280")):
            page.set_viewport_size(size)
            for path, screen in (
                ("/s/school/candidates", "candidates"),
                (f"/s/school/candidates/{one}", "candidate"),
                ("/s/school/tickets", "tickets"),
            ):
                page.goto(f"{site.url}{path}")
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                expect(page.locator(".kc-loading")).to_have_count(0)
                look_at(person, shots, f"school-{screen}-{name}-{language}")
                if screen == "candidates":
                    list_ends_in_the_window(page)
                    look_at_bulk_acts(person, shots, f"{name}-{language}")


def look_at_bulk_acts(person: Person, shots: Path, name: str) -> None:
    """Each dialog with the preview of one candidate; left without doing anything."""
    page = person.page
    rows(page).first.get_by_role("checkbox").check()
    for act, words in (
        ("place", "安排考场|Assign rooms"),
        ("write", "发送通知|Send a message"),
        ("remove", "移出考试|Remove from exam"),
    ):
        page.locator(".kc-bulk").get_by_role("button", name=re.compile(words)).click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text(re.compile("将处理|will be changed"))).to_be_visible()
        look_at(person, shots, f"school-bulk-{act}-{name}")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
