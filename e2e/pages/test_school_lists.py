"""The school's lists in the browser: who sees what, filters, order, the keyboard, and the file of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e import journey
from e2e.looks import look_at_staff, settled
from e2e.person import LAPTOP, Person
from e2e.site import Site

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MATERIALS, LANGUAGES = "材料科学与工程学院", "外国语学院"


def open_exams(person: Person, site: Site, office: str) -> Page:
    """Who has no room today lands in the school's web, on its overview."""
    journey.log_in_staff(person, site, site.demo(office))
    expect(person.page.get_by_role("heading", name="概览", exact=True)).to_be_visible()
    person.page.get_by_role("link", name="考试", exact=True).click()
    expect(person.page.get_by_role("heading", name="考试", exact=True)).to_be_visible()
    assert person.page.url.endswith("/s/school/exams")
    expect(rows(person.page).first).to_be_visible()
    return person.page


def rows(page: Page) -> Locator:
    return page.locator("tr[data-row-key]")


def columns(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^(列|Columns) \\d"))


def names(page: Page) -> list[str]:
    return [
        text.removeprefix("演练")
        for text in page.locator("tr[data-row-key] td:first-child").all_inner_texts()
    ]


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.locator(".ant-select-item-option").filter(has_text=re.compile(f"^{option}$")).click()
    page.keyboard.press("Escape")


def table_of(path: Path) -> list[dict[str, str]]:
    """The rows of an Excel file by the titles of its columns."""
    with ZipFile(path) as book:
        shared = (
            [
                "".join(text.text or "" for text in item.iter(f"{CELL}t"))
                for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
            ]
            if "xl/sharedStrings.xml" in book.namelist()
            else []
        )
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    lines = []
    for line in sheet.iter(f"{CELL}row"):
        cells = {}
        for cell in line.iter(f"{CELL}c"):
            value = "".join(part.text or "" for part in cell.iter() if part.tag in (f"{CELL}v", f"{CELL}t"))
            column = re.sub(r"\d", "", cell.get("r", ""))
            cells[column] = shared[int(value)] if cell.get("t") == "s" else value
        lines.append(cells)
    titles = lines[0]
    return [{title: line.get(column, "") for column, title in titles.items()} for line in lines[1:]]


def test_an_administrator_filters_sorts_and_exports(
    site: Site, people: Callable[..., Person], tmp_path: Path
) -> None:
    person = people("韩雪", hue=200, tone=610)
    page = open_exams(person, site, "school_admin")
    expect(rows(page)).to_have_count(4)
    assert page.get_by_text(LANGUAGES).count()

    choose(page, "状态", "草稿")
    expect(rows(page)).to_have_count(2)
    assert "state=draft" in page.url
    page.get_by_role("columnheader", name="学院").click()
    expect(page).to_have_url(re.compile("sort=college"))
    expect(rows(page).first).to_contain_text(LANGUAGES)
    page.get_by_role("columnheader", name="学院").click()
    expect(page).to_have_url(re.compile("sort=-college"))
    expect(rows(page).first).to_contain_text(MATERIALS)

    with page.expect_download() as saving:
        person.press("导出列表")
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    assert saved.name.startswith("考试 ") and saved.suffix == ".xlsx"
    file = table_of(saved)
    assert [row["考试名称"] for row in file] == names(page)
    assert [row["学院"] for row in file] == [MATERIALS, LANGUAGES]
    assert {row["状态"] for row in file} == {"草稿"}

    page.reload()
    expect(rows(page)).to_have_count(2)
    page.go_back()
    expect(page).to_have_url(re.compile("sort=college"))

    page.keyboard.press("/")
    page.keyboard.type("口语")
    expect(rows(page)).to_have_count(1)
    person.press("清除 2 个条件")
    expect(rows(page)).to_have_count(4)
    person.close()


def test_the_keyboard_the_columns_and_an_interruption(site: Site, people: Callable[..., Person]) -> None:
    person = people("韩雪", hue=220, tone=640)
    page = open_exams(person, site, "school_admin")
    rows(page).first.focus()
    page.keyboard.press("ArrowDown")
    second = names(page)[1]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=second)).to_be_visible()
    page.go_back()
    expect(rows(page)).to_have_count(4)

    columns(page).click()
    page.get_by_text("未排考场", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("columnheader", name="未排考场")).to_be_visible()
    page.reload()
    expect(page.get_by_role("columnheader", name="未排考场")).to_be_visible()

    choose(page, "性质", "演练")
    expect(rows(page)).to_have_count(1)
    page.get_by_role("searchbox", name="查找").fill("没有这场")
    expect(page.get_by_role("heading", name="没有符合条件的内容")).to_be_visible()
    person.press("清除条件")
    expect(rows(page)).to_have_count(4)

    page.route("**/api/v1/school/exams?*", lambda route: route.abort())
    choose(page, "状态", "草稿")
    expect(page.get_by_role("heading", name="页面没有读出来")).to_be_visible(timeout=20_000)
    page.unroute("**/api/v1/school/exams?*")
    person.press("重试")
    expect(rows(page)).to_have_count(2)
    person.close()


def test_a_college_administrator_sees_the_own_college(site: Site, people: Callable[..., Person]) -> None:
    person = people("苏文婕", hue=240, tone=670)
    page = open_exams(person, site, "college_admin")
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_role("combobox", name="状态")).to_be_visible()
    expect(page.get_by_text(LANGUAGES)).to_have_count(0)
    expect(page.get_by_role("combobox", name="学院")).to_have_count(0)
    person.close()


def test_whoever_has_no_office_is_refused(site: Site, people: Callable[..., Person]) -> None:
    person = people("周敏", hue=260, tone=700)
    journey.log_in_staff(person, site, site.demo("waiting_room_officer"))
    expect(person.page.get_by_role("heading", name=re.compile("^您好"))).to_be_visible()
    # Drawn in one go with the links of the bar.
    expect(person.page.get_by_role("link", name="回避申报")).to_be_visible()
    expect(person.page.get_by_role("link", name="学校管理")).to_have_count(0)
    person.page.goto(f"{site.url}/s/school/exams")
    person.reads("您不能查看这个页面")
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_looks_of_the_list(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    tone = 730 + 30 * (language == "en")
    person = people("韩雪", hue=280, tone=tone, viewport=LAPTOP)
    page = open_exams(person, site, "school_admin")
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()
        expect(page.get_by_role("heading", name="Exams")).to_be_visible()
    look_at_staff(person, shots, f"school-exams-{language}")
    columns(page).click()
    expect(page.get_by_role("group", name=re.compile("^(显示的列|Columns shown)$"))).to_be_visible()
    settled(page)
    person.take_picture(shots, f"school-exams-columns-{language}")
    page.keyboard.press("Escape")
    person.close()
