"""Everything that must come true although nobody asks for it.

Each step first asks one question about all rooms together, and then acts in those where there is work.
"""

from collections.abc import Callable

from kaochang.announcements import queries as announcements
from kaochang.announcements.publishing import publish_due
from kaochang.core import clock
from kaochang.desks import services as desks
from kaochang.edge.webhooks import tell
from kaochang.exams import queries as exams
from kaochang.exams.services import open_session
from kaochang.interviews import queries as interview_queries
from kaochang.interviews import services as interviews
from kaochang.media import services as media
from kaochang.media.reconcile import reconcile_room
from kaochang.media.sweep import Sweep
from kaochang.waiting import queries as waiting_queries
from kaochang.waiting import services as waiting
from kaochang.watch.presence import WATCH, PresenceWatch
from kaochang.watch.steps import attempt


class Tick:
    def run(self) -> None:
        attempt("sessions", open_due_sessions)
        attempt("announcements", publish_due_announcements)
        attempt("talks", end_deserted_talks)
        attempt("desks", open_due_desks)
        attempt("invitations", expire_due_invitations)
        attempt("looks", note_ended_looks)
        attempt("facts", desks.tell_due_facts)


class PresenceTick:
    """More often than the other: who is lost has to show within seconds, and stops the clock at once."""

    def __init__(self, presence: PresenceWatch) -> None:
        self._presence = presence

    def run(self) -> None:
        attempt("presence", self._presence.look)
        attempt("interruptions", judge_interruptions)


class MediaTick:
    """Apart from the other, and more often: a stranger in a media room has to be out within two seconds."""

    def __init__(self, is_up: Callable[[], bool]) -> None:
        self._is_up = is_up
        self._sweep = Sweep()

    def run(self) -> None:
        attempt("expired_rooms", media.close_expired_rooms)
        if self._is_up():
            attempt("media", self._compare)

    def _compare(self) -> None:
        for name in self._sweep.due():
            # Down meanwhile: each further question would only wait for its time-out.
            if self._is_up():
                attempt("media", reconcile_room, name, tell)


def open_due_sessions() -> None:
    """A published exam opens its waiting area so long before its start as the school has said."""
    for session in exams.list_due_sessions():
        attempt("sessions", open_session, session, by=WATCH)


def publish_due_announcements() -> None:
    for announcement in announcements.list_due_announcements():
        attempt("announcements", publish_due, announcement, by=WATCH)


def open_due_desks() -> None:
    """Only what somebody else's step left over; so a room's lock is taken when there is work."""
    for room in waiting_queries.list_rooms_with_due_desks(exams.rooms_in_use()):
        attempt("desks", waiting.open_due_desks, room, by=WATCH)


def end_deserted_talks() -> None:
    for room in waiting_queries.list_rooms_with_deserted_talks(exams.rooms_in_use()):
        attempt("talks", waiting.end_deserted_talks, room, by=WATCH)


def expire_due_invitations() -> None:
    """What the job missed."""
    for due in interview_queries.list_due_invitations(clock.now()):
        attempt("invitations", interviews.expire_invitation, due.pk)


def note_ended_looks() -> None:
    for identity in interviews.list_ended_looks():
        attempt("looks", interviews.note_ended_look, identity)


def judge_interruptions() -> None:
    for interview in interview_queries.list_interviews_to_judge():
        attempt("interruptions", interviews.judge_interruption, interview)
