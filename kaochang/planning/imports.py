"""A roster as a file: taken, read, mended row by row, put away. What is good in it is written elsewhere."""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed, touch
from kaochang.core.progress import in_parts, progress_on
from kaochang.exams.models import ExamSession
from kaochang.planning import events
from kaochang.planning.errors import ImportNotReady
from kaochang.planning.import_steps import (
    READER,
    drop_its_file,
    lock,
    mark,
    refuse,
    require_step,
    take,
    tell_ended,
)
from kaochang.planning.import_writing import KEPT
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.planning.roster.columns import BY_KEY
from kaochang.planning.roster.dry_run import check_again, check_rows, keep_outcomes
from kaochang.planning.roster.files import TO_MEND, mark_of
from kaochang.planning.roster.sheet import Sheet, understand
from kaochang.planning.roster.shown import note_shown
from kaochang.planning.states import ImportState, WorkEnd
from kaochang.storage.errors import FileRefused
from kaochang.storage.sandbox import read_table
from kaochang.storage.services import Limits, Readable

UPLOAD = Limits(most_bytes=20_000_000)
# As many as the reader takes of one file; the program itself is never loaded here.
MOST_ROWS = 30_000


def upload(
    session: ExamSession, stream: Readable, *, name: str, by: Actor, replaces: RosterImport | None = None
) -> RosterImport:
    """`replaces`: a dry run that is put away once this file was read. Of mended rows, its others are kept."""
    return take(RosterImport, session, stream, name=name, limits=UPLOAD, by=by, replaces=replaces)


def read(import_id: UUID, replaces_id: UUID | None = None) -> None:
    """The job after an upload. May run twice: the second finds the rows there."""
    made = RosterImport.objects.select_related("file").get(pk=import_id)
    if made.state != ImportState.READING or made.file is None or made.total:
        return
    try:
        _keep(import_id, understand(read_table(made.file)), replaces_id)
    except FileRefused as refused:
        refuse(RosterImport, import_id, refused)
    except Exception:
        # Whoever waits is told.
        refuse(RosterImport, import_id, FileRefused(reason="file_broken"))
        raise


def _keep(import_id: UUID, sheet: Sheet, replaces_id: UUID | None) -> None:
    with progress_on(import_id) as progress, transaction.atomic():
        replaces_id = _find_mended(import_id, sheet) if sheet.earlier else replaces_id
        made, found = _lock_both(import_id, replaces_id)
        if made.state != ImportState.READING or made.total:
            return
        earlier = _replaced(made, found, kept=bool(sheet.earlier))
        rows = _rows_of(made, sheet, earlier if sheet.earlier else None)
        if len(rows) > MOST_ROWS:
            # Sheets are read in steps: one by itself can be a few rows over too.
            reason = "too_many_rows_together" if sheet.earlier else "too_many_rows"
            raise FileRefused(reason=reason, most=MOST_ROWS)
        progress.begin(len(rows))
        made.ignored_headings, made.total = sheet.ignored[:50], len(rows)
        save_changed(made, "ignored_headings", "total")
        pairs, _ = check_rows(made, rows, made.uploaded_by_id)
        keep_outcomes(made, pairs)
        for part in in_parts(rows, progress):
            ImportRow.objects.bulk_create(part)
        if earlier is not None:
            discard(earlier, by=Actor(person_id=made.uploaded_by_id, login_session_id=None, area="staff"))
            if sheet.earlier and earlier.uploaded_by_id != made.uploaded_by_id:
                name = Person.objects.values_list("name", flat=True).get(pk=made.uploaded_by_id)
                to = earlier.uploaded_by_id
                tell_ended(earlier, WorkEnd.ROSTER_MERGED, to=to, count=len(rows), by_name=name)
        mark(made, ImportState.CHECKED, by=READER)
        tell_ended(made, WorkEnd.ROSTER_CHECKED, to=made.uploaded_by_id, count=len(rows))


def _lock_both(import_id: UUID, replaces_id: UUID | None) -> tuple[RosterImport, RosterImport | None]:
    """In the order in which a draft's imports go with it."""
    ids = {import_id} if replaces_id is None else {import_id, replaces_id}
    held = {one: lock(RosterImport, one) for one in sorted(ids)}
    return held[import_id], held[replaces_id] if replaces_id is not None else None


def _replaced(made: RosterImport, earlier: RosterImport | None, *, kept: bool) -> RosterImport | None:
    """None when it was written or put away meanwhile: then the file stands for itself."""
    if earlier is None or earlier.session_id != made.session_id:
        return None
    if earlier.state == ImportState.READING and earlier.total:
        # A row was mended in the page, and its check is still to come: where its others are kept, only after
        # it is known what is good.
        if kept:
            check_again(earlier, made.uploaded_by_id)
        mark(earlier, ImportState.CHECKED, by=READER)
    return earlier if earlier.state == ImportState.CHECKED else None


def _find_mended(import_id: UUID, sheet: Sheet) -> UUID | None:
    """The dry run that these rows are of, whichever was open; None when there is no such one any more."""
    marks = {mark for _, mark in sheet.earlier.values()}
    open_ones = RosterImport.objects.filter(
        Q(state=ImportState.CHECKED) | Q(state=ImportState.READING, total__gt=0),
        session__roster_imports=import_id,
    )
    return next((pk for pk in open_ones.values_list("pk", flat=True) if marks == {mark_of(pk)}), None)


def _rows_of(made: RosterImport, sheet: Sheet, earlier: RosterImport | None) -> list[ImportRow]:
    """The file's rows; of mended ones, each in its place among those that were good."""
    if earlier is None:
        return [
            ImportRow(roster_import=made, number=number, cells=_packed(cells)) for number, cells in sheet.rows
        ]
    rows = {
        row.number: ImportRow(roster_import=made, number=row.number, cells=row.cells, confirmed=row.confirmed)
        for row in earlier.rows.order_by("number")
    }
    # What was good, or was mended in the page meanwhile, is never overwritten.
    free, last = set(earlier.rows.filter(outcome__in=TO_MEND).values_list("number", flat=True)), max(rows)
    for number, cells in sheet.rows:
        place, _ = sheet.earlier.get(number, (0, ""))
        # Added to the file, or there twice: behind all others.
        if place not in free:
            last += 1
            place = last
        free.discard(place)
        rows[place] = ImportRow(roster_import=made, number=place, cells=_packed(cells))
    made.file_name = f"{earlier.file_name} + {made.file_name}"[:200]
    save_changed(made, "file_name")
    return list(rows.values())


@transaction.atomic
def recheck(import_id: UUID, by_id: UUID) -> None:
    """The dry run. Holds the import's lock: a row that is mended meanwhile waits, and is checked after."""
    made = lock(RosterImport, import_id)
    if made.state != ImportState.READING or not made.total:
        return
    check_again(made, by_id)
    mark(made, ImportState.CHECKED, by=READER)


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
    made = lock(RosterImport, made.pk)
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
    note_shown(row)
    save_changed(row, "cells", "confirmed", "words", "places")
    event = events.ImportRowMended(
        import_id=made.pk, row=number, columns=sorted(values), confirmed=row.confirmed
    )
    record(event, by=by, about=row, scope_id=made.session.school_id)
    if made.state == ImportState.CHECKED:
        mark(made, ImportState.READING, by=by)
    enqueue("planning.check_import", import_id=str(made.pk), person_id=str(by.the_person_id))
    return row


@transaction.atomic
def discard(made: RosterImport, *, by: Actor) -> RosterImport:
    made = lock(RosterImport, made.pk)
    require_step(made, ImportState.DISCARDED)
    mark(made, ImportState.DISCARDED, by=by)
    _forget(made)
    return made


def forget_old_imports() -> int:
    """What can no longer be taken back needs no copy of anybody's data."""
    old = RosterImport.objects.filter(created_at__lt=clock.now() - KEPT * 2, file__isnull=False)
    for made in old:
        with transaction.atomic():
            _forget(made)
    return len(old)


def _forget(made: RosterImport) -> None:
    """Rows and file hold personal data; that there was an import stays."""
    made.rows.all().delete()
    touch(made)
    drop_its_file(made)


def _packed(cells: dict[str, Any]) -> str:
    return json.dumps(cells, ensure_ascii=False)
