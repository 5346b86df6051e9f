"""「两步验证」 in the browser: switched on by an app, asked for at log-in, and reset by an administrator."""

from __future__ import annotations

import re
from base64 import b32decode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e import journey
from e2e.looks import SMALL, look_at, settled
from e2e.pages.test_school_lists import rows
from e2e.pages.test_school_settings import drawer, open_settings
from e2e.person import LAPTOP, Person
from e2e.site import Site
from kaochang.accounts import totp
from kaochang.core import clock


class App:
    """What a phone's authenticator does, with the key that was typed into it by hand."""

    def __init__(self, spelled: str) -> None:
        self.secret = b32decode(spelled.replace(" ", "")).hex()
        self.used = 0

    def code(self) -> str:
        """One that was not used yet; half a minute behind, as a phone may be, so that there always is one.

        Not where the next step is near: typed there, it would arrive a minute behind.
        """
        now = clock.now().timestamp()
        behind = 0 if totp.step_of(now + 10) > totp.step_of(now) else 1
        self.used = max(self.used + 1, totp.step_of(now) - behind)
        return totp.code_at(self.secret, self.used)


def open_account(person: Person, site: Site, office: str) -> Page:
    journey.log_in_staff(person, site, site.demo(office))
    person.page.wait_for_url(re.compile("/s/school"), timeout=15_000)
    person.page.goto(f"{site.url}/s/account")
    expect(person.page.get_by_role("heading", name="两步验证")).to_be_visible()
    return person.page


def first_step(person: Person, site: Site, office: str) -> None:
    person.page.context.clear_cookies()
    demo = site.demo(office)
    page = person.page
    page.goto(f"{site.url}/s/login")
    page.get_by_label("工号或手机号").fill(demo["phone"])
    page.get_by_label("密码", exact=True).fill(demo["password"])
    person.press("登录")
    expect(page.get_by_role("heading", name="两步验证")).to_be_visible()


def test_switched_on_asked_for_and_reset(site: Site, people: Callable[..., Person], shots: Path) -> None:
    person = people("苏文婕", hue=120, tone=520, viewport=LAPTOP)
    page = open_account(person, site, "college_admin")
    look_at(person, shots, "account-zh-CN-1440x900")
    person.press("开启两步验证")
    expect(page.get_by_role("img", name="两步验证的二维码")).to_be_visible()
    app = App(page.locator(".kc-second-setup code").inner_text())
    look_at(person, shots, "account-second-setup-zh-CN-1440x900")
    page.get_by_label("动态码").fill("000000")
    person.press("完成开启")
    person.reads("动态码或恢复码不对，或已经使用过")
    page.get_by_label("动态码").fill(app.code())
    person.press("完成开启")
    codes = page.locator(".kc-recovery code")
    expect(codes).to_have_count(10)
    paper = codes.all_inner_texts()
    look_at(person, shots, "account-recovery-codes-zh-CN-1440x900")
    person.press("我已保存")
    person.reads("剩余 10 个")

    first_step(person, site, "college_admin")
    look_at(person, shots, "login-second-step-zh-CN-1440x900")
    page.get_by_label("动态码").fill("12")
    person.press("登录")
    person.reads("动态码或恢复码不对，或已经使用过")
    page.get_by_label("动态码").fill(app.code())
    person.press("登录")
    page.wait_for_url(re.compile("/s/school"), timeout=15_000)

    first_step(person, site, "college_admin")
    person.press("手机不在身边？使用恢复码")
    page.get_by_label("恢复码").fill(paper[0])
    person.press("登录")
    page.wait_for_url(re.compile("/s/school"), timeout=15_000)

    admin = people("韩雪", hue=200, tone=640, viewport=LAPTOP)
    members = open_settings(admin, site, "school_admin", "成员")
    row = rows(members).filter(has_text="苏文婕")
    expect(row).to_contain_text("已开启")
    row.click()
    settled(members)
    look_at(admin, shots, "school-member-second-zh-CN-1440x900")
    drawer(members).get_by_role("button", name="重置两步验证").click()
    drawer(members).get_by_label("理由").fill("手机遗失，已当面核对")
    drawer(members).get_by_role("button", name="重置 苏文婕 的两步验证").click()
    expect(row).to_contain_text("未开启")
    journey.log_in_staff(person, site, site.demo("college_admin"))
    page.wait_for_url(re.compile("/s/school"), timeout=15_000)
    for one in (person, admin):
        one.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_how_it_looks(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    person = people("严正平", hue=40, tone=700 + 30 * (language == "en"), viewport=SMALL)
    page = open_account(person, site, "auditor")
    english = language == "en"
    if english:
        page.evaluate("() => localStorage.setItem('kaochang.language', 'en')")
        page.reload()
    person.press("Switch on two-step log-in" if english else "开启两步验证")
    app = App(page.locator(".kc-second-setup code").inner_text())
    look_at(person, shots, f"account-second-setup-{language}-1280x720")
    field = page.get_by_label("Code of the app" if english else "动态码")
    field.fill(app.code())
    person.press("Switch on" if english else "完成开启")
    expect(page.locator(".kc-recovery code")).to_have_count(10)
    look_at(person, shots, f"account-recovery-codes-{language}-1280x720")
    page.locator('a[href="/s"]').click()
    question = page.get_by_role("dialog")
    expect(question).to_be_visible()
    look_at(person, shots, f"account-recovery-leave-{language}-1280x720")
    question.get_by_role("button", name="Cancel" if english else "取消").click()
    expect(page.locator(".kc-recovery code")).to_have_count(10)
    person.press("I have kept them" if english else "我已保存")
    person.press("Switch off two-step log-in" if english else "关闭两步验证")
    look_at(person, shots, f"account-second-off-{language}-1280x720")
    page.get_by_label("Your password" if english else "登录密码").fill(site.demo("auditor")["password"])
    field.fill(app.code())
    page.locator("form").first.locator("button[type=submit]").click()
    expect(page.get_by_role("button", name="Switch on" if english else "开启两步验证")).to_be_visible()
    person.close()
