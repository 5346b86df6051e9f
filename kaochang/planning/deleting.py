"""A draft deleted: only one that was never published, and only what its page had shown."""

from django.db import transaction
from django.db.models import ProtectedError

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.commitments import services as commitments
from kaochang.exams.deleting import delete_session
from kaochang.exams.errors import ExamContentChanged, ExamInUse, ExamWasPublished
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import lock_rooms
from kaochang.exams.states import SessionState
from kaochang.planning.errors import ImportRunning
from kaochang.planning.models import PortraitImport, RosterImport
from kaochang.planning.states import ImportState
from kaochang.storage.services import drop_file

# A worker has it, or will in a moment. Portraits are read too; they are written at once.
AT_WORK = (ImportState.READING, ImportState.WRITING, ImportState.ROLLING_BACK)


@transaction.atomic
def delete_exam(session: ExamSession, *, version: int, rooms: int, candidates: int, by: Actor) -> None:
    """`rooms` and `candidates`: how many were named in the question, as an import changes no version."""
    room_ids = list(ExamRoom.objects.filter(session=session).values_list("pk", flat=True))
    held = lock_rooms(session.pk, room_ids)
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
    require_version(session, version)
    if session.state != SessionState.DRAFT or session.published_at is not None:
        raise ExamWasPublished()
    now = {
        "rooms": ExamRoom.objects.filter(session=session).count(),
        "candidates": RosterEntry.objects.filter(session=session).count(),
    }
    # A room that came after the locks is not held.
    if now != {"rooms": rooms, "candidates": candidates} or now["rooms"] != len(held):
        raise ExamContentChanged(**now)
    _drop_imports(session)
    try:
        commitments.remove_letters(session)
        delete_session(session, by=by)
    except ProtectedError as kept:
        raise ExamInUse() from kept


def _drop_imports(session: ExamSession) -> None:
    """With rows and files, which hold personal data; that they were there stands in the trail."""
    for model in (RosterImport, PortraitImport):
        locked = model._default_manager.select_for_update(no_key=True, of=("self",)).select_related("file")
        for made in locked.filter(session=session).order_by("pk"):
            if made.state in AT_WORK:
                raise ImportRunning()
            file = made.file
            made.delete()
            if file is not None:
                drop_file(file)
