"""The sheet to cut up, set by typst, and the same as a table."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import typst

from kaochang.candidates.errors import NoChineseFont
from kaochang.config.environment import environment
from kaochang.exams.models import RosterEntry
from kaochang.exports.xlsx import Column, Language, Words, write_xlsx
from kaochang.schools.models import School

SHEET = Path(__file__).with_name("code_sheet.typ")
# Fonts with Chinese characters, the best first; whichever the machine has.
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
)
WORDS = {
    "zh": {
        "number": "考生编号",
        "code": "一次性登录码",
        "until": "有效期至",
        "address": "登录地址",
        "how": "选择学校后用「考生编号 + 登录码」登录。每个登录码只能使用一次，请勿转交他人。",
        "no_room": "考场另行通知",
    },
    "en": {
        "number": "Candidate number",
        "code": "One-time log-in code",
        "until": "Works until",
        "address": "Log in at",
        "how": "Choose your school, then candidate number and code. A code works once; keep it to yourself.",
        "no_room": "Room to be announced",
    },
}


@dataclass(frozen=True)
class Slip:
    entry: RosterEntry
    code: str
    expires_at: datetime


def set_pdf(slips: Sequence[Slip], school: School, language: Language) -> bytes:
    """Data goes in as JSON and is set as text: nothing in a name can be markup."""
    font = chinese_font()
    zone = ZoneInfo(school.timezone)
    english = language == "en"
    words = WORDS[language]
    data = {
        "lang": language,
        "font": font,
        "school": (english and school.name_en) or school.name,
        "address": environment.public_origin,
        "words": words,
        "slips": [
            {
                "name": slip.entry.person.name,
                "number": slip.entry.candidate_number,
                "code": slip.code,
                "exam": (english and slip.entry.session.name_en) or slip.entry.session.name,
                "place": _place(slip.entry, english) or words["no_room"],
                "until": slip.expires_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            }
            for slip in slips
        ],
    }
    made = typst.compile(str(SHEET), sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    assert isinstance(made, bytes)  # noqa: S101 - one file was asked for
    return made


def write_table(slips: Iterable[Slip], school: School, language: Language) -> bytes:
    file = BytesIO()
    write_xlsx(file, slips, COLUMNS, lang=language, zone=school.timezone)
    return file.getvalue()


@cache
def chinese_font() -> str:
    here = set(typst.Fonts().families())
    found = next((name for name in CHINESE if name in here), None)
    if found is None:
        raise NoChineseFont()
    return found


def _place(entry: RosterEntry, english: bool) -> str:
    if entry.room is None:
        return ""
    name = (english and entry.room.name_en) or entry.room.name
    return f"{name} · {entry.order_number:02d}" if entry.order_number else name


def _exam(slip: Slip) -> Words:
    session = slip.entry.session
    return Words(session.name, session.name_en or session.name)


COLUMNS: list[Column[Slip]] = [
    Column("candidate_number", Words("考生编号", "Candidate number"), lambda one: one.entry.candidate_number),
    Column("name", Words("姓名", "Name"), lambda one: one.entry.person.name),
    Column("code", Words("一次性登录码", "One-time code"), lambda one: one.code, width=20),
    Column("until", Words("有效期至", "Works until"), lambda one: one.expires_at, width=18),
    Column("exam", Words("考试", "Exam"), _exam, width=36),
    Column(
        "room", Words("考场与顺序", "Room and order"), lambda one: _place(one.entry, english=False), width=24
    ),
]
