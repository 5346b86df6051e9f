"""Checked rows into the roster, and taken back: each asked for at once, done by a job."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.core import clock
from kaochang.core.errors import Conflict, DomainError
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.exams.states import SessionState
from kaochang.planning.errors import (
    ImportActedUpon,
    ImportHasErrors,
    ImportOutdated,
    ImportReasonNeeded,
    ImportTooOld,
)
from kaochang.planning.import_steps import READER, lock, mark, require_open_roster, require_step
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.roster.dry_run import check_again, check_rows
from kaochang.planning.roster.writing import take_back, write
from kaochang.planning.states import ImportState, RowOutcome

# So long a written import can be taken back.
KEPT = timedelta(days=30)
TO_WRITE = (RowOutcome.NEW, RowOutcome.UPDATE)
_UNDO = """
    UPDATE planning_importrow AS row SET roster_entry_id = one.entry, undo = one.undo
    FROM unnest(%s::uuid[], %s::uuid[], %s::bytea[]) AS one (id, entry, undo) WHERE row.id = one.id
"""


@transaction.atomic
def start_writing(
    made: RosterImport, *, only_good: bool, reason: str, version: int, by: Actor
) -> RosterImport:
    made = lock(RosterImport, made.pk)
    require_step(made, ImportState.WRITING)
    require_version(made, version)
    require_open_roster(made.session)
    if made.session.state != SessionState.DRAFT and not reason.strip():
        raise ImportReasonNeeded()
    bad = made.counts.get(RowOutcome.ERROR, 0) + made.counts.get(RowOutcome.CONFIRM, 0)
    good = sum(made.counts.get(outcome, 0) for outcome in TO_WRITE)
    if (bad and not only_good) or not good:
        raise ImportHasErrors(bad=bad, good=good)
    made.only_good, made.reason, made.done = only_good, reason.strip(), 0
    made.problem, made.problem_params = "", {}
    save_changed(made, "only_good", "reason", "done", "problem", "problem_params")
    mark(made, ImportState.WRITING, by=by)
    enqueue("planning.write_import", import_id=str(made.pk), person_id=str(by.the_person_id))
    return made


def write_rows(import_id: UUID, by: Actor) -> None:
    """The job: all or nothing, and nothing when the roster is not what the dry run saw."""
    try:
        with transaction.atomic():
            made = lock(RosterImport, import_id)
            if made.state != ImportState.WRITING:
                return
            before = dict(made.rows.values_list("number", "outcome"))
            pairs, known = check_rows(made, list(made.rows.order_by("number")), by.the_person_id)
            if any(before[row.number] != checked.outcome for row, checked in pairs):
                raise ImportOutdated()
            good = [(row, checked) for row, checked in pairs if checked.outcome in TO_WRITE]
            write(made.session, good, known, by)
            _keep_undo([row for row, _ in good])
            made.done, made.written_at = len(good), clock.now()
            save_changed(made, "done", "written_at")
            mark(made, ImportState.WRITTEN, by=by)
    except (DomainError, IntegrityError) as error:
        # Somebody took a number or a place at the same moment: the dry run shows which.
        refusal = (
            error if isinstance(error, DomainError) and not isinstance(error, Conflict) else ImportOutdated()
        )
        _fall_back(import_id, ImportState.CHECKED, refusal, again_for=by.the_person_id)
    except Exception:
        _fall_back(import_id, ImportState.CHECKED, None)
        raise


@transaction.atomic
def start_roll_back(made: RosterImport, *, by: Actor) -> RosterImport:
    made = lock(RosterImport, made.pk)
    require_step(made, ImportState.ROLLING_BACK)
    if made.written_at is None or clock.now() - made.written_at > KEPT:
        raise ImportTooOld(days=KEPT.days)
    made.problem, made.problem_params = "", {}
    save_changed(made, "problem", "problem_params")
    mark(made, ImportState.ROLLING_BACK, by=by)
    enqueue("planning.roll_back_import", import_id=str(made.pk), person_id=str(by.the_person_id))
    return made


def roll_back(import_id: UUID, by: Actor) -> None:
    """The job: all or nothing."""
    try:
        with transaction.atomic():
            made = lock(RosterImport, import_id)
            if made.state != ImportState.ROLLING_BACK:
                return
            rows = list(made.rows.filter(roster_entry_id__isnull=False).order_by("number"))
            take_back(made.session, rows, by)
            made.rows.update(undo=None)
            mark(made, ImportState.ROLLED_BACK, by=by)
    except (DomainError, ProtectedError) as error:
        refusal = error if isinstance(error, ImportActedUpon) else ImportActedUpon(rows=[], count=0)
        _fall_back(import_id, ImportState.WRITTEN, refusal)
    except Exception:
        _fall_back(import_id, ImportState.WRITTEN, None)
        raise


def _fall_back(
    import_id: UUID, state: ImportState, refusal: DomainError | None, *, again_for: UUID | None = None
) -> None:
    with transaction.atomic():
        made = lock(RosterImport, import_id)
        made.problem = refusal.code if refusal else "import_failed"
        made.problem_params = refusal.params if refusal else {}
        save_changed(made, "problem", "problem_params")
        if again_for is not None:
            check_again(made, again_for)
        mark(made, state, by=READER)


def _keep_undo(rows: list[ImportRow]) -> None:
    """One statement: thousands of rows, each with its own values."""
    undo = ImportRow._meta.get_field("undo")
    values = [(row.pk, row.roster_entry_id, undo.get_prep_value(row.undo)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_UNDO, [list(column) for column in zip(*values, strict=True)] or [[], [], []])
