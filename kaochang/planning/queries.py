"""Reads of imports, as the school's web shows them."""

import json
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import Field

from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.core.lists import ListQuery
from kaochang.core.privacy import mask_phone, mask_tail
from kaochang.core.progress import list_progress
from kaochang.exams.states import SessionState
from kaochang.planning.import_writing import KEPT
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.roster.files import shown_cell
from kaochang.planning.roster.sentences import FILE, ROW, sentence
from kaochang.planning.states import ImportState, RowOutcome
from kaochang.schools.scope import SchoolScope

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


def list_imports(session_id: UUID) -> list[RosterImport]:
    """The newest of an exam."""
    found = RosterImport.objects.filter(session_id=session_id).select_related("session")
    return list(found.order_by("-created_at")[:20])


def list_rows(made: RosterImport, query: ImportRowQuery) -> QuerySet[ImportRow]:
    rows = made.rows.order_by("number")
    return rows.filter(outcome__in=query.outcome) if query.outcome else rows


def get_row(made: RosterImport, number: int) -> ImportRow:
    row = made.rows.filter(number=number).first()
    if row is None:
        raise NotFound()
    return row


def shown_import(made: RosterImport) -> dict[str, Any]:
    return shown_imports([made])[0]


def shown_imports(found: list[RosterImport]) -> list[dict[str, Any]]:
    names = dict(
        Person.objects.filter(pk__in=[one.uploaded_by_id for one in found]).values_list("pk", "name")
    )
    progress = list_progress(one.pk for one in found)
    return [
        _shown(one, names.get(one.uploaded_by_id, "")) | {"progress": progress.get(one.pk)} for one in found
    ]


def _shown(made: RosterImport, by_name: str) -> dict[str, Any]:
    written = made.written_at if made.state == ImportState.WRITTEN else None
    columns = (
        *("id", "version", "session_id", "file_name", "state", "created_at", "written_at"),
        *("total", "done", "counts", "ignored_headings", "problem", "problem_params"),
    )
    words = sentence(FILE, made.problem, made.problem_params) if made.problem else None
    return {
        **{name: getattr(made, name) for name in columns},
        "uploaded_by_name": by_name,
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
    return {**{name: getattr(row, name) for name in columns}, "cells": cells, "findings": findings}
