"""Settings in the browser: colleges, majors, and staff who are invited, log in and lose an office."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e import journey
from e2e.looks import SMALL, look_at, look_at_staff
from e2e.pages.test_school_lists import MATERIALS, open_exams, rows
from e2e.person import LAPTOP, Person, wait_until
from e2e.site import Site

PASTED = "沈杰\tshen@example.com\n秦川，13800009922\n苏荷 1380000"
PASSWORD, CHANGED, RESET = "a long password 1", "a long password 2", "a long password 3"


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def open_settings(person: Person, site: Site, office: str, part: str = "学院与专业") -> Page:
    page = open_exams(person, site, office)
    page.get_by_role("link", name="设置").click()
    expect(page.get_by_role("heading", level=1, name="学院与专业")).to_be_visible()
    if part != "学院与专业":
        page.get_by_role("link", name=part, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=part)).to_be_visible()
    return page


def messages(site: Site, to: str, words: str) -> list[str]:
    """What has been sent to whom, as the console gateway and the mail's outbox keep it."""
    outbox = site.var / "outbox.jsonl"
    lines = [json.loads(line) for line in outbox.read_text().splitlines()] if outbox.exists() else []
    return [line["text"] for line in lines if line["to"].endswith(to) and words in line["text"]]


def newest_message(site: Site, to: str, words: str) -> str:
    text: str = wait_until(lambda: messages(site, to, words), 20, f"a message to {to}")[-1]
    return text


def pick(page: Page, label: str, option: str) -> None:
    drawer(page).get_by_role("combobox", name=label).click()
    page.locator(".ant-select-item-option").filter(has_text=option).click()


def invite(page: Page, name: str, role: str, contact: str) -> None:
    page.get_by_role("button", name="邀请人员").first.click()
    pick(page, "职务", role)
    if role == "学院管理员":
        pick(page, "学院", MATERIALS)
    drawer(page).get_by_label("姓名").fill(name)
    drawer(page).get_by_label("手机号或邮箱").fill(contact)
    drawer(page).get_by_role("button", name="发送邀请").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def link_in(text: str) -> str:
    found = re.search(r"https?://\S+/s/invitation#\S+", text)
    assert found, text
    return found.group()


def set_password(person: Person, password: str) -> None:
    person.page.get_by_label("新密码", exact=True).fill(password)
    person.page.get_by_label("再输入一次新密码").fill(password)


def log_in(person: Person, site: Site, account: str, password: str) -> None:
    journey.log_in_staff(person, site, {"phone": account, "password": password})


def test_colleges_and_majors_are_made_and_stopped(site: Site, people: Callable[..., Person]) -> None:
    person = people("韩雪", hue=200, tone=1210)
    page = open_settings(person, site, "school_admin")
    person.press("新建学院")
    drawer(page).get_by_label("学院", exact=True).fill("法学院")
    drawer(page).get_by_label("代码").fill("030")
    drawer(page).get_by_role("button", name="保存").click()
    # Just made, so it is open.
    expect(page.get_by_role("heading", name="法学院")).to_be_visible()
    person.press("新建专业")
    expect(drawer(page)).to_contain_text("在「法学院」新建专业")
    drawer(page).get_by_label("专业", exact=True).fill("民商法学")
    drawer(page).get_by_role("button", name="保存").click()
    expect(page.get_by_role("cell", name="民商法学", exact=True)).to_be_visible()

    person.press("新建专业")
    drawer(page).get_by_label("专业", exact=True).fill("民商法学")
    drawer(page).get_by_role("button", name="保存").click()
    expect(drawer(page).get_by_role("alert")).to_have_text("这个学院已有同名专业")
    drawer(page).get_by_role("button", name="取消").click()
    person.press("仍要离开")

    person.press("改名或停用")
    drawer(page).get_by_role("switch", name="启用").click()
    drawer(page).get_by_role("button", name="保存").click()
    expect(page.get_by_role("button", name="法学院 已停用")).to_be_visible()
    person.close()


def test_a_college_administrator_keeps_to_the_own_college(site: Site, people: Callable[..., Person]) -> None:
    person = people("苏文婕", hue=220, tone=1240)
    page = open_settings(person, site, "college_admin")
    expect(page.get_by_role("heading", name=MATERIALS)).to_be_visible()
    assert not page.get_by_role("button", name="新建学院").count()
    assert not page.get_by_role("button", name="改名或停用").count()
    assert not page.get_by_text("外国语学院").count()
    page.get_by_role("link", name="成员", exact=True).click()
    page.get_by_role("button", name="邀请人员").click()
    drawer(page).get_by_role("combobox", name="职务").click()
    options = page.locator(".ant-select-item-option")
    expect(options.first).to_be_visible()
    assert options.all_inner_texts() == ["材料审核", "考务人员"]
    person.close()


def look_at_the_offer(person: Person, shots: Path) -> None:
    for word, language in (("English", "en"), ("中文", "zh-CN")):
        person.page.get_by_role("button", name=re.compile(f"{word}$")).click()
        for size in (SMALL, LAPTOP):
            person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
            look_at(person, shots, f"school-invitation-{language}-{size['width']}x{size['height']}")


def test_who_is_invited_accepts_logs_in_and_is_put_out(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    admin = people("韩雪", hue=240, tone=1270)
    page = open_settings(admin, site, "school_admin", "邀请")
    invite(page, "白洁", "学院管理员", "13800009921")
    row = rows(page).filter(has_text="白洁")
    expect(row).to_contain_text("已发送", timeout=20_000)
    link = link_in(newest_message(site, "9921", "/s/invitation"))

    newcomer = people("白洁", hue=260, tone=1300)
    newcomer.page.goto(link)
    expect(newcomer.page.get_by_role("heading", name="示范大学邀请您")).to_be_visible()
    newcomer.reads("学院管理员")
    look_at_the_offer(newcomer, shots)
    set_password(newcomer, PASSWORD)
    newcomer.press("接受邀请")
    expect(newcomer.page.get_by_role("heading", name="概览", exact=True)).to_be_visible()
    expect(row).to_contain_text("已接受", timeout=20_000)

    newcomer.page.get_by_role("link", name="我的账号").click()
    newcomer.page.get_by_label("现在的密码").fill(PASSWORD)
    set_password(newcomer, CHANGED)
    newcomer.press("修改密码")
    newcomer.reads("密码已修改")
    newcomer.page.get_by_role("link", name="返回首页").click()
    newcomer.press("退出登录")
    newcomer.page.get_by_role("link", name="忘记密码").click()
    newcomer.page.get_by_label("手机号或邮箱").fill("13800009921")
    newcomer.press("获取验证码")
    code = re.search(r"\d{6}", newest_message(site, "9921", "重设密码"))
    assert code
    newcomer.page.get_by_label("验证码", exact=True).fill(code.group())
    set_password(newcomer, RESET)
    newcomer.press("设置新密码")
    newcomer.press("前往登录")
    log_in(newcomer, site, "13800009921", RESET)
    expect(newcomer.page.get_by_role("heading", name="概览", exact=True)).to_be_visible()

    page.get_by_role("link", name="成员", exact=True).click()
    rows(page).filter(has_text="白洁").click()
    admin.press("取消 白洁 的学院管理员职务")
    page.locator("dialog").get_by_role("button", name="取消 白洁 的学院管理员职务").click()
    expect(rows(page).filter(has_text="白洁")).to_have_count(0)
    newcomer.reads("登录已结束", 20)
    newcomer.page.goto(link)
    newcomer.reads("邀请已接受，请直接登录")
    admin.close()
    newcomer.close()


def test_an_invitation_by_mail_is_sent_again_and_taken_back(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    admin = people("韩雪", hue=280, tone=1330)
    page = open_settings(admin, site, "school_admin", "邀请")
    invite(page, "沈洁", "审计", "shen@example.com")
    link = link_in(newest_message(site, "shen@example.com", "/s/invitation"))
    page.get_by_role("button", name="邀请人员").first.click()
    pick(page, "职务", "审计")
    admin.press("粘贴名单")
    drawer(page).get_by_role("textbox", name="粘贴名单").fill(PASTED)
    admin.press("加入 3 人")
    look_at_staff(admin, shots, "school-invite-several")
    drawer(page).get_by_role("button", name="发送邀请").click()
    admin.reads("已发出 1 份，2 份未发出")
    admin.reads("这个联系方式已用于邀请「沈洁」")
    admin.reads("手机号格式不对")
    expect(drawer(page).get_by_label("姓名", exact=True)).to_have_value("沈杰")
    look_at_staff(admin, shots, "school-invite-refused")
    drawer(page).get_by_role("button", name="取消").click()
    admin.press("仍要离开")
    expect(rows(page).filter(has_text="秦川")).to_have_count(1)
    rows(page).filter(has_text="沈洁").click()
    admin.press("再次发送")
    admin.reads("刚刚发送过")
    admin.press("撤回对 沈洁 的邀请")
    expect(page.locator("dialog")).to_be_visible()
    # Escape answers the question alone: the drawer behind it stays.
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(1)
    admin.press("撤回对 沈洁 的邀请")
    page.locator("dialog").get_by_role("button", name="撤回对 沈洁 的邀请").click()
    expect(rows(page).filter(has_text="沈洁")).to_contain_text("已撤回")
    page.goto(link)
    admin.reads("邀请已撤回")
    admin.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_looks_of_the_settings(
    site: Site, people: Callable[..., Person], shots: Path, language: str
) -> None:
    tone = 1360 + 30 * (language == "en")
    person = people("韩雪", hue=300, tone=tone, viewport=LAPTOP)
    page = person.page
    english = page.get_by_role("button", name=re.compile("English$"))

    def take(part: str) -> None:
        page.wait_for_load_state("networkidle")
        look_at_staff(person, shots, f"school-{part}-{language}")

    page.goto(f"{site.url}/s/password")
    expect(english).to_be_visible()
    if language == "en":
        english.click()
    take("forgotten")
    page.goto(f"{site.url}/s/invitation")
    take("invitation-refused")
    page.evaluate("() => localStorage.removeItem('kaochang.language')")
    open_settings(person, site, "school_admin")
    if language == "en":
        english.click()
    take("settings")
    page.locator(".kc-parts a[href$=members]").click()
    rows(page).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    take("members")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^(邀请人员|Invite staff)$")).click()
    take("invite")
    page.keyboard.press("Escape")
    page.locator(".kc-parts a[href$=invitations]").click()
    take("invitations")
    page.goto(f"{site.url}/s/account")
    expect(page.locator("form")).to_be_visible()
    take("account")
    person.close()
