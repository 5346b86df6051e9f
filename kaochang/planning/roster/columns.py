"""The columns of a roster, in the order of the file: the template, the import and the export agree."""

import unicodedata
from dataclasses import dataclass, field

from kaochang.exports.xlsx import Words


@dataclass(frozen=True)
class RosterColumn:
    """`text`: a number in such a cell has already lost digits or zeros, so it is refused."""

    key: str
    title: Words
    example: Words
    most: int
    required: bool = False
    text: bool = False
    width: int = 16
    # Other headings that schools use for it.
    also: frozenset[str] = field(default_factory=frozenset)


EXAMPLE_NUMBER = Words("示例", "EXAMPLE")

COLUMNS = (
    RosterColumn(
        "candidate_number",
        Words("考生编号", "Candidate number"),
        EXAMPLE_NUMBER,
        40,
        required=True,
        text=True,
        also=frozenset({"准考证号", "考生号"}),
    ),
    RosterColumn("name", Words("姓名", "Name"), Words("何嘉怡", "Li Hua"), 200, required=True),
    RosterColumn(
        "phone",
        Words("手机号", "Phone"),
        Words("13812345678", "+44 7700 900123"),
        40,
        also=frozenset({"手机", "手机号码", "联系电话", "电话"}),
    ),
    RosterColumn(
        "identity_number",
        Words("证件号码", "Identity number"),
        Words("11010519491231002X", "E12345678"),
        40,
        text=True,
        width=24,
        also=frozenset({"身份证号", "身份证号码", "证件号"}),
    ),
    RosterColumn("college", Words("学院", "College"), Words("", ""), 200, width=24),
    RosterColumn("major", Words("专业", "Major"), Words("", ""), 200, width=24),
    RosterColumn("room", Words("考场", "Room"), Words("", ""), 200, width=28),
    RosterColumn(
        "order_number", Words("顺序号", "Order"), Words("1", "1"), 10, width=10, also=frozenset({"顺序"})
    ),
    RosterColumn(
        "slot_starts_at",
        Words("面试时间", "Interview time"),
        Words("2026-11-30 14:30", "2026-11-30 14:30"),
        40,
        width=20,
    ),
    RosterColumn("language", Words("考试语言", "Language"), Words("中文", "English"), 20),
    RosterColumn("time_zone", Words("所在时区", "Time zone"), Words("", "Europe/London"), 60, width=20),
    RosterColumn("extra_time_percent", Words("加时（%）", "Extra time (%)"), Words("0", "0"), 10, width=12),
    RosterColumn("remark", Words("备注", "Remark"), Words("", ""), 500, width=30),
)
BY_KEY = {column.key: column for column in COLUMNS}
# Besides, in the file of the rows to mend: by ROW they find their places again, WHY is for people.
ROW, WHY = Words("原行号", "Row in the file"), Words("说明", "Why")


def heading(text: str) -> str:
    """How two headings are compared: without width, case, spaces, or the star of a required column."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in plain if letter.isalnum() or letter == "%")


_KNOWN = {
    heading(words): column.key
    for column in COLUMNS
    for words in (column.title.zh, column.title.en, *column.also)
}


def column_of(text: str) -> str | None:
    return _KNOWN.get(heading(text))


def is_titled(text: str, title: Words) -> bool:
    return heading(text) in (heading(title.zh), heading(title.en))
