"""My calendar: its secret address, a new one, and the file. Whoever has the address needs no log-in."""

from django.http import HttpResponse
from ninja import Router, Schema

from kaochang.accounts.http import SignedInRequest, candidate_session, staff_session
from kaochang.accounts.queries import get_person
from kaochang.config.environment import environment
from kaochang.core.http import ERRORS
from kaochang.exams.calendar import calendar_of
from kaochang.notifications.models import CalendarFeed
from kaochang.notifications.queries import find_feed
from kaochang.notifications.services import get_feed, renew_feed

TYPE = "text/calendar"
ANSWER = {"responses": {200: {"description": "OK", "content": {TYPE: {"schema": {"type": "string"}}}}}}
SESSIONS = {"candidate": candidate_session, "staff": staff_session}
public_router = Router(tags=["calendar"])


class CalendarOut(Schema):
    url: str


@public_router.get("/calendars/{secret}.ics", response=ERRORS, openapi_extra=ANSWER)
def read_feed(request: SignedInRequest, secret: str) -> HttpResponse:
    """For calendar programs, which know no log-in."""
    feed = find_feed(secret)
    return _file(calendar_of(feed.person, feed.area, feed.scope_id))


def calendar_router(area: str) -> Router:
    router = Router(tags=["calendar"], auth=SESSIONS[area])

    @router.get("/calendar", response={200: CalendarOut, **ERRORS}, operation_id=f"{area}_get_calendar")
    def get_calendar(request: SignedInRequest) -> CalendarOut:
        session = request.login_session
        return _address(get_feed(session.person_id, area, session.scope_id))

    # Its answer is a secret: it is never stored, so it carries no idempotency key.
    @router.post(
        "/calendar/renewal", response={200: CalendarOut, **ERRORS}, operation_id=f"{area}_renew_calendar"
    )
    def renew_calendar(request: SignedInRequest) -> CalendarOut:
        session = request.login_session
        return _address(renew_feed(session.person_id, area, session.scope_id, by=request.actor))

    @router.get("/calendar.ics", response=ERRORS, openapi_extra=ANSWER, operation_id=f"{area}_save_calendar")
    def save_calendar(request: SignedInRequest) -> HttpResponse:
        session = request.login_session
        return _file(calendar_of(get_person(session.person_id), area, session.scope_id))

    return router


def _address(feed: CalendarFeed) -> CalendarOut:
    return CalendarOut(url=f"{environment.public_origin}/api/v1/calendars/{feed.secret}.ics")


def _file(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=f"{TYPE}; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kaochang.ics"'
    return answer
