"""Reference portraits as a zip named by candidate numbers: taken, read, looked at, written or put away."""

import posixpath
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.core import clock
from kaochang.core.alone import alone_with
from kaochang.core.errors import NotFound
from kaochang.core.models import save_changed
from kaochang.core.progress import Progress, progress_on
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.portraits import NewPortrait, hash_of, portrait_hashes, set_portraits
from kaochang.planning.errors import ImportHasErrors, ImportOutdated
from kaochang.planning.import_steps import (
    READER,
    drop_its_file,
    lock,
    mark,
    refuse,
    require_open_roster,
    require_step,
    take,
    tell_ended,
)
from kaochang.planning.models import PortraitImport, PortraitRow
from kaochang.planning.states import PictureOutcome, PortraitImportState, WorkEnd
from kaochang.storage.errors import FileRefused
from kaochang.storage.sandbox import ReadPicture, read_pictures
from kaochang.storage.services import Limits, Readable

KEPT = timedelta(days=30)
READ_WITHIN = timedelta(days=1)
UPLOAD = Limits(most_bytes=300_000_000)
TO_WRITE = (PictureOutcome.NEW, PictureOutcome.REPLACE)
BATCH = 100
# Some letters become many when they are made plain.
MOST_LETTERS = 200
log = structlog.get_logger(__name__)


def upload(session: ExamSession, stream: Readable, *, name: str, by: Actor) -> PortraitImport:
    return take(PortraitImport, session, stream, name=name, limits=UPLOAD, by=by)


def read(import_id: UUID) -> None:
    """The job after an upload: all pictures or, when the file is refused, none. May run twice.

    Reading takes up to half an hour and no transaction waits for it: until all is checked the state hides
    the rows that are there already.
    """
    with alone_with(f"portraits:{import_id}") as is_mine:
        if not is_mine:
            return
        made = PortraitImport.objects.select_related("file").filter(pk=import_id).first()
        if made is None or made.state != PortraitImportState.READING or made.file is None:
            return
        made.rows.all().delete()
        try:
            with progress_on(import_id) as progress:
                _keep(made, read_pictures(made.file, begin=progress.begin), progress)
            _finish(import_id)
        except FileRefused as refused:
            _refuse(import_id, refused)
        except Exception:
            # Whoever waits is told, and no face stays behind.
            log.exception("portraits_not_read", import_id=str(import_id))
            _refuse(import_id, FileRefused(reason="file_broken"))


@transaction.atomic
def _finish(import_id: UUID) -> None:
    made = lock(PortraitImport, import_id)
    if made.state != PortraitImportState.READING:
        # Put away meanwhile.
        made.rows.all().delete()
        return
    _check(made)
    drop_its_file(made)
    mark(made, PortraitImportState.CHECKED, by=READER)
    tell_ended(made, WorkEnd.PORTRAITS_CHECKED, to=made.uploaded_by_id, count=made.total)


@transaction.atomic
def _refuse(import_id: UUID, refused: FileRefused) -> None:
    PortraitRow.objects.filter(portrait_import_id=import_id).delete()
    refuse(PortraitImport, import_id, refused)


@transaction.atomic
def write(made: PortraitImport, *, only_good: bool, version: int, by: Actor) -> PortraitImport:
    """The portraits are small and ready: this takes a moment, and is all or nothing."""
    made = lock(PortraitImport, made.pk)
    require_step(made, PortraitImportState.WRITTEN)
    require_version(made, version)
    require_open_roster(made.session)
    bad = made.counts.get(PictureOutcome.ERROR, 0)
    good = sum(made.counts.get(outcome, 0) for outcome in TO_WRITE)
    if (bad and not only_good) or not good:
        raise ImportHasErrors(bad=bad, good=good)
    rows = made.rows.filter(outcome__in=TO_WRITE).order_by("number")
    wanted = [
        NewPortrait(row.roster_entry_id, bytes(row.picture), row.width, row.height)
        for row in rows
        if row.roster_entry_id and row.picture
    ]
    try:
        set_portraits(made.session, wanted, by=by)
    except NotFound as error:
        raise ImportOutdated() from error
    made.written_at, made.written_by_id = clock.now(), by.the_person_id
    save_changed(made, "written_at", "written_by_id")
    mark(made, PortraitImportState.WRITTEN, by=by)
    made.rows.update(picture=None)
    return made


@transaction.atomic
def discard(made: PortraitImport, *, by: Actor) -> PortraitImport:
    made = lock(PortraitImport, made.pk)
    require_step(made, PortraitImportState.DISCARDED)
    drop_its_file(made)
    mark(made, PortraitImportState.DISCARDED, by=by)
    made.rows.all().delete()
    return made


def forget_old_portrait_imports() -> None:
    """What nobody wrote in a month is put away, and what no worker finished in a day."""
    now = clock.now()
    checked = Q(state=PortraitImportState.CHECKED, created_at__lt=now - KEPT)
    stuck = Q(state=PortraitImportState.READING, created_at__lt=now - READ_WITHIN)
    for made in PortraitImport.objects.filter(checked | stuck):
        discard(made, by=READER)


def _keep(made: PortraitImport, pictures: Iterator[ReadPicture], progress: Progress) -> None:
    numbered = enumerate(_counted(pictures, progress), 1)
    while batch := list(islice(numbered, BATCH)):
        PortraitRow.objects.bulk_create(
            PortraitRow(
                portrait_import=made,
                number=number,
                file_name=one.name,
                candidate_number=number_in(one.name)[:MOST_LETTERS],
                problem=one.problem[:60],
                problem_params=one.params,
                picture=one.picture or None,
                width=one.width,
                height=one.height,
            )
            for number, one in batch
        )


def _counted(pictures: Iterator[ReadPicture], progress: Progress) -> Iterator[ReadPicture]:
    for one in pictures:
        yield one
        progress.add()


def number_in(name: str) -> str:
    """pictures/26s001.JPG → 26S001"""
    return plain(posixpath.splitext(posixpath.basename(name))[0])


def plain(number: str) -> str:
    """As candidate numbers are compared everywhere: width, case and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def _check(made: PortraitImport) -> None:
    """Whose each is; a number that nobody has, or that stands twice, is a problem of its picture."""
    entries = {
        plain(number): pk
        for pk, number in RosterEntry.objects.filter(session=made.session).values_list(
            "pk", "candidate_number"
        )
    }
    hashes = portrait_hashes(made.session_id)
    rows = list(made.rows.order_by("number"))
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.candidate_number, []).append(row.file_name)
    counts = dict.fromkeys(PictureOutcome.values, 0)
    for row in rows:
        _judge(row, entries.get(row.candidate_number), names[row.candidate_number], hashes)
        counts[row.outcome] += 1
    PortraitRow.objects.bulk_update(
        rows, ["roster_entry_id", "outcome", "problem", "problem_params", "picture"], batch_size=BATCH
    )
    made.counts, made.total = counts, len(rows)
    save_changed(made, "counts", "total")


def _judge(row: PortraitRow, entry_id: UUID | None, same: list[str], hashes: dict[UUID, str]) -> None:
    row.roster_entry_id = entry_id
    if not row.problem and entry_id is None:
        row.problem, row.problem_params = "number_unknown", {"number": row.candidate_number}
    elif not row.problem and len(same) > 1:
        others: list[Any] = [name for name in same if name != row.file_name]
        row.problem, row.problem_params = "number_twice", {"other": (others or same)[0]}
    if row.problem or row.picture is None or entry_id is None:
        row.outcome, row.picture = PictureOutcome.ERROR, None
    elif entry_id not in hashes:
        row.outcome = PictureOutcome.NEW
    elif hashes[entry_id] == hash_of(bytes(row.picture)):
        row.outcome, row.picture = PictureOutcome.UNCHANGED, None
    else:
        row.outcome = PictureOutcome.REPLACE
