"""A school tells its candidates something: written, published, told on the open page, read, and who has not.

The steps stand on one another, in the order of this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from e2e import journey
from e2e.looks import SMALL, look_at, settled
from e2e.pages.test_school_lists import choose, open_exams, table_of
from e2e.person import LAPTOP, PHONE, Person
from e2e.site import Site

TITLE = "第二机位摆放要求"
EXAM = "硕士研究生复试 · 综合面试"


@pytest.fixture(scope="module")
def admin(people: Callable[..., Person]) -> Person:
    return people("韩雪", hue=200, tone=910)


@pytest.fixture(scope="module")
def candidate(people: Callable[..., Person]) -> Person:
    return people("陈思远", hue=20, tone=440)


def text_field(page: Page, label: str = "正文") -> Locator:
    return page.get_by_role("textbox", name=label, exact=True)


def look(person: Person, shots: Path, name: str, sizes: tuple[ViewportSize, ...]) -> None:
    """The screen in both languages at each size."""
    page = person.page
    for language, other in (("zh-CN", "English"), ("en", "中文")):
        for size in sizes:
            page.set_viewport_size(size)
            settled(page)
            look_at(person, shots, f"{name}-{language}-{size['width']}x{size['height']}")
        page.set_viewport_size(sizes[0])
        page.get_by_role("button", name=re.compile(f"{other}$")).first.click()


def test_an_administrator_writes_what_must_be_read(site: Site, admin: Person, shots: Path) -> None:
    page = open_exams(admin, site, "school_admin")
    page.get_by_role("link", name="公告").click()
    admin.reads("还没有公告")
    page.get_by_role("button", name="新建公告").first.click()
    admin.press("存为草稿")
    admin.reads("请填写标题")
    text_field(page, "标题").fill(TITLE)
    page.get_by_role("combobox", name="选择范围").click()
    page.locator(".ant-select-item-option").filter(has_text=re.compile(f"^{EXAM} · ")).click()
    page.get_by_role("switch").first.click()
    body = text_field(page)
    body.click()
    page.keyboard.type("手机横放，置于侧后方约 45 度。")
    page.keyboard.press("Enter")
    admin.press("编号列表")
    page.keyboard.type("画面中须同时看到双手、电脑屏幕和身后的房门。")
    admin.press("存为草稿")
    expect(page.get_by_role("heading", name=TITLE, exact=True)).to_be_visible()
    with page.expect_file_chooser() as chooser:
        admin.press("添加附件")
    chooser.value.set_files(
        {"name": "示例图.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n not much of a picture"}
    )
    admin.reads("示例图.png")
    look(admin, shots, "school-announcement-edit", (LAPTOP, SMALL))
    admin.press("预览")
    expect(page.locator(".kc-announcement-phone ol li")).to_contain_text("身后的房门")
    look(admin, shots, "school-announcement-preview", (LAPTOP, SMALL))
    admin.press("继续编辑")


def test_what_is_asked_before_it_is_published(admin: Person, shots: Path) -> None:
    page = admin.page
    for language, act, tabs, other in (
        ("zh-CN", "发布第 1 版", ("立即发布", "定时发布"), "English"),
        ("en", "Publish edition 1", ("Now", "Later"), "中文"),
    ):
        for size in (LAPTOP, SMALL):
            page.set_viewport_size(size)
            admin.press(act)
            for name, tab in zip(("now", "later"), tabs, strict=True):
                page.get_by_role("dialog").get_by_role("tab", name=tab).click()
                settled(page)
                look_at(admin, shots, f"school-publish-{name}-{language}-{size['width']}x{size['height']}")
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("button", name=re.compile(f"{other}$")).first.click()
    page.set_viewport_size(LAPTOP)


def test_it_can_be_published_at_a_time_picked_from_the_calendar(admin: Person, shots: Path) -> None:
    page = admin.page
    admin.press("发布第 1 版")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="定时发布").click()
    field = dialog.get_by_role("textbox")
    field.click()
    calendar = dialog.locator(".ant-picker-dropdown")
    expect(calendar).to_be_visible()
    # Escape closes the calendar first, and the dialog stays.
    page.keyboard.press("Escape")
    expect(calendar).to_be_hidden()
    expect(dialog).to_be_visible()
    field.click()
    # By the pointer alone: outside of the dialog everything is covered and dead.
    calendar.locator(".ant-picker-header-next-btn").click()
    calendar.locator(".ant-picker-cell-in-view").first.click()
    calendar.locator(".ant-picker-time-panel-column").first.locator("li").nth(9).click()
    admin.take_picture(shots, "school-announcement-schedule")
    dialog.get_by_role("heading").click()
    expect(field).to_have_value(re.compile(r"-01 09:\d\d$"))
    dialog.get_by_role("button", name="定时发布", exact=True).click()
    expect(page.get_by_text(re.compile(r"将在 \d{4}-\d\d-01 09:\d\d 自动发布")).first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    admin.press("取消定时")
    expect(page.get_by_text("草稿", exact=True).first).to_be_visible()


def test_candidates_are_told_on_the_open_page_and_held_up(
    site: Site, admin: Person, candidate: Person, shots: Path
) -> None:
    journey.log_in_candidate(candidate, site, site.demo("candidate"))
    journey.give_consent(candidate)
    page = candidate.page
    page.get_by_role("button", name="进入考试").first.click()
    candidate.press("下一步")
    candidate.press("信息无误，下一步")
    candidate.reads("设备检测")
    journey.mark_page(candidate)

    admin.press("发布第 1 版")
    admin.reads("收件人")
    admin.page.get_by_role("dialog").get_by_role("button", name="发布第 1 版").click()
    expect(admin.page.get_by_text("已发布", exact=True).first).to_be_visible()

    expect(page.get_by_role("heading", name=TITLE)).to_be_visible(timeout=10_000)
    assert journey.is_same_page(candidate)
    candidate.reads("学校要求先阅读这条公告")
    # The page is not the only wall.
    entry = page.url.rsplit("/", 1)[-1]
    refusal = page.evaluate(
        """async (entry) => (await fetch(`/api/v1/candidate/entries/${entry}/check-seats`,
          { method: 'POST', headers: { 'X-Kaochang': '1' } })).json()""",
        entry,
    )
    assert refusal["code"] == "announcement_unread" and refusal["params"]["title"] == TITLE
    look(candidate, shots, "candidate-announcement-step", (LAPTOP, PHONE))


def test_the_school_sees_who_has_not_read(admin: Person, shots: Path, tmp_path: Path) -> None:
    page = admin.page
    page.get_by_role("link", name="查看未读名单").click()
    expect(page.locator("tr[data-row-key]").filter(has_text="陈思远")).to_be_visible()
    look(admin, shots, "school-receipts", (LAPTOP, SMALL))
    with page.expect_download() as saved:
        admin.press("导出列表")
    file = tmp_path / "receipts.xlsx"
    saved.value.save_as(file)
    assert "陈思远" in {row["姓名"] for row in table_of(file)}


def test_reading_is_the_way_on_and_its_receipt_arrives(admin: Person, candidate: Person, shots: Path) -> None:
    candidate.press("我已阅读")
    journey.check_devices(candidate)
    expect(admin.page.locator("tr[data-row-key]").filter(has_text="陈思远")).to_have_count(0, timeout=20_000)
    choose(admin.page, "阅读", "已读")
    candidate.page.goto(candidate.page.url.split("/c/")[0] + "/c/exams")
    expect(candidate.page.get_by_role("link", name=re.compile(TITLE))).to_be_visible()
    look(candidate, shots, "candidate-home-announcements", (LAPTOP, PHONE))
    candidate.page.get_by_role("link", name="全部公告").click()
    expect(candidate.page.get_by_role("heading", name="公告", exact=True)).to_be_visible()
    look(candidate, shots, "candidate-announcements", (LAPTOP, PHONE))
    candidate.page.get_by_role("link", name=re.compile(TITLE)).click()
    candidate.reads("画面中须同时看到双手")
    look(candidate, shots, "candidate-announcement", (LAPTOP, PHONE))


def test_in_the_waiting_area_it_is_read_beside_the_line(
    site: Site, admin: Person, candidate: Person, shots: Path
) -> None:
    page = candidate.page
    page.goto(f"{site.url}/c/exams")
    page.get_by_role("button", name=re.compile("^(进入考试|继续：)")).first.click()
    journey.sign_letter(candidate)
    journey.mark_page(candidate)
    admin.page.get_by_role("link", name="编辑").click()
    text_field(admin.page, "标题").fill(f"{TITLE}（更正）")
    admin.press("发布第 2 版")
    admin.page.get_by_role("dialog").get_by_role("button", name="发布第 2 版").click()
    candidate.reads("条未读公告")
    candidate.reads("您的位置")
    look(candidate, shots, "candidate-waiting-announcement", (LAPTOP, PHONE))
    page.get_by_role("button", name="阅读", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile(TITLE)).click()
    candidate.press("我已阅读")
    expect(page.get_by_role("button", name="我已阅读")).to_have_count(0)
    page.get_by_role("dialog").get_by_role("button", name="返回").click()
    page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    expect(page.get_by_text("条未读公告")).to_have_count(0)
    assert journey.is_same_page(candidate)


def test_a_withdrawn_one_is_gone_and_its_list_stays(admin: Person, candidate: Person, shots: Path) -> None:
    page = admin.page
    admin.press("撤回")
    page.get_by_role("dialog").get_by_role("textbox").fill("改由考场通知")
    page.get_by_role("dialog").get_by_role("button", name="撤回公告").click()
    expect(page.get_by_text("已撤回", exact=True).first).to_be_visible()
    expect(candidate.page.get_by_role("button", name="公告")).to_have_count(0, timeout=10_000)
    page.get_by_role("link", name="公告", exact=True).first.click()
    expect(page.locator("tr[data-row-key]")).to_have_count(1)
    look(admin, shots, "school-announcements", (LAPTOP, SMALL))


MOVE = """async () => {
  const headers = { 'X-Kaochang': '1', 'Content-Type': 'application/json' }
  const ask = async (path, body) => {
    const options = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
    return (await fetch(`/api/v1/school${path}`, options)).json()
  }
  const exams = await ask('/exams?state=open&page_size=100')
  const exam = exams.items.find(({ formality }) => formality === 'formal')
  const { rooms, entries } = await ask(`/exams/${exam.id}/timetable`)
  const moved = entries.find(({ candidate_number }) => candidate_number === NUMBER)
  const was = { room_id: moved.room_id, slot_starts_at: moved.slot_starts_at }
  const late = new Date(Date.parse(exam.ends_at) - 40 * 60_000).toISOString()
  const to = { room_id: moved.room_id, slot_starts_at: late }
  const moves = [{ entry_id: moved.id, was, to }]
  return ask(`/exams/${exam.id}/timetable/moves`, { moves, reason: '考官临时有事' })
}"""


def test_a_moved_slot_is_confirmed_and_the_school_sees_it(
    site: Site, admin: Person, people: Callable[..., Person], shots: Path
) -> None:
    demo = site.demo("candidate", 2)
    moved = people(demo["name"], hue=300, tone=520)
    journey.log_in_candidate(moved, site, demo)
    journey.give_consent(moved)
    expect(moved.page.get_by_role("button", name="进入考试").first).to_be_visible()
    journey.mark_page(moved)
    answer = admin.page.evaluate(MOVE.replace("NUMBER", repr(demo["candidate_number"])))
    assert "code" not in answer, answer
    moved.reads("您的面试安排有变更")
    moved.reads("考官临时有事")
    assert journey.is_same_page(moved)
    look(moved, shots, "candidate-slot-changed", (LAPTOP, PHONE))
    admin.page.get_by_role("link", name="变更通知").click()
    line = admin.page.locator("tr[data-row-key]").filter(has_text=demo["name"])
    expect(line).to_contain_text("未确认")
    moved.press("知道了")
    expect(moved.page.get_by_text("您的面试安排有变更")).to_have_count(0)
    expect(line).not_to_contain_text("未确认", timeout=10_000)
    look(admin, shots, "school-changes", (LAPTOP, SMALL))
    moved.page.get_by_role("link", name="公告、通知与日程").click()
    moved.reads("您的面试安排有变更")
    expect(moved.page.get_by_role("textbox", name="订阅地址")).to_have_value(
        re.compile(r"/calendars/.+\.ics$")
    )
    look(moved, shots, "candidate-notifications", (LAPTOP, PHONE))
