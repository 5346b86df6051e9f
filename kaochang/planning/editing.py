"""An exam's window, lengths and cameras, changed: the timetable has a say, and candidates are told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.exams import services as exams
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.sessions import WINDOW
from kaochang.planning.cameras import ask_again
from kaochang.planning.lengths import tell_coming_lengths
from kaochang.planning.moving import without_new_clashes


@transaction.atomic
def edit_exam(
    session: ExamSession, values: Mapping[str, Any], *, version: int, by: Actor, reason: str = ""
) -> ExamSession:
    """Refused in a published exam when it would bring a clash that no move may bring."""
    told = (*WINDOW, "cameras_required")
    if not any(name in values and values[name] != getattr(session, name) for name in told):
        return exams.edit_session(session, values, version=version, reason=reason, by=by)
    # Rooms before the session, as everywhere: nobody is moved meanwhile.
    list(ExamRoom.objects.select_for_update(no_key=True).filter(session=session).order_by("pk"))
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
    entries = RosterEntry.objects.filter(session=session).select_related("session")
    was = {entry.pk: entry.planned_seconds for entry in entries}
    cameras = session.cameras_required
    with without_new_clashes(session):
        exams.edit_session(session, values, version=version, reason=reason, by=by)
        session.refresh_from_db()
    tell_coming_lengths(session, was, reason=reason, by=by)
    if session.cameras_required != cameras:
        ask_again(session, reason=reason, by=by)
    return session
