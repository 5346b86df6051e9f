"""「打印登录码」: fresh one-time codes as a sheet to cut up and as a table, made by a job.

Files first, then the codes come into force together with them: a sheet that could not be made has killed
nobody's code.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.services import codes
from kaochang.audit.services import record
from kaochang.candidates import events
from kaochang.candidates.bulk import OVER, Skipped
from kaochang.candidates.code_files import Slip, set_pdf, write_table
from kaochang.candidates.errors import NobodyChosen, SheetNotReady, SheetOfNobody
from kaochang.candidates.models import CodeSheet
from kaochang.candidates.states import SHEET, SheetState, Skip, WorkEnd
from kaochang.core import clock
from kaochang.core.errors import DomainError, NotFound
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.core.progress import Progress, in_parts, progress_on
from kaochang.exams.models import RosterEntry
from kaochang.exams.walls import people_of_others
from kaochang.exports.xlsx import Language
from kaochang.notifications.services import tell_work_ended
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import School
from kaochang.schools.queries import find_scope
from kaochang.schools.scope import SchoolScope
from kaochang.storage.models import StoredFile
from kaochang.storage.services import Limits, drop_file, save_upload

KEPT = timedelta(hours=24)
SHORTEST = timedelta(days=7)
# Into the table, onto the sheet, into force.
STEP = 1 / 3
MOST = Limits(most_bytes=200_000_000)


class Plan:
    """Who gets a code. One candidate number is one log-in, in however many exams it stands.

    A code opens all exams of its person, so another college's candidate gets theirs from the school.
    """

    def __init__(self, entries: Sequence[RosterEntry], scope: SchoolScope) -> None:
        of_others = people_of_others(scope, [entry.person_id for entry in entries])
        self.slips: list[RosterEntry] = []
        self.skipped = Skipped()
        seen: set[str] = set()
        for entry in entries:
            if entry.session.state in OVER:
                self.skipped.add(Skip.EXAM_OVER, entry.person.name)
            elif entry.person_id in of_others:
                self.skipped.add(Skip.OTHER_COLLEGE, entry.person.name)
            elif entry.candidate_number in seen:
                self.skipped.add(Skip.SAME_NUMBER, entry.person.name)
            else:
                seen.add(entry.candidate_number)
                self.slips.append(entry)

    @property
    def numbers(self) -> list[str]:
        return [entry.candidate_number for entry in self.slips]


@transaction.atomic
def ask_for_sheet(
    scope: SchoolScope, entries: Sequence[RosterEntry], *, language: Language, by: Actor
) -> CodeSheet:
    plan = Plan(entries, scope)
    if not plan.slips:
        raise NobodyChosen()
    sheet = CodeSheet.objects.create(
        school=scope.school,
        made_by_id=by.the_person_id,
        language=language,
        entry_ids=[str(entry.pk) for entry in plan.slips],
        total=len(plan.slips),
    )
    _tell(sheet, by)
    enqueue("candidates.make_sheet", sheet_id=str(sheet.pk))
    return sheet


def make_sheet(sheet_id: UUID) -> None:
    """The job. Runs once: what died on the way is asked for again, by somebody who wants it still."""
    sheet = _begin(sheet_id)
    if sheet is None:
        return
    try:
        with progress_on(sheet.pk) as progress:
            _make(sheet, _maker_of(sheet), progress)
    except DomainError as error:
        _fail(sheet_id, error.code)
    except Exception:
        _fail(sheet_id)
        raise


def access_sheet(sheet_id: UUID, by: Actor) -> CodeSheet:
    """Only who asked for it: it holds other people's keys."""
    sheet = CodeSheet.objects.select_related("pdf", "xlsx", "school").filter(pk=sheet_id).first()
    if sheet is None or sheet.made_by_id != by.person_id:
        raise NotFound()
    return sheet


def list_sheets(school: School, by: Actor) -> list[CodeSheet]:
    mine = CodeSheet.objects.filter(school=school, made_by_id=by.the_person_id)
    return list(mine.defer("entry_ids").order_by("-created_at")[:10])


def file_of(sheet: CodeSheet, form: str, *, by: Actor) -> StoredFile:
    file = sheet.pdf if form == "pdf" else sheet.xlsx
    if file is None or sheet.files_until is None or sheet.files_until <= clock.now():
        raise SheetNotReady()
    if not RosterEntry.objects.filter(pk__in=sheet.entry_ids).exists():
        raise SheetOfNobody()
    event = events.CodeSheetFetched(sheet_id=sheet.pk, form=form)
    record(event, by=by, about=sheet, scope_id=sheet.school_id)
    return file


def forget_old_sheets() -> int:
    """Files with codes lie for a day; of a draft that was deleted, or an import taken back, not so long."""
    now = clock.now()
    lying = CodeSheet.objects.filter(files_until__isnull=False).exclude(pdf=None, xlsx=None)
    rows = list(lying.values_list("pk", "files_until", "entry_ids"))
    named = {one for _, _, entry_ids in rows for one in entry_ids}
    there = {str(pk) for pk in RosterEntry.objects.filter(pk__in=named).values_list("pk", flat=True)}
    gone = [pk for pk, until, entry_ids in rows if (until and until <= now) or there.isdisjoint(entry_ids)]
    for found in gone:
        with transaction.atomic():
            sheet = _lock(found)
            files = [file for file in (sheet.pdf, sheet.xlsx) if file is not None]
            sheet.pdf = sheet.xlsx = None
            sheet.files_until = min(sheet.files_until or now, now)
            save_changed(sheet, "pdf", "xlsx", "files_until")
            for file in files:
                drop_file(file)
    return len(gone)


def _make(sheet: CodeSheet, by: Actor, progress: Progress) -> None:
    school = sheet.school
    entries = RosterEntry.objects.select_related("person", "session", "room").filter(pk__in=sheet.entry_ids)
    by_id = {str(entry.pk): entry for entry in entries}
    scope = find_scope(sheet.made_by_id, school.pk)
    if scope is None:
        raise NobodyChosen()
    plan = Plan([by_id[key] for key in sheet.entry_ids if key in by_id], scope)
    soonest = clock.now() + SHORTEST
    wanted = [(one.candidate_number, max(soonest, one.session.ends_at)) for one in plan.slips]
    made = codes.prepare_codes(wanted, scope_id=school.pk)
    slips = [
        Slip(entry=entry, code=code.code, expires_at=code.expires_at)
        for entry in plan.slips
        if (code := made.get(entry.candidate_number))
    ]
    if not slips:
        raise NobodyChosen()
    language: Language = "en" if sheet.language == "en" else "zh"
    progress.begin(len(slips))
    table = write_table(_counted(slips, progress), school, language)
    pdf = set_pdf(slips, school, language)
    progress.add(len(slips) * STEP)
    name = "log-in codes" if language == "en" else "登录码"
    with transaction.atomic():
        sheet = _lock(sheet.pk)
        SHEET.require(sheet.state, SheetState.DONE)
        sheet.pdf = _keep(pdf, f"{name}.pdf", sheet)
        sheet.xlsx = _keep(table, f"{name}.xlsx", sheet)
        sheet.state, sheet.total = SheetState.DONE, len(slips)
        sheet.files_until = clock.now() + KEPT
        save_changed(sheet, "pdf", "xlsx", "state", "total", "files_until")
        # In one order over all parts: two sheets of the same candidates never wait for each other in a ring.
        in_order = sorted(made.values(), key=lambda one: one.credential_id)
        for part in in_parts(in_order, progress, STEP):
            codes.put_codes_in_force(part, scope_id=school.pk, by=by)
        _tell(sheet, by)
        _tell_ended(sheet, WorkEnd.CODES_READY)


def _counted(slips: Sequence[Slip], progress: Progress) -> Iterator[Slip]:
    for slip in slips:
        yield slip
        progress.add(STEP)


def _keep(data: bytes, name: str, sheet: CodeSheet) -> StoredFile:
    return save_upload(BytesIO(data), scope_id=sheet.school_id, purpose="code_sheet", name=name, limits=MOST)


@transaction.atomic
def _begin(sheet_id: UUID) -> CodeSheet | None:
    sheet = _lock(sheet_id)
    if sheet.state == SheetState.RUNNING:
        # Its worker was lost; should it live after all, it puts no code in force.
        _fail(sheet_id)
    if sheet.state != SheetState.QUEUED:
        return None
    sheet.state = SheetState.RUNNING
    save_changed(sheet, "state")
    to = [channels.person("staff", sheet.made_by_id)]
    announce(events.CodeSheetChanged(sheet_id=sheet.pk, state=sheet.state, codes=0), to=to, subject=sheet)
    return sheet


@transaction.atomic
def _fail(sheet_id: UUID, problem: str = "code_sheet_failed") -> None:
    """One that has ended stays as it is: its codes may be in force."""
    sheet = _lock(sheet_id)
    if not SHEET.allows(sheet.state, SheetState.FAILED):
        return
    sheet.state, sheet.problem = SheetState.FAILED, problem
    save_changed(sheet, "state", "problem")
    _tell(sheet, _maker_of(sheet))
    _tell_ended(sheet, WorkEnd.CODES_NOT_READY)


def _maker_of(sheet: CodeSheet) -> Actor:
    return Actor(person_id=sheet.made_by_id, login_session_id=None, area="staff")


def _lock(sheet_id: UUID) -> CodeSheet:
    found = CodeSheet.objects.select_related("school", "pdf", "xlsx")
    return found.select_for_update(no_key=True, of=("self",)).get(pk=sheet_id)


def _tell(sheet: CodeSheet, by: Actor) -> None:
    event = events.CodeSheetChanged(sheet_id=sheet.pk, state=SheetState(sheet.state), codes=sheet.total)
    record(event, by=by, about=sheet, scope_id=sheet.school_id)
    announce(event, to=[channels.person("staff", sheet.made_by_id)], subject=sheet)


def _tell_ended(sheet: CodeSheet, work: WorkEnd) -> None:
    params = {"work": work, "count": sheet.total}
    tell_work_ended(sheet.made_by_id, sheet.pk, params, scope_id=sheet.school_id, session_id=None)
