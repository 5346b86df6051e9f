"""Reads of imports, as the school's web shows them."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from django.db.models import OrderBy, QuerySet
from django.db.models.fields.json import KT
from ninja import Field

from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.core.lists import ListQuery, Sorts, ordered, paged
from kaochang.core.progress import list_progress
from kaochang.exams.states import SessionState
from kaochang.planning.import_writing import KEPT
from kaochang.planning.models import ImportRow, PortraitImport, RosterImport
from kaochang.planning.roster.columns import BY_KEY
from kaochang.planning.roster.sentences import FILE, ROW, row_sentences, sentence
from kaochang.planning.roster.shown import shown_cells
from kaochang.planning.states import ImportState, RowOutcome
from kaochang.schools.scope import SchoolScope

# By the first thing that is said of a row: its column, its reason.
SORTS: Sorts = {
    "number": ("number",),
    "outcome": ("outcome", "number"),
    "column": ("findings__0__column", "number"),
    "reason": ("findings__0__code", "number"),
}


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
    return paged(find_rows(made, query), query)


def find_rows(made: RosterImport, query: ImportRowQuery) -> QuerySet[ImportRow]:
    """What a row shows can be looked for and put in order, as it is shown: never by a hidden digit."""
    rows = made.rows.defer("undo", "words", "places")
    if query.outcome:
        rows = rows.filter(outcome__in=query.outcome)
    for word in query.q.casefold().split():
        rows = rows.filter(words__contains=word)
    key = query.sort.removeprefix("-")
    if key not in BY_KEY:
        return ordered(rows, query.sort, {**SORTS, **dict.fromkeys(BY_KEY, ())}, default="number")
    # What is empty comes last either way.
    place = OrderBy(KT(f"places__{key}"), descending=query.sort[0] == "-", nulls_last=True)
    return rows.order_by(place, "number")


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
    """Who took each to us, who wrote it and who took it back: often several people."""
    ids = {pk for one in found for pk in (one.uploaded_by_id, one.written_by_id, _undone_by(one)) if pk}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {
        one.pk: {
            "uploaded_by_name": names.get(one.uploaded_by_id, ""),
            "written_by_name": names.get(one.written_by_id, "") if one.written_by_id else "",
            "rolled_back_by_name": names.get(undone_by, "") if (undone_by := _undone_by(one)) else "",
        }
        for one in found
    }


def _undone_by(one: RosterImport | PortraitImport) -> UUID | None:
    """Portraits are not taken back."""
    return one.rolled_back_by_id if isinstance(one, RosterImport) else None


def _shown(made: RosterImport) -> dict[str, Any]:
    written = made.written_at if made.state == ImportState.WRITTEN else None
    columns = (
        *("id", "version", "session_id", "file_name", "state", "created_at", "written_at", "uploaded_by_id"),
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
    findings = [
        {**one, "sentence": sentence(ROW, one["code"], one["params"])._asdict()} for one in row.findings
    ]
    columns = ("id", "version", "number", "outcome", "confirmed", "changes")
    return {
        **{name: getattr(row, name) for name in columns},
        "cells": shown_cells(row, masked=masked),
        "findings": findings,
        "reasons": [words._asdict() for words in row_sentences(row.findings)],
    }
