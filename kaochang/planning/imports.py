"""A roster as a file: taken, checked, mended, written, taken back. The long parts are jobs."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.errors import Conflict, DomainError, NotFound
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed, touch
from kaochang.exams.errors import ExamClosed
from kaochang.exams.models import ExamSession
from kaochang.exams.states import SessionState
from kaochang.planning import events
from kaochang.planning.errors import (
    ImportActedUpon,
    ImportHasErrors,
    ImportNotReady,
    ImportOutdated,
    ImportReasonNeeded,
    ImportTooOld,
)
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.roster.checking import CheckedRow, check
from kaochang.planning.roster.columns import BY_KEY
from kaochang.planning.roster.known import Known
from kaochang.planning.roster.sheet import understand
from kaochang.planning.roster.writing import Pairs, take_back, write
from kaochang.planning.states import IMPORT, ImportState, RowOutcome
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.storage.errors import FileRefused
from kaochang.storage.sandbox import read_table
from kaochang.storage.services import Limits, Readable, drop_file, save_upload

UPLOAD = Limits(most_bytes=20_000_000)
KEPT = timedelta(days=30)
TO_WRITE = (RowOutcome.NEW, RowOutcome.UPDATE)
_UNDO = """
    UPDATE planning_importrow AS row SET roster_entry_id = one.entry, undo = one.undo
    FROM unnest(%s::uuid[], %s::uuid[], %s::bytea[]) AS one (id, entry, undo) WHERE row.id = one.id
"""


@transaction.atomic
def upload(session: ExamSession, stream: Readable, *, name: str, by: Actor) -> RosterImport:
    """Only the bytes are taken here; a job reads them."""
    require_open_roster(session)
    file = save_upload(stream, scope_id=session.school_id, purpose="roster", name=name, limits=UPLOAD)
    made = RosterImport.objects.create(
        session=session, file=file, file_name=file.name, uploaded_by_id=by.the_person_id
    )
    event = events.RosterUploaded(import_id=made.pk, session_id=session.pk, sha256=file.sha256)
    record(event, by=by, about=made, scope_id=session.school_id)
    announce(event, to=_audience(made), subject=made)
    enqueue("planning.read_import", import_id=str(made.pk))
    return made


def read(import_id: UUID) -> None:
    """The job after an upload. May run twice: the second finds the rows there."""
    made = RosterImport.objects.select_related("file").get(pk=import_id)
    if made.state != ImportState.READING or made.file is None or made.total:
        return
    try:
        sheet = understand(read_table(made.file))
    except FileRefused as refused:
        _refuse(import_id, refused)
        return
    with transaction.atomic():
        made = lock_import(import_id)
        if made.state != ImportState.READING or made.total:
            return
        rows = [
            ImportRow(roster_import=made, number=number, cells=_packed(cells)) for number, cells in sheet.rows
        ]
        made.ignored_headings, made.total = sheet.ignored[:50], len(rows)
        save_changed(made, "ignored_headings", "total")
        pairs, _ = _check(made, rows)
        _keep_outcomes(made, pairs)
        ImportRow.objects.bulk_create(rows, batch_size=2000)
        _mark(made, ImportState.CHECKED, by=Actor.system("import"))


@transaction.atomic
def recheck(import_id: UUID) -> None:
    """The dry run. Holds the import's lock: a row that is mended meanwhile waits, and is checked after."""
    made = lock_import(import_id)
    if made.state != ImportState.READING or not made.total:
        return
    _check_again(made)
    _mark(made, ImportState.CHECKED, by=Actor.system("import"))


@transaction.atomic
def mend_row(
    made: RosterImport,
    number: int,
    values: dict[str, str],
    *,
    confirmed: bool | None,
    version: int,
    by: Actor,
) -> ImportRow:
    """Texts as they would stand in the file; "" empties a cell. All rows are then checked again."""
    made = lock_import(made.pk)
    if made.state not in (ImportState.CHECKED, ImportState.READING) or not made.total:
        raise ImportNotReady(state=made.state)
    row = ImportRow.objects.select_for_update(no_key=True).filter(roster_import=made, number=number).first()
    if row is None:
        raise NotFound()
    require_version(row, version)
    cells = {**json.loads(row.cells), **{key: text for key, text in values.items() if key in BY_KEY}}
    row.cells = _packed({key: text for key, text in cells.items() if text != ""})
    # Who mends a cell looks again at what was doubtful.
    row.confirmed = bool(confirmed)
    save_changed(row, "cells", "confirmed")
    event = events.ImportRowMended(
        import_id=made.pk, row=number, columns=sorted(values), confirmed=row.confirmed
    )
    record(event, by=by, about=row, scope_id=made.session.school_id)
    if made.state == ImportState.CHECKED:
        _mark(made, ImportState.READING, by=by)
    enqueue("planning.check_import", import_id=str(made.pk))
    return row


@transaction.atomic
def discard(made: RosterImport, *, by: Actor) -> RosterImport:
    made = lock_import(made.pk)
    _require(made, ImportState.DISCARDED)
    _mark(made, ImportState.DISCARDED, by=by)
    _forget(made)
    return made


@transaction.atomic
def start_writing(
    made: RosterImport, *, only_good: bool, reason: str, version: int, by: Actor
) -> RosterImport:
    made = lock_import(made.pk)
    _require(made, ImportState.WRITING)
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
    _mark(made, ImportState.WRITING, by=by)
    enqueue("planning.write_import", import_id=str(made.pk), person_id=str(by.the_person_id))
    return made


def write_rows(import_id: UUID, by: Actor) -> None:
    """The job: all or nothing, and nothing when the roster is not what the dry run saw."""
    try:
        with transaction.atomic():
            made = lock_import(import_id)
            if made.state != ImportState.WRITING:
                return
            before = dict(made.rows.values_list("number", "outcome"))
            pairs, known = _check(made, list(made.rows.order_by("number")))
            if any(before[row.number] != checked.outcome for row, checked in pairs):
                raise ImportOutdated()
            good = [(row, checked) for row, checked in pairs if checked.outcome in TO_WRITE]
            write(made.session, good, known, by)
            _keep_undo([row for row, _ in good])
            made.done, made.written_at = len(good), clock.now()
            save_changed(made, "done", "written_at")
            _mark(made, ImportState.WRITTEN, by=by)
    except (DomainError, IntegrityError) as error:
        # Somebody took a number or a place at the same moment: the dry run shows which.
        refusal = (
            error if isinstance(error, DomainError) and not isinstance(error, Conflict) else ImportOutdated()
        )
        _fall_back(import_id, ImportState.CHECKED, refusal, check_again=True)
    except Exception:
        _fall_back(import_id, ImportState.CHECKED, None)
        raise


@transaction.atomic
def start_roll_back(made: RosterImport, *, by: Actor) -> RosterImport:
    made = lock_import(made.pk)
    _require(made, ImportState.ROLLING_BACK)
    if made.written_at is None or clock.now() - made.written_at > KEPT:
        raise ImportTooOld(days=KEPT.days)
    made.problem, made.problem_params = "", {}
    save_changed(made, "problem", "problem_params")
    _mark(made, ImportState.ROLLING_BACK, by=by)
    enqueue("planning.roll_back_import", import_id=str(made.pk), person_id=str(by.the_person_id))
    return made


def roll_back(import_id: UUID, by: Actor) -> None:
    """The job: all or nothing."""
    try:
        with transaction.atomic():
            made = lock_import(import_id)
            if made.state != ImportState.ROLLING_BACK:
                return
            rows = list(made.rows.filter(roster_entry_id__isnull=False).order_by("number"))
            take_back(made.session, rows, by)
            made.rows.update(undo=None)
            _mark(made, ImportState.ROLLED_BACK, by=by)
    except (DomainError, ProtectedError) as error:
        refusal = error if isinstance(error, ImportActedUpon) else ImportActedUpon(rows=[], count=0)
        _fall_back(import_id, ImportState.WRITTEN, refusal)
    except Exception:
        _fall_back(import_id, ImportState.WRITTEN, None)
        raise


def forget_old_imports() -> int:
    """What can no longer be taken back needs no copy of anybody's data."""
    old = RosterImport.objects.filter(created_at__lt=clock.now() - KEPT * 2, file__isnull=False)
    for made in old:
        with transaction.atomic():
            _forget(made)
    return len(old)


def lock_import(import_id: UUID) -> RosterImport:
    found = RosterImport.objects.select_related("session__school", "session__college", "file")
    made = found.select_for_update(no_key=True, of=("self",)).filter(pk=import_id).first()
    if made is None:
        raise NotFound()
    return made


def _check(made: RosterImport, rows: list[ImportRow]) -> tuple[Pairs, Known]:
    checked = [
        CheckedRow(number=row.number, cells=json.loads(row.cells), confirmed=row.confirmed) for row in rows
    ]
    known = check(made.session, checked)
    return list(zip(rows, checked, strict=True)), known


def _check_again(made: RosterImport) -> None:
    pairs, _ = _check(made, list(made.rows.order_by("number")))
    changed = _keep_outcomes(made, pairs)
    ImportRow.objects.bulk_update(changed, ["outcome", "findings", "changes"], batch_size=500)


def _keep_outcomes(made: RosterImport, pairs: Pairs) -> list[ImportRow]:
    """Into the rows and the counts; which rows differ from before is for the caller to save."""
    counts = dict.fromkeys(RowOutcome.values, 0)
    changed = []
    for row, one in pairs:
        before = row.outcome, row.findings, row.changes
        after = one.outcome, [finding.plain() for finding in one.findings], one.shown
        row.outcome, row.findings, row.changes = after
        counts[one.outcome] += 1
        if before != after:
            changed.append(row)
    made.counts = counts
    save_changed(made, "counts")
    return changed


def _keep_undo(rows: list[ImportRow]) -> None:
    """One statement: thousands of rows, each with its own values."""
    undo = ImportRow._meta.get_field("undo")
    values = [(row.pk, row.roster_entry_id, undo.get_prep_value(row.undo)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_UNDO, [list(column) for column in zip(*values, strict=True)] or [[], [], []])


def _refuse(import_id: UUID, refused: FileRefused) -> None:
    with transaction.atomic():
        made = lock_import(import_id)
        if made.state != ImportState.READING:
            return
        params = dict(refused.params)
        made.problem = params.pop("reason")
        made.problem_params = params
        save_changed(made, "problem", "problem_params")
        _mark(made, ImportState.REFUSED, by=Actor.system("import"))
        _forget(made)


def _fall_back(
    import_id: UUID, state: ImportState, refusal: DomainError | None, *, check_again: bool = False
) -> None:
    with transaction.atomic():
        made = lock_import(import_id)
        made.problem = refusal.code if refusal else "import_failed"
        made.problem_params = refusal.params if refusal else {}
        save_changed(made, "problem", "problem_params")
        if check_again:
            _check_again(made)
        _mark(made, state, by=Actor.system("import"))


def _forget(made: RosterImport) -> None:
    """Rows and file hold personal data; that there was an import stays."""
    made.rows.all().delete()
    if made.file is not None:
        file, made.file = made.file, None
        save_changed(made, "file")
        drop_file(file)
    else:
        touch(made)


def _require(made: RosterImport, state: ImportState) -> None:
    if not IMPORT.allows(made.state, state):
        raise ImportNotReady(state=made.state)


def require_open_roster(session: ExamSession) -> None:
    if session.state in (SessionState.CLOSED, SessionState.ARCHIVED):
        raise ExamClosed()


def _mark(made: RosterImport, state: ImportState, *, by: Actor) -> None:
    IMPORT.require(made.state, state)
    made.state = state
    save_changed(made, "state")
    event = events.ImportStateChanged(import_id=made.pk, session_id=made.session_id, state=state)
    record(event, by=by, about=made, scope_id=made.session.school_id)
    announce(event, to=_audience(made), subject=made)


def _audience(made: RosterImport) -> list[str]:
    return channels.school(made.session.school_id, made.session.college_id)


def _packed(cells: dict[str, Any]) -> str:
    return json.dumps(cells, ensure_ascii=False)
