"""The second camera: by typed code, its facts at the staff, another phone in its place, two at once, the end.

The steps stand on one another, in the order of this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e import journey
from e2e.callers import Candidate
from e2e.cast import Cast
from e2e.looks import squeeze, squeeze_all
from e2e.network import cut_off
from e2e.person import PHONE, Person, wait_until
from e2e.site import Site

ROOM = "第二考场"
NAME = "陈思远"
LAPTOP_CAMERA, SECOND_CAMERA = "[data-testid=tile-candidate]", "[data-testid=tile-second_camera]"
TOLD_MS = 5_000  # bad news of a phone reaches the staff within this; good news may take a little longer
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Safari/604.1"
)
ANDROID = "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"
# The browser's side of a phone: a battery to turn down, the page behind another app, what was asked for.
PHONE_SIDE = """
const battery = Object.assign(new EventTarget(), { level: 0.8, charging: false })
navigator.getBattery = async () => battery
let hidden = false
Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') })
Object.defineProperty(document, 'hidden', { get: () => hidden })
const asked = []
const tracks = []
const devices = navigator.mediaDevices
if (devices) {
  const open = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (wanted) => {
    asked.push(wanted)
    const stream = await open(wanted)
    tracks.push(...stream.getTracks())
    return stream
  }
}
window.__phone = {
  battery: (level, charging) => {
    Object.assign(battery, { level, charging })
    battery.dispatchEvent(new Event('levelchange'))
  },
  hide: (is) => {
    hidden = is
    document.dispatchEvent(new Event('visibilitychange'))
  },
  askedForSound: () => asked.some(({ audio }) => Boolean(audio)),
  facing: () => asked.at(-1).video.facingMode,
  live: () => tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind),
  slowTo: (frameRate) => Promise.all(tracks.filter(({ readyState }) => readyState === 'live')
    .map((track) => track.applyConstraints({ frameRate: { max: frameRate } }))),
}
"""


class Day(Cast):
    def phone(self, who: str, *, hue: float, tone: int, agent: str) -> Person:
        phone = self.start(f"手机 {who}", hue=hue, tone=tone, viewport=PHONE)
        phone.context.set_extra_http_headers({"User-Agent": agent})
        phone.context.add_init_script(PHONE_SIDE)
        self.here[who] = phone
        return phone

    @property
    def row(self) -> Any:
        return journey.row_of(self["officer"], NAME)

    @property
    def card(self) -> Any:
        """「连接第二机位」 of the candidate's waiting area."""
        return self["candidate"].page.get_by_role("region", name="连接第二机位")

    def scan(self) -> str:
        """The address in the QR code that the laptop shows now."""
        address: str = self.card.get_by_role("link", name="在本机新标签页打开").get_attribute("href")
        return address


@pytest.fixture(scope="module")
def day(site: Site, people: Callable[..., Person], shots: Path) -> Iterator[Day]:
    day = Day(site, people, shots)
    caller = Candidate(site, site.demo("candidate", 0))
    caller.arrive()
    candidate = day.here["candidate"] = people(NAME, hue=20, tone=440)
    journey.open_page(candidate, site, caller, "kc_candidate", f"/c/exams/{caller.entry}")
    candidate.reads("您的位置", 20)
    officer = day.here["officer"] = people("周敏", hue=120, tone=660)
    journey.log_in_staff(officer, site, site.demo("waiting_room_officer", 0))
    journey.open_board(officer, ROOM)
    yield day


def act(phone: Person, what: str) -> Any:
    return phone.page.evaluate(f"() => window.__phone.{what}")


def start_camera(phone: Person) -> None:
    phone.press("开启摄像头")
    phone.reads("已连接，考务可见")


def test_the_waiting_area_offers_the_second_camera(day: Day) -> None:
    candidate = day["candidate"]
    expect(day.row).to_contain_text("第二机位未连")
    code = day.card.get_by_test_id("short-code")
    before = code.inner_text()
    small = day.card.get_by_role("img").bounding_box()
    candidate.take_picture(day.shots, "pairing-1440x900")
    candidate.press("连接第二机位")
    expect(candidate.button("连接第二机位")).to_have_attribute("aria-expanded", "true")
    large = day.card.get_by_role("img").bounding_box()
    assert large["width"] > 1.8 * small["width"], "the code can be read from further away"
    assert code.inner_text() == before, "and it is still the one that a phone may just be reading"
    candidate.take_picture(day.shots, "pairing-large-1440x900")
    squeeze_all(candidate, day.shots, "pairing-large")


def test_a_typed_code_counts_when_the_laptop_says_so(day: Day) -> None:
    candidate = day["candidate"]
    phone = day.phone("first", hue=300, tone=1200, agent=IPHONE)
    phone.page.goto(f"{day.site.url}/p/")
    code = "".join(day.card.get_by_test_id("short-code").inner_text().split())
    phone.page.get_by_label("考生编号").fill(day.site.demo("candidate", 0)["candidate_number"])
    phone.page.get_by_label("配对码").fill(f"{(int(code) + 1) % 1_000_000:06}")
    phone.press("配对")
    phone.reads("配对码无效或已过期，请在电脑上重新生成")
    phone.take_picture(day.shots, "phone-wrong-code-390x844")
    squeeze(phone, day.shots, "phone-wrong-code")
    phone.page.get_by_label("配对码").fill(code)
    phone.press("配对")
    phone.reads("等待电脑确认")
    phone.take_picture(day.shots, "phone-pending-390x844")
    squeeze(phone, day.shots, "phone-pending")
    candidate.reads("「Safari · iPhone」请求作为您的第二机位")
    expect(day.row).to_contain_text("第二机位待确认", timeout=TOLD_MS)
    expect(phone.button("开启摄像头")).to_have_count(0)
    candidate.take_picture(day.shots, "pairing-pending-1440x900")
    squeeze_all(candidate, day.shots, "pairing-pending")
    candidate.press("是我的手机")
    start_camera(phone)
    candidate.sees(SECOND_CAMERA, phone)
    expect(day.row).not_to_contain_text("第二机位待确认", timeout=TOLD_MS)
    phone.take_picture(day.shots, "phone-camera-390x844")


def test_the_phone_gives_a_picture_and_no_sound(day: Day) -> None:
    phone, officer = day["first"], day["officer"]
    assert not act(phone, "askedForSound()")
    assert act(phone, "live()") == ["video"]
    day.row.get_by_role("button", name="查看").click()
    officer.sees(SECOND_CAMERA, phone)
    officer.does_not_hear(phone)
    phone.receives_nothing()


def test_what_the_phone_notices_is_told_to_the_staff(day: Day) -> None:
    phone, candidate = day["first"], day["candidate"]
    act(phone, "hide(true)")
    expect(day.row).to_contain_text("手机页面被切走", timeout=TOLD_MS)
    candidate.reads("手机页面不在前台，请切回浏览器", 5)
    act(phone, "hide(false)")
    expect(day.row).not_to_contain_text("手机页面被切走", timeout=2 * TOLD_MS)

    act(phone, "battery(0.12, false)")
    expect(day.row).to_contain_text("手机电量低", timeout=TOLD_MS)
    phone.reads("电量 12 %")
    phone.take_picture(day.shots, "phone-low-battery-390x844")
    squeeze(phone, day.shots, "phone-low-battery")
    act(phone, "battery(0.12, true)")
    phone.reads("电量 12 %，充电中")
    expect(day.row).not_to_contain_text("手机电量低", timeout=2 * TOLD_MS)

    act(phone, "slowTo(3)")
    expect(day.row).to_contain_text("第二机位卡顿", timeout=TOLD_MS)
    act(phone, "slowTo(30)")
    expect(day.row).not_to_contain_text("第二机位卡顿", timeout=2 * TOLD_MS)


def test_a_cut_of_the_phone_is_shown_on_its_picture_and_heals(day: Day) -> None:
    phone, officer = day["first"], day["officer"]
    lost = officer.page.locator(f"{SECOND_CAMERA}[data-state=interrupted]")
    with cut_off(phone):
        # Whoever looks sees it by the frames that do not come; the row by pings of the push server, after up
        # to 4.5 s and what a busy machine adds.
        expect(day.row).to_contain_text("第二机位断开", timeout=TOLD_MS + 2_000)
        expect(lost).to_contain_text("连接中断", timeout=TOLD_MS)
        officer.take_picture(day.shots, "board-phone-lost-1440x900")
        phone.reads("正在自动重连", 30)
    officer.sees(SECOND_CAMERA, phone, 30)
    phone.reads("已连接，考务可见", 30)


def test_the_other_lens_goes_on_as_the_same_camera(day: Day) -> None:
    phone = day["first"]
    back = act(phone, "facing()")
    phone.press("切换镜头")
    wait_until(lambda: act(phone, "facing()") != back, 10, "the other side's camera is asked for")
    day["officer"].sees(SECOND_CAMERA, phone)
    assert act(phone, "live()") == ["video"], "one camera at a time, and still no sound"


def test_another_phone_takes_the_place(day: Day) -> None:
    first, candidate, officer = day["first"], day["candidate"], day["officer"]
    candidate.press("更换手机")
    second = day.phone("second", hue=60, tone=1400, agent=ANDROID)
    second.page.goto(day.scan())
    first.reads("已换用另一部手机", 5)
    wait_until(lambda: act(first, "live()") == [], 5, "the first phone's camera is off")
    first.take_picture(day.shots, "phone-replaced-390x844")
    squeeze(first, day.shots, "phone-replaced")
    start_camera(second)
    candidate.sees(SECOND_CAMERA, second)
    officer.sees(SECOND_CAMERA, second)
    expect(day.card).to_contain_text("Chrome · Android")
    first.receives_nothing(2)


def test_of_two_phones_at_once_one_wins_and_the_laptop_says_which(day: Day) -> None:
    candidate, officer = day["candidate"], day["officer"]
    candidate.press("更换手机")
    third = day.phone("third", hue=180, tone=1600, agent=ANDROID)
    racers = {"Safari · iPhone": day["first"], "Chrome · Android": third}
    address = day.scan()
    for phone in racers.values():
        phone.page.goto("about:blank")
        phone.page.evaluate("(to) => { setTimeout(() => location.assign(to), 500) }", address)
    opened = {label: phone.button("开启摄像头") for label, phone in racers.items()}
    refused = {label: phone.page.get_by_text("此二维码已被使用或已失效") for label, phone in racers.items()}
    for label in racers:
        expect(opened[label].or_(refused[label])).to_be_visible()
    [winner] = [label for label in racers if opened[label].count()]
    [loser] = [label for label in racers if refused[label].count()]
    assert winner != loser
    expect(day.card).to_contain_text(winner)
    racers[loser].take_picture(day.shots, "phone-lost-the-race-390x844")
    squeeze(racers[loser], day.shots, "phone-lost-the-race")
    start_camera(racers[winner])
    candidate.sees(SECOND_CAMERA, racers[winner])
    officer.sees(SECOND_CAMERA, racers[winner])
    day["second"].reads("已换用另一部手机", 5)
    day["second"].close()
    day.here |= {"winner": racers[winner], "loser": racers[loser]}


def test_a_phone_that_stops_leaves_the_place_empty(day: Day) -> None:
    phone, candidate = day["winner"], day["candidate"]
    phone.press("停止使用")
    phone.take_picture(day.shots, "phone-stop-390x844")
    squeeze(phone, day.shots, "phone-stop")
    phone.page.get_by_role("alertdialog").get_by_role("button", name="停止使用").click()
    phone.reads("此手机已停止使用")
    squeeze(phone, day.shots, "phone-stopped")
    assert act(phone, "live()") == []
    expect(day.row).to_contain_text("第二机位未连", timeout=TOLD_MS)
    expect(candidate.button("连接第二机位")).to_be_visible(timeout=TOLD_MS)


def test_a_phone_that_is_shut_is_missed_by_everybody(day: Day) -> None:
    phone, candidate = day["loser"], day["candidate"]
    phone.page.goto("about:blank")
    phone.page.goto(day.scan())
    start_camera(phone)
    candidate.sees(SECOND_CAMERA, phone)
    phone.close()
    expect(day.row).to_contain_text("第二机位断开", timeout=TOLD_MS)
    expect(day.card).to_contain_text("请查看手机", timeout=TOLD_MS)
    candidate.take_picture(day.shots, "pairing-lost-1440x900")
