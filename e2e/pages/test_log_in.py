"""Log-in by text message: the lists, the code, what a wrong one says, and what a stranger's number tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from e2e import journey
from e2e.person import Person, wait_until
from e2e.site import Site

STRANGER = "13900009876"
DIGITS = re.compile(r"\d+")


def said_after_asking(person: Person, site: Site, phone: str) -> str:
    """Everything on the page once a code was asked for; running numbers and the phone itself left out."""
    journey.ask_for_sms_code(person, site, phone)
    person.reads("如果该手机号已报名，验证码会在 1 分钟内送达")
    left = DIGITS.search(person.page.get_by_role("button", name="秒后可重发").inner_text())
    assert left and 50 < int(left[0]) <= 60
    return DIGITS.sub("0", person.page.locator("form").inner_text())


def test_a_code_by_text_message_opens_a_fresh_browser(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    candidate = people("孙婧", hue=20, tone=440)
    phone = site.demo("candidate", 5)["phone"]
    strange = said_after_asking(candidate, site, STRANGER)
    known = said_after_asking(candidate, site, phone)
    assert known == strange, "nobody learns from the page which numbers are registered"
    assert site.sms_codes(STRANGER) == []

    [code] = wait_until(lambda: site.sms_codes(phone), 10, "the text message")
    field = candidate.page.get_by_label("短信验证码")
    field.fill(f"{(int(code) + 1) % 10 ** len(code):0{len(code)}}")
    candidate.press("登录")
    candidate.reads("验证码不对。请核对短信后重新输入")
    expect(field).to_have_attribute("aria-invalid", "true")
    candidate.take_picture(shots, "login-wrong-code-1440x900")

    field.fill(code)
    candidate.press("登录")
    journey.see_page_after_log_in(candidate)
    journey.give_consent(candidate)
    candidate.reads("孙婧，您好")
    assert "登录" not in candidate.page.title()


def test_a_code_opens_only_for_the_phone_it_was_sent_to(site: Site, people: Callable[..., Person]) -> None:
    """What another candidate was sent is worth nothing here."""
    [used] = site.sms_codes(site.demo("candidate", 5)["phone"])
    second = people("吴承泽", hue=60, tone=520)
    phone = site.demo("candidate", 7)["phone"]
    journey.ask_for_sms_code(second, site, phone)
    second.page.get_by_label("短信验证码").fill(used)
    second.press("登录")
    second.reads("验证码不对。请核对短信后重新输入")
    code = wait_until(lambda: site.sms_codes(phone), 10, "the text message")[-1]
    second.page.get_by_label("短信验证码").fill(code)
    second.press("登录")
    journey.see_page_after_log_in(second)
