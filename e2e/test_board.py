"""The officer's stage board in a real browser: finding people, acting for them, and what each candidate sees.

The steps stand on one another, in the order of this file. Those without a page of their own act over HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from e2e import journey
from e2e.attacks.day import Day
from e2e.callers import Candidate
from e2e.inside import Inside
from e2e.looks import enlarge_staff, enlarge_staff_in_both_languages
from e2e.network import cut_off
from e2e.person import PHONE, Person, wait_until
from e2e.site import Site
from e2e.sockets import PushSocket
from e2e.staff_day import NAMES, StaffDay, ask, more, names_in_rows, no_other_name

CANDIDATE, SECOND_CAMERA = "[data-testid=tile-candidate]", "[data-testid=tile-second_camera]"
FIRST, SECOND, THIRD, FOURTH = NAMES[:4]


@pytest.fixture(scope="module")
def it(site: Site, people: Callable[..., Person], shots: Path) -> Iterator[StaffDay]:
    """The first two wait, the third prepares, the fourth has been examined, the others did not come."""
    inside = Inside(site)
    wait_until(lambda: inside.rows("SELECT 1 FROM media_mediaserverstatus WHERE is_up"), 20, "a media server")
    day = Day(site, inside)
    staff = StaffDay(day, people, shots)
    interview = day.interview(3)
    day.chief.post(f"/staff/interviews/{interview}/end", {"reason": ""})
    page_open = PushSocket(site.url, day.candidate(1).push_token("candidate"))
    assert page_open.is_connected()
    third = Candidate(site, site.demo("candidate", 2))
    third.give_consents()
    third.read_notice()
    staff.opens(THIRD, third, f"/c/exams/{third.entry}", hue=280, tone=620)
    staff.candidate_comes(0, hue=20, tone=440)
    board = staff.staff_comes("周敏", day.officer, "board", hue=120, tone=660)
    expect(board.page.get_by_role("heading", name="候考看板")).to_be_visible(timeout=20_000)
    yield staff
    page_open.close()


def officer_and_row(it: StaffDay, name: str = FIRST) -> tuple[Person, Locator]:
    return it["周敏"], journey.row_of(it["周敏"], name)


def tab(officer: Person, name: str) -> Locator:
    return officer.page.get_by_role("tab", name=re.compile(f"^{name}"))


def test_a_row_says_where_a_candidate_stands(it: StaffDay) -> None:
    officer, row = officer_and_row(it)
    for words in ("01", "26S0417", "候考", "摄像头 正常", "麦克风 正常", "第二机位未连", "网络良好", "到场"):
        expect(row).to_contain_text(words, timeout=20_000)
    expect(journey.row_of(officer, THIRD)).to_contain_text("准备中")
    expect(journey.row_of(officer, THIRD)).to_contain_text("还差：")
    expect(journey.row_of(officer, FOURTH)).to_contain_text("已结束")
    expect(journey.row_of(officer, NAMES[4])).to_contain_text("未登录")
    assert names_in_rows(officer) == list(NAMES)
    enlarge_staff_in_both_languages(officer, it.shots, "board")


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("全部", NAMES),
        ("候考", (FIRST, SECOND)),
        ("准备中", (THIRD,)),
        ("未登录", NAMES[4:]),
        ("已结束", (FOURTH,)),
    ],
)
def test_a_filter_shows_those_of_one_stage_and_their_number(
    it: StaffDay, name: str, who: tuple[str, ...]
) -> None:
    officer = it["周敏"]
    expect(tab(officer, name)).to_contain_text(str(len(who)))
    tab(officer, name).click()
    expect(tab(officer, name)).to_have_attribute("aria-selected", "true")
    wait_until(lambda: names_in_rows(officer) == list(who), 5, f"{name} shows {who}")


def test_a_filter_without_a_candidate_says_so_and_clears(it: StaffDay) -> None:
    officer = it["周敏"]
    expect(tab(officer, "需要处理")).to_contain_text("0")
    tab(officer, "需要处理").click()
    officer.reads("没有符合条件的考生")
    officer.take_picture(it.shots, "board-nothing-found-1440x900")
    officer.press("清除条件")
    wait_until(lambda: names_in_rows(officer) == list(NAMES), 5, "everybody again")


@pytest.mark.parametrize(
    ("words", "who"),
    [("思远", (FIRST,)), ("26s0409", (SECOND,)), ("0003", (THIRD,)), ("张三", ())],
)
def test_search_by_name_number_and_last_digits(it: StaffDay, words: str, who: tuple[str, ...]) -> None:
    officer = it["周敏"]
    box = officer.page.get_by_role("searchbox", name="姓名、编号或手机尾号")
    box.fill(words)
    wait_until(lambda: names_in_rows(officer) == list(who), 5, f"{words} finds {who}")
    if not who:
        officer.reads("没有符合条件的考生")
    box.press("Escape")
    wait_until(lambda: names_in_rows(officer) == list(NAMES), 5, "everybody again")


def test_the_phone_number_is_shown_on_request_only_and_the_request_is_in_the_trail(it: StaffDay) -> None:
    officer, row = officer_and_row(it)
    number = it.day.site.demo("candidate", 0)["phone"]
    assert number not in officer.page.content()
    row.get_by_role("button", name="联系").click()
    dialog = officer.page.get_by_role("dialog", name=f"联系 {FIRST}")
    expect(dialog).to_contain_text(number)
    officer.take_picture(it.shots, "board-contact-1440x900")
    [(who, written)] = it.trail("waiting.contact_shown")
    assert who == it.person_id(it.day.officer)
    assert written == {"entry_id": it.day.entry(0)}
    dialog.get_by_role("button", name="关闭").click()
    expect(dialog).to_have_count(0)
    assert number not in officer.page.content()


def test_with_twice_the_text_the_menu_and_the_talk_are_whole(it: StaffDay) -> None:
    officer, row = officer_and_row(it)
    row.get_by_role("button", name="… 更多操作").click()
    expect(officer.page.get_by_role("menuitem", name="暂缓")).to_be_visible()
    enlarge_staff(officer, it.shots, "board-menu")
    officer.page.keyboard.press("Escape")
    row.get_by_role("button", name="通话").click()
    officer.sees(CANDIDATE, it[FIRST])
    enlarge_staff_in_both_languages(officer, it.shots, "board-talk")
    officer.press("结束通话")
    expect(row).to_contain_text("候考", timeout=10_000)


def test_a_message_reaches_one_candidate(it: StaffDay) -> None:
    officer, row = officer_and_row(it)
    more(row, "发消息")
    ask(officer, "发送", "请把身份证放在手边")
    it[FIRST].reads("请把身份证放在手边")
    expect(officer.page.get_by_role("complementary").first).to_contain_text("请把身份证放在手边")
    assert it.day.candidate(1).now()["messages"] == []


def test_a_broadcast_reaches_everybody_and_names_nobody(it: StaffDay) -> None:
    officer = it["周敏"]
    officer.press("群发消息")
    officer.take_picture(it.shots, "board-broadcast-1440x900")
    enlarge_staff(officer, it.shots, "board-broadcast")
    ask(officer, "发送", "考试将推迟十分钟")
    it[FIRST].reads("考试将推迟十分钟")
    for number, own in ((0, FIRST), (1, SECOND)):
        shown = it.day.candidate(number).now()
        assert [m["text"] for m in shown["messages"] if m["to"] == "room"] == ["考试将推迟十分钟"]
        assert not [name for name in NAMES if name != own and name in str(shown)]
    no_other_name(it[FIRST], FIRST)


def test_a_question_is_counted_answered_and_read(it: StaffDay) -> None:
    officer, candidate = it["周敏"], it[THIRD]
    candidate.press("有疑问", seconds=20)
    ask(candidate, "提交疑问", "我的专业写错了")
    row = journey.row_of(officer, THIRD)
    expect(row).to_contain_text("1 个疑问", timeout=10_000)
    expect(tab(officer, "需要处理")).to_contain_text("1")
    officer.reads(f"{THIRD} 有疑问待答复")
    officer.press("答复")
    officer.reads("我的专业写错了")
    officer.take_picture(it.shots, "board-question-1440x900")
    enlarge_staff_in_both_languages(officer, it.shots, "board-question")
    officer.page.locator(".kc-side-list").get_by_role("button", name="答复").click()
    ask(officer, "发送", "已更正，请刷新核对")
    candidate.reads("已更正，请刷新核对")
    officer.reads("已答复")
    officer.reads("暂无需要处理的考生")
    expect(row).not_to_contain_text("个疑问")


def test_help_stands_on_the_board_until_it_is_settled(it: StaffDay) -> None:
    (officer, row), candidate = officer_and_row(it), it[FIRST]
    candidate.press("求助")
    ask(candidate, "发送求助", "听不到声音")
    expect(row).to_contain_text("求助", timeout=10_000)
    officer.reads(f"{FIRST} 求助：听不到声音")
    tab(officer, "需要处理").click()
    wait_until(lambda: names_in_rows(officer) == [FIRST], 5, "who asks is among those to deal with")
    officer.take_picture(it.shots, "board-help-1440x900")
    officer.press("求助已处理")
    expect(candidate.page.get_by_text("您已求助")).to_have_count(0, timeout=10_000)
    officer.reads("没有符合条件的考生")
    tab(officer, "全部").click()


def test_who_is_looked_at_sees_an_eye_and_the_trail_who_looked(it: StaffDay) -> None:
    (officer, row), candidate = officer_and_row(it), it[FIRST]
    phone = it.start("手机", hue=300, tone=1200, viewport=PHONE)
    phone.page.goto(f"{it.day.site.url}/p/#{it.day.candidate(0).pairing_secret()}")
    phone.press("开启摄像头")
    expect(row).to_contain_text("第二机位 正常", timeout=20_000)
    eye = candidate.page.get_by_test_id("watched")
    expect(eye).to_have_attribute("data-watched", "false")
    candidate.reads("考务人员随时可能查看您的画面")
    row.get_by_role("button", name="查看").click()
    officer.sees(CANDIDATE, candidate)
    officer.sees(SECOND_CAMERA, phone)
    expect(eye).to_have_attribute("data-watched", "true", timeout=10_000)
    candidate.reads("考务正在查看您的画面")
    assert candidate.received()["audio"] == 0
    expect(eye).not_to_contain_text("周敏")
    officer.take_picture(it.shots, "board-view-1440x900")
    enlarge_staff_in_both_languages(officer, it.shots, "board-view")
    candidate.take_picture(it.shots, "waiting-watched-1440x900")
    # Another phone and a reload of the computer: each picture stays with its device.
    candidate.page.reload()
    officer.sees(CANDIDATE, candidate, 20)
    officer.sees(SECOND_CAMERA, phone)
    officer.press("结束查看")
    expect(eye).to_have_attribute("data-watched", "false", timeout=5_000)
    looker, entry = it.person_id(it.day.officer), it.day.entry(0)
    [(began_by, began)] = it.trail("interviews.look_began")
    [(_, ended)] = it.trail("interviews.look_ended")
    assert (began_by, began["entry_id"], began["purpose"]) == (looker, entry, "view")
    assert (ended["person_id"], ended["entry_id"], ended["reason"]) == (looker, entry, "left")
    assert ended["seat_id"] == began["seat_id"] and ended["joined"]
    assert ended["began_at"] < ended["ended_at"]
    phone.close()
    expect(row).to_contain_text("第二机位断开", timeout=20_000)


def test_a_lost_computer_is_red_on_the_board_until_it_is_back(it: StaffDay) -> None:
    (officer, row), candidate = officer_and_row(it), it[FIRST]
    with cut_off(candidate):
        expect(row).to_contain_text("连接中断", timeout=30_000)
        officer.reads(f"{FIRST} 的电脑连接中断")
        officer.take_picture(it.shots, "board-interrupted-1440x900")
    expect(row).not_to_contain_text("连接中断", timeout=30_000)
    expect(row).to_contain_text("候考")


def test_postponed_and_called_back_the_candidate_goes_on_by_itself(it: StaffDay) -> None:
    (officer, row), candidate = officer_and_row(it), it[FIRST]
    more(row, "暂缓")
    expect(row).to_contain_text("已暂缓", timeout=10_000)
    candidate.reads("您的面试已暂缓")
    candidate.take_picture(it.shots, "deferred-1440x900")
    expect(row.get_by_role("button", name="查看")).to_be_hidden()
    more(row, "恢复候考")
    candidate.reads("您的位置", 20)
    row.get_by_role("button", name="查看").click()
    officer.sees(CANDIDATE, candidate, 20)
    officer.press("结束查看")


def test_an_absence_is_asked_twice_and_can_be_taken_back(it: StaffDay) -> None:
    (officer, row), candidate = officer_and_row(it), it[FIRST]
    more(row, "标记缺考")
    act = f"将 {FIRST} 标记为缺考"
    officer.press(act)
    officer.reads("请再确认一次")
    officer.take_picture(it.shots, "board-absent-again-1440x900")
    expect(row).not_to_contain_text("缺考")
    officer.press(act)
    expect(row).to_contain_text("缺考", timeout=10_000)
    candidate.reads("您已被标记为缺考")
    candidate.take_picture(it.shots, "absent-1440x900")
    candidate.receives_nothing(5)
    more(row, "恢复候考")
    candidate.reads("您的位置", 20)


def new_code(it: StaffDay) -> str:
    officer, row = officer_and_row(it)
    more(row, "重发登录码")
    dialog = officer.page.get_by_role("dialog", name=f"{FIRST} 的新登录码")
    expect(dialog).to_contain_text("26S0417")
    officer.take_picture(it.shots, "board-login-code-1440x900")
    code: str = dialog.locator(".mono").nth(1).inner_text()
    dialog.get_by_role("button", name="关闭").click()
    return code


def test_a_fresh_code_logs_in_elsewhere_and_the_one_before_does_not(it: StaffDay) -> None:
    demo: dict[str, Any] = it.day.site.demo("candidate", 0)
    older, newer = new_code(it), new_code(it)
    assert older != newer
    elsewhere = it.here["elsewhere"] = it.start("另一台电脑", hue=340, tone=980)
    page = elsewhere.page
    page.goto(it.day.site.url)
    page.get_by_text("使用考生编号和一次性登录码").first.click()
    page.get_by_label("考生编号").fill(demo["candidate_number"])
    page.get_by_label("一次性登录码").fill(older)
    elsewhere.press("登录")
    elsewhere.reads("登录码已使用、已更换")
    page.get_by_label("一次性登录码").fill(newer)
    elsewhere.press("登录")
    expect(page.get_by_role("button", name=re.compile("^继续："))).to_be_visible()
    expect(it[FIRST].button("在此继续")).to_be_visible(timeout=10_000)
    reissued = it.trail("waiting.login_code_reissued")
    assert [who for who, _ in reissued] == [it.person_id(it.day.officer)] * 2
    assert newer not in str(reissued) and older not in str(reissued)
    page.get_by_role("button", name=re.compile("^继续：")).click()
    elsewhere.reads("您的位置", 20)
    _, row = officer_and_row(it)
    expect(row).to_contain_text("已换设备", timeout=10_000)
