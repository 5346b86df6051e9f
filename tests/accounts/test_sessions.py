"""One working log-in a person and area; the older one is suspended and may continue."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kaochang.accounts import queries, services
from kaochang.accounts.errors import NotLoggedIn, SessionNotSuspended
from kaochang.accounts.models import LoginSession
from kaochang.accounts.services.sessions import LIFETIME, LONGEST
from kaochang.accounts.states import LoginSessionState
from kaochang.audit.models import TrailEntry
from kaochang.core import clock
from kaochang.media import services as media
from kaochang.media.models import MediaSeat
from kaochang.realtime.models import OutboxRow, PushRevocation
from tests.accounts.factories import SYSTEM, log_in, make_person

pytestmark = pytest.mark.django_db


def test_a_working_session_cannot_be_resumed() -> None:
    session = log_in(Client(), make_person(), "candidate")
    with pytest.raises(SessionNotSuspended):
        services.resume_login_session(session)
    services.end_login_session(session, by=SYSTEM)
    with pytest.raises(NotLoggedIn):
        services.resume_login_session(session)
    assert LoginSession.objects.count() == 1


def test_a_second_log_in_suspends_the_first_and_cuts_it() -> None:
    person = make_person()
    first = log_in(Client(), person, "candidate", device_label="Chrome · Windows")
    room = media.open_room("desk", uuid4())
    seat = media.open_seat(
        room, purpose="candidate", scope_id=uuid4(), person_id=person.pk, login_session_id=first.pk
    )
    OutboxRow.objects.all().delete()
    second = log_in(Client(), person, "candidate", device_label="Firefox · Linux")
    first.refresh_from_db()
    assert (first.state, second.state) == (LoginSessionState.SUSPENDED, LoginSessionState.ACTIVE)
    assert MediaSeat.objects.get(pk=seat.pk).closed_at is not None
    told, cut = OutboxRow.objects.filter(subject=f"login_session:{first.pk}").order_by("id")
    assert told.channels == [f"session:{first.pk}"]
    assert told.payload["type"] == "accounts.login_session_suspended"
    assert told.payload["data"]["by_device_label"] == "Firefox · Linux"
    assert (cut.command, cut.payload["code"]) == ("revoke", 4501)
    assert TrailEntry.objects.filter(event="accounts.login_session_suspended", subject_id=first.pk).exists()


def test_the_areas_do_not_touch_each_other() -> None:
    person = make_person()
    candidate, staff = log_in(Client(), person, "candidate"), log_in(Client(), person, "staff")
    for session in (candidate, staff):
        session.refresh_from_db()
        assert session.state == LoginSessionState.ACTIVE


def test_continuing_here_makes_a_new_session_and_suspends_the_newer() -> None:
    person = make_person()
    first = log_in(Client(), person, "candidate")
    second = log_in(Client(), person, "candidate")
    third, token = services.resume_login_session(first)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, third.state) == ("ended", "suspended", "active")
    assert third.pk not in {first.pk, second.pk}
    assert queries.find_login_session("candidate", token) == third
    with pytest.raises(NotLoggedIn):
        services.resume_login_session(first)


def test_logging_out_ends_and_cuts_once() -> None:
    session = log_in(Client(), make_person(), "staff")
    services.end_login_session(session, by=SYSTEM)
    services.end_login_session(session, by=SYSTEM)
    assert PushRevocation.objects.get().code == 4502
    assert TrailEntry.objects.filter(event="accounts.login_session_ended").count() == 1
    assert queries.find_logged_in([session.person_id], "staff") == {}


def test_a_log_in_that_is_used_goes_on_and_costs_no_more() -> None:
    page, person = Client(), make_person()
    session = log_in(page, person, "staff")

    def uses() -> int:
        """One call: how much was written."""
        with CaptureQueriesContext(connection) as seen:
            assert page.get("/api/v1/staff/session").status_code == 200
        return len([query for query in seen if query["sql"].startswith("UPDATE")])

    with clock.shifted(LIFETIME / 2 - timedelta(minutes=1)):
        assert uses() == 0
    with clock.shifted(LIFETIME - timedelta(minutes=1)):
        assert (uses(), uses()) == (1, 0)
    with clock.shifted(2 * LIFETIME - timedelta(minutes=2)):
        assert (uses(), uses()) == (1, 0)
    session.refresh_from_db()
    assert queries.list_expired_sessions() == []
    with clock.shifted(3 * LIFETIME):
        assert queries.list_expired_sessions() == [session]
        assert page.get("/api/v1/staff/session").status_code == 401


def test_no_log_in_lasts_longer_than_seven_days() -> None:
    page, person = Client(), make_person()
    log_in(page, person, "candidate")
    used = timedelta()
    while used < LONGEST - timedelta(hours=1):
        with clock.shifted(used):
            assert page.get("/api/v1/candidate/session").status_code == 200
        used += timedelta(hours=11)
    with clock.shifted(LONGEST):
        assert page.get("/api/v1/candidate/session").status_code == 401


def test_a_log_in_that_was_taken_over_goes_on_by_no_use() -> None:
    page, person = Client(), make_person()
    session = log_in(page, person, "staff")
    log_in(Client(), person, "staff")
    with clock.shifted(LIFETIME - timedelta(minutes=1)):
        assert page.get("/api/v1/staff/session").json()["login_session"]["state"] == "suspended"
    session.refresh_from_db()
    assert session.expires_at <= session.created_at + LIFETIME + timedelta(seconds=1)


def test_changed_channels_leave_the_session_working() -> None:
    person = make_person()
    session = log_in(Client(), person, "staff")
    services.refresh_push_channels(person.pk, "staff")
    services.refresh_push_channels(person.pk, "candidate")
    session.refresh_from_db()
    assert session.state == LoginSessionState.ACTIVE
    assert PushRevocation.objects.get().code == 4503


@pytest.mark.django_db(transaction=True)
def test_ten_log_ins_at_once_leave_one_working() -> None:
    person = make_person()

    def one() -> None:
        try:
            log_in(Client(), person, "candidate")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    states = sorted(LoginSession.objects.values_list("state", flat=True))
    assert states == ["active"] + ["suspended"] * 9
