"""What a roster's file and a zip of portraits have in common: taken, read, looked at, step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.core.errors import NotFound
from kaochang.core.events import Event
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.core.states import StateMachine
from kaochang.exams.errors import ExamClosed
from kaochang.exams.models import ExamSession
from kaochang.exams.queries import hold_session
from kaochang.exams.states import SessionState
from kaochang.notifications.services import tell_work_ended
from kaochang.planning import events
from kaochang.planning.errors import ImportNotReady
from kaochang.planning.models import PortraitImport, RosterImport
from kaochang.planning.states import IMPORT, PORTRAIT_IMPORT, ImportState, WorkEnd
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.storage.errors import FileRefused
from kaochang.storage.services import Limits, Readable, drop_file, save_upload

Made = TypeVar("Made", RosterImport, PortraitImport)
READER = Actor.system("import")


@dataclass(frozen=True)
class _Kind:
    purpose: str
    reader: str
    states: StateMachine[Any]
    uploaded: Callable[..., Event]
    changed: Callable[..., Event]
    refused: WorkEnd


_KINDS: dict[type[RosterImport] | type[PortraitImport], _Kind] = {
    RosterImport: _Kind(
        "roster",
        "planning.read_import",
        IMPORT,
        events.RosterUploaded,
        events.ImportStateChanged,
        WorkEnd.ROSTER_REFUSED,
    ),
    PortraitImport: _Kind(
        "portraits",
        "planning.read_portraits",
        PORTRAIT_IMPORT,
        events.PortraitsUploaded,
        events.PortraitImportStateChanged,
        WorkEnd.PORTRAITS_REFUSED,
    ),
}


def take(
    model: type[Made],
    session: ExamSession,
    stream: Readable,
    *,
    name: str,
    limits: Limits,
    by: Actor,
    replaces: Made | None = None,
) -> Made:
    """Only the bytes are taken here; a job reads them, told what they replace.

    No transaction waits for a slow line.
    """
    require_open_roster(session)
    kind = _KINDS[model]
    file = save_upload(stream, scope_id=session.school_id, purpose=kind.purpose, name=name, limits=limits)
    try:
        with transaction.atomic():
            # Minutes later, on a slow line: closed, or deleted.
            require_open_roster(hold_session(session.pk))
            made = model.objects.create(
                session=session, file=file, file_name=file.name, uploaded_by_id=by.the_person_id
            )
            _tell(made, kind.uploaded(import_id=made.pk, session_id=session.pk, sha256=file.sha256), by)
            arguments: dict[str, Any] = {"import_id": str(made.pk)}
            if replaces is not None:
                arguments["replaces_id"] = str(replaces.pk)
            enqueue(kind.reader, **arguments)
    except BaseException:
        drop_file(file)
        raise
    return made


def lock(model: type[Made], import_id: UUID) -> Made:
    found = model.objects.select_related("session__school", "session__college", "file")
    made = found.select_for_update(no_key=True, of=("self",)).filter(pk=import_id).first()
    if made is None:
        raise NotFound()
    return made


@transaction.atomic
def refuse(model: type[Made], import_id: UUID, refused: FileRefused) -> None:
    """Nothing was taken from the file, so nothing but the file is there to drop."""
    made = lock(model, import_id)
    if made.state != ImportState.READING:
        return
    params = dict(refused.params)
    made.problem, made.problem_params = params.pop("reason"), params
    save_changed(made, "problem", "problem_params")
    drop_its_file(made)
    mark(made, ImportState.REFUSED, by=READER)
    tell_ended(made, _KINDS[model].refused, to=made.uploaded_by_id)


def drop_its_file(made: RosterImport | PortraitImport) -> None:
    if made.file is not None:
        file, made.file = made.file, None
        save_changed(made, "file")
        drop_file(file)


def require_open_roster(session: ExamSession) -> None:
    if session.state in (SessionState.CLOSED, SessionState.ARCHIVED):
        raise ExamClosed()


def require_step(made: RosterImport | PortraitImport, state: str) -> None:
    if not _KINDS[type(made)].states.allows(made.state, state):
        raise ImportNotReady(state=made.state)


def mark(made: RosterImport | PortraitImport, state: str, *, by: Actor, **more: str) -> None:
    kind = _KINDS[type(made)]
    kind.states.require(made.state, state)
    made.state = kind.states.enum(state)
    save_changed(made, "state")
    event = kind.changed(import_id=made.pk, session_id=made.session_id, state=made.state, **more)
    _tell(made, event, by)


def tell_ended(
    made: RosterImport | PortraitImport, work: WorkEnd, *, to: UUID, count: int = 0, by_name: str = ""
) -> None:
    """Whoever asked may have left the page long ago. `by_name`: told to somebody else than who did it."""
    session = made.session
    params = {
        "work": work,
        "count": count,
        "by": by_name,
        "file": made.file_name,
        "exam": session.name,
        "exam_en": session.name_en or session.name,
        "session_id": str(session.pk),
    }
    tell_work_ended(to, made.pk, params, scope_id=session.school_id, session_id=session.pk)


def _tell(made: RosterImport | PortraitImport, event: Event, by: Actor) -> None:
    session = made.session
    record(event, by=by, about=made, scope_id=session.school_id)
    announce(event, to=channels.school(session.school_id, session.college_id), subject=made)
