"""The interview day with six people in browsers of their own: who is seen and heard, and who is not.

The steps stand on one another, in the order of this file. Never more than five browsers are alive: the phone
ends before the second candidate begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from e2e import journey
from e2e.cast import Cast
from e2e.looks import squeeze_all
from e2e.network import cut_off
from e2e.person import PHONE, Person, wait_until
from e2e.site import Site

ROOM = "第二考场"
CANDIDATE, SECOND_CAMERA, SHARE = (
    "[data-testid=tile-candidate]",
    "[data-testid=tile-second_camera]",
    "[data-testid=tile-share]",
)
OFFICER, CHIEF = "[data-testid=tile-waiting_room_officer]", "[data-testid=tile-chief_examiner]"
EXAMINER = "[data-testid=tile-examiner]"


@pytest.fixture(scope="module")
def day(site: Site, people: Callable[..., Person], shots: Path) -> Iterator[Cast]:
    yield Cast(site, people, shots)


def test_the_candidate_prepares_and_waits_alone(day: Cast) -> None:
    candidate = day.here["candidate"] = day.start("陈思远", hue=20, tone=440)
    journey.log_in_candidate(candidate, day.site, day.site.demo("candidate", 0))
    journey.give_consent(candidate)
    journey.prepare(candidate)
    candidate.reads("第")
    candidate.receives_nothing()
    candidate.take_picture(day.shots, "waiting-1440x900")


def test_the_officer_talks_with_the_candidate(day: Cast) -> None:
    officer = day.here["officer"] = day.start("周敏", hue=120, tone=660)
    candidate = day["candidate"]
    journey.log_in_staff(officer, day.site, day.site.demo("waiting_room_officer", 0))
    journey.open_board(officer, ROOM)
    row = journey.row_of(officer, "陈思远")
    expect(row).to_contain_text("候考")
    officer.take_picture(day.shots, "board-1440x900")
    row.get_by_role("button", name="通话").click()
    officer.sees(CANDIDATE, candidate)
    candidate.sees(OFFICER, officer)
    officer.hears(candidate)
    candidate.hears(officer)
    officer.take_picture(day.shots, "board-talk-1440x900")
    candidate.take_picture(day.shots, "waiting-talk-1440x900")
    squeeze_all(candidate, day.shots, "waiting-talk")


def test_after_the_talk_nothing_of_the_officer_is_left(day: Cast) -> None:
    officer, candidate = day["officer"], day["candidate"]
    officer.press("核验通过，结束通话")
    candidate.receives_nothing(5)
    expect(journey.row_of(officer, "陈思远")).to_contain_text("可入场", timeout=10_000)
    assert candidate.picture(OFFICER) is None


def test_a_phone_becomes_the_second_camera(day: Cast) -> None:
    candidate, officer = day["candidate"], day["officer"]
    candidate.page.get_by_role("button", name="连接第二机位").or_(
        candidate.page.get_by_role("link", name="在本机新标签页打开")
    ).first.click(trial=True)
    address = candidate.page.get_by_role("link", name="在本机新标签页打开").get_attribute("href")
    assert address and urlsplit(address).fragment, "the secret travels in the fragment only"
    phone = day.here["phone"] = day.start("手机", hue=300, tone=1200, viewport=PHONE)
    phone.page.goto(f"{day.site.url}{address}" if address.startswith("/") else address)
    phone.press("开启摄像头")
    phone.take_picture(day.shots, "phone-390x844")
    journey.row_of(officer, "陈思远").get_by_role("button", name="查看").click()
    officer.sees(CANDIDATE, candidate)
    officer.sees(SECOND_CAMERA, phone)
    officer.does_not_hear(phone)
    phone.receives_nothing()
    officer.press("结束查看")
    assert not urlsplit(phone.page.url).fragment, "the secret does not stay in the address"


def test_the_panel_talks_in_private(day: Cast) -> None:
    chief = day.here["chief"] = day.start("梁国栋", hue=220, tone=880)
    journey.log_in_staff(chief, day.site, day.site.demo("chief_examiner", 0))
    journey.open_panel(chief, ROOM)
    day["officer"].close()  # five browsers at most
    examiner = day.here["examiner"] = day.start("许静宜", hue=60, tone=1500)
    journey.log_in_staff(examiner, day.site, day.site.demo("examiner", 0))
    journey.open_panel(examiner, ROOM)
    chief.hears(examiner)
    examiner.hears(chief)
    chief.take_picture(day.shots, "panel-between-1440x900")
    # The candidate's own phone is the only picture there.
    wait_until(lambda: day["candidate"].received()["audio"] == 0, 5, "no sound reaches the candidate")
    day["candidate"].does_not_hear(chief)
    day["candidate"].does_not_hear(examiner)


def test_only_the_chief_has_the_acts(day: Cast) -> None:
    expect(day["chief"].button("邀请", exact=False).first).to_be_visible()
    expect(day["examiner"].button("邀请", exact=False)).to_have_count(0)


def test_the_invitation_rings_and_the_panel_comes_to_the_desk(day: Cast) -> None:
    chief, examiner, candidate = day["chief"], day["examiner"], day["candidate"]
    prompts = candidate.prompts()
    chief.press("邀请 陈思远 进入考场")
    expect(candidate.page.get_by_role("alertdialog")).to_be_visible(timeout=5_000)
    candidate.take_picture(day.shots, "invitation-1440x900")
    candidate.press("进入考场")
    chief.sees(CANDIDATE, candidate)
    chief.sees(SECOND_CAMERA, day["phone"])
    examiner.sees(CANDIDATE, candidate)
    candidate.sees(CHIEF, chief)
    candidate.sees(EXAMINER, examiner)
    chief.hears(candidate)
    candidate.hears(chief)
    candidate.hears(examiner)
    day["phone"].receives_nothing()
    assert candidate.prompts() == prompts, "the camera was asked for once"
    chief.take_picture(day.shots, "panel-live-1440x900")
    candidate.take_picture(day.shots, "interview-1440x900")


def test_the_share_stands_in_front(day: Cast) -> None:
    chief, candidate = day["chief"], day["candidate"]
    candidate.press("共享屏幕")
    wait_until(lambda: chief.picture(SHARE), 15, "the chief has the share")
    candidate.reads("您正在共享屏幕")
    chief.take_picture(day.shots, "panel-share-1440x900")
    chief.press("停止共享")
    expect(candidate.button("共享屏幕")).to_be_visible(timeout=10_000)
    expect(candidate.page.get_by_text("您正在共享屏幕")).to_have_count(0)
    wait_until(lambda: chief.picture(SHARE) is None, 10, "the share is gone at the chief")


def test_pause_and_extension_change_the_clock(day: Cast) -> None:
    chief, candidate = day["chief"], day["candidate"]
    chief.press("暂停")
    expect(chief.button("继续")).to_be_visible(timeout=10_000)
    chief.press("继续")
    expect(chief.button("暂停")).to_be_visible(timeout=10_000)
    chief.press("延时 2 分钟")
    candidate.sees(CHIEF, chief)


def test_a_reload_resumes_the_interview(day: Cast) -> None:
    candidate, chief = day["candidate"], day["chief"]
    candidate.page.reload()
    candidate.sees(CHIEF, chief, 20)
    chief.sees(CANDIDATE, candidate, 20)
    chief.hears(candidate)


def test_a_cut_of_ten_seconds_is_shown_and_heals(day: Cast) -> None:
    candidate, chief = day["candidate"], day["chief"]
    with cut_off(candidate):
        lost = chief.page.locator(f"{CANDIDATE}[data-state=interrupted]")
        expect(lost).to_contain_text("连接中断", timeout=8_000)
        chief.take_picture(day.shots, "panel-interrupted-1440x900")
        candidate.page.wait_for_timeout(10_000)  # the length of the cut is the input of this test
    chief.sees(CANDIDATE, candidate, 30)
    candidate.sees(CHIEF, chief, 30)
    chief.hears(candidate)
    # The switches still hold what is sent now, not what was sent before the cut.
    candidate.press("麦克风已开")
    expect(candidate.button("麦克风已关")).to_be_visible()
    wait_until(
        lambda: all(abs(tone["hertz"] - candidate.tone) >= 25 for tone in chief.tones()),
        10,
        "a microphone that is off is not heard",
    )
    candidate.press("麦克风已关")
    chief.hears(candidate)


def test_ending_empties_the_desk(day: Cast) -> None:
    chief, examiner, candidate = day["chief"], day["examiner"], day["candidate"]
    journey.end_interview(chief, "陈思远")
    candidate.reads("面试已结束", 10)
    candidate.take_picture(day.shots, "ended-1440x900")
    candidate.receives_nothing(5)
    chief.hears(examiner)
    assert chief.picture(CANDIDATE) is None
    candidate.press("确定")
    day["phone"].close()
    candidate.close()


def test_a_withdrawn_invitation_stops_ringing(day: Cast) -> None:
    chief = day["chief"]
    following = day.here["next"] = day.start("王若溪", hue=180, tone=520)
    journey.log_in_candidate(following, day.site, day.site.demo("candidate", 1))
    journey.give_consent(following)
    journey.prepare(following)
    following.receives_nothing()
    journey.invite_uncleared(chief, "王若溪")
    expect(following.page.get_by_role("alertdialog")).to_be_visible(timeout=5_000)
    chief.press("撤回邀请")
    expect(following.page.get_by_role("alertdialog")).to_have_count(0, timeout=5_000)
    following.receives_nothing()


def test_the_next_candidate_meets_the_same_panel(day: Cast) -> None:
    chief, following = day["chief"], day["next"]
    journey.invite_uncleared(chief, "王若溪")
    following.press("进入考场")
    chief.sees(CANDIDATE, following)
    following.sees(CHIEF, chief)
    following.hears(chief)


def test_the_inspector_sees_and_is_not_seen(day: Cast) -> None:
    inspector = day.here["inspector"] = day.start("方远", hue=270, tone=1800)
    following = day["next"]
    before = following.page.locator("[data-testid^=tile-]").count()
    journey.log_in_staff(inspector, day.site, day.site.demo("inspector", 0))
    inspector.page.get_by_role("link", name=f"{ROOM} 巡视", exact=False).first.click()
    inspector.sees(CANDIDATE, following)
    inspector.take_picture(day.shots, "inspection-1440x900")
    assert inspector.prompts() == 0, "no camera is asked for"
    assert following.page.locator("[data-testid^=tile-]").count() == before
    assert not following.page.get_by_text("方远").count()
    following.does_not_hear(inspector)
    inspector.close()


def test_the_chief_mutes_the_candidate(day: Cast) -> None:
    chief, following = day["chief"], day["next"]
    chief.press("静音考生")
    expect(following.button("麦克风已关")).to_be_visible(timeout=10_000)
    following.press("麦克风已关")
    chief.hears(following)


def test_sent_back_the_candidate_waits_alone(day: Cast) -> None:
    chief, following = day["chief"], day["next"]
    chief.press("送回候考区")
    following.reads("您的位置", 10)
    following.reads("主考官请您回到候考区")
    following.receives_nothing(5)
    chief.hears(day["examiner"])
    chief.press("邀请 王若溪 进入考场")
    following.press("进入考场")
    chief.sees(CANDIDATE, following)


def test_an_interview_ended_by_mistake_goes_on(day: Cast) -> None:
    chief, following = day["chief"], day["next"]
    journey.end_interview(chief, "王若溪")
    following.reads("面试已结束", 10)
    chief.press("恢复 王若溪 的面试")
    dialog = chief.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="理由").fill("误点结束")
    dialog.get_by_role("button", name="恢复 王若溪 的面试").click()
    chief.sees(CANDIDATE, following, 20)
    following.sees(CHIEF, chief, 20)
    journey.end_interview(chief, "王若溪")
    following.reads("面试已结束", 10)
    following.receives_nothing(5)


def test_the_chief_closes_the_room_and_opens_it_again(day: Cast) -> None:
    chief = day["chief"]
    chief.press("结束考场")
    chief.page.get_by_role("dialog").get_by_role("button", name="结束考场").click()
    chief.press("重新开启")
    dialog = chief.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="理由").fill("还有考生")
    dialog.get_by_role("button", name="重新开启").click()
    expect(chief.button("结束考场")).to_be_visible(timeout=10_000)


def test_no_page_asked_a_third_party(day: Cast) -> None:
    own = urlsplit(day.site.url).netloc
    for person in day.here.values():
        foreign = [
            url
            for url in person.requests
            if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != own
        ]
        assert not foreign, f"{person.name}: {foreign}"
        assert not [url for url in person.requests if "token=" in url.partition("?")[2] and "/rtc" not in url]
