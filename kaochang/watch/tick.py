"""One tick: everything that must come true although nobody asks for it. Each step stands alone."""

from collections.abc import Callable

import structlog
from django.db import Error as DatabaseError

from kaochang.core.errors import DomainError
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.edge.webhooks import tell
from kaochang.exams import queries as exams
from kaochang.exams.models import ExamRoom
from kaochang.exams.services import open_session
from kaochang.interviews import services as interviews
from kaochang.media import services as media
from kaochang.media.reconcile import reconcile_all
from kaochang.media.server import MediaServerDown, MediaServerRefused
from kaochang.waiting import queries as waiting_queries
from kaochang.waiting import services as waiting
from kaochang.watch.presence import WATCH, PresenceWatch

log = structlog.get_logger(__name__)


class Tick:
    def __init__(self, presence: PresenceWatch, media_is_up: Callable[[], bool]) -> None:
        self._presence = presence
        self._media_is_up = media_is_up

    def run(self) -> None:
        """Raises only what concerns all steps alike: the database is away."""
        self._step("sessions", open_due_sessions)
        self._step("expired_rooms", media.close_expired_rooms)
        self._step("media", self._reconcile)
        for room in exams.list_rooms_in_use():
            self._step("presence", self._presence.look, room)
            self._step("talks", end_deserted_talks, room)
            self._step("desks", open_due_desks, room)
        self._step("invitations", interviews.expire_due)
        self._step("interruptions", interviews.judge_interruptions)
        self._step("facts", desks.tell_due_facts)

    def _reconcile(self) -> None:
        if self._media_is_up():
            reconcile_all(tell)

    def _step(self, name: str, act: Callable[..., object], *args: object) -> None:
        try:
            act(*args)
        except (MediaServerDown, MediaServerRefused, DomainError) as trouble:
            # A refusal here is a race with somebody who was faster; the next tick looks again.
            log.warning("watch_step_put_off", step=name, reason=str(trouble))
        except DatabaseError:
            raise
        except Exception:
            log.exception("watch_step_failed", step=name)


def open_due_sessions() -> None:
    """A published exam opens its waiting area so long before its start as the school has said."""
    for session in exams.list_due_sessions():
        open_session(session, by=WATCH)


def open_due_desks(room: ExamRoom) -> None:
    """Only what somebody else's step left over; so the room's lock is taken when there is work."""
    opened = {desk.roster_entry_id for desk in desk_queries.list_open_desks(room.pk)}
    if len(opened) >= room.session.desks_open_limit:
        return
    if any(entry.roster_entry_id not in opened for entry in waiting_queries.list_line(room.pk)):
        waiting.open_due_desks(room, by=WATCH)


def end_deserted_talks(room: ExamRoom) -> None:
    if waiting_queries.list_deserted_talks(room.pk):
        waiting.end_deserted_talks(room, by=WATCH)
