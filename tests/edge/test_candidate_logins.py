"""The board's 未登录 and 准备中 change by themselves."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from procrastinate.contrib.django import app

from kaochang.accounts import services as accounts
from kaochang.accounts.models import LoginSession
from kaochang.accounts.services.sessions import LIFETIME
from kaochang.core import clock
from kaochang.exams import services as exams
from kaochang.media import services as media
from kaochang.realtime import channels
from kaochang.realtime.models import PushRevocation
from tests.edge.pages import Page
from tests.factories import Place, make_entry, make_place
from tests.traces import pushed, recorded
from tests.waiting.helpers import SYSTEM

pytestmark = pytest.mark.django_db
NAME = "exams.candidate_login_changed"


@pytest.fixture
def place() -> Place:
    return make_place()


def log_in(page: Page, place: Place) -> None:
    person, number = place.entries[0].person, place.entries[0].candidate_number
    issued = accounts.issue_one_time_code(
        person, scope_id=place.school.pk, candidate_number=number, by=place.officer
    )
    answer = page.send(
        "/api/v1/login/one-time-code",
        {"school_id": str(place.school.pk), "candidate_number": number, "code": issued.code},
    )
    assert answer.status_code == 200, answer.content


def a_minute_passes() -> None:
    app.tasks["edge.end_logins"](timestamp=0)


def told() -> list[tuple[list[str], Any]]:
    return [(row.channels, row.payload["data"]["logged_in"]) for row in pushed(NAME)]


def test_logging_in_and_out_is_told_to_the_staff(page: Page, place: Place) -> None:
    staff = [channels.room_staff(place.room.pk)]
    log_in(page, place)
    assert told() == [(staff, True)]
    assert page.write("DELETE", "/api/v1/candidate/session").status_code == 204
    assert told() == [(staff, True), (staff, False)]
    assert {row.payload["data"]["roster_entry_id"] for row in pushed(NAME)} == {str(place.entries[0].pk)}


def test_an_older_browser_that_logs_out_leaves_the_candidate_logged_in(
    page: Page, other_page: Page, place: Place
) -> None:
    log_in(page, place)
    log_in(other_page, place)
    assert page.write("DELETE", "/api/v1/candidate/session").status_code == 204
    assert [logged_in for _, logged_in in told()] == [True, True, True]


def test_each_room_of_an_open_exam_hears_it(page: Page, place: Place) -> None:
    other, closed = make_place(), make_place()
    for room in (other.room, closed.room):
        make_entry(room, person=place.entries[0].person)
    exams.close_session(closed.session, by=SYSTEM)
    log_in(page, place)
    heard = {channel for channels_, _ in told() for channel in channels_}
    assert heard == {channels.room_staff(place.room.pk), channels.room_staff(other.room.pk)}


def test_a_log_in_past_its_hours_ends_while_its_page_is_open(page: Page, place: Place) -> None:
    log_in(page, place)
    session = LoginSession.objects.get()
    room = media.open_room("desk", uuid4())
    seat = media.open_seat(
        room,
        purpose="candidate",
        scope_id=place.room.pk,
        person_id=session.person_id,
        login_session_id=session.pk,
    )
    with clock.shifted(LIFETIME - timedelta(seconds=1)):
        a_minute_passes()
        assert told() == [([channels.room_staff(place.room.pk)], True)]
    with clock.shifted(LIFETIME):
        a_minute_passes()
        a_minute_passes()
    assert told()[1:] == [([channels.room_staff(place.room.pk)], False)]
    session.refresh_from_db()
    assert session.state == "ended"
    assert PushRevocation.objects.get(pk=session.pk).reason == "logged_out"
    seat.refresh_from_db()
    assert seat.closed_at is not None
    assert len(recorded("accounts.login_session_ended")) == 1


def test_a_log_in_that_cannot_be_ended_does_not_keep_the_others(
    page: Page, other_page: Page, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(page, place)
    log_in(other_page, make_place())
    broken, sound = LoginSession.objects.order_by("expires_at")
    truly = accounts.end_login_session

    def refuses_the_first(session: LoginSession, **named: Any) -> LoginSession:
        if session == broken:
            raise RuntimeError("broken")
        return truly(session, **named)

    monkeypatch.setattr(accounts, "end_login_session", refuses_the_first)
    with clock.shifted(LIFETIME + timedelta(minutes=1)):
        a_minute_passes()
    sound.refresh_from_db()
    assert sound.state == "ended"


def test_staff_who_log_in_are_nobodys_news(page: Page, place: Place) -> None:
    person = place.staff["examiner"]
    accounts.give_staff_login(
        person, scope_id=place.school.pk, account="T001", password="a long password", by=SYSTEM
    )
    body = {"school_id": str(place.school.pk), "account": "T001", "password": "a long password"}
    assert page.send("/api/v1/login/password", body).status_code == 200
    assert told() == []
