"""Reads of zips of portraits, as the school's web shows them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kaochang.core.errors import NotFound
from kaochang.core.lists import Sorts, ordered, searched
from kaochang.core.progress import list_progress
from kaochang.exams.models import RosterEntry
from kaochang.planning.models import PortraitImport, PortraitRow
from kaochang.planning.portrait_sentences import PICTURE, ZIP
from kaochang.planning.portraits_schemas import PortraitRowQuery
from kaochang.planning.queries import names_of_makers
from kaochang.planning.roster.sentences import sentence
from kaochang.schools.scope import SchoolScope

SORTS: Sorts = {
    "number": ("number",),
    "problem": ("problem", "number"),
    "outcome": ("outcome", "number"),
    "file_name": ("file_name", "number"),
    "candidate_number": ("candidate_number", "number"),
}


def access_portrait_import(scope: SchoolScope, import_id: UUID) -> PortraitImport:
    made = PortraitImport.objects.select_related("session__school").filter(pk=import_id).first()
    if made is None:
        raise NotFound()
    scope.require(made.session.school_id, made.session.college_id)
    return made


def list_portrait_imports(session_id: UUID, newest: int) -> list[PortraitImport]:
    return list(PortraitImport.objects.filter(session_id=session_id).order_by("-created_at")[:newest])


def list_pictures(made: PortraitImport, query: PortraitRowQuery) -> QuerySet[PortraitRow]:
    """Else in the order of the zip, those with a problem first; without the pictures themselves."""
    rows = searched(made.rows.defer("picture"), query.q, ("file_name", "candidate_number"))
    rows = rows.filter(outcome__in=query.outcome) if query.outcome else rows
    if not query.sort:
        return rows.order_by("-problem", "number")
    return ordered(rows, query.sort, SORTS, default="number")


def shown_portrait_imports(found: Sequence[PortraitImport]) -> list[dict[str, Any]]:
    names = names_of_makers(found)
    progress = list_progress(one.pk for one in found)
    columns = (
        *("id", "version", "session_id", "file_name", "state", "created_at", "written_at"),
        *("total", "counts"),
    )
    return [
        {
            **{name: getattr(one, name) for name in columns},
            **names[one.pk],
            "progress": progress.get(one.pk),
            "problem_sentence": sentence(ZIP, one.problem, one.problem_params)._asdict()
            if one.problem
            else None,
        }
        for one in found
    ]


def shown_pictures(rows: Sequence[PortraitRow]) -> list[dict[str, Any]]:
    entries = [row.roster_entry_id for row in rows if row.roster_entry_id]
    names = dict(RosterEntry.objects.filter(pk__in=entries).values_list("pk", "person__name"))
    columns = (
        *("id", "number", "file_name", "candidate_number", "outcome", "problem"),
        *("width", "height"),
    )
    return [
        {
            **{name: getattr(row, name) for name in columns},
            "candidate_name": names.get(row.roster_entry_id, "") if row.roster_entry_id else "",
            "sentence": sentence(PICTURE, row.problem, row.problem_params)._asdict() if row.problem else None,
        }
        for row in rows
    ]
