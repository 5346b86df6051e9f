"""The interview day without a mouse: candidate, officer and chief, each by keyboard alone.

The steps stand on one another, in the order of this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from e2e import journey
from e2e.keyboard import Keyboard
from e2e.person import Person, wait_until
from e2e.site import Site

ROOM, NAME = "第二考场", "陈思远"
CHIEF = "[data-testid=tile-chief_examiner]"


class Hands:
    """Who sits at which keyboard."""

    candidate: Keyboard
    officer: Keyboard
    chief: Keyboard


@pytest.fixture(scope="module")
def hands(site: Site, people: Callable[..., Person]) -> Iterator[Hands]:
    found = Hands()
    found.candidate = Keyboard(people(NAME, hue=20, tone=440))
    found.officer = Keyboard(people("周敏", hue=120, tone=660))
    found.chief = Keyboard(people("梁国栋", hue=220, tone=880))
    yield found
    for one in (found.candidate, found.officer, found.chief):
        one.used_no_mouse()


def log_in_staff(keys: Keyboard, site: Site, demo: dict[str, Any]) -> None:
    keys.page.goto(f"{site.url}/s/login")
    keys.write(keys.page.get_by_label("工号或手机号"), demo["phone"])
    keys.write(keys.page.get_by_label("密码", exact=True), demo["password"])
    keys.page.keyboard.press("Enter")


def dialog_of(keys: Keyboard) -> Locator:
    dialog = keys.page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=10_000)
    return dialog


def test_the_candidate_logs_in_and_agrees(hands: Hands, site: Site) -> None:
    keys, demo = hands.candidate, site.demo("candidate", 0)
    keys.page.goto(site.url)
    keys.press(keys.page.get_by_role("button", name="使用考生编号和一次性登录码"))
    keys.write(keys.page.get_by_label("考生编号"), demo["candidate_number"])
    keys.write(keys.page.get_by_label("一次性登录码"), demo["login_code"])
    keys.press("登录")
    keys.press(keys.page.get_by_role("checkbox", name="我已阅读并同意"), key="Space")
    keys.press("下一步")
    keys.is_somewhere("进入考试")


def test_the_candidate_prepares(hands: Hands) -> None:
    keys = hands.candidate
    keys.press(keys.page.get_by_role("button", name="进入考试").first)
    keys.is_somewhere("系统须知")
    keys.press("下一步")
    keys.is_somewhere("信息无误，下一步")
    keys.press("信息无误，下一步")
    keys.is_somewhere("设备检测")
    keys.press("播放录音")
    keys.press("我听到了")
    keys.press(keys.page.get_by_role("button", name=re.compile("^下一步：")))


def test_the_candidate_signs_by_name(hands: Hands) -> None:
    keys, page = hands.candidate, hands.candidate.page
    keys.is_somewhere("签署并进入候考区")
    keys.reach(page.get_by_test_id("letter-text"))
    page.keyboard.press("End")
    keys.press(page.get_by_role("checkbox").first, key="Space")
    keys.press("改为键盘输入姓名", back=True)
    keys.write(page.get_by_label("请输入您的姓名作为签名"), NAME)
    keys.press("签署并进入候考区")
    keys.is_somewhere("您的位置")


def test_help_is_asked_and_taken_back(hands: Hands) -> None:
    keys = hands.candidate
    keys.press("求助")
    dialog = dialog_of(keys)
    keys.stays_inside(dialog, 6)
    keys.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    keys.is_at(keys.button("求助"))
    keys.page.keyboard.press("Enter")
    keys.write(keys.page.get_by_label("简要说明"), "灯坏了")
    keys.press("发送求助")
    keys.is_somewhere("您已求助")
    keys.press("问题已解决")
    expect(keys.button("求助")).to_be_visible(timeout=10_000)


def test_stepping_away_and_coming_back(hands: Hands) -> None:
    keys = hands.candidate
    keys.press("暂离")
    keys.is_somewhere("您已暂离")
    keys.press("我回来了")
    expect(keys.button("暂离")).to_be_visible(timeout=10_000)
    keys.is_at(keys.button("暂离"))


def test_the_officer_opens_the_board_and_its_menu(hands: Hands, site: Site) -> None:
    keys, page = hands.officer, hands.officer.page
    log_in_staff(keys, site, site.demo("waiting_room_officer", 0))
    keys.press(page.get_by_role("link", name=f"{ROOM} 候考看板"))
    keys.is_somewhere("候考看板")
    row = journey.row_of(hands.officer.person, NAME)
    expect(row).to_contain_text("候考")
    more = row.get_by_role("button", name="更多操作")
    keys.press(more)
    item = page.get_by_role("menuitem", name="发消息")
    expect(item).to_be_visible()
    keys.is_at(page.get_by_role("menu"))  # a menu takes the focus some frames after it is drawn
    page.keyboard.press("Escape")
    expect(item).to_be_hidden()
    keys.is_at(more)
    page.keyboard.press("Enter")
    keys.reach(item, "ArrowDown")
    page.keyboard.press("Enter")
    keys.is_at(dialog_of(keys).get_by_role("textbox"))
    page.keyboard.press("Escape")
    keys.is_at(more)


def test_the_officer_talks_and_clears(hands: Hands) -> None:
    keys, candidate = hands.officer, hands.candidate
    row = journey.row_of(keys.person, NAME)
    keys.press(row.get_by_role("button", name="通话"), back=True)
    candidate.is_somewhere("候考官正在与您通话")
    keys.press(keys.page.get_by_role("checkbox", name="证件与本人一致"), key="Space")
    keys.press("核验通过，结束通话")
    expect(row).to_contain_text("可入场", timeout=10_000)
    keys.is_somewhere("候考看板")


def test_the_chief_invites_and_the_candidate_enters(hands: Hands, site: Site) -> None:
    keys, candidate = hands.chief, hands.candidate
    log_in_staff(keys, site, site.demo("chief_examiner", 0))
    keys.press(keys.page.get_by_role("link", name=f"{ROOM} 考场"))
    keys.is_somewhere("面试顺序")
    keys.press(f"邀请 {NAME} 进入考场")
    enter = candidate.button("进入考场")
    expect(enter).to_be_visible(timeout=10_000)
    candidate.is_at(enter)
    candidate.page.keyboard.press("Enter")
    candidate.person.sees(CHIEF, keys.person)
    candidate.is_somewhere("共享屏幕")
    keys.is_somewhere("延时 2 分钟")


def test_the_candidate_has_their_switches(hands: Hands) -> None:
    keys = hands.candidate
    keys.press("麦克风已开", key="Space")
    keys.is_at(keys.button("麦克风已关"))
    keys.page.keyboard.press("Space")
    keys.press("共享屏幕")
    keys.press("停止共享")
    expect(keys.button("共享屏幕")).to_be_visible(timeout=10_000)
    keys.is_at(keys.button("共享屏幕"))


def test_the_chief_extends_and_ends(hands: Hands) -> None:
    keys, candidate = hands.chief, hands.candidate
    keys.press("延时 2 分钟")
    keys.person.reads("已延时 2 分钟")
    end = keys.button(f"结束 {NAME} 的面试")
    keys.press(end)
    dialog = dialog_of(keys)
    keys.stays_inside(dialog, 4)
    keys.page.keyboard.press("Escape")
    keys.is_at(end)
    keys.page.keyboard.press("Enter")
    keys.press(dialog_of(keys).get_by_role("button", name=f"结束 {NAME} 的面试"))
    keys.is_somewhere("上一位")
    candidate.is_somewhere("面试已结束")
    candidate.press("确定")
    candidate.is_somewhere("我的考试")
    wait_until(lambda: candidate.page.url.endswith("/c/exams"), 5, "the candidate is back at their exams")
