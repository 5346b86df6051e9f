"""The rows of a file → cells by column; where the heading is, and what it lacks."""

import re
from dataclasses import dataclass
from typing import Any

from kaochang.planning.roster.cells import shown_cell, visible
from kaochang.planning.roster.columns import COLUMNS, EXAMPLE_NUMBER, ROW, WHY, column_of, is_titled
from kaochang.storage.errors import FileRefused

_ROW = "row"
_PLACE = re.compile(r"^\s*(\d{1,9})-([0-9a-fA-F]{8})\s*$", re.ASCII)
# A school's own title may stand above the heading.
HEADING_WITHIN = 10


@dataclass
class Sheet:
    # (number in the file, {column: cell as the reader gave it})
    rows: list[tuple[int, dict[str, Any]]]
    ignored: list[str]
    # Of a file of mended rows: number in this file → number in the file that they were of, its import's mark.
    earlier: dict[int, tuple[int, str]]


def understand(rows: list[tuple[int, list[Any]]]) -> Sheet:
    at, places, ignored = _heading_of(rows)
    found, earlier = [], {}
    of_row = places.pop(_ROW, None)
    for number, cells in rows[at + 1 :]:
        was = _PLACE.match(shown_cell(cells[of_row])) if of_row is not None and of_row < len(cells) else None
        if was:
            earlier[number] = int(was[1]), was[2].lower()
        row = {key: cells[place] for key, place in places.items() if place < len(cells)}
        row = {key: cell for key, cell in row.items() if cell is not None and visible(str(cell))}
        if row and row.get("candidate_number") not in EXAMPLE_NUMBER:
            found.append((number, row))
    if not found:
        raise FileRefused(reason="no_rows")
    return Sheet(found, ignored, earlier)


def _heading_of(rows: list[tuple[int, list[Any]]]) -> tuple[int, dict[str, int], list[str]]:
    needed = {column.key for column in COLUMNS if column.required}
    best: set[str] = set()
    for at, (_, cells) in enumerate(rows[:HEADING_WITHIN]):
        places: dict[str, int] = {}
        ignored, twice = [], ""
        for place, cell in enumerate(cells):
            if not isinstance(cell, str):
                continue
            key = _ROW if is_titled(cell, ROW) else column_of(cell)
            if key is None:
                ignored.append(cell)
            elif key in places:
                twice = visible(cell)
            else:
                places[key] = place
        best = max(best, needed & set(places), key=len)
        if needed <= set(places):
            if twice:
                raise FileRefused(reason="heading_twice", heading=twice)
            # What we wrote there ourselves needs no word.
            ours = WHY if _ROW in places else None
            words = [visible(cell)[:40] for cell in ignored if ours is None or not is_titled(cell, ours)]
            return at, places, [word for word in words if word]
    raise FileRefused(reason="headings_missing", columns=sorted(needed - best))
