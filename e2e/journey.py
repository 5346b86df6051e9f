"""The steps of an exam day as a person does them on the page: by role and visible name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import expect

from e2e.callers import Caller, Candidate, Staff
from e2e.person import Person, wait_until
from e2e.site import Site


def log_in_candidate(candidate: Person, site: Site, demo: dict[str, Any]) -> None:
    """Candidate number and one-time code: the way that needs no SMS."""
    page = candidate.page
    page.goto(site.url)
    page.get_by_text("使用考生编号和一次性登录码").first.click()
    page.get_by_label("考生编号").fill(demo["candidate_number"])
    page.get_by_label("一次性登录码").fill(demo["login_code"])
    candidate.press("登录")
    see_page_after_log_in(candidate)


def ask_for_sms_code(candidate: Person, site: Site, phone: str) -> None:
    """Choose school and college from their lists, give the phone number, ask for the code."""
    give_phone(candidate, site, phone)
    candidate.press("获取验证码")
    expect(candidate.page.get_by_role("button", name="秒后可重发")).to_be_disabled(timeout=10_000)


def give_phone(candidate: Person, site: Site, phone: str) -> None:
    candidate.page.goto(site.url)
    choose(candidate, "学校", "示范", "示范大学")
    choose(candidate, "学院", "材料", "材料科学与工程学院")
    candidate.page.get_by_label("报名手机号").fill(phone)


def log_in_by_sms(candidate: Person, site: Site, phone: str) -> None:
    ask_for_sms_code(candidate, site, phone)
    code = wait_until(lambda: site.sms_codes(phone), 10, "the text message")[-1]
    candidate.page.get_by_label("短信验证码").fill(code)
    candidate.press("登录")
    see_page_after_log_in(candidate)


def see_page_after_log_in(candidate: Person) -> None:
    consent = candidate.page.get_by_role("checkbox", name="我已阅读并同意")
    exam = candidate.page.get_by_role("button", name=re.compile("^(进入考试|继续：)"))
    wait_until(lambda: consent.count() or exam.count(), 15, "the page after the log-in")


def choose(person: Person, label: str, typed: str, option: str) -> None:
    """Search a list by a part of the name."""
    person.page.get_by_role("combobox", name=label).click()
    person.page.get_by_role("combobox", name=label).fill(typed)
    person.page.get_by_role("option", name=option).click()


def open_page(person: Person, site: Site, caller: Caller, cookie: str, path: str) -> None:
    """The browser takes over the log-in that was made over HTTP."""
    person.context.add_cookies([{"name": cookie, "value": caller.cookie(cookie), "url": site.url}])
    person.page.goto(site.url + path)


def mark_page(person: Person) -> None:
    """Remember that this very page is open; `is_same_page` knows whether it was loaded again."""
    person.page.evaluate("() => { window.stillTheSamePage = true; }")


def is_same_page(person: Person) -> bool:
    same: bool = person.page.evaluate("() => window.stillTheSamePage === true")
    return same


def give_consent(candidate: Person) -> None:
    candidate.page.get_by_role("checkbox", name="我已阅读并同意").first.check()
    candidate.press("下一步")


def prepare(candidate: Person) -> None:
    """From my exams to the commitment letter: notice, room check, device check."""
    page = candidate.page
    page.get_by_role("button", name="进入考试").first.click()
    candidate.reads("系统须知")
    candidate.press("下一步")
    candidate.press("信息无误，下一步")
    check_devices(candidate)
    sign_letter(candidate)


def check_devices(candidate: Person) -> None:
    candidate.press("播放录音", seconds=40)
    candidate.press("我听到了", seconds=40)
    candidate.press("下一步：", exact=False, seconds=60)


def read_letter(candidate: Person) -> None:
    """To the end, and tick."""
    page = candidate.page
    expect(page.get_by_test_id("signature-pad")).to_be_visible()
    page.get_by_test_id("letter-text").evaluate("(box) => { box.scrollTop = box.scrollHeight; }")
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("checkbox").first.check()


def sign_letter(candidate: Person) -> None:
    page = candidate.page
    read_letter(candidate)
    pad = page.get_by_test_id("signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 40 + step * 14, box["y"] + 40 + (step % 3) * 18)
    page.mouse.up()
    candidate.press("签署并进入候考区")
    candidate.reads("您的位置", 20)


def log_in_staff(person: Person, site: Site, demo: dict[str, Any]) -> None:
    page = person.page
    page.goto(f"{site.url}/s/login")
    page.get_by_label("工号或手机号").fill(demo["phone"])
    page.get_by_label("密码", exact=True).fill(demo["password"])
    person.press("登录")


def open_board(officer: Person, room_name: str) -> None:
    """Choose the room as its officer: the stage board opens."""
    officer.page.get_by_role("link", name=f"{room_name} 候考看板", exact=False).first.click()
    expect(officer.page.get_by_role("heading", name="候考看板")).to_be_visible()


def open_panel(person: Person, room_name: str) -> None:
    """Choose the room as one of its panel: the exam room opens."""
    person.page.get_by_role("link", name=f"{room_name} 考场", exact=False).first.click()
    person.reads("面试顺序")


def row_of(officer: Person, name: str) -> Any:
    return officer.page.get_by_role("row").filter(has_text=name)


def invite_uncleared(chief: Person, name: str) -> None:
    """Invite somebody whom the officer did not clear: the page asks for a reason."""
    chief.press(f"邀请 {name} 进入考场")
    chief.page.get_by_role("textbox", name="理由").fill("由主考官当面核验")
    chief.press("邀请")


def end_interview(chief: Person, name: str) -> None:
    """The act is asked once, in a dialog whose button says the same."""
    chief.press(f"结束 {name} 的面试")
    chief.page.get_by_role("dialog").get_by_role("button", name=f"结束 {name} 的面试").click()


def in_language(person: Person, language: str) -> Callable[[str], Iterator[str]]:
    """Show the present screen in the language while its name is out; the steps are taken in Chinese."""

    def press(word: str) -> None:
        person.page.get_by_role("button", name=re.compile(f"{word}$")).first.click()

    def shown(name: str) -> Iterator[str]:
        person.page.wait_for_load_state("networkidle")
        if language == "en":
            press("English")
        yield name
        if language == "en":
            press("中文")

    return shown


def candidate_screens(person: Person, site: Site, demo: dict[str, Any], language: str) -> Iterator[str]:
    """Each screen from the log-in to the waiting area."""

    page, shown = person.page, in_language(person, language)
    page.goto(site.url)
    expect(page.get_by_label("学校")).to_be_visible()
    yield from shown("login")
    log_in_candidate(person, site, demo)
    yield from shown("consent")
    give_consent(person)
    expect(page.get_by_role("button", name="进入考试").first).to_be_visible()
    yield from shown("exams")
    page.get_by_role("button", name="进入考试").first.click()
    # Also the card before has these words.
    expect(page.get_by_role("heading", name="系统须知", level=1)).to_be_visible()
    yield from shown("notice")
    person.press("下一步")
    expect(person.button("信息无误，下一步")).to_be_visible()
    yield from shown("room-check")
    person.press("信息无误，下一步")
    person.press("播放录音", seconds=40)
    yield from shown("device-check")
    check_devices(person)
    expect(page.get_by_test_id("signature-pad")).to_be_visible()
    yield from shown("letter")
    sign_letter(person)
    yield from shown("waiting")


def staff_screens(person: Person, site: Site, demo: dict[str, Any], language: str) -> Iterator[str]:
    """Log-in, rooms, own account, stage board and panel of the demo's first officer, who is a chief too."""
    page, shown = person.page, in_language(person, language)
    page.goto(f"{site.url}/s/login")
    expect(page.get_by_label("密码", exact=True)).to_be_visible()
    yield from shown("staff-login")
    log_in_staff(person, site, demo)
    page.get_by_role("link", name="候考看板", exact=False).first.wait_for()
    yield from shown("staff-home")
    rooms = page.url
    page.goto(f"{site.url}/s/account")
    person.reads("现在的密码")
    yield from shown("staff-account")
    page.goto(rooms)
    page.get_by_role("link", name="第二考场 候考看板").first.click()
    expect(page.get_by_role("heading", name="候考看板")).to_be_visible()
    yield from shown("board")
    page.goto(rooms)
    page.get_by_role("link", name="第二考场 考场").first.click()
    person.reads("面试顺序")
    yield from shown("panel")


def call_screens(person: Person, chief: Staff, name: str, language: str) -> Iterator[str]:
    """The call, the interview and its end. No switch of language there: it is set before the call."""
    if language == "en":
        person.page.get_by_role("button", name=re.compile("English$")).first.click()
    entry = chief.row(chief.room("第二考场"), name)["entry_id"]
    chief.post(f"/staff/entries/{entry}/invitations", {"reason": "由主考官当面核验"})
    ringing = person.page.get_by_role("alertdialog")
    expect(ringing).to_be_visible(timeout=10_000)
    yield "ringing"
    ringing.get_by_role("button").first.click()
    expect(person.page.locator(".kc-interview-room")).to_be_visible()
    yield "interview"
    interview = chief.get(f"/staff/rooms/{chief.room('第二考场')}/panel")["interview"]["id"]
    chief.post(f"/staff/interviews/{interview}/end", {"reason": ""})
    expect(
        person.page.get_by_role("heading", name=re.compile("面试已结束|interview has ended"))
    ).to_be_visible(timeout=10_000)
    yield "ended"


def phone_screens(phone: Person, site: Site, candidate: Candidate, language: str) -> Iterator[str]:
    """Pairing by hand, where to put the phone, the running camera, and the end of its work."""
    shown = in_language(phone, language)
    phone.page.goto(f"{site.url}/p")
    phone.reads("连接第二机位")
    yield from shown("phone-pair")
    phone.page.goto(f"{site.url}/p#{candidate.pairing_secret()}")
    expect(phone.button("开启摄像头")).to_be_visible()
    yield from shown("phone-start")
    if language == "en":
        phone.page.get_by_role("button", name=re.compile("English$")).first.click()
    phone.page.get_by_role("button", name=re.compile("^(开启摄像头|Turn on camera)$")).click()
    expect(phone.page.get_by_test_id("tile-self")).to_be_visible()
    yield "phone-camera"
