"""Tables as Excel files: any number of rows in constant memory, and no cell is ever a formula."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, Generic, Literal, NamedTuple, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

import xlsxwriter
from django.http import FileResponse

from kaochang.core import clock
from kaochang.exports.errors import ColumnUnknown

T = TypeVar("T")
Language = Literal["zh", "en"]
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# For `openapi_extra` of an endpoint that answers with the file.
FILE_ANSWER = {
    "responses": {
        200: {"description": "OK", "content": {TYPE: {"schema": {"type": "string", "format": "binary"}}}}
    }
}
# More does not fit into a cell; the library would leave it empty.
CELL_LETTERS = 32_767


class Words(NamedTuple):
    """A text in both languages; the export's `lang` chooses."""

    zh: str
    en: str

    def of(self, lang: Language) -> str:
        return self.en if lang == "en" else self.zh


Cell = str | int | float | bool | datetime | date | Words | None


@dataclass(frozen=True)
class Column(Generic[T]):
    key: str
    title: Words
    value: Callable[[T], Cell]
    width: int = 16


def chosen(columns: Sequence[Column[T]], wanted: str) -> list[Column[T]]:
    """`columns=name,state`: these, in this order; nothing stands for all."""
    if not wanted:
        return list(columns)
    known = {column.key: column for column in columns}
    keys = wanted.split(",")
    if not set(keys) <= set(known):
        raise ColumnUnknown(allowed=list(known))
    return [known[key] for key in keys]


def answer_xlsx(
    name: str, rows: Iterable[T], columns: Sequence[Column[T]], *, lang: Language, zone: str
) -> FileResponse:
    """The file to save, named after the list and the day. The file itself goes when the answer is sent."""
    # Closed by the response.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    write_xlsx(file, rows, columns, lang=lang, zone=zone)
    return answer_file(file, name, zone=zone)


def answer_file(file: IO[bytes], name: str, *, zone: str) -> FileResponse:
    """A workbook that is written already; the response closes it."""
    file.seek(0)
    day = clock.now().astimezone(ZoneInfo(zone)).date().isoformat()
    answer = FileResponse(file, content_type=TYPE)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name} {day}.xlsx')}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def write_xlsx(
    file: IO[bytes], rows: Iterable[T], columns: Sequence[Column[T]], *, lang: Language, zone: str
) -> None:
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 1})
    sheet_zone = ZoneInfo(zone)
    # "@": a number typed into a text column later, such as an identity number, stays text.
    text = book.add_format({"num_format": "@"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title.of(lang), head)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            cell = column.value(row)
            if isinstance(cell, Words):
                cell = cell.of(lang)
            if cell is None or cell == "":
                continue
            if isinstance(cell, bool):
                sheet.write_boolean(number, place, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(number, place, cell)
            elif isinstance(cell, datetime):
                sheet.write_datetime(number, place, cell.astimezone(sheet_zone).replace(tzinfo=None), moment)
            elif isinstance(cell, date):
                sheet.write_datetime(number, place, _midnight(cell), day)
            else:
                # Never `write`: that one reads "=1+1" as a formula and "http://…" as a link.
                sheet.write_string(number, place, cell[:CELL_LETTERS], text)
    book.close()


def _midnight(day: date) -> Any:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a cell has no time zone
