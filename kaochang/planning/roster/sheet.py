"""The rows of a file → cells by column; where the heading is, and what it lacks."""

from dataclasses import dataclass
from typing import Any

from kaochang.planning.roster.cells import visible
from kaochang.planning.roster.columns import COLUMNS, EXAMPLE_NUMBER, column_of
from kaochang.storage.errors import FileRefused

# A school's own title may stand above the heading.
HEADING_WITHIN = 10


@dataclass
class Sheet:
    # (number in the file, {column: cell as the reader gave it})
    rows: list[tuple[int, dict[str, Any]]]
    ignored: list[str]


def understand(rows: list[tuple[int, list[Any]]]) -> Sheet:
    at, places, ignored = _heading_of(rows)
    found = []
    for number, cells in rows[at + 1 :]:
        row = {key: cells[place] for key, place in places.items() if place < len(cells)}
        row = {key: cell for key, cell in row.items() if cell is not None and visible(str(cell))}
        if row and row.get("candidate_number") not in EXAMPLE_NUMBER:
            found.append((number, row))
    if not found:
        raise FileRefused(reason="no_rows")
    return Sheet(found, ignored)


def _heading_of(rows: list[tuple[int, list[Any]]]) -> tuple[int, dict[str, int], list[str]]:
    needed = {column.key for column in COLUMNS if column.required}
    best: set[str] = set()
    for at, (_, cells) in enumerate(rows[:HEADING_WITHIN]):
        places: dict[str, int] = {}
        ignored, twice = [], ""
        for place, cell in enumerate(cells):
            if not isinstance(cell, str):
                continue
            key = column_of(cell)
            if key is None:
                ignored.append(visible(cell)[:40])
            elif key in places:
                twice = visible(cell)
            else:
                places[key] = place
        best = max(best, needed & set(places), key=len)
        if needed <= set(places):
            if twice:
                raise FileRefused(reason="heading_twice", heading=twice)
            return at, places, [words for words in ignored if words]
    raise FileRefused(reason="headings_missing", columns=sorted(needed - best))
