"""「参考照片」 in the browser: a zip, its dry run, writing, and the officer who sees the picture."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from e2e import journey
from e2e.callers import Candidate
from e2e.looks import SMALL, look_at, look_at_staff
from e2e.pages.test_school_lists import open_exams, rows
from e2e.pages.test_school_settings import drawer
from e2e.person import LAPTOP, Person
from e2e.site import Site
from tests.planning.hostile_pictures import gps_picture, huge_png, picture, zipped

ROOM = "第二考场"


def open_import(person: Person, site: Site) -> Page:
    """Of the formal exam of today, whose rooms have officers and candidates."""
    page = open_exams(person, site, "school_admin")
    today = rows(page).filter(has_text=re.compile("硕士研究生复试 · 综合面试(?!（)"))
    today.filter(has_not_text="演练").filter(has_text="进行中").first.click()
    page.wait_for_url(re.compile("/s/school/exams/[0-9a-f-]{36}"))
    exam = page.url.rsplit("/", 1)[1].split("?")[0]
    page.goto(f"{site.url}/s/school/exams/{exam}/import")
    expect(page.get_by_role("heading", name="参考照片")).to_be_visible()
    return page


def test_a_zip_is_looked_at_written_and_seen_by_the_officer(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    person = people("韩雪", hue=160, tone=380, viewport=LAPTOP)
    page = open_import(person, site)
    candidate = site.demo("candidate", 0)
    number = candidate["candidate_number"]
    data = zipped(
        (f"照片/{number}.jpg", gps_picture()),
        (f"{site.demo('candidate', 2)['candidate_number']}.png", picture("PNG")),
        ("26S99999.jpg", picture()),
        (f"{site.demo('candidate', 3)['candidate_number']}.png", huge_png()),
    )
    send = {"name": "照片.zip", "mimeType": "application/zip", "buffer": data}
    page.get_by_test_id("portraits-file").set_input_files(send)  # type: ignore[arg-type]
    table = page.get_by_role("table", name="参考照片")
    expect(table.locator("tr[data-row-key]")).to_have_count(4, timeout=20_000)
    expect(table).to_contain_text("本场考试没有考生编号 26S99999")
    expect(table).to_contain_text("50000×50000 像素过大")
    page.keyboard.press("/")
    page.keyboard.type("99999")
    expect(table.locator("tr[data-row-key]")).to_have_count(1)
    person.press("清除 1 个条件")
    page.get_by_role("columnheader", name="考生编号").click()
    expect(table.locator("tr[data-row-key]").last).to_contain_text("26S99999")
    for language in ("zh-CN", "en"):
        if language == "en":
            page.get_by_role("button", name=re.compile("English$")).click()
            expect(page.get_by_role("heading", name="Reference portraits")).to_be_visible()
        for name, size in {"1440x900": LAPTOP, "1280x720": SMALL}.items():
            page.set_viewport_size(size)
            page.get_by_role("table").last.scroll_into_view_if_needed()
            look_at(person, shots, f"school-portraits-{language}-{name}")
    page.get_by_role("button", name=re.compile("中文$")).click()
    person.press("只写入没有问题的 2 张")
    drawer(page).get_by_role("button", name="只写入没有问题的 2 张").click()
    expect(page.get_by_text("已写入 2 张").last).to_be_visible()
    person.close()

    Candidate(site, candidate).arrive()
    officer = people("周敏", hue=120, tone=540, viewport=SMALL)
    journey.log_in_staff(officer, site, site.demo("waiting_room_officer"))
    journey.open_board(officer, ROOM)
    journey.row_of(officer, candidate["name"]).get_by_role("button", name="查看").click()
    portrait = officer.page.get_by_role("img", name=f"{candidate['name']} 的参考照片")
    expect(portrait).to_be_visible()
    assert portrait.evaluate("img => img.decode().then(() => [img.naturalWidth, img.naturalHeight])") == [
        200,
        400,
    ]
    look_at(officer, shots, "board-portrait-zh-CN-1280x720")
    officer.close()


def test_an_upload_is_followed_cancelled_and_sent_again(
    site: Site, people: Callable[..., Person], shots: Path, tmp_path: Path
) -> None:
    """Over a line of one megabyte a second."""
    person = people("韩雪", hue=200, tone=410, viewport=LAPTOP)
    page = open_import(person, site)
    big = tmp_path / "照片.zip"
    big.write_bytes(zipped(*((f"Z{number:05d}.jpg", os.urandom(1_000_000)) for number in range(12))))
    line = page.context.new_cdp_session(page)

    def speed(bytes_a_second: int) -> None:
        limits = {"offline": False, "latency": 0, "downloadThroughput": -1}
        line.send("Network.emulateNetworkConditions", {**limits, "uploadThroughput": bytes_a_second})

    line.send("Network.enable")
    speed(1_000_000)
    field = page.get_by_test_id("portraits-file")
    field.set_input_files(big)
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d?$"), timeout=20_000)
    expect(page.get_by_text(re.compile(r"^[1-9]\d?\.\d / 12\.0 MB$"))).to_be_visible()
    look_at_staff(person, shots, "school-portraits-upload")
    # Other pages may be open meanwhile.
    page.get_by_role("navigation").get_by_role("link", name="疑问").click()
    page.go_back()
    expect(bar).to_be_visible()
    person.press("取消上传")
    expect(bar).to_have_count(0)
    speed(-1)
    page.route("**/portrait-imports?name=*", lambda asked: asked.abort("connectionreset"))
    field.set_input_files(big)
    expect(page.get_by_text("照片.zip 没有上传成功")).to_be_visible()
    look_at_staff(person, shots, "school-portraits-upload-failed")
    page.unroute("**/portrait-imports?name=*")
    person.press("重新上传")
    table = page.get_by_role("table", name="参考照片")
    expect(table.locator("tr[data-row-key]")).to_have_count(12, timeout=60_000)
    person.press("放弃这批照片")
    drawer(page).get_by_role("button", name="放弃这批照片").click()
    expect(page.get_by_role("button", name="上传照片")).to_be_visible()
    person.close()
