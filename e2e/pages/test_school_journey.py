"""From an empty school to an interview: one administrator prepares everything in the browser, and it is held.

The steps stand on one another, in the order of this file; nothing of the demo school is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e import journey
from e2e.empty_school import (
    BEIJING,
    CANDIDATES,
    COLLEGE,
    EXAM,
    MAJOR,
    PASSWORD,
    ROOMS,
    SCHOOL,
    STAFF,
    Journey,
    log_in,
    operate,
)
from e2e.looks import look_at, settled
from e2e.pages.test_school_announcements import look, text_field
from e2e.pages.test_school_exam import drawer, matter, publish_button, set_time, write_text
from e2e.pages.test_school_import import XLSX, chip, line, workbook
from e2e.pages.test_school_lists import rows
from e2e.pages.test_school_settings import link_in, newest_message, pick, set_password
from e2e.pages.test_school_timetable import cell
from e2e.person import LAPTOP, PHONE, Person, wait_until
from e2e.site import Site
from e2e.test_interview_day import CANDIDATE, CHIEF

TITLES = ["考生编号", "姓名", "手机号", "专业"]
# As the roster has it, and as it should be.
WRONG, RIGHT = CANDIDATES[0], "林晓"
CORRECTED = f"沈校管 修改了 {WRONG} 的资料"
QUESTION, ANSWER = "我的姓名应为林晓。", "已核对证件并更正。"
MUST_READ, LETTER = "考前须读", "请带身份证原件"


@pytest.fixture(scope="module")
def it(site: Site, people: Callable[..., Person], shots: Path) -> Iterator[Journey]:
    # The next full quarter but one: the waiting area opens an hour before.
    now = datetime.now(BEIJING).replace(second=0, microsecond=0)
    starts_at = now + timedelta(minutes=30 - now.minute % 15)
    yield Journey(site, people, shots, people("沈校管", hue=200, tone=700), starts_at)


def test_the_operator_makes_the_school_and_its_administrator_logs_in(it: Journey) -> None:
    said = operate(
        it.site,
        *("school", "create", "--code", "donghai", "--name", SCHOOL, "--name-en", "Donghai University"),
        *("--admin-name", "沈校管", "--admin-phone", "13900007000"),
    )
    password = re.search(r"password: (\S+)", said)
    assert password
    log_in(it.admin, it.site, "13900007000", password.group(1))
    expect(it.page.get_by_role("link", name="设置")).to_be_visible()


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
    it.page.get_by_role("button", name="邀请人员").first.click()
    pick(it.page, "职务", "考务人员")
    it.admin.press("粘贴名单")
    pasted = "\n".join(f"{name}\t{phone}" for name, phone in STAFF.items())
    drawer(it.page).get_by_role("textbox", name="粘贴名单").fill(pasted)
    it.admin.press(f"加入 {len(STAFF)} 人")
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
    expect(it.page.get_by_role("heading", name=EXAM, exact=True)).to_be_visible()
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
    # Its waiting area is due, and opens by itself whenever the watch next looks.
    expect(it.page.get_by_text(re.compile("已可看到|候考区已向"))).to_be_visible()
    expect(matter(it.page, "考生名单")).to_contain_text("30 名考生")


def ask_in_bulk(it: Journey, words: str, act: str) -> Locator:
    """All whom these words find are ticked, and what the act would do stands in its question."""
    it.menu("考生")
    it.page.get_by_role("searchbox").fill(words)
    expect(rows(it.page)).to_have_count(1 if words else 20)
    it.page.get_by_role("columnheader").first.get_by_role("checkbox").check()
    if not words:
        it.page.get_by_role("button", name=re.compile("^选择条件下全部")).click()
    bar = it.page.get_by_role("region", name="批量操作")
    bar.get_by_role("button", name=act, exact=True).click()
    dialog = it.page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("将处理"))).to_be_visible()
    return dialog


def test_one_is_removed_and_all_others_are_written_to(it: Journey) -> None:
    dialog = ask_in_bulk(it, CANDIDATES[29], "移出考试")
    dialog.get_by_role("textbox").fill("放弃复试")
    dialog.get_by_role("button", name="移出 1 人", exact=True).click()
    expect(dialog).to_have_count(0)
    dialog = ask_in_bulk(it, "", "发送通知")
    dialog.get_by_label("标题").fill(LETTER)
    dialog.get_by_label("内容").fill("入场时核对。\n没有原件的请联系学院。")
    dialog.get_by_role("checkbox", name=re.compile("同时发短信")).check()
    expect(dialog.get_by_text("约 29 条")).to_be_visible()
    dialog.get_by_role("button", name="发送给 29 人", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(it.page.get_by_text("29 / 29")).to_be_visible(timeout=30_000)
    newest_message(it.site, "13900008001", LETTER)


def test_what_must_be_read_is_published(it: Journey) -> None:
    it.menu("公告")
    it.page.get_by_role("button", name="新建公告").first.click()
    text_field(it.page, "标题").fill(MUST_READ)
    it.page.get_by_role("combobox", name="选择范围").click()
    it.page.locator(".ant-select-item-option").filter(has_text=re.compile(f"^{EXAM} · ")).click()
    it.page.get_by_role("switch").first.click()
    text_field(it.page).click()
    it.page.keyboard.type("面试期间请勿离开画面，桌面只留一支笔和一张白纸。")
    it.admin.press("存为草稿")
    it.admin.press("发布第 1 版")
    dialog = it.page.get_by_role("dialog")
    expect(dialog).to_contain_text("29 名考生")
    dialog.get_by_role("button", name="发布第 1 版").click()
    expect(it.page.get_by_text("已发布", exact=True).first).to_be_visible()


def test_the_candidate_comes_by_text_message_and_objects(it: Journey) -> None:
    candidate = it.here["candidate"] = it.start(RIGHT, hue=100, tone=800)
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
    candidate.reads("没有原件的请联系学院")
    candidate.press("知道了")
    expect(page.get_by_text(LETTER)).to_have_count(0)
    page.get_by_role("button", name="进入考试").first.click()
    candidate.reads("系统须知")
    candidate.press("下一步")
    expect(page.get_by_text(WRONG, exact=True).first).to_be_visible()
    candidate.press("有疑问")
    page.get_by_role("dialog").get_by_role("textbox").fill(QUESTION)
    settled(page)
    look_at(candidate, it.shots, "journey-doubt-zh-CN-1440x900")
    page.get_by_role("dialog").get_by_role("button", name="提交疑问").click()
    expect(page.get_by_text("等待答复")).to_be_visible()
    candidate.press("收起提示")
    journey.mark_page(candidate)


def test_the_administrator_corrects_and_answers(it: Journey) -> None:
    menu = it.page.get_by_role("navigation", name="学校管理页面")
    menu.get_by_role("link", name=re.compile("^疑问.*1")).click()
    rows(it.page).filter(has_text=QUESTION).click()
    it.admin.press("修改考生资料")
    drawer(it.page).get_by_label("姓名").fill(RIGHT)
    drawer(it.page).get_by_label("原因").fill("核对证件")
    drawer(it.page).get_by_role("button", name="保存", exact=True).click()
    expect(it.page.get_by_label("原因")).to_have_count(0)
    it.page.get_by_label("答复").fill(ANSWER)
    it.admin.press("发送答复")
    expect(it.page.get_by_role("button", name="发送答复")).to_have_count(0)
    drawer(it.page).get_by_role("link", name=re.compile(RIGHT)).click()
    expect(it.page.get_by_role("heading", name=RIGHT)).to_be_visible()
    item = it.page.locator(".kc-timeline-item").filter(has_text=f"{CORRECTED}（理由：核对证件）")
    expect(item.locator("del")).to_have_text(WRONG)
    expect(item.locator("ins")).to_have_text(RIGHT)


def test_the_trail_tells_before_and_after(it: Journey) -> None:
    it.menu("操作记录")
    it.page.get_by_role("searchbox").fill(RIGHT)
    entry = rows(it.page).filter(has_text=f"{CORRECTED}：姓名 {WRONG} → {RIGHT}（理由：核对证件）")
    expect(entry).to_have_count(1)
    entry.click()
    change = drawer(it.page).get_by_role("row", name=re.compile("姓名"))
    expect(change).to_contain_text(WRONG)
    expect(change).to_contain_text(RIGHT)
    settled(it.page)
    it.admin.take_picture(it.shots, "journey-trail-1440x900")


def test_the_candidate_sees_it_on_the_open_page_and_reads_before_going_on(it: Journey) -> None:
    candidate = it.here["candidate"]
    page = candidate.page
    candidate.reads(ANSWER)
    expect(page.get_by_text(RIGHT, exact=True).first).to_be_visible()
    expect(page.get_by_text(WRONG, exact=True)).to_have_count(0)
    assert journey.is_same_page(candidate)
    look(candidate, it.shots, "journey-answered", (LAPTOP, PHONE))
    candidate.press("信息无误，下一步")
    candidate.reads("学校要求先阅读这条公告")
    expect(candidate.button("播放录音")).to_have_count(0)
    look(candidate, it.shots, "journey-must-read", (LAPTOP, PHONE))
    candidate.press("我已阅读")
    journey.check_devices(candidate)
    journey.sign_letter(candidate)
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
