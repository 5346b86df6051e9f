"""From an empty school to an interview: one administrator prepares everything in the browser, and it is held.

The steps stand on one another, in the order of this file; nothing of the demo school is used.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from e2e import journey
from e2e.pages.test_school_exam import drawer, matter, publish_button, set_time, write_text
from e2e.pages.test_school_import import XLSX, chip, line, workbook
from e2e.pages.test_school_lists import rows
from e2e.pages.test_school_settings import link_in, newest_message, pick, set_password
from e2e.pages.test_school_timetable import cell
from e2e.person import Person, wait_until
from e2e.site import ROOT, Site, own_environment
from e2e.test_interview_day import CANDIDATE, CHIEF

SCHOOL, COLLEGE, MAJOR, EXAM = "东海大学", "海洋学院", "物理海洋学", "硕士复试 · 综合面试"
ROOMS = ("海洋第一考场", "海洋第二考场")
BEIJING = ZoneInfo("Asia/Shanghai")
PASSWORD = "a long password 26"
STAFF = {"候考老师": "13900007001", "主考老师": "13900007002", "兼任老师": "13900007003"}
TITLES = ["考生编号", "姓名", "手机号", "专业"]
CANDIDATES = [f"考生{number:02d}" for number in range(1, 31)]


@dataclass
class Journey:
    """The one administrator, what they know, and who is here with a browser."""

    site: Site
    start: Callable[..., Person]
    shots: Path
    admin: Person
    starts_at: datetime
    here: dict[str, Person] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        return self.admin.page

    def menu(self, name: str) -> None:
        menu = self.page.get_by_role("navigation", name="学校管理页面")
        menu.get_by_role("link", name=name, exact=True).click()

    def part(self, name: str) -> None:
        self.page.locator(".kc-parts").get_by_role("link", name=name).click()

    def save(self, act: str = "保存") -> None:
        drawer(self.page).get_by_role("button", name=act, exact=True).click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def open_exam(self) -> None:
        self.menu("考试")
        rows(self.page).filter(has_text=EXAM).click()
        expect(self.page.get_by_role("heading", name=EXAM, exact=True)).to_be_visible()


@pytest.fixture(scope="module")
def it(site: Site, people: Callable[..., Person], shots: Path) -> Iterator[Journey]:
    # The next full quarter but one: the waiting area opens an hour before.
    now = datetime.now(BEIJING).replace(second=0, microsecond=0)
    starts_at = now + timedelta(minutes=30 - now.minute % 15)
    yield Journey(site, people, shots, people("沈校管", hue=200, tone=700), starts_at)


def log_in(person: Person, site: Site, account: str, password: str) -> None:
    person.page.goto(f"{site.url}/s/login")
    journey.choose(person, "学校", "东海", SCHOOL)
    person.page.get_by_label("工号或手机号").fill(account)
    person.page.get_by_label("密码", exact=True).fill(password)
    person.press("登录")


def operate(site: Site, *words: str) -> str:
    """One command of whoever runs the site."""
    port = site.url.rpartition(":")[2]
    return subprocess.run(
        [sys.executable, "-m", "kaochang", *words],
        cwd=ROOT,
        env=own_environment() | {"VAR_DIR": str(site.var), "PORT": port, "DEMO": "1"},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout


def test_the_operator_makes_the_school_and_its_administrator_logs_in(it: Journey) -> None:
    said = operate(
        it.site,
        *("school", "create", "--code", "donghai", "--name", SCHOOL, "--name-en", "Donghai University"),
        *("--admin-name", "沈校管", "--admin-phone", "13900007000"),
    )
    password = re.search(r"password: (\S+)", said)
    assert password
    log_in(it.admin, it.site, "13900007000", password.group(1))
    expect(it.page.get_by_role("link", name="设置")).to_be_visible(timeout=15_000)


def test_colleges_and_majors(it: Journey) -> None:
    it.menu("设置")
    it.admin.reads("还没有学院")
    for name in (COLLEGE, "水产学院"):
        it.page.get_by_role("button", name="新建学院").first.click()
        drawer(it.page).get_by_label("学院", exact=True).fill(name)
        it.save()
    it.page.get_by_role("button", name=COLLEGE).click()
    it.page.get_by_role("button", name="新建专业").first.click()
    drawer(it.page).get_by_label("专业", exact=True).fill(MAJOR)
    it.save()
    expect(it.page.get_by_role("cell", name=MAJOR, exact=True)).to_be_visible()


def test_staff_are_invited_and_come(it: Journey) -> None:
    it.part("邀请")
    for name, phone in STAFF.items():
        it.page.get_by_role("button", name="邀请人员").first.click()
        drawer(it.page).get_by_label("姓名").fill(name)
        pick(it.page, "职务", "考务人员")
        drawer(it.page).get_by_label("手机号").fill(phone)
        it.save("发送邀请")
    newcomer = it.start("考务", hue=20, tone=730)
    for phone in STAFF.values():
        newcomer.page.goto(link_in(newest_message(it.site, phone, "/s/invitation")))
        expect(newcomer.page.get_by_role("heading", name=f"{SCHOOL}邀请您")).to_be_visible()
        set_password(newcomer, PASSWORD)
        newcomer.press("接受邀请")
        newcomer.press("退出登录")
        expect(newcomer.page.get_by_label("工号或手机号")).to_be_visible()
        newcomer.page.goto("about:blank")
    newcomer.close()
    for name in STAFF:
        expect(rows(it.page).filter(has_text=name)).to_contain_text("已接受", timeout=20_000)


def test_an_exam_with_two_rooms(it: Journey) -> None:
    it.menu("考试")
    it.page.get_by_role("button", name="新建考试").first.click()
    pick(it.page, "学院", COLLEGE)
    drawer(it.page).get_by_label("考试名称").fill(EXAM)
    set_time(it.page, "开始时间", f"{it.starts_at:%Y-%m-%d %H:%M}")
    set_time(it.page, "结束时间", f"{it.starts_at + timedelta(hours=6):%Y-%m-%d %H:%M}")
    drawer(it.page).get_by_role("button", name="新建", exact=True).click()
    expect(it.page.get_by_role("heading", name=EXAM, exact=True)).to_be_visible(timeout=15_000)
    it.part("考场")
    for room in ROOMS:
        it.page.get_by_role("button", name="添加考场").click()
        drawer(it.page).get_by_label("考场名称").fill(room)
        pick(it.page, "专业", MAJOR)
        it.save("新建")
    expect(publish_button(it.page)).to_be_disabled()


def test_thirty_candidates_after_one_mended_dry_run(it: Journey) -> None:
    it.open_exam()
    it.admin.press("导入考生")
    lines = [[f"26H{at:04d}", name, f"139000080{at:02d}", MAJOR] for at, name in enumerate(CANDIDATES, 1)]
    lines[4][2] = "1390000"
    it.page.get_by_test_id("roster-file").set_input_files(
        {"name": "复试名单.xlsx", "mimeType": XLSX, "buffer": workbook(lines, TITLES)}
    )
    expect(it.page.get_by_role("heading", name="考生导入试运行")).to_be_visible(timeout=30_000)
    it.admin.reads("1 行有错误")
    chip(it.page, "错误 1").click()
    line(it.page, "考生05").get_by_role("button", name="在此修改").click()
    drawer(it.page).get_by_label("手机号").fill("13900008005")
    drawer(it.page).get_by_role("button", name="保存并重新核对").click()
    it.admin.press("写入 30 行", seconds=20)
    drawer(it.page).get_by_role("button", name="写入", exact=True).click()
    it.admin.reads("已写入 30 行", seconds=30)


def test_texts_staff_and_times_until_nothing_lacks(it: Journey) -> None:
    it.open_exam()
    it.part("承诺书与须知")
    write_text(it.page, "考试承诺书")
    write_text(it.page, "系统须知")
    for room, duties in zip(
        ROOMS,
        (
            {"候考官": ["候考老师"], "主考官": ["主考老师"]},
            {"候考官": ["兼任老师"], "主考官": ["兼任老师"]},
        ),
        strict=True,
    ):
        it.open_exam()
        it.part("考场")
        it.page.get_by_role("link", name=room).click()
        it.admin.press("安排人员")
        for role, names in duties.items():
            for name in names:
                field = drawer(it.page).get_by_label(role, exact=True)
                field.fill(name)
                active = it.page.locator(".ant-select-item-option-active:visible").filter(has_text=name)
                expect(active).to_have_count(1)
                field.press("Enter")
                chosen = drawer(it.page).locator(".ant-form-item").filter(has_text=role)
                expect(chosen.locator(".ant-select-selection-item")).to_have_text(names)
                field.press("Tab")
        it.save()
    it.open_exam()
    it.part("考场")
    it.page.get_by_role("link", name="时间表").click()
    it.admin.press("自动安排 30 人")
    it.page.get_by_role("dialog").get_by_role("button", name="自动安排 30 人").click()
    it.admin.reads("已全部安排", seconds=20)
    # Late in the day the exam ends after midnight, and each time has its date.
    expect(cell(it.page, rf"{ROOMS[0]} (\d\d-\d\d )?{it.starts_at:%H:%M} · {CANDIDATES[0]}")).to_be_visible()
    it.admin.take_picture(it.shots, "journey-timetable-1440x900")


def test_it_is_published(it: Journey) -> None:
    it.open_exam()
    expect(matter(it.page, "考务人员").first).to_contain_text("2 个考场的人员不足")
    it.page.get_by_role("spinbutton", name="最少在场人员").fill("1")
    it.admin.press("保存 1 项改动")
    publish_button(it.page).click()
    it.page.get_by_role("dialog").get_by_role("button", name="发布").click()
    it.admin.reads("已可看到")
    expect(matter(it.page, "考生名单")).to_contain_text("30 名考生")


def test_the_candidate_comes_by_text_message_and_prepares(it: Journey) -> None:
    candidate = it.here["candidate"] = it.start(CANDIDATES[0], hue=100, tone=800)
    page = candidate.page
    page.goto(it.site.url)
    journey.choose(candidate, "学校", "东海", SCHOOL)
    journey.choose(candidate, "学院", "海洋", COLLEGE)
    phone = "13900008001"
    page.get_by_label("报名手机号").fill(phone)
    candidate.press("获取验证码")
    code = wait_until(lambda: it.site.sms_codes(phone), 20, "the text message")[-1]
    page.get_by_label("短信验证码").fill(code)
    candidate.press("登录")
    journey.see_page_after_log_in(candidate)
    candidate.reads(EXAM)
    journey.prepare(candidate)
    candidate.take_picture(it.shots, "journey-waiting-1440x900")


def test_the_officer_clears_and_the_chief_invites(it: Journey) -> None:
    candidate = it.here["candidate"]
    officer, chief = it.start("候考老师", hue=300, tone=870), it.start("主考老师", hue=220, tone=940)
    log_in(officer, it.site, STAFF["候考老师"], PASSWORD)
    journey.open_board(officer, ROOMS[0])
    row = journey.row_of(officer, candidate.name)
    row.get_by_role("button", name="通话").click()
    officer.sees(CANDIDATE, candidate)
    candidate.hears(officer)
    officer.press("核验通过，结束通话")
    log_in(chief, it.site, STAFF["主考老师"], PASSWORD)
    journey.open_panel(chief, ROOMS[0])
    chief.press(f"邀请 {candidate.name} 进入考场")
    candidate.press("进入考场", seconds=20)
    chief.sees(CANDIDATE, candidate)
    candidate.sees(CHIEF, chief)
    chief.hears(candidate)
    candidate.hears(chief)
    chief.take_picture(it.shots, "journey-interview-1440x900")
    journey.end_interview(chief, candidate.name)
    candidate.reads("面试已结束", 10)
    for person in (officer, chief, candidate):
        person.close()
