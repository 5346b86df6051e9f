"""The fourth and fifth beat together: one trail row, one outbox row, for the room and the candidate."""

from kaochang.accounts.actor import Actor
from kaochang.audit import services as audit
from kaochang.core.events import Event
from kaochang.exams.errors import ReasonRequired
from kaochang.exams.texts import plain_text
from kaochang.interviews.models import Interview, Invitation
from kaochang.realtime import channels
from kaochang.realtime import services as realtime
from kaochang.waiting.models import QueueEntry

REASON_LENGTH = 500


def tell(event: Event, *, by: Actor, about: Invitation | Interview, entry: QueueEntry) -> None:
    audit.record(event, by=by, about=about, scope_id=about.room_id)
    realtime.announce(
        event,
        to=[channels.candidate(entry.roster_entry_id), channels.room_staff(about.room_id)],
        subject=about,
    )


def checked_reason(reason: str | None, *, required: bool) -> str:
    if not (reason or "").strip():
        if required:
            raise ReasonRequired()
        return ""
    return plain_text(reason or "", limit=REASON_LENGTH)
