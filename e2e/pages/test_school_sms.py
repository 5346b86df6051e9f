"""「设置」→「短信」 in the browser: a test message, the limits, and the switch that candidates feel."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e import journey
from e2e.looks import look_at_staff
from e2e.pages.test_school_lists import rows, table_of
from e2e.pages.test_school_settings import drawer, open_settings
from e2e.person import LAPTOP, Person, wait_until
from e2e.site import Site

REASON = "线路故障，等待供应商答复"


def test_the_switch_the_limits_and_the_list(
    site: Site, people: Callable[..., Person], tmp_path: Path
) -> None:
    person = people("韩雪", hue=180, tone=420, viewport=LAPTOP)
    page = open_settings(person, site, "school_admin", "短信")
    page.get_by_role("button", name="发送测试短信").click()
    drawer(page).get_by_role("button", name="发送", exact=True).click()
    expect(rows(page).filter(has_text="测试短信").filter(has_text="已发出")).to_have_count(1)
    expect(page.get_by_text("1 / 20,000 条")).to_be_visible()

    page.get_by_role("button", name="修改限额").click()
    drawer(page).get_by_label("每日限额（条）").fill("1")
    drawer(page).get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert").filter(has_text="今日限额已用完")).to_be_visible()
    page.get_by_role("button", name="修改限额").click()
    drawer(page).get_by_label("每日限额（条）").fill("")
    drawer(page).get_by_role("button", name="保存").click()
    expect(page.get_by_text("1 条，不限")).to_be_visible()

    page.get_by_role("button", name="停用短信").click()
    drawer(page).get_by_label("理由").fill(REASON)
    drawer(page).get_by_role("button", name="停用短信").click()
    expect(page.get_by_role("alert").filter(has_text=REASON)).to_be_visible()
    candidate = people("考生", hue=20, tone=620, viewport=LAPTOP)
    phone = site.demo("candidate", 3)["phone"]
    journey.give_phone(candidate, site, phone)
    candidate.press("获取验证码")
    expect(candidate.page.get_by_text("短信暂停发送")).to_be_visible()
    page.get_by_role("button", name="恢复发送").click()
    drawer(page).get_by_label("理由").fill("已恢复")
    drawer(page).get_by_role("button", name="恢复发送").click()
    expect(page.get_by_role("alert").filter(has_text=REASON)).to_have_count(0)
    candidate.press("获取验证码")
    wait_until(lambda: site.sms_codes(phone), 15, "the text message")
    page.reload()
    expect(rows(page).filter(has_text="登录验证码").first).to_be_visible()
    expect(rows(page).filter(has_text="••••••").first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="导出列表").click()
    file = tmp_path / "messages.xlsx"
    download.value.save_as(file)
    assert [line["类型"] for line in table_of(file)] == ["登录验证码", "测试短信"]
    assert all("****" in line["手机"] for line in table_of(file))
    candidate.close()
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_how_it_looks(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    person = people("韩雪", hue=200, tone=450 + 30 * (language == "en"), viewport=LAPTOP)
    page = open_settings(person, site, "school_admin", "短信")
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()
        expect(page.get_by_role("heading", level=1, name="Text messages")).to_be_visible()
    expect(rows(page).first).to_be_visible()
    look_at_staff(person, shots, f"school-sms-{language}")
    rows(page).first.click()
    expect(drawer(page)).to_be_visible()
    look_at_staff(person, shots, f"school-sms-message-{language}")
    person.close()
