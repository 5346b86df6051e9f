"""Reads of imports, as the school's web shows them."""

import json
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import Field

from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.core.lists import ListQuery, Sorts, SortUnknown, ordered, paged
from kaochang.core.privacy import mask_phone, mask_tail
from kaochang.core.progress import list_progress
from kaochang.exams.states import SessionState
from kaochang.planning.import_writing import KEPT
from kaochang.planning.models import ImportRow, PortraitImport, RosterImport
from kaochang.planning.roster.cells import shown_cell
from kaochang.planning.roster.columns import BY_KEY
from kaochang.planning.roster.sentences import FILE, ROW, row_sentences, sentence
from kaochang.planning.states import ImportState, RowOutcome
from kaochang.schools.scope import SchoolScope

# By the first thing that is said of a row: its column, its reason.
SORTS: Sorts = {
    "number": ("number",),
    "outcome": ("outcome", "number"),
    "column": ("findings__0__column", "number"),
    "reason": ("findings__0__code", "number"),
}
MASKS = {"phone": mask_phone, "identity_number": mask_tail}


class ImportRowQuery(ListQuery):
    outcome: Annotated[list[RowOutcome], Field(default_factory=list)]


def access_import(scope: SchoolScope, import_id: UUID) -> RosterImport:
    found = RosterImport.objects.select_related("session__school", "session__college")
    made = found.filter(pk=import_id).first()
    if made is None:
        raise NotFound()
    scope.require(made.session.school_id, made.session.college_id)
    return made


def list_imports(session_id: UUID, newest: int) -> list[RosterImport]:
    found = RosterImport.objects.filter(session_id=session_id).select_related("session")
    return list(found.order_by("-created_at")[:newest])


def page_of_rows(made: RosterImport, query: ImportRowQuery) -> tuple[list[ImportRow], int]:
    rows = find_rows(made, query)
    if isinstance(rows, QuerySet):
        return paged(rows, query)
    first = (query.page - 1) * query.page_size
    return rows[first : first + query.page_size], len(rows)


def find_rows(made: RosterImport, query: ImportRowQuery) -> QuerySet[ImportRow] | list[ImportRow]:
    """What a row shows can be looked for and put in order, as it is shown: never by a hidden digit.

    Cells are encrypted, so rows are read for that, at most as many as a file may have.
    """
    rows = made.rows.defer("undo")
    if query.outcome:
        rows = rows.filter(outcome__in=query.outcome)
    key = query.sort.removeprefix("-")
    if not query.q and (not key or key in SORTS):
        return ordered(rows, query.sort, SORTS, default="number")
    if key and key not in SORTS and key not in BY_KEY:
        raise SortUnknown(allowed=sorted({*SORTS, *BY_KEY}))
    in_order = ordered(rows, query.sort if key in SORTS else "", SORTS, default="number")
    words = query.q.casefold().split()
    found = [(row, shown) for row in in_order if _has(shown := shown_row(row), words)]
    if key in BY_KEY:
        found.sort(key=lambda one: _place(one[1]["cells"].get(key, "")), reverse=query.sort[0] == "-")
        # What is empty comes last either way; the rest keeps its order.
        found.sort(key=lambda one: not one[1]["cells"].get(key))
    return [row for row, _ in found]


def _has(shown: dict[str, Any], words: list[str]) -> bool:
    """Each word stands in a cell or in a sentence about it."""
    sentences = [text for one in shown["reasons"] for text in one.values()]
    text = "\n".join((str(shown["number"]), *shown["cells"].values(), *sentences)).casefold()
    return all(word in text for word in words)


def _place(text: str) -> tuple[bool, int, str]:
    """Numbers by what they count, then words; more digits than any number here has are a word."""
    counts = text.isdecimal() and len(text) < 20
    return not counts, int(text) if counts else 0, text


def get_row(made: RosterImport, number: int) -> ImportRow:
    row = made.rows.filter(number=number).first()
    if row is None:
        raise NotFound()
    return row


def shown_import(made: RosterImport) -> dict[str, Any]:
    return shown_imports([made])[0]


def shown_imports(found: list[RosterImport]) -> list[dict[str, Any]]:
    names = names_of_makers(found)
    progress = list_progress(one.pk for one in found)
    return [{**_shown(one), **names[one.pk], "progress": progress.get(one.pk)} for one in found]


def names_of_makers(found: Sequence[RosterImport] | Sequence[PortraitImport]) -> dict[UUID, dict[str, str]]:
    """Who took each to us, and who wrote it: often two people."""
    ids = {pk for one in found for pk in (one.uploaded_by_id, one.written_by_id) if pk}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {
        one.pk: {
            "uploaded_by_name": names.get(one.uploaded_by_id, ""),
            "written_by_name": names.get(one.written_by_id, "") if one.written_by_id else "",
        }
        for one in found
    }


def _shown(made: RosterImport) -> dict[str, Any]:
    written = made.written_at if made.state == ImportState.WRITTEN else None
    columns = (
        *("id", "version", "session_id", "file_name", "state", "created_at", "written_at"),
        *("total", "done", "counts", "ignored_headings", "problem", "problem_params"),
    )
    words = sentence(FILE, made.problem, made.problem_params) if made.problem else None
    return {
        **{name: getattr(made, name) for name in columns},
        "roll_back_until": written + KEPT if written else None,
        "problem_sentence": words._asdict() if words else None,
        "reason_needed": made.session.state != SessionState.DRAFT,
    }


def shown_row(row: ImportRow, *, masked: bool = True) -> dict[str, Any]:
    """Whole only for who mends this one row."""
    cells = {key: shown_cell(cell) for key, cell in json.loads(row.cells).items()}
    if masked:
        cells = {key: MASKS[key](text) if key in MASKS else text for key, text in cells.items()}
    findings = [
        {**one, "sentence": sentence(ROW, one["code"], one["params"])._asdict()} for one in row.findings
    ]
    columns = ("id", "version", "number", "outcome", "confirmed", "changes")
    return {
        **{name: getattr(row, name) for name in columns},
        "cells": cells,
        "findings": findings,
        "reasons": [words._asdict() for words in row_sentences(row.findings)],
    }
