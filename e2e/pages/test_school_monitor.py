"""The school watches an interview day: it appears on the open monitor, and in the trail as sentences."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e import journey
from e2e.callers import Caller, Candidate, Staff
from e2e.looks import look_at_staff
from e2e.person import Person, wait_until
from e2e.site import ROOT, Site, own_environment

ROOM = "第二考场"


def opened(people: Callable[..., Person], site: Site, office: str, path: str, tone: int) -> Person:
    demo = site.demo(office)
    person = people(demo["name"], hue=200, tone=tone)
    journey.open_page(person, site, Staff(site, demo), "kc_staff", path)
    return person


def line(page: Page) -> Locator:
    return page.locator(".kc-monitor tbody tr").filter(has_text=ROOM)


def count(page: Page, stage: str) -> Locator:
    return page.locator(".kc-counts > div").filter(has_text=stage).locator("dd")


def look(person: Person, shots: Path, name: str) -> None:
    """In both languages and both sizes of the staff's windows."""
    page = person.page
    for language in ("en", "zh-CN"):
        page.evaluate("(language) => localStorage.setItem('kaochang.language', language)", language)
        page.reload()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".kc-loading")).to_have_count(0)
        look_at_staff(person, shots, f"{name}-{language}")


def test_an_interview_day_moves_on_the_open_monitor(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    admin = opened(people, site, "school_admin", "/s/school/monitor", 610)
    page = admin.page
    expect(line(page)).to_be_visible()
    waiting = int(count(page, "候考").inner_text())
    journey.mark_page(admin)

    first, second = (Candidate(site, site.demo("candidate", number)) for number in (0, 1))
    first.arrive()
    expect(count(page, "候考")).to_have_text(str(waiting + 1), timeout=10_000)
    second.arrive()
    expect(count(page, "候考")).to_have_text(str(waiting + 2), timeout=10_000)
    second.post(f"{second.path}/help", {"text": "手机支架倒了"})
    expect(line(page)).to_contain_text(f"{second.name} 求助", timeout=10_000)

    chief = Staff(site, site.demo("chief_examiner"))
    room = chief.room(ROOM)
    entry = chief.row(room, first.name)["entry_id"]
    call = chief.post(f"/staff/entries/{entry}/invitations", {"reason": "按顺序"})
    expect(line(page)).to_contain_text("已邀请", timeout=10_000)
    first.post(f"/candidate/invitations/{call['id']}/acceptance")
    expect(line(page)).to_contain_text(first.name, timeout=10_000)
    expect(line(page)).to_contain_text("面试中")
    assert journey.is_same_page(admin)

    line(page).get_by_role("button").click()
    drawer = page.locator(".ant-drawer")
    come_and_go(opened(people, site, "chief_examiner", f"/s/rooms/{room}/panel", 700), drawer)
    look(admin, shots, "school-monitor")
    look_at_board(admin, second, shots)
    find_rooms(admin, shots)
    page.goto(f"{site.url}/s/school")
    expect(page.get_by_role("heading", name="今日与将来的考试")).to_be_visible()
    look(admin, shots, "school-overview")
    admin.close()


def come_and_go(chief: Person, drawer: Locator) -> None:
    """In the room while its page is open, and not while only the list of rooms is."""
    mine = drawer.locator(".row.between").filter(has_text=chief.name)
    expect(mine).to_contain_text(re.compile("(?<!不)在岗"))
    journey.mark_page(chief)
    chief.page.get_by_role("link", name="我的考场").click()
    expect(mine).to_contain_text("不在岗")
    assert journey.is_same_page(chief)
    chief.close()


def look_at_board(admin: Person, asks: Candidate, shots: Path) -> None:
    """Up to date by itself, with no act; the way back is the monitor."""
    page = admin.page
    admin.press("打开候考看板")
    row = page.locator(".kc-board-table tbody tr").filter(has_text=asks.name)
    expect(row).to_contain_text("手机支架倒了")
    expect(page.get_by_text("您管理这场考试：可以查看本考场，不能操作。")).to_be_visible()
    for act in ("通话", "查看", "联系", "求助已处理", "… 更多操作", "群发消息"):
        expect(page.get_by_role("button", name=act, exact=True)).to_have_count(0)
    look(admin, shots, "school-monitor-board")
    journey.mark_page(admin)
    asks.delete(f"{asks.path}/help")
    expect(row).not_to_contain_text("手机支架倒了", timeout=10_000)
    assert journey.is_same_page(admin)
    page.get_by_role("link", name="监看").click()
    expect(line(page)).to_be_visible()


def find_rooms(admin: Person, shots: Path) -> None:
    """Searched, filtered, sorted and walked through, all without the pointer where that is possible."""
    page, rooms = admin.page, admin.page.locator(".kc-monitor-room")
    everything = rooms.count()
    assert everything > 2
    page.keyboard.press("/")
    page.keyboard.type("演练考场")
    expect(rooms).to_have_count(1)
    look(admin, shots, "school-monitor-found")
    admin.press("清除 1 个条件")
    expect(rooms).to_have_count(everything)
    page.get_by_role("button", name="候考", exact=True).click()
    expect(page.locator(".kc-monitor tbody")).to_have_count(1)
    assert "sort=-waiting" in page.url
    expect(rooms.first).to_contain_text(ROOM)
    rooms.first.focus()
    page.keyboard.press("ArrowDown")
    expect(rooms.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    drawer = page.locator(".ant-drawer")
    expect(drawer).to_contain_text(rooms.nth(1).inner_text())
    page.keyboard.press("Escape")
    expect(drawer.get_by_role("dialog")).to_have_count(0)
    look(admin, shots, "school-monitor-sorted")
    admin.press("只看有告警")
    expect(page.get_by_role("button", name="显示全部考场")).to_have_attribute("aria-pressed", "true")
    expect(line(page)).to_be_visible()


def test_the_trail_tells_the_day_in_sentences(
    site: Site, people: Callable[..., Person], shots: Path, tmp_path: Path
) -> None:
    auditor = opened(people, site, "auditor", "/s/school", 640)
    page = auditor.page
    expect(page.get_by_role("heading", name="操作记录", exact=True)).to_be_visible()
    name, chief = site.demo("candidate", 0)["name"], site.demo("chief_examiner")["name"]
    page.get_by_role("searchbox").fill(name)
    expect(page.get_by_text(re.compile(f"^{chief} 邀请 {name}（.*）面试$"))).to_be_visible()
    expect(page.get_by_text(re.compile(f"^{name}（.*）的面试开始$"))).to_be_visible()

    page.get_by_text(re.compile(f"^{chief} 邀请 {name}")).first.click()
    drawer = page.locator(".ant-drawer")
    expect(drawer).to_contain_text("interviews.candidate_invited")
    expect(drawer.get_by_text("与记录链一致")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="验证", exact=True).click()
    wait_until(lambda: page.get_by_text("记录链完整").count(), 40, "the chain's verification")
    look(auditor, shots, "school-trail")
    with page.expect_download() as saving:
        auditor.press("导出列表")
    assert saving.value.suggested_filename.startswith("操作记录 ")
    admin = site.demo("school_admin")["name"]
    page.get_by_role("searchbox").fill("候考看板")
    looked = page.get_by_text(re.compile(f"^{admin} 查看了.*{ROOM}的候考看板$"))
    expect(looked).to_have_count(1)
    auditor.close()


@pytest.fixture
def empty_school(site: Site) -> Caller:
    """Made by the operator, with its first administrator logged in."""
    command = [sys.executable, "-m", "kaochang", "school", "create", "--code", "new", "--name", "新建大学"]
    command += ["--name-en", "New University", "--admin-name", "林静", "--admin-phone", "13900000077"]
    made = subprocess.run(
        command,
        cwd=ROOT,
        env=own_environment() | {"VAR_DIR": str(site.var)},
        capture_output=True,
        text=True,
        check=True,
    )
    password = re.search(r"password: (\S+)", made.stdout)
    assert password, made.stdout
    caller = Caller(site, "林静")
    school = next(one["id"] for one in caller.get("/login/schools") if one["name"] == "新建大学")
    body = {"school_id": school, "account": "13900000077", "password": password[1]}
    caller.post("/login/password", body)
    return caller


def test_an_empty_school_is_led_from_step_to_step(
    site: Site, people: Callable[..., Person], shots: Path, empty_school: Caller
) -> None:
    person = people("林静", hue=260, tone=670)
    journey.open_page(person, site, empty_school, "kc_staff", "/s/school")
    page = person.page
    expect(page.get_by_text("已完成 0 / 8 步")).to_be_visible()
    look(person, shots, "school-empty")
    person.press("去建学院")
    expect(page).to_have_url(re.compile("/s/school/settings"))
    empty_school.post("/school/colleges", {"name": "法学院"})
    page.goto(f"{site.url}/s/school")
    expect(page.get_by_text("已完成 1 / 8 步")).to_be_visible()
    page.goto(f"{site.url}/s/school/monitor")
    expect(page.get_by_text("今天没有考试")).to_be_visible()
    person.close()
