"""A roster from the file to the exam in the browser: dry run, mended in place, written, taken back."""

from __future__ import annotations

import io
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Locator, Page, expect

from e2e import journey
from e2e.callers import Staff
from e2e.inside import Inside
from e2e.looks import SMALL, in_windows, look_at_staff
from e2e.pages.test_school_lists import rows, table_of
from e2e.person import LAPTOP, Person, wait_until
from e2e.site import Site

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLES = ["考生编号", "姓名", "手机号", "考场", "顺序号", "班级"]
NAMES = ["何嘉怡", "赵一鸣", "马浩然", "周子航", "王若溪", "李书瑶", "孙婧", "阿依古丽·买买提"]


def workbook(lines: list[list[str]], titles: list[str] = TITLES) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for row, cells in enumerate([titles, *lines]):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    book.close()
    return file.getvalue()


def roster(first: int, first_name: str = NAMES[0]) -> bytes:
    """Eight rows: a phone that is too short, a room that is misspelt, and a number that stands twice."""
    lines = [
        [f"26T{first + at:04d}", name, f"137{first + at:08d}", "甲考场", str(at + 1), "一班"]
        for at, name in enumerate([first_name, *NAMES[1:]])
    ]
    lines[4][2] = "1371234567"
    lines[5][3] = "甲考厂"
    lines[6][0] = lines[0][0]
    return workbook(lines)


class Draft:
    """An exam of next week with one room and nobody in it."""

    def __init__(self, site: Site, name: str) -> None:
        self.admin = Staff(site, site.demo("school_admin"))
        listed = self.admin.get("/school/exams?state=open&formality=formal")["items"][0]
        at = datetime.now(UTC) + timedelta(days=9)
        body = {
            "college_id": listed["college"]["id"],
            "name": name,
            "name_en": "Supplementary interview",
            "formality": "formal",
            "starts_at": at.isoformat(),
            "ends_at": (at + timedelta(hours=8)).isoformat(),
        }
        self.id: str = self.admin.post("/school/exams", body)["id"]
        self.name = name
        self.admin.post(f"/school/exams/{self.id}/rooms", {"name": "甲考场", "name_en": "Room A"})

    @property
    def candidates(self) -> int:
        found: int = self.admin.get(f"/school/exams/{self.id}")["candidate_count"]
        return found

    @property
    def written(self) -> int:
        """So far, of the import that is being written."""
        [newest, *_] = self.admin.get(f"/school/exams/{self.id}/imports")
        assert newest["state"] != "written", "ended before anything was counted"
        return newest["progress"]["done"] if newest["progress"] else 0

    def open(self, person: Person, site: Site) -> Page:
        journey.open_page(person, site, self.admin, "kc_staff", f"/s/school/exams/{self.id}/import")
        expect(
            person.page.get_by_role("heading", name=re.compile("^(导入考生|Import candidates)$"))
        ).to_be_visible(timeout=15_000)
        return person.page


def send(page: Page, data: bytes, name: str = "复试名单.xlsx") -> None:
    page.get_by_test_id("roster-file").set_input_files({"name": name, "mimeType": XLSX, "buffer": data})


def chip(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{words}$"))


def line(page: Page, name: str) -> Locator:
    return rows(page).filter(has_text=name)


def discard(person: Person) -> None:
    person.press("不写入")
    person.page.get_by_role("dialog").get_by_role("button", name="不写入", exact=True).click()
    expect(person.page.get_by_role("button", name="上传名单")).to_be_visible()


def find_rows(person: Person) -> None:
    """Any of the thirteen columns is shown, searched and sorted; the address keeps it, and clears it."""
    page = person.page
    page.keyboard.press("/")
    page.keyboard.type("应为 11 位")
    expect(rows(page)).to_have_count(1)
    expect(line(page, "王若溪")).to_be_visible()
    person.press("清除 1 个条件")
    expect(rows(page)).to_have_count(8)
    page.get_by_role("button", name=re.compile("^列 ")).click()
    page.get_by_role("checkbox", name="备注").check()
    expect(page.get_by_role("columnheader", name="备注")).to_be_visible()
    page.get_by_role("button", name="恢复默认").click()
    expect(page.get_by_role("columnheader", name="备注")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("columnheader", name="结果").click()
    expect(page).to_have_url(re.compile("sort=outcome"))
    page.get_by_role("columnheader", name="考生编号").click()
    expect(page).to_have_url(re.compile("sort=candidate_number"))
    page.get_by_role("columnheader", name="考生编号").click()
    expect(rows(page).first).to_contain_text(NAMES[-1])
    page.get_by_role("columnheader", name="考生编号").click()
    expect(rows(page).first).to_contain_text(NAMES[0])


def test_from_the_file_to_the_exam_and_back(
    site: Site, people: Callable[..., Person], shots: Path, tmp_path: Path
) -> None:
    draft = Draft(site, "补充复试")
    person = people("韩雪", hue=20, tone=420)
    page = draft.open(person, site)

    with page.expect_download() as saving:
        person.press("下载模板")
    template = tmp_path / "template.xlsx"
    saving.value.save_as(template)
    assert list(table_of(template)[0])[:2] == ["考生编号 *", "姓名 *"]

    send(page, roster(100))
    expect(page.get_by_role("heading", name="考生导入试运行")).to_be_visible(timeout=30_000)
    person.reads("3 行有错误")
    person.reads("未识别的列，已忽略：班级")
    expect(rows(page)).to_have_count(8)
    expect(line(page, "王若溪")).to_contain_text("手机号应为 11 位，现为 10 位")
    expect(line(page, "孙婧")).to_contain_text("考生编号：与第 2 行 何嘉怡 重复")
    assert draft.candidates == 0

    with page.expect_download() as saving:
        person.press("下载错误行")
    wrong = tmp_path / "wrong.xlsx"
    saving.value.save_as(wrong)
    # With the mark of their import.
    assert [row["原行号"].partition("-")[0] for row in table_of(wrong)] == ["6", "7", "8"]

    find_rows(person)
    chip(page, "错误 3").click()
    expect(rows(page)).to_have_count(3)
    assert "outcome=error" in page.url
    line(page, "王若溪").get_by_role("button", name="在此修改").click()
    drawer = page.get_by_role("dialog")
    # The whole number, where the table shows only what tells it apart.
    expect(drawer.get_by_label("手机号")).to_have_value("1371234567")
    drawer.get_by_label("手机号").fill("13712345678")
    drawer.get_by_role("button", name="保存并重新核对").click()
    expect(rows(page)).to_have_count(2)
    line(page, "李书瑶").get_by_role("button", name="在此修改").click()
    drawer.get_by_role("button", name="改为「甲考场」").click()
    drawer.get_by_role("button", name="保存并重新核对").click()
    expect(rows(page)).to_have_count(1)
    chip(page, "错误 1").click()
    expect(rows(page)).to_have_count(8)

    person.press("写入其余 7 行")
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("新增 7 名考生")
    expect(asked).to_contain_text("跳过 1 行")
    asked.get_by_role("button", name="写入", exact=True).click()
    person.reads("已写入 7 行", seconds=30)
    assert draft.candidates == 7

    # The same file again: what is there stays, and nothing is written.
    send(page, roster(100))
    expect(chip(page, "无变化 5")).to_be_visible(timeout=30_000)
    discard(person)

    # What the exam holds, as a file in the template's columns: it comes back as it is.
    person.press("导出名单")
    with page.expect_download() as saving:
        page.get_by_role("dialog").get_by_role("button", name="导出", exact=True).click()
    held = tmp_path / "roster.xlsx"
    saving.value.save_as(held)
    # The template marks with a star what has to be there.
    assert list(table_of(held)[0]) == [title.removesuffix(" *") for title in table_of(template)[0]]
    send(page, held.read_bytes(), "名单.xlsx")
    expect(chip(page, "无变化 7")).to_be_visible(timeout=30_000)
    discard(person)

    person.press("撤销导入")
    page.get_by_role("dialog").get_by_role("button", name="撤销 7 行").click()
    person.reads("已撤销", seconds=30)
    assert draft.candidates == 0
    person.close()


def test_a_file_that_is_no_table_and_one_in_its_place(site: Site, people: Callable[..., Person]) -> None:
    draft = Draft(site, "另一场补充复试")
    person = people("韩雪", hue=50, tone=450)
    page = draft.open(person, site)
    send(page, b"%PDF-1.7 no table", "名单.pdf")
    expect(page.get_by_role("alert")).to_contain_text("不是 .xlsx、.xls 或 .csv 表格", timeout=30_000)
    send(page, roster(200))
    expect(rows(page)).to_have_count(8, timeout=30_000)
    # The page may be left meanwhile: whoever comes back finds the same rows.
    page.reload()
    expect(rows(page)).to_have_count(8)
    send(page, workbook([["26T0901", "何嘉怡", "13700000901", "甲考场", "1", ""]]))
    expect(rows(page)).to_have_count(1, timeout=30_000)
    imports: list[dict[str, Any]] = draft.admin.get(f"/school/exams/{draft.id}/imports")
    assert [one["state"] for one in imports] == ["checked", "discarded", "refused"]
    person.close()


@contextmanager
def worker_held(site: Site) -> Iterator[None]:
    """However fast it works: what the page shows meanwhile stays to be seen."""
    found = Inside(site).processes("worker")
    assert found
    for process in found:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in found:
            os.kill(process, signal.SIGCONT)


def many(first: int, count: int) -> bytes:
    lines = [
        [f"26M{first + at:05d}", NAMES[at % len(NAMES)], f"136{first + at:08d}", "", "", ""]
        for at in range(count)
    ]
    return workbook(lines)


def test_long_work_is_counted_and_whoever_left_is_told(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    draft = Draft(site, "大规模复试")
    person = people("韩雪", hue=140, tone=460)
    page = draft.open(person, site)
    with worker_held(site):
        send(page, many(0, 4000), "大名单.xlsx")
        expect(page.get_by_text("正在读取并核对")).to_be_visible()
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.get_by_role("navigation").get_by_role("link", name="疑问").click()
        expect(page.get_by_role("progressbar")).to_have_count(0)
    told = page.locator(".kc-toast").filter(has_text="名单已核对，共 4000 行")
    expect(told).to_be_visible(timeout=60_000)
    look_at_staff(person, shots, "school-work-ended-toast")
    told.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", name="考生导入试运行")).to_be_visible()
    person.press("写入 4000 行")
    page.get_by_role("dialog").get_by_role("button", name="写入", exact=True).click()
    wait_until(lambda: draft.written > 0, 60, "rows that are counted")
    with worker_held(site):
        expect(page.get_by_text(re.compile(r"^[1-9]\d* / 4000$"))).to_be_visible()
        percent = page.get_by_role("progressbar").get_attribute("aria-valuenow")
        assert percent is not None and 0 < int(percent) <= 100
        look_at_staff(person, shots, "school-import-writing")
    # Here it is shown by the page itself, so no toast says it once more.
    person.reads("已写入 4000 行", seconds=90)
    expect(page.locator(".kc-toast")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^通知，")).click()
    inbox = page.get_by_role("dialog")
    expect(inbox).to_contain_text("名单已写入 4000 行")
    expect(inbox).to_contain_text("大规模复试 · 大名单.xlsx")
    look_at_staff(person, shots, "school-work-ended-inbox")
    inbox.get_by_role("link", name="查看").first.click()
    expect(inbox).to_have_count(0)
    person.close()


def upload(draft: Draft, data: bytes, name: str) -> str:
    """A colleague's, by the same way."""
    answer = draft.admin.http.post(
        f"/api/v1/school/exams/{draft.id}/imports",
        params={"name": name},
        content=data,
        headers={"X-Kaochang": "1", "Content-Type": "application/octet-stream"},
    )
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["id"]
    return key


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_an_older_dry_run_is_opened_or_put_away(
    site: Site, people: Callable[..., Person], shots: Path, language: str
) -> None:
    first = 1000 + 100 * (language == "en")
    draft = Draft(site, f"两位管理员的复试 {first}")
    for at, name in enumerate(("甲.xlsx", "乙.xlsx", "丙.xlsx")):
        upload(draft, roster(first + 20 * at), name)
    person = people("韩雪", hue=170, tone=490)
    page = person.page
    journey.open_page(person, site, draft.admin, "kc_staff", f"/s/school/exams/{draft.id}/import")
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()
    expect(rows(page)).to_have_count(8, timeout=30_000)
    opening = re.compile("^(打开 甲.xlsx 的试运行|Open the dry run of 甲.xlsx)$")
    page.get_by_role("link", name=opening).scroll_into_view_if_needed()
    look_at_staff(person, shots, f"school-import-older-{language}")
    page.get_by_role("link", name=opening).click()
    expect(page.get_by_text(re.compile("^甲.xlsx · "))).to_be_visible()
    page.get_by_role("row").filter(has_text="乙.xlsx").get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.get_by_role("row").filter(has_text="乙.xlsx").get_by_role("button")).to_have_count(0)
    states = {one["file_name"]: one["state"] for one in draft.admin.get(f"/school/exams/{draft.id}/imports")}
    assert states == {"甲.xlsx": "checked", "乙.xlsx": "discarded", "丙.xlsx": "checked"}
    person.close()


def test_the_way_from_the_exam(site: Site, people: Callable[..., Person]) -> None:
    draft = Draft(site, "又一场补充复试")
    person = people("韩雪", hue=80, tone=480)
    journey.open_page(person, site, draft.admin, "kc_staff", f"/s/school/exams/{draft.id}")
    person.press("导入考生")
    person.reads("把名单拖到这里，或点按钮选择文件")
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_looks_of_the_import(
    site: Site, people: Callable[..., Person], shots: Path, language: str
) -> None:
    number = 300 + 100 * (language == "en")
    draft = Draft(site, f"补充复试 {number}")
    person = people("韩雪", hue=110, tone=500 + number % 97, viewport=LAPTOP)
    page = draft.open(person, site)
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()
        expect(page.get_by_role("heading", name="Import candidates")).to_be_visible()
    look_at_staff(person, shots, f"school-import-{language}")
    send(page, roster(number, first_name="欧阳" * 40))
    expect(rows(page)).to_have_count(8, timeout=30_000)
    # However long a name is, what is done with a row stays in sight.
    mend = line(page, "李书瑶").get_by_role("button", name=re.compile("^(在此修改|Edit here)$"))
    for _ in in_windows(page, LAPTOP, SMALL):
        expect(mend).to_be_in_viewport(ratio=1)
    look_at_staff(person, shots, f"school-import-dry-run-{language}")
    mend.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look_at_staff(person, shots, f"school-import-mend-{language}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^(写入其余 5 行|Write the other 5 rows)$")).click()
    look_at_staff(person, shots, f"school-import-write-{language}")
    person.close()
