"""What the staff's board hears of log-ins and their end: accounts know no rooms, exams know no log-ins."""

import structlog
from django.db import DatabaseError, transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginSession
from kaochang.accounts.queries import find_logged_in, list_expired_sessions
from kaochang.accounts.states import LoginArea
from kaochang.exams import queries as exams
from kaochang.exams.events import CandidateLoginChanged
from kaochang.realtime import channels
from kaochang.realtime.services import announce

SCHEDULE = Actor.system("schedule")
log = structlog.get_logger(__name__)


@transaction.atomic
def end_login(session: LoginSession, *, by: Actor) -> None:
    accounts.end_login_session(session, by=by)
    tell_login_changed(session)


def end_expired_logins() -> None:
    """A page that stays open does not outlive its log-in: its sockets and its media end too."""
    for session in list_expired_sessions():
        try:
            end_login(session, by=SCHEDULE)
        except DatabaseError:
            raise
        except Exception:  # one that cannot be ended does not keep the others
            log.exception("login_not_ended", login_session=str(session.pk))


@transaction.atomic(savepoint=False)
def tell_login_changed(session: LoginSession) -> None:
    """After a log-in or log-out: to each room where this candidate has an open exam."""
    if session.area != LoginArea.CANDIDATE:
        return
    # Read now: a log-out of an older, suspended browser leaves the person logged in.
    logged_in = bool(find_logged_in([session.person_id], LoginArea.CANDIDATE))
    for entry in exams.list_places(session.person_id):
        event = CandidateLoginChanged(roster_entry_id=entry.pk, logged_in=logged_in)
        announce(event, to=[channels.room_staff(entry.exam_room_id)], subject=entry)
