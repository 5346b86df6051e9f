"""Who manages an exam looks at a stage board where they have no work."""

from datetime import timedelta

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.queries import has_recorded
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.exams.models import ExamRoom
from kaochang.waiting import events

ONE_LOOK = timedelta(minutes=10)


@transaction.atomic
def note_look(room: ExamRoom, *, by: Actor) -> None:
    """An open page reads the board with every event: one entry stands for all reads of ten minutes.

    Nothing is locked for it: two pages opened in the same moment may leave two.
    """
    if not has_recorded(events.BoardLookedAt, by=by, about=room, since=clock.now() - ONE_LOOK):
        record(events.BoardLookedAt(room_id=room.pk), by=by, about=room, scope_id=room.pk)
