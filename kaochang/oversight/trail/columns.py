"""The trail as a file: the same sentences, told in batches so that names are read once for many rows."""

from collections.abc import Iterator
from typing import Any

from kaochang.audit.models import TrailEntry
from kaochang.core.errors import DomainError
from kaochang.exports.xlsx import Column, Language, Words
from kaochang.oversight.trail.lists import Found
from kaochang.oversight.trail.reads import told_entries
from kaochang.schools.scope import SchoolScope

# One sheet holds a million; the web process that writes it should not be held up so long.
MOST = 100_000
BATCH = 2_000

Told = dict[str, Any]


class TrailFileTooLong(DomainError):
    """So many entries do not go into one file; narrow the time."""

    code = "trail_file_too_long"
    status = 422


def rows_of_file(found: Found, scope: SchoolScope, lang: Language) -> Iterator[Told]:
    if found.rows.order_by()[: MOST + 1].count() > MOST:
        raise TrailFileTooLong(limit=MOST)
    return _told(found, scope, lang)


def _told(found: Found, scope: SchoolScope, lang: Language) -> Iterator[Told]:
    batch: list[TrailEntry] = []
    for entry in found.rows.iterator(chunk_size=BATCH):
        batch.append(entry)
        if len(batch) == BATCH:
            yield from told_entries(batch, scope, lang)
            batch = []
    yield from told_entries(batch, scope, lang)


COLUMNS: list[Column[Told]] = [
    Column("at", Words("时间", "Time"), lambda row: row["at"], width=18),
    Column("sentence", Words("记录", "What happened"), lambda row: row["sentence"], width=80),
    Column("who", Words("操作人", "Who"), lambda row: row["who"], width=18),
    Column("about", Words("对象", "About"), lambda row: row["about"], width=30),
    Column("group", Words("类别", "Group"), lambda row: row["group"], width=18),
    Column("event", Words("事件代码", "Event code"), lambda row: row["event"], width=34),
    Column("id", Words("编号", "Number"), lambda row: row["id"], width=12),
]
