"""Excel files: strings stay strings, whatever they look like."""

from datetime import UTC, date, datetime
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from kaochang.exports.errors import ColumnUnknown
from kaochang.exports.xlsx import Cell, Column, Language, Words, chosen, write_xlsx

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ONE: list[Column[Cell]] = [Column("cell", Words("格", "Cell"), lambda row: row)]


def sheet_of(rows: list[Cell], lang: Language = "zh") -> ElementTree.Element:
    file = BytesIO()
    write_xlsx(file, rows, ONE, lang=lang, zone="Asia/Shanghai")
    with ZipFile(file) as book:
        assert not [name for name in book.namelist() if "worksheets/_rels" in name]
        return ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314


def texts(sheet: ElementTree.Element) -> list[str]:
    return [found.text or "" for found in sheet.iter(f"{SPACE}t")]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+86138",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "{=1}",
        "http://example.edu",
        "110101199003070038",
        "007",
    ],
)
def test_no_text_becomes_anything_else(cell: str) -> None:
    sheet = sheet_of([cell])
    assert not list(sheet.iter(f"{SPACE}f")) and not list(sheet.iter(f"{SPACE}hyperlink"))
    [head, body] = sheet.iter(f"{SPACE}c")
    assert (head.get("t"), body.get("t")) == ("inlineStr", "inlineStr")
    assert texts(sheet)[1].strip() in (cell.strip(), f"_x000D_{cell.strip()}")


def test_numbers_times_and_nothing() -> None:
    at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    values = [
        found.text for found in sheet_of([12, 1.5, True, at, date(2026, 11, 23), None, ""]).iter(f"{SPACE}v")
    ]
    # 16:30 in Greenwich is half past midnight of the next day at the school.
    assert values == ["12", "1.5", "1", "46349.02083333334", "46349"]


def test_titles_and_words_in_the_language_asked_for() -> None:
    assert texts(sheet_of([Words("草稿", "Draft")], "en")) == ["Cell", "Draft"]
    assert texts(sheet_of([Words("草稿", "Draft")], "zh")) == ["格", "草稿"]


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    assert len(texts(sheet_of(["长" * 40_000]))[1]) == 32_767


def test_the_columns_that_are_asked_for() -> None:
    two = [*ONE, Column[Cell]("other", Words("另", "Other"), lambda row: row)]
    assert [column.key for column in chosen(two, "other,cell")] == ["other", "cell"]
    assert chosen(two, "") == two
    with pytest.raises(ColumnUnknown):
        chosen(two, "cell,secret")
