"""Checked rows into the roster, and taken back: each asked for at once, done by a job."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.core.errors import DomainError
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.core.progress import progress_on
from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.queries import hold_session, lock_rooms
from kaochang.exams.states import SessionState
from kaochang.planning.errors import (
    ImportActedUpon,
    ImportHasErrors,
    ImportOutdated,
    ImportReasonNeeded,
    ImportTooOld,
)
from kaochang.planning.import_steps import (
    READER,
    lock,
    mark,
    require_open_roster,
    require_step,
    tell_ended,
)
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.moving import without_new_clashes
from kaochang.planning.roster.dry_run import check_again, check_rows
from kaochang.planning.roster.sentences import FILE
from kaochang.planning.roster.writing import take_back, write
from kaochang.planning.states import ImportState, RowOutcome, WorkEnd

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
    _require_reason(made.session, reason)
    bad = made.counts.get(RowOutcome.ERROR, 0) + made.counts.get(RowOutcome.CONFIRM, 0)
    good = sum(made.counts.get(outcome, 0) for outcome in TO_WRITE)
    if (bad and not only_good) or not good:
        raise ImportHasErrors(bad=bad, good=good)
    made.only_good, made.reason, made.done = only_good, reason.strip(), 0
    made.problem, made.problem_params = "", {}
    save_changed(made, "only_good", "reason", "done", "problem", "problem_params")
    mark(made, ImportState.WRITING, by=by, reason=made.reason)
    enqueue("planning.write_import", import_id=str(made.pk), person_id=str(by.the_person_id))
    return made


def write_rows(import_id: UUID, by: Actor) -> None:
    """The job: all or nothing, and nothing when the roster is not what the dry run saw."""
    try:
        with progress_on(import_id) as progress, transaction.atomic():
            session = _hold_exam(import_id)
            made = lock(RosterImport, import_id)
            if made.state != ImportState.WRITING:
                return
            _require_reason(session, made.reason)
            before = dict(made.rows.values_list("number", "outcome"))
            pairs, known = check_rows(made, list(made.rows.order_by("number")), by.the_person_id)
            if any(before[row.number] != checked.outcome for row, checked in pairs):
                raise ImportOutdated()
            good = [(row, checked) for row, checked in pairs if checked.outcome in TO_WRITE]
            progress.begin(len(good))
            with without_new_clashes(session):
                write(made.session, good, known, progress, reason=made.reason, by=by)
            _keep_undo([row for row, _ in good])
            made.done, made.written_at, made.written_by_id = len(good), clock.now(), by.the_person_id
            save_changed(made, "done", "written_at", "written_by_id")
            mark(made, ImportState.WRITTEN, by=by, reason=made.reason)
            tell_ended(made, WorkEnd.ROSTER_WRITTEN, to=by.the_person_id, count=made.done)
    except (DomainError, IntegrityError) as error:
        # Somebody took a number or a place at the same moment: the dry run shows which.
        _fall_back(import_id, WorkEnd.ROSTER_NOT_WRITTEN, _named(error, ImportOutdated()), by)
    except Exception:
        _fall_back(import_id, WorkEnd.ROSTER_NOT_WRITTEN, None, by)
        raise


@transaction.atomic
def start_roll_back(made: RosterImport, *, reason: str = "", by: Actor) -> RosterImport:
    made = lock(RosterImport, made.pk)
    require_step(made, ImportState.ROLLING_BACK)
    if made.written_at is None or clock.now() - made.written_at > KEPT:
        raise ImportTooOld(days=KEPT.days)
    _require_reason(made.session, reason)
    made.problem, made.problem_params, made.reason = "", {}, reason.strip()
    save_changed(made, "problem", "problem_params", "reason")
    mark(made, ImportState.ROLLING_BACK, by=by, reason=made.reason)
    enqueue("planning.roll_back_import", import_id=str(made.pk), person_id=str(by.the_person_id))
    return made


def roll_back(import_id: UUID, by: Actor) -> None:
    """The job: all or nothing."""
    try:
        with progress_on(import_id) as progress, transaction.atomic():
            session = _hold_exam(import_id)
            made = lock(RosterImport, import_id)
            if made.state != ImportState.ROLLING_BACK:
                return
            _require_reason(session, made.reason)
            rows = list(made.rows.filter(roster_entry_id__isnull=False).order_by("number"))
            progress.begin(len(rows))
            with without_new_clashes(session):
                take_back(made.session, rows, progress, reason=made.reason, by=by)
            made.rows.update(undo=None)
            made.rolled_back_by_id = by.the_person_id
            save_changed(made, "rolled_back_by_id")
            mark(made, ImportState.ROLLED_BACK, by=by, reason=made.reason)
            _tell_rolled_back(made, len(rows), by.the_person_id)
    except (DomainError, ProtectedError, IntegrityError) as error:
        refusal = _named(error, ImportActedUpon(rows=[], count=0))
        _fall_back(import_id, WorkEnd.ROSTER_NOT_ROLLED_BACK, refusal, by)
    except Exception:
        _fall_back(import_id, WorkEnd.ROSTER_NOT_ROLLED_BACK, None, by)
        raise


def _tell_rolled_back(made: RosterImport, count: int, by_id: UUID) -> None:
    """Whoever did it, and by name whoever had uploaded or written it."""
    name = Person.objects.values_list("name", flat=True).get(pk=by_id)
    for one in {by_id, made.uploaded_by_id, made.written_by_id or made.uploaded_by_id}:
        tell_ended(
            made, WorkEnd.ROSTER_ROLLED_BACK, to=one, count=count, by_name="" if one == by_id else name
        )


def _hold_exam(import_id: UUID) -> ExamSession:
    """Rooms, then the exam, as whoever publishes it takes them: it stays what it is to the end."""
    session_id = RosterImport.objects.values_list("session_id", flat=True).get(pk=import_id)
    lock_rooms(session_id, list(ExamRoom.objects.filter(session_id=session_id).values_list("pk", flat=True)))
    return hold_session(session_id)


def _require_reason(session: ExamSession, reason: str) -> None:
    require_open_roster(session)
    if session.state != SessionState.DRAFT and not reason.strip():
        raise ImportReasonNeeded()


def _named(error: Exception, otherwise: DomainError) -> DomainError:
    """What the page has a sentence for."""
    return error if isinstance(error, DomainError) and error.code in FILE else otherwise


_BACK_TO = {
    WorkEnd.ROSTER_NOT_WRITTEN: ImportState.CHECKED,
    WorkEnd.ROSTER_NOT_ROLLED_BACK: ImportState.WRITTEN,
}


def _fall_back(import_id: UUID, work: WorkEnd, refusal: DomainError | None, by: Actor) -> None:
    with transaction.atomic():
        made = lock(RosterImport, import_id)
        made.problem = refusal.code if refusal else "import_failed"
        made.problem_params = refusal.params if refusal else {}
        save_changed(made, "problem", "problem_params")
        if work == WorkEnd.ROSTER_NOT_WRITTEN and refusal is not None:
            check_again(made, by.the_person_id)
        mark(made, _BACK_TO[work], by=READER)
        tell_ended(made, work, to=by.the_person_id)


def _keep_undo(rows: list[ImportRow]) -> None:
    """One statement: thousands of rows, each with its own values."""
    undo = ImportRow._meta.get_field("undo")
    values = [(row.pk, row.roster_entry_id, undo.get_prep_value(row.undo)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_UNDO, [list(column) for column in zip(*values, strict=True)] or [[], [], []])
