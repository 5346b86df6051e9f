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
import struct
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
PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})$")
# Whatever prefix its namespace has.
FORMULA = re.compile(rb"<(?:[^\s<>/:]+:)?f[\s/>]")
# Records of an old workbook: where its parts begin and end, its sheets, its password, its formulas.
BEGIN, END, OLD_SHEET, PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
OLD_FORMULAS = (0x0006, 0x0206, 0x0406)
Formulas = dict[tuple[int, int], str]


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
        return read_book(data, old_formulas(data))
    return read_csv(data)


def look_into_ole(data: bytes) -> None:
    """An .xls, or an .xlsx behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("file_encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Refused("file_macros")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise Refused("file_kind_unknown")


def old_formulas(data: bytes) -> Formulas:
    """Of the first visible sheet of an .xls; what they say is kept in tokens, so only that they are there."""
    try:
        stream = old_stream(data)
        records = old_records(stream, 0)
        sheets = [body for kind, body in records if kind == OLD_SHEET]
        if any(kind == PASSWORD for kind, _ in records):
            raise Refused("file_encrypted")
        # Its place, whether it is hidden, and its kind: 0 is a table.
        at = next(
            place
            for place, hidden, kind in (struct.unpack_from("<IBB", one) for one in sheets)
            if hidden & 3 == 0 and kind == 0
        )
        found = [
            struct.unpack_from("<HH", body) for kind, body in old_records(stream, at) if kind in OLD_FORMULAS
        ]
    except (struct.error, IndexError, KeyError, ValueError, StopIteration) as error:
        raise Refused("file_broken") from error
    return dict.fromkeys(found, "=")


def old_records(stream: bytes, at: int) -> list[tuple[int, bytes]]:
    """From one beginning to its end; a chart inside has both of its own."""
    found, depth = [], 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 0:
            return found


def old_stream(data: bytes) -> bytes:
    """The workbook inside the compound file: sectors that a table (FAT) chains, small streams in a stream."""
    size, small = (1 << shift for shift in struct.unpack_from("<HH", data, 30))
    first_entry, least, first_small, _, more_tables, _ = struct.unpack_from("<I4xIIIII", data, 48)

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    def numbers(content: bytes) -> list[int]:
        return [one for (one,) in struct.iter_unpack("<I", content)]

    def chain(number: int, table: list[int]) -> list[int]:
        found = []
        while number < 0xFFFFFFFA:
            found.append(number)
            number = table[number]
            if len(found) > len(table):
                raise Refused("file_broken")
        return found

    def joined(number: int) -> bytes:
        return b"".join(sector(one) for one in chain(number, table))

    places = numbers(data[76:512])
    for _ in range(len(data) // size):
        if more_tables >= 0xFFFFFFFA:
            break
        *more, more_tables = numbers(sector(more_tables))
        places += more
    table = [one for place in places if place < 0xFFFFFFFA for one in numbers(sector(place))]
    entries: dict[str, tuple[int, int]] = {}
    directory = joined(first_entry)
    for at in range(0, len(directory), 128):
        letters = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, letters - 2)].decode("utf-16-le", "replace")
        entries.setdefault(name, struct.unpack_from("<II", directory, at + 116))
    start, length = entries.get("Workbook") or entries.get("Book") or (0xFFFFFFFE, 0)
    if length >= least:
        return joined(start)[:length]
    inside = joined(entries["Root Entry"][0])
    smalls = chain(start, numbers(joined(first_small)))
    return b"".join(inside[one * small : (one + 1) * small] for one in smalls)[:length]


def look_into_package(data: bytes) -> Formulas:
    """Sizes, macros and entities before anything is parsed; where its first sheet has formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.lower() for name in package.namelist()]
            if "xl/workbook.xml" not in names:
                raise Refused("file_kind_unknown")
            if len(names) > MOST_PARTS:
                raise Refused("file_unpacks_too_large")
            if any(name.endswith("vbaproject.bin") for name in names):
                raise Refused("file_macros")
            if len(names) > len(set(names)):
                # Which of two twins is meant, two readers may answer differently.
                raise Refused("file_broken")
            parts = unpack(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Refused("file_broken") from error
    try:
        return find_formulas(parts[first_sheet(parts)])
    except (ElementTree.ParseError, expat.ExpatError, KeyError, ValueError, StopIteration) as error:
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
        name = part.filename.lower()
        if name.endswith((".xml", ".rels")):
            # A zero: an encoding in which the words beside it would be written otherwise.
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
                raise Refused("file_broken")
            parts[name] = content
    return parts


def first_sheet(parts: dict[str, bytes]) -> str:
    """Its part, found as the library finds it. Parts that declare entities were refused before."""
    listed = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
    targets = {one.get("Id"): one.get("Target", "").lower() for one in listed}
    places = {key: "xl/" + re.sub("^/?xl/", "", target) for key, target in targets.items()}
    # The strict form has other namespaces.
    sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).iterfind(".//{*}sheet")  # noqa: S314
    shown = [one for one in sheets if one.get("state") in (None, "visible")]
    related = [value for one in shown for name, value in one.items() if name.endswith("}id")]
    # No sheet that is one chart.
    return next(place for one in related if (place := places[one]).startswith("xl/worksheets/"))


def find_formulas(sheet: bytes) -> Formulas:
    """(row, column) from 0 → the formula; a sheet without any is not parsed at all."""
    found: Formulas = {}
    if not FORMULA.search(sheet):
        return found
    # Where the next cell stands that does not say it, and the cell and the formula that we are in.
    row, column = 0, 0
    cell: tuple[int, int] | None = None
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, cell, inside
        tag = tag.rpartition(" ")[2]
        if tag == "row" and "r" in attributes:
            row = int(attributes["r"]) - 1
        elif tag == "c":
            place = row, column
            if "r" in attributes:
                spot = PLACE.match(attributes["r"])
                if spot is None:
                    raise Refused("file_broken")
                place = int(spot[2]) - 1, column_of(spot[1])
            cell, column = place, place[1] + 1
        elif tag == "f" and cell:
            inside = True
            found[cell] = "="

    def text(words: str) -> None:
        if inside and cell:
            found[cell] = (found[cell] + words)[:200]

    def end(tag: str) -> None:
        nonlocal row, column, cell, inside
        tag = tag.rpartition(" ")[2]
        inside = inside and tag != "f"
        if tag == "c":
            cell = None
        elif tag == "row":
            row, column = row + 1, 0

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.Parse(sheet, True)
    return found


def column_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_book(data: bytes, formulas: Formulas) -> list[list[Any]]:
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
        shown = meta.visible == python_calamine.SheetVisibleEnum.Visible
        if shown and meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
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
