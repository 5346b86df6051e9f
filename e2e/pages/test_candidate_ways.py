"""What a candidate may do beside the straight way: object, type the signature, ask, step away, decline.

The steps stand on one another, in the order of this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e import journey
from e2e.callers import Candidate
from e2e.cast import Cast
from e2e.inside import Inside
from e2e.looks import squeeze_all
from e2e.person import Person, wait_until
from e2e.site import Site

ROOM = "第二考场"
NAME = "李书瑶"
QUESTION, ANSWER = "我的专业应为材料物理与化学", "已核对，名册会在面试前更正，请继续"
SHORT_CALL = "UPDATE exams_examsession SET invitation_seconds = 25 RETURNING id"


class Day(Cast):
    @cached_property
    def inside(self) -> Inside:
        return Inside(self.site)

    @property
    def row(self) -> Any:
        """The candidate's row on the officer's stage board."""
        return journey.row_of(self["officer"], NAME)


@pytest.fixture(scope="module")
def day(site: Site, people: Callable[..., Person], shots: Path) -> Iterator[Day]:
    yield Day(site, people, shots)


def test_an_objection_is_answered_on_the_open_page(day: Day) -> None:
    caller = Candidate(day.site, day.site.demo("candidate", 3))
    caller.give_consents()
    caller.read_notice()
    candidate = day.here["candidate"] = day.start(NAME, hue=20, tone=440)
    journey.open_page(candidate, day.site, caller, "kc_candidate", f"/c/exams/{caller.entry}")
    candidate.press("有疑问")
    candidate.page.get_by_role("textbox", name="疑问内容").fill(QUESTION)
    candidate.take_picture(day.shots, "objection-1440x900")
    squeeze_all(candidate, day.shots, "objection")
    candidate.press("提交疑问")
    candidate.reads("等待答复")
    journey.mark_page(candidate)

    officer = day.here["officer"] = day.start("周敏", hue=120, tone=660)
    journey.log_in_staff(officer, day.site, day.site.demo("waiting_room_officer", 0))
    journey.open_board(officer, ROOM)
    officer.reads(f"{NAME} 有疑问待答复")
    expect(day.row).to_contain_text("1 个疑问")
    officer.page.get_by_role("tab", name="疑问 1").click()
    ticket = officer.page.get_by_role("listitem").filter(has_text=QUESTION)
    ticket.get_by_role("button", name="答复").click()
    dialog = officer.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="内容").fill(ANSWER)
    dialog.get_by_role("button", name="发送").click()

    candidate.reads(ANSWER)
    candidate.reads("已答复")
    assert journey.is_same_page(candidate), "the answer came to the open page"
    candidate.take_picture(day.shots, "objection-answered-1440x900")
    squeeze_all(candidate, day.shots, "objection-answered")
    expect(day.row).not_to_contain_text("个疑问")
    expect(ticket).to_contain_text("已答复")


def test_the_signature_may_be_typed(day: Day) -> None:
    candidate = day["candidate"]
    candidate.press("信息无误，下一步")
    journey.check_devices(candidate)
    journey.read_letter(candidate)
    submit, field_name = candidate.button("签署并进入候考区"), "请输入您的姓名作为签名"
    expect(submit).to_be_disabled()
    candidate.press("改为键盘输入姓名")
    name = candidate.page.get_by_label(field_name)
    name.fill(NAME)
    expect(submit).to_be_enabled()
    candidate.press("重写")
    expect(name).to_have_value("")
    expect(submit).to_be_disabled()
    name.press_sequentially(NAME)
    candidate.take_picture(day.shots, "letter-typed-1440x900")
    squeeze_all(candidate, day.shots, "letter-typed")
    submit.press("Enter")
    candidate.reads("您的位置", 20)
    # What was asked and answered on the way in can be read again.
    candidate.reads(ANSWER)


def test_help_is_asked_for_and_settled(day: Day) -> None:
    candidate, officer = day["candidate"], day["officer"]
    candidate.press("求助")
    candidate.page.get_by_role("textbox", name="简要说明").fill("证件照反光看不清")
    squeeze_all(candidate, day.shots, "help-dialog")
    candidate.press("发送求助")
    candidate.reads("您已求助，候考官会与您联系")
    expect(day.row).to_contain_text("求助")
    officer.reads(f"{NAME} 求助：证件照反光看不清")
    expect(officer.page.get_by_role("tab", name="需要处理")).to_have_text("需要处理1")
    officer.take_picture(day.shots, "board-help-1440x900")
    candidate.take_picture(day.shots, "waiting-help-1440x900")
    squeeze_all(candidate, day.shots, "waiting-help")
    officer.press("求助已处理")
    expect(candidate.page.get_by_text("您已求助")).to_have_count(0)
    expect(candidate.button("求助")).to_be_visible()
    expect(officer.page.get_by_role("tab", name="需要处理")).to_have_text("需要处理0")


def test_stepping_away_is_seen_and_keeps_the_place(day: Day) -> None:
    candidate = day["candidate"]
    place = place_of(candidate)
    candidate.press("暂离")
    candidate.reads("您已暂离")
    expect(day.row).to_contain_text("暂离")
    candidate.take_picture(day.shots, "waiting-away-1440x900")
    squeeze_all(candidate, day.shots, "waiting-away")
    candidate.press("我回来了")
    expect(candidate.page.get_by_text("您已暂离")).to_have_count(0)
    expect(day.row).not_to_contain_text("暂离")
    assert place_of(candidate) == place


def test_the_officers_message_arrives(day: Day) -> None:
    officer, candidate = day["officer"], day["candidate"]
    day.row.get_by_role("button", name="更多操作").click()
    officer.page.get_by_role("menuitem", name="发消息").click()
    dialog = officer.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="内容").fill("书瑶，请把身份证放在手边")
    dialog.get_by_role("button", name="发送").click()
    log = candidate.page.get_by_role("log")
    expect(log).to_contain_text("书瑶，请把身份证放在手边")
    expect(log).to_contain_text("周敏")


def test_the_devices_are_tested_again_and_the_place_is_kept(day: Day) -> None:
    candidate = day["candidate"]
    place = place_of(candidate)
    candidate.press("设备调试")
    candidate.reads("您的候考位置已保留")
    candidate.press("播放录音", seconds=40)
    candidate.press("我听到了", seconds=40)
    squeeze_all(candidate, day.shots, "devices-again")
    expect(day.row).to_contain_text("候考")
    candidate.press("完成，返回候考区")
    candidate.reads("您的位置")
    assert place_of(candidate) == place
    assert journey.is_same_page(candidate), "all of this happened on one page"


def test_who_declines_is_back_in_line_and_on_everybodys_list(day: Day) -> None:
    candidate, officer = day["candidate"], day["officer"]
    chief = day.here["chief"] = day.start("梁国栋", hue=220, tone=880)
    journey.log_in_staff(chief, day.site, day.site.demo("chief_examiner", 0))
    journey.open_panel(chief, ROOM)
    choose_next(chief)
    journey.invite_uncleared(chief, NAME)
    candidate.press("暂不能进入", seconds=10)
    candidate.reads("您的位置")
    chief.reads(f"{NAME} 暂不能进入，已回到候考区")
    officer.reads(f"{NAME} 暂不能进入考场，已回到候考区")
    expect(day.row).to_contain_text("暂不能进入")
    expect(officer.page.get_by_role("tab", name="需要处理")).to_have_text("需要处理1")
    officer.take_picture(day.shots, "board-declined-1440x900")
    chief.take_picture(day.shots, "panel-declined-1440x900")


def test_an_invitation_rings_again(day: Day) -> None:
    day.inside.rows(SHORT_CALL)
    choose_next(day["chief"])
    journey.invite_uncleared(day["chief"], NAME)
    expect(day["candidate"].page.get_by_role("alertdialog")).to_be_visible()


def test_a_rehearsal_cannot_be_taken_for_the_exam(day: Day) -> None:
    """Meanwhile the invitation of the step before runs out."""
    demo = day.site.demo("candidate", 1)
    both = day.start(demo["name"], hue=180, tone=600)
    journey.log_in_by_sms(both, day.site, demo["phone"])
    journey.give_consent(both)
    page = both.page
    cards = page.locator("section[data-kind]")
    expect(cards).to_have_count(2)
    rehearsal = page.locator("section[data-kind=rehearsal]")
    expect(rehearsal).to_contain_text("演练")
    expect(page.locator("section[data-kind=formal]")).to_contain_text("正式考试")
    both.take_picture(day.shots, "exams-both-1440x900")
    squeeze_all(both, day.shots, "exams-both")

    def looks_like(kind: str) -> None:
        band = page.get_by_text("演练　不计入任何成绩")
        expect(band).to_have_count(1 if kind == "rehearsal" else 0)
        assert page.title().startswith("演练 · ") == (kind == "rehearsal"), page.title()
        assert page.evaluate("() => document.documentElement.dataset.kind ?? 'formal'") == kind

    rehearsal.get_by_role("button", name="进入考试").click()
    both.reads("系统须知")
    looks_like("rehearsal")
    both.press("下一步")
    expect(both.button("信息无误，下一步")).to_be_visible()
    looks_like("rehearsal")
    both.press("信息无误，下一步")
    both.press("播放录音", seconds=40)
    looks_like("rehearsal")
    journey.check_devices(both)
    expect(page.get_by_test_id("signature-pad")).to_be_visible()
    looks_like("rehearsal")
    journey.sign_letter(both)
    looks_like("rehearsal")
    expect(both.button("连接第二机位")).to_have_count(0)  # the rehearsal wants one camera
    both.take_picture(day.shots, "rehearsal-waiting-1440x900")
    page.goto(f"{day.site.url}/c/exams")
    page.locator("section[data-kind=formal]").get_by_role("button", name="进入考试").click()
    both.reads("系统须知")
    looks_like("formal")
    both.close()


def test_an_invitation_that_nobody_follows_lapses(day: Day) -> None:
    candidate, officer, chief = day["candidate"], day["officer"], day["chief"]
    expect(candidate.page.get_by_role("alertdialog")).to_have_count(0, timeout=30_000)
    candidate.reads("您的位置")
    candidate.reads("邀请已超时，候考官会联系您并再次邀请")
    officer.reads(f"{NAME} 没有应答邀请，已回到候考区")
    expect(day.row).to_contain_text("未应答邀请")
    chief.reads(f"{NAME} 没有应答，已回到候考区")
    candidate.take_picture(day.shots, "waiting-lapsed-1440x900")
    squeeze_all(candidate, day.shots, "waiting-lapsed")
    candidate.receives_nothing(5)


def test_who_signed_before_only_enters(day: Day) -> None:
    demo = day.site.demo("candidate", 4)
    caller = Candidate(day.site, demo)
    caller.prepare()
    second = day.start(demo["name"], hue=60, tone=520)
    journey.log_in_by_sms(second, day.site, demo["phone"])
    second.press("继续：候考区")
    second.reads("已签署")
    expect(second.button("签署并进入候考区")).to_have_count(0)
    second.take_picture(day.shots, "letter-signed-1440x900")
    squeeze_all(second, day.shots, "letter-signed")
    second.press("进入候考区")
    second.reads("您的位置", 20)
    second.close()


def place_of(candidate: Person) -> str:
    def place() -> str | None:
        found: str | None = candidate.page.locator(".kc-place-big b").first.text_content()
        return found

    found: str = wait_until(place, 10, "the place in line")
    return found


def choose_next(chief: Person) -> None:
    chief.page.get_by_role("region", name="面试顺序").get_by_role("button", name=NAME).click()
