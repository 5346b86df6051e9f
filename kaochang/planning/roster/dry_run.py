"""The rows of an import against the roster as it is now: what each would do is kept beside it."""

import json
from collections.abc import Sequence
from uuid import UUID

from kaochang.core.models import save_changed
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.roster.checked import CheckedRow
from kaochang.planning.roster.checking import check
from kaochang.planning.roster.known import Known
from kaochang.planning.roster.shown import note_shown
from kaochang.planning.states import RowOutcome
from kaochang.schools.queries import find_scope
from kaochang.schools.scope import SchoolScope

Pairs = Sequence[tuple[ImportRow, CheckedRow]]


def check_rows(made: RosterImport, rows: Sequence[ImportRow], by_id: UUID) -> tuple[Pairs, Known]:
    """For whoever asked last: what they may change of whom, they are shown; anything else is refused."""
    checked = [
        CheckedRow(number=row.number, cells=json.loads(row.cells), confirmed=row.confirmed) for row in rows
    ]
    school = made.session.school
    # Without an office meanwhile: nobody's data.
    scope = find_scope(by_id, school.pk) or SchoolScope(school, frozenset(), frozenset())
    known = check(made.session, checked, scope)
    return list(zip(rows, checked, strict=True)), known


def check_again(made: RosterImport, by_id: UUID) -> None:
    pairs, _ = check_rows(made, list(made.rows.order_by("number")), by_id)
    changed = keep_outcomes(made, pairs)
    ImportRow.objects.bulk_update(
        changed, ["outcome", "findings", "changes", "words", "places"], batch_size=500
    )


def keep_outcomes(made: RosterImport, pairs: Pairs) -> list[ImportRow]:
    """Into the rows and the counts; which rows differ from before is for the caller to save."""
    counts = dict.fromkeys(RowOutcome.values, 0)
    changed = []
    for row, one in pairs:
        before = row.outcome, row.findings, row.changes
        after = one.outcome, [finding.plain() for finding in one.findings], one.shown
        row.outcome, row.findings, row.changes = after
        note_shown(row)
        counts[one.outcome] += 1
        if before != after:
            changed.append(row)
    made.counts = counts
    save_changed(made, "counts")
    return changed
