"""Reads one uploaded table (.xlsx, .xls, .csv) and nothing else: a program of its own, for `sandbox.py`.

The file comes in on standard input, one JSON document goes out: {"rows": [[number, [cell, …]], …]} or
{"refused": code, "params": {…}}. A cell is a text, null, or {"n": number}, {"d": date}, {"b": boolean},
{"f": formula}. It imports nothing of ours: whatever a hostile file makes of this process, there is no
database and no key in it.
"""

import codecs
import csv
import datetime
import io
import json
import re
import resource
import sys
import zipfile
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

MOST_ROWS = 30_000
MOST_COLUMNS = 200
MOST_UNPACKED = 100_000_000
MOST_PARTS = 2_000
MEMORY = 1_000_000_000
CPU_SECONDS = 30

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


class Refused(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def main() -> None:
    give_up_powers()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"rows": read(data)}
    except Refused as refused:
        answer = {"refused": refused.code, "params": refused.params}
    except MemoryError:
        answer = {"refused": "file_unpacks_too_large", "params": {}}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def give_up_powers() -> None:
    """Before the first byte is read: little memory, little time, no file to open, none to write."""
    for encoding in ("cp437", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"):
        codecs.lookup(encoding)  # loaded from a file when it is used first
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def read(data: bytes) -> list[list[Any]]:
    """By what the file is, whatever it is called."""
    if not data.strip():
        raise Refused("file_empty")
    if data.startswith(b"PK"):
        formulas = look_into_package(data)
        return read_book(data, formulas)
    if data.startswith(OLE):
        look_into_ole(data)
        return read_book(data, {})
    return read_csv(data)


def look_into_ole(data: bytes) -> None:
    """An .xls, or an .xlsx behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("file_encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Refused("file_macros")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise Refused("file_kind_unknown")


def look_into_package(data: bytes) -> dict[tuple[int, int], str]:
    """Sizes, macros and entities before anything is parsed; where its first sheet has formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if "xl/workbook.xml" not in names:
                raise Refused("file_kind_unknown")
            if len(names) > MOST_PARTS:
                raise Refused("file_unpacks_too_large")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("file_macros")
            parts = unpack(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Refused("file_broken") from error
    try:
        return find_formulas(parts.get(first_sheet(parts), b""))
    except (ElementTree.ParseError, expat.ExpatError, KeyError, StopIteration) as error:
        raise Refused("file_broken") from error


def unpack(package: zipfile.ZipFile) -> dict[str, bytes]:
    """Counted while unpacking: what the package says of its sizes may be a lie."""
    left, parts = MOST_UNPACKED, {}
    for part in package.infolist():
        if part.file_size > left:
            raise Refused("file_unpacks_too_large")
        if part.flag_bits & 1:
            raise Refused("file_encrypted")
        with package.open(part) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Refused("file_unpacks_too_large")
        if part.filename.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise Refused("file_broken")
            parts[part.filename] = content
    return parts


def first_sheet(parts: dict[str, bytes]) -> str:
    """Parts that declare entities were refused before."""
    sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{SHEET}sheet")  # noqa: S314
    wanted = next(one for one in sheets if one.get("state") in (None, "visible")).get(RELATION)
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
    target = next(one.get("Target", "") for one in relations if one.get("Id") == wanted)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def find_formulas(sheet: bytes) -> dict[tuple[int, int], str]:
    """(row, column) from 0 → the formula; a sheet without any is not parsed at all."""
    found: dict[tuple[int, int], str] = {}
    if b"<f" not in sheet:
        return found
    place: list[str] = [""]
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            place[0] = attributes.get("r", "")
        elif tag == "f" and (spot := PLACE.match(place[0])):
            inside[0] = True
            found[int(spot[2]) - 1, column_of(spot[1])] = "="

    def text(words: str) -> None:
        if inside[0] and (spot := PLACE.match(place[0])):
            key = int(spot[2]) - 1, column_of(spot[1])
            found[key] = (found[key] + words)[:200]

    def end(tag: str) -> None:
        inside[0] = inside[0] and tag != "f"

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.Parse(sheet, True)
    return found


def column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_book(data: bytes, formulas: dict[tuple[int, int], str]) -> list[list[Any]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = visible_sheet(book)
        merged = sheet.merged_cell_ranges or []
        if merged:
            (top, left), (bottom, right) = merged[0]
            raise Refused("merged_cells", cells=f"{name_of(top, left)}:{name_of(bottom, right)}")
        if sheet.total_height > MOST_ROWS + 10:
            raise Refused("too_many_rows", most=MOST_ROWS)
        if sheet.total_width > MOST_COLUMNS:
            raise Refused("too_many_columns", most=MOST_COLUMNS)
        cells = sheet.to_python(skip_empty_area=False)
    except python_calamine.PasswordError as error:
        raise Refused("file_encrypted") from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Refused("file_broken") from error
    except BaseException as error:
        # The library's own failures (a Rust panic) are no Exception.
        if type(error).__name__ == "PanicException":
            raise Refused("file_broken") from error
        raise
    rows = []
    for number, row in enumerate(cells):
        plain = [formula_or(formulas.get((number, at)), cell) for at, cell in enumerate(row)]
        if any(cell is not None for cell in plain):
            rows.append([number + 1, plain])
    return rows


def visible_sheet(book: Any) -> Any:
    for at, meta in enumerate(book.sheets_metadata):
        if meta.visible == python_calamine.SheetVisibleEnum.Visible:
            return book.get_sheet_by_index(at)
    raise Refused("file_broken")


def name_of(row: int, column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def formula_or(formula: str | None, cell: Any) -> Any:
    return {"f": formula} if formula else plain_cell(cell)


def plain_cell(cell: Any) -> Any:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return {"b": cell}
    if isinstance(cell, int | float):
        whole = isinstance(cell, float) and cell.is_integer()
        return {"n": int(cell) if whole else cell}
    if isinstance(cell, datetime.datetime):
        # A cell's time is a fraction of a day: half a minute of rounding makes 14:30 out of 14:29:59.99.
        return {"d": (cell + datetime.timedelta(seconds=30)).strftime("%Y-%m-%d %H:%M")}
    if isinstance(cell, datetime.date):
        return {"d": cell.isoformat()}
    return str(cell)


def read_csv(data: bytes) -> list[list[Any]]:
    head = data[:64].lstrip().lower()
    if data.startswith(NO_TEXT) or head.startswith((b"<html", b"<?xml", b"<!doctype", b"<table")):
        raise Refused("file_kind_unknown")
    text = decode(data)
    delimiter = max(",\t;", key=text.split("\n", 1)[0].count)
    csv.field_size_limit(100_000)
    rows: list[list[Any]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if number > MOST_ROWS + 10:
                raise Refused("too_many_rows", most=MOST_ROWS)
            if len(row) > MOST_COLUMNS:
                raise Refused("too_many_columns", most=MOST_COLUMNS)
            # Our own files put an apostrophe before what a spreadsheet would take for a formula.
            plain = [
                (cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS else cell) or None
                for cell in row
            ]
            if any(plain):
                rows.append([number, plain])
    except csv.Error as error:
        raise Refused("file_broken") from error
    return rows


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif b"\0" in data:
        raise Refused("file_kind_unknown")
    else:
        tries = ["utf-8-sig", "gb18030"]
    for encoding in tries:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("text_encoding_unknown")


if __name__ == "__main__":
    main()
