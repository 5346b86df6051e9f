"""The roster's files: the template to fill in, the roster as it is, and the rows that could not be taken."""

import json
import tempfile
from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import xlsxwriter
from django.http import FileResponse

from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exports.xlsx import Cell, Column, Language, Words, answer_file, answer_xlsx
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.roster.cells import shown_cell
from kaochang.planning.roster.columns import COLUMNS, ROW, WHY
from kaochang.planning.roster.sentences import row_sentences
from kaochang.planning.states import RowOutcome
from kaochang.schools.models import Major

LANGUAGES = {"zh": Words("中文", "Chinese"), "en": Words("英文", "English")}
ROWS_WITH_LISTS = 5000
TO_MEND = (RowOutcome.ERROR, RowOutcome.CONFIRM)

NOTES = (
    Words(
        "带 * 的列必填，其余可空。空白单元格不会改动已有的数据。",
        "Columns with * are required. An empty cell changes nothing that is already there.",
    ),
    Words("示例行不会导入，可以保留或删除。", "The example row is not imported; keep it or delete it."),
    Words(
        "所有列已设为文本格式；从别处粘贴时请选「只粘贴数值」。",
        "All columns are formatted as text; when you paste, paste values only.",
    ),
    Words(
        "学院、专业、考场请写系统中的名称，或从下拉列表选择。",
        "Colleges, majors and rooms go by their names here; choose them from the lists.",
    ),
    Words(
        "境外手机号以 + 和国家代码开头，例如 +44 7700 900123。",
        "Foreign phones begin with + and the country code, such as +44 7700 900123.",
    ),
    Words(
        "面试时间写成 2026-11-30 14:30，按学校所在时区。",
        "Write interview times as 2026-11-30 14:30, by the school's clock.",
    ),
)


def answer_template(session: ExamSession, lang: Language) -> FileResponse:
    # Closed by the response.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("考生" if lang == "zh" else "Candidates")
    notes = book.add_worksheet("说明" if lang == "zh" else "Notes")
    lists = book.add_worksheet("lists")
    lists.hide()
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    example = book.add_format({"num_format": "@", "font_color": "#666666", "italic": True})
    sheet.freeze_panes(1, 0)
    choices = _choices(session, lang)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, column.title.of(lang) + (" *" if column.required else ""), head)
        options = choices.get(column.key, [])
        words = column.example.of(lang) or (options[0] if options else "")
        sheet.write_string(1, place, words, example)
        for row, option in enumerate(options):
            lists.write_string(row, place, option)
        if options:
            letter = chr(65 + place)
            source = f"=lists!${letter}$1:${letter}${len(options)}"
            # A name that is not in the list may be pasted: the dry run says what is meant.
            sheet.data_validation(
                1,
                place,
                ROWS_WITH_LISTS,
                place,
                {"validate": "list", "source": source, "error_type": "warning"},
            )
    notes.set_column(0, 0, 90)
    for row, note in enumerate(NOTES):
        notes.write_string(row, 0, note.of(lang))
    book.close()
    return answer_file(
        file, "Roster template" if lang == "en" else "考生导入模板", zone=session.school.timezone
    )


def _choices(session: ExamSession, lang: Language) -> dict[str, list[str]]:
    rooms = ExamRoom.objects.filter(session=session).order_by("name")
    majors = Major.objects.filter(college=session.college, enabled=True).order_by("name")
    return {
        "college": [session.college.name],
        "major": list(majors.values_list("name", flat=True)),
        "room": list(rooms.values_list("name", flat=True)),
        "language": [words.of(lang) for words in LANGUAGES.values()],
    }


def answer_roster(session: ExamSession, lang: Language) -> FileResponse:
    """In the columns of the template: uploaded again, it changes nothing."""
    zone = ZoneInfo(session.school.timezone)
    values: dict[str, Callable[[RosterEntry], Cell]] = {
        "candidate_number": lambda entry: entry.candidate_number,
        "name": lambda entry: entry.person.name,
        "phone": lambda entry: entry.person.phone,
        "identity_number": lambda entry: entry.person.identity_number,
        "college": lambda entry: session.college.name,
        "major": lambda entry: entry.major.name if entry.major else "",
        "room": lambda entry: entry.room.name if entry.room else "",
        "order_number": lambda entry: str(entry.order_number or ""),
        "slot_starts_at": lambda entry: (
            entry.slot_starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if entry.slot_starts_at else ""
        ),
        "language": lambda entry: LANGUAGES[entry.language],
        "time_zone": lambda entry: entry.time_zone,
        "extra_time_percent": lambda entry: str(entry.extra_time_percent),
        "remark": lambda entry: entry.remark,
    }
    columns = [Column(one.key, one.title, values[one.key], width=one.width) for one in COLUMNS]
    entries = RosterEntry.objects.filter(session=session).select_related("person", "major", "room")
    rows = entries.order_by("room__name", "order_number", "candidate_number").iterator(chunk_size=2000)
    name = "Roster" if lang == "en" else "考生名单"
    return answer_xlsx(name, rows, columns, lang=lang, zone=session.school.timezone)


def answer_bad_rows(made: RosterImport, lang: Language) -> FileResponse:
    """The rows with errors and those that wait for a word, to be mended elsewhere and uploaded again."""
    bad = made.rows.filter(outcome__in=TO_MEND).order_by("number")
    rows = ((row, json.loads(row.cells)) for row in bad.iterator(chunk_size=2000))
    columns: list[Column[tuple[ImportRow, dict[str, Any]]]] = [
        Column(one.key, one.title, _cell_of(one.key), width=one.width) for one in COLUMNS
    ]
    columns.append(Column("row", ROW, lambda pair: place_of(pair[0])))
    columns.append(Column("why", WHY, lambda pair: _why(pair[0], lang), width=60))
    name = "Rows to mend" if lang == "en" else "错误行"
    return answer_xlsx(name, rows, columns, lang=lang, zone=made.session.school.timezone)


def place_of(row: ImportRow) -> str:
    """Its number, and of which import, so that it finds its place in no other."""
    return f"{row.number}-{mark_of(row.roster_import_id)}"


def mark_of(import_id: UUID) -> str:
    # The last digits of an id are those by chance.
    return import_id.hex[-8:]


def _why(row: ImportRow, lang: Language) -> str:
    return "; ".join(words.of(lang) for words in row_sentences(row.findings))


def _cell_of(key: str) -> Callable[[tuple[ImportRow, dict[str, Any]]], Cell]:
    return lambda pair: shown_cell(pair[1].get(key))
