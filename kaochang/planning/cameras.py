"""Another number of cameras: the room that was checked named the old one."""

from django.db.models import F, Q

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.telling import tell_cameras
from kaochang.waiting.states import QueueState


def ask_again(session: ExamSession, *, reason: str, by: Actor) -> None:
    """Who still prepares checks the room once more; everybody still to come is told.

    The caller holds the rooms and the session. Who is in the waiting area stays there.
    """
    roster = RosterEntry.objects.filter(session=session)
    prepares = Q(queue_entry__isnull=True) | Q(queue_entry__state=QueueState.PREPARING)
    checked = roster.filter(prepares, room_confirmed_at__isnull=False).values("pk")
    # Held in their order first: an update of many takes them in any.
    held = RosterEntry.objects.filter(pk__in=checked).select_for_update(no_key=True).order_by("pk")
    RosterEntry.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(
        room_confirmed_at=None, version=F("version") + 1, updated_at=clock.now()
    )
    coming = roster.exclude(queue_entry__state__in=(QueueState.ADMITTED, QueueState.FINISHED))
    tell_cameras(session, coming.select_related("person"), reason=reason, by=by)
