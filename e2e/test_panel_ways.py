"""The panel's other ways in real browsers: what a call comes to, who may act, what stays among the panel.

The steps stand on one another, in the order of this file; never more than five browsers are alive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from e2e import journey
from e2e.attacks.day import Day
from e2e.inside import Inside
from e2e.looks import enlarge_staff_in_both_languages, squeeze_all
from e2e.person import Person, wait_until
from e2e.site import Site
from e2e.staff_day import NAMES, StaffDay, ask, no_other_name

CANDIDATE, CHIEF = "[data-testid=tile-candidate]", "[data-testid=tile-chief_examiner]"
FIRST, SECOND = NAMES[:2]
CHAT = "评委私聊"
CHIEFS_ACTS = (
    "邀请",
    "暂缓",
    "结束考场",
    "撤回邀请",
    "静音考生",
    "停止共享",
    "延时 2 分钟",
    "暂停",
    "送回候考区",
    f"结束 {FIRST} 的面试",
    "恢复",
    "重新开启",
)
NOT_HEARD = "没有收到服务器的答复，操作可能没有生效"
SHORT_CALL = "UPDATE exams_examsession SET invitation_seconds = %s RETURNING id"


@pytest.fixture(scope="module")
def it(site: Site, people: Callable[..., Person], shots: Path) -> Iterator[StaffDay]:
    """Two candidates wait and are cleared; the chief and an examiner sit in the exam room."""
    inside = Inside(site)
    wait_until(lambda: inside.rows("SELECT 1 FROM media_mediaserverstatus WHERE is_up"), 20, "a media server")
    day = Day(site, inside)
    staff = StaffDay(day, people, shots)
    staff.candidate_comes(0, hue=20, tone=440)
    staff.candidate_comes(1, hue=180, tone=520)
    for number in (0, 1):
        talk = day.officer.post(f"/staff/entries/{day.entry(number)}/talks")
        day.officer.post(f"/staff/talks/{talk['id']}/end", {"cleared": True})
    staff.staff_comes("梁国栋", day.chief, "panel", hue=220, tone=880)
    staff.staff_comes("许静宜", day.staff("examiner"), "panel", hue=60, tone=1500)
    staff["梁国栋"].hears(staff["许静宜"], 30)
    yield staff


def shows_no_act(examiner: Person) -> None:
    found = [name for name in CHIEFS_ACTS if examiner.button(name, exact=False).count()]
    assert not found, f"an examiner is shown {found}"


def rings(candidate: Person) -> bool:
    return bool(candidate.page.get_by_role("alertdialog").count())


def test_private_words_go_both_ways_and_to_no_candidate(it: StaffDay) -> None:
    chief, examiner = it["梁国栋"], it["许静宜"]
    for writer, reader, words in ((chief, examiner, "先问专业基础"), (examiner, chief, "同意，我问第二题")):
        writer.page.get_by_role("textbox", name="输入私聊内容").fill(words)
        writer.press("发送私聊")
        expect(reader.page.get_by_role("region", name="评委私聊")).to_contain_text(words, timeout=10_000)
    examiner.page.reload()
    expect(examiner.page.get_by_role("region", name="评委私聊")).to_contain_text(
        "先问专业基础", timeout=20_000
    )
    enlarge_staff_in_both_languages(chief, it.shots, "panel-between")
    for number, name in ((0, FIRST), (1, SECOND)):
        assert "专业基础" not in it[name].page.content()
        assert "专业基础" not in str(it.day.candidate(number).now())


def test_an_examiner_is_shown_none_of_the_chiefs_acts(it: StaffDay) -> None:
    chief, examiner, candidate = it["梁国栋"], it["许静宜"], it[FIRST]
    expect(chief.button(f"邀请 {FIRST} 进入考场")).to_be_enabled()
    shows_no_act(examiner)
    chief.press(f"邀请 {FIRST} 进入考场")
    examiner.reads(f"正在邀请 {FIRST}")
    shows_no_act(examiner)
    enlarge_staff_in_both_languages(chief, it.shots, "panel-ringing")
    candidate.press("进入考场")
    examiner.sees(CANDIDATE, candidate)
    chief.sees(CANDIDATE, candidate)
    shows_no_act(examiner)
    examiner.take_picture(it.shots, "panel-examiner-1440x900")


def test_a_pause_stops_the_clock_on_both_sides_and_two_minutes_are_added(it: StaffDay) -> None:
    chief, candidate = it["梁国栋"], it[FIRST]
    clock = chief.page.get_by_role("timer")
    chief.press("暂停")
    expect(chief.button("继续")).to_be_visible(timeout=10_000)
    candidate.reads("主考官已暂停，计时已停表")
    stopped = clock.inner_text()
    left = it.day.candidate(0).now()["interview"]
    chief.take_picture(it.shots, "panel-paused-1440x900")
    enlarge_staff_in_both_languages(chief, it.shots, "panel-paused")
    candidate.take_picture(it.shots, "interview-paused-1440x900")
    squeeze_all(candidate, it.shots, "interview-paused")
    chief.page.route("**/extension", done_but_not_heard, times=1)
    chief.press("延时 2 分钟")
    chief.reads(NOT_HEARD)
    with chief.page.expect_response("**/extension") as again:
        chief.press("延时 2 分钟")
    assert again.value.ok
    wait_until(lambda: clock.inner_text() != stopped, 10, "the chief's clock has two minutes more")
    assert seconds_of(clock.inner_text()) - seconds_of(stopped) == 120
    more = it.day.candidate(0).now()["interview"]
    assert more["extended_seconds"] - left["extended_seconds"] == 120
    chief.press("继续")
    expect(candidate.page.get_by_text("主考官已暂停")).to_have_count(0, timeout=10_000)
    journey.end_interview(chief, FIRST)
    candidate.reads("面试已结束", 10)


def done_but_not_heard(request: Route) -> None:
    """The server does it; its answer is lost on the way back."""
    assert request.fetch().ok
    request.abort()


def seconds_of(shown: str) -> int:
    """The last mm:ss of what a clock shows."""
    minutes, seconds = shown.split()[-1].split(":")
    return int(minutes[-2:]) * 60 + int(seconds[:2])


def test_a_candidate_who_cannot_come_now_is_told_to_chief_and_officer(it: StaffDay) -> None:
    chief, candidate = it["梁国栋"], it[SECOND]
    it.leaves(FIRST)
    officer = it.staff_comes("周敏", it.day.officer, "board", hue=120, tone=660)
    row = journey.row_of(officer, SECOND)
    expect(row).to_contain_text("可入场", timeout=20_000)
    chief.press(f"邀请 {SECOND} 进入考场")
    candidate.press("暂不能进入")
    candidate.reads("您的位置")
    chief.reads(f"{SECOND} 暂不能进入，已回到候考区")
    officer.reads(f"{SECOND} 暂不能进入考场，已回到候考区")
    expect(row).to_contain_text("暂不能进入")
    chief.take_picture(it.shots, "panel-declined-1440x900")
    enlarge_staff_in_both_languages(chief, it.shots, "panel-declined")
    officer.take_picture(it.shots, "board-declined-1440x900")


def test_a_call_that_lapses_stands_with_the_officer_until_somebody_acts(it: StaffDay) -> None:
    chief, candidate, officer = it["梁国栋"], it[SECOND], it["周敏"]
    it.day.inside.rows(SHORT_CALL, 6)
    chief.press(f"邀请 {SECOND} 进入考场")
    expect(candidate.page.get_by_role("alertdialog")).to_be_visible(timeout=5_000)
    chief.reads(f"{SECOND} 没有应答，已回到候考区", 20)
    candidate.reads("邀请已超时，候考官会联系您并再次邀请")
    candidate.reads("您的位置")
    officer.reads(f"{SECOND} 没有应答邀请，已回到候考区")
    tab = officer.page.get_by_role("tab", name="需要处理")
    expect(tab).to_contain_text("1")
    tab.click()
    row = journey.row_of(officer, SECOND)
    expect(row).to_contain_text("未应答邀请")
    officer.take_picture(it.shots, "board-lapsed-1440x900")
    it.day.inside.rows(SHORT_CALL, 60)
    officer.button("暂缓").first.click()
    candidate.reads("您的面试已暂缓")
    officer.reads("没有符合条件的考生")
    officer.page.get_by_role("tab", name="全部").click()
    more = journey.row_of(officer, SECOND).get_by_role("button", name="… 更多操作")
    more.click()
    officer.page.get_by_role("menuitem", name="恢复候考").click()
    candidate.reads("您的位置", 20)


def test_the_chief_sets_somebody_aside(it: StaffDay) -> None:
    chief, candidate = it["梁国栋"], it[SECOND]
    chief.press(f"暂缓 {SECOND}")
    candidate.reads("您的面试已暂缓")
    squeeze_all(candidate, it.shots, "set-aside")
    expect(chief.button(f"邀请 {SECOND} 进入考场")).to_have_count(0, timeout=10_000)
    it.day.officer.post(f"/staff/entries/{it.day.entry(1)}/restoration")
    candidate.reads("您的位置", 20)


def test_of_two_chiefs_who_call_at_once_one_is_told_why_not(it: StaffDay) -> None:
    """Both pages still show the act when it is pressed; the room has one call all the same."""
    it.day.candidate(2)  # arrives without a page
    first, second, candidate = it["梁国栋"], it["周敏"], it[SECOND]
    it.day.inside.rows("UPDATE exams_examsession SET clearance_required = false RETURNING id")
    second.page.goto(f"{it.day.site.url}/s/rooms/{it.day.room()}/panel")
    first.page.reload()
    second.page.get_by_role("button", name=f"{NAMES[2]}").first.click(timeout=20_000)
    calls = [first.button(f"邀请 {SECOND} 进入考场"), second.button(f"邀请 {NAMES[2]} 进入考场")]
    for call in calls:
        expect(call).to_be_enabled(timeout=20_000)
    held: list[Route] = []  # neither reaches the server before both are on their way
    for chief, call in zip((first, second), calls, strict=True):
        chief.page.route("**/invitations", lambda request: held.append(request))
        with chief.page.expect_request("**/invitations"):
            call.click()
    wait_until(lambda: first.page.title() and len(held) == 2, 10, "both chiefs have called")
    for request in held:
        request.continue_()
    for chief in (first, second):
        chief.page.unroute("**/invitations")
    refusal = "本考场已邀请一位考生，或正在面试。请等其结束，或先撤回邀请"
    told = [first.page.get_by_text(refusal), second.page.get_by_text(refusal)]
    wait_until(lambda: sum(words.count() for words in told), 10, "one of them is refused in words")
    assert [words.count() for words in told] in ([0, 1], [1, 0])
    assert rings(candidate) == (told[1].count() == 1)
    loser = second if told[1].count() else first
    loser.take_picture(it.shots, "panel-second-call-1440x900")
    query = "SELECT count(*) FROM interviews_invitation WHERE state = 'sent'"
    assert it.day.inside.one(query) == 1
    first.press("撤回邀请")
    wait_until(lambda: not rings(candidate), 5, "the ringing stops")


def test_a_closed_room_is_closed_at_the_candidate_and_opens_again(it: StaffDay) -> None:
    chief, candidate = it["梁国栋"], it[SECOND]
    chief.press("结束考场")
    chief.page.get_by_role("dialog").get_by_role("button", name="结束考场").click()
    candidate.reads("考场已关闭")
    squeeze_all(candidate, it.shots, "room-closed")
    candidate.receives_nothing(5)
    it["许静宜"].reads("考场已结束")
    shows_no_act(it["许静宜"])
    chief.press("重新开启")
    ask(chief, "重新开启", "还有考生")
    candidate.reads("您的位置", 20)
    reasons = [written for _, written in it.trail("exams.room_reason_given")]
    assert "还有考生" in str(reasons)


def test_an_inspector_chooses_a_candidate_and_can_change_nothing(it: StaffDay) -> None:
    candidate = it[SECOND]
    it.leaves("许静宜")
    wait_until(lambda: it.day.candidate(1).now()["desk"]["open"], 20, "the desk is open again")
    inspector = it.here["方远"] = it.start("方远", hue=270, tone=1800)
    journey.log_in_staff(inspector, it.day.site, it.day.site.demo("inspector"))
    links = inspector.page.get_by_role("link", name="巡视", exact=False)
    expect(links).to_have_count(2)
    inspector.take_picture(it.shots, "inspector-rooms-1440x900")
    enlarge_staff_in_both_languages(inspector, it.shots, "inspector-rooms")
    inspector.page.get_by_role("link", name="第二考场 巡视", exact=False).click()
    inspector.reads("没有正在进行的面试")
    inspector.page.get_by_role("button", name=SECOND).click()
    inspector.sees(CANDIDATE, candidate, 20)
    inspector.hears(candidate)
    inspector.reads("静默巡视：考生与评委看不到您")
    inspector.take_picture(it.shots, "inspection-chosen-1440x900")
    enlarge_staff_in_both_languages(inspector, it.shots, "inspection-chosen")
    shows_no_act(inspector)
    assert inspector.page.get_by_role("textbox").count() == 0
    assert inspector.prompts() == 0
    expect(candidate.page.get_by_test_id("watched")).to_have_attribute("data-watched", "false")
    no_other_name(candidate, SECOND)
    assert "方远" not in candidate.page.content()
    seat = it.trail("interviews.look_began")[-1][1]
    assert (seat["purpose"], seat["entry_id"]) == ("inspect", it.day.entry(1))
    inspector.page.locator(".kc-stage-home").click()
    expect(links).to_have_count(2)
    wait_until(lambda: it.trail("interviews.look_ended"), 10, "the end of the visit is in the trail")
    ended = it.trail("interviews.look_ended")[-1][1]
    assert (ended["seat_id"], ended["reason"], ended["joined"]) == (seat["seat_id"], "left", True)
    expect(candidate.page.get_by_test_id("watched")).to_have_attribute("data-watched", "false")
