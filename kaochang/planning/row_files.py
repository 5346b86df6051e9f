"""Dry runs as files: the rows of a roster, the pictures of a zip, as the page shows them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import FileResponse

from kaochang.exports.xlsx import Cell, Column, Language, Words, answer_xlsx
from kaochang.planning.models import ImportRow, PortraitImport, RosterImport
from kaochang.planning.queries import shown_row
from kaochang.planning.roster.columns import COLUMNS as ROSTER_COLUMNS
from kaochang.planning.states import PictureOutcome, RowOutcome

Shown = dict[str, Any]

ROW_OUTCOMES = {
    RowOutcome.NEW: Words("新增", "New"),
    RowOutcome.UPDATE: Words("更新", "Update"),
    RowOutcome.UNCHANGED: Words("无变化", "Unchanged"),
    RowOutcome.CONFIRM: Words("请确认", "Confirm"),
    RowOutcome.ERROR: Words("错误", "Error"),
}
PICTURE_OUTCOMES = {
    PictureOutcome.NEW: Words("新增", "New"),
    PictureOutcome.REPLACE: Words("替换", "Replaces"),
    PictureOutcome.UNCHANGED: Words("相同", "Same"),
    PictureOutcome.ERROR: Words("有问题", "Problem"),
}


def _cell_of(key: str) -> Callable[[Shown], Cell]:
    return lambda row: row["cells"].get(key)


def _why(row: Shown) -> Words:
    return Words(*("; ".join(words[lang] for words in row["reasons"]) for lang in ("zh", "en")))


def _problem(row: Shown) -> Cell:
    return Words(**row["sentence"]) if row["sentence"] else f"{row['width']} × {row['height']}"


COLUMNS: Sequence[Column[Shown]] = (
    Column("number", Words("行", "Row"), lambda row: row["number"], width=8),
    Column("outcome", Words("结果", "Result"), lambda row: ROW_OUTCOMES[row["outcome"]], width=10),
    *(Column(one.key, one.title, _cell_of(one.key), width=one.width) for one in ROSTER_COLUMNS),
    Column("why", Words("说明", "Why"), _why, width=60),
)
PICTURES: Sequence[Column[Shown]] = (
    Column("number", Words("考生编号", "Candidate number"), lambda row: row["candidate_number"]),
    Column("name", Words("姓名", "Name"), lambda row: row["candidate_name"]),
    Column("file", Words("文件", "File"), lambda row: row["file_name"], width=30),
    Column("outcome", Words("结果", "Result"), lambda row: PICTURE_OUTCOMES[row["outcome"]], width=10),
    Column("problem", Words("问题或尺寸", "Problem or size"), _problem, width=40),
)


def answer_rows(
    made: RosterImport, rows: Sequence[ImportRow], wanted: Sequence[Column[Shown]], lang: Language
) -> FileResponse:
    name = "Dry run" if lang == "en" else "试运行"
    shown = map(shown_row, rows)
    return answer_xlsx(name, shown, wanted, lang=lang, zone=made.session.school.timezone)


def answer_pictures(
    made: PortraitImport, shown: Sequence[Shown], wanted: Sequence[Column[Shown]], lang: Language
) -> FileResponse:
    name = "Portraits" if lang == "en" else "参考照片"
    return answer_xlsx(name, shown, wanted, lang=lang, zone=made.session.school.timezone)
