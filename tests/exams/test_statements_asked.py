"""「提醒」: staff who have not said whom they are close to are asked once an hour; their page says it too."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from kaochang.core import clock
from kaochang.exams.errors import AskedRecently
from kaochang.exams.relations import ask_statements, state_relations
from kaochang.notifications.models import Notification
from kaochang.notifications.policy import edit_policy
from kaochang.notifications.states import Ways
from kaochang.realtime import channels
from kaochang.sms.models import SmsMessage
from tests.exams.test_school_staff import BY, JSON, STAFF, browser, manager, pool, relate
from tests.factories import Place, assign, make_place, make_school, make_session
from tests.planning.test_moving_race import at_once
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
HOME = "/api/v1/staff/home"


@pytest.fixture
def place() -> Place:
    return make_place(candidates=1, queued=False, roles=["chief_examiner"])


def ask(client: Client, **query: str) -> Any:
    words = "&".join(f"{key}={value}" for key, value in query.items())
    return client.post(f"{STAFF}/statement-reminders?{words}", {}, JSON).json()


def told() -> list[str]:
    """Who has a reminder that they have not confirmed."""
    waiting = Notification.objects.filter(confirmed_at__isnull=True, superseded_at__isnull=True)
    return sorted(waiting.filter(kind="statement_asked").values_list("person__name", flat=True))


def test_whoever_has_not_stated_is_asked_once_an_hour(place: Place) -> None:
    admin, school = manager(place.school), place.school
    silent, stated, entered = (pool(school, name) for name in ("甲", "乙", "丙"))
    state_relations(stated, school.pk, by=BY)
    relate(entered, place.entries[0])
    # The chief examiner has no office in this school any more: nobody to write to.
    assert ask(admin, relation="silent") == {"asked": 2, "left_out": 0}
    assert told() == ["丙", "甲"]
    assert {message.phone for message in SmsMessage.objects.all()} == {silent.phone, entered.phone}
    assert [event["people"] for event in recorded("exams.statements_asked")] == [2]
    assert channels_of("exams.statements_asked") == set(channels.school(school.pk))
    with refused(AskedRecently):
        ask_statements(school, [silent.pk, entered.pk, stated.pk], by=BY)
    assert ask(admin)["code"] == "asked_recently"
    pool(school, "丁")
    assert ask(admin) == {"asked": 1, "left_out": 2}
    with clock.shifted(timedelta(hours=1, seconds=1)):
        assert ask(admin) == {"asked": 3, "left_out": 0}
    # The older reminder of each is void.
    assert told() == ["丁", "丙", "甲"]


def test_only_those_whom_the_list_shows(place: Place) -> None:
    school, other = place.school, make_session(place.school)
    working = pool(school, "甲", place.college)
    assign(place.room, "examiner", working)
    pool(school, "乙", place.college)
    pool(school, "外院", other.college)
    pool(make_school(), "别校")
    assert ask(manager(school), session_id=str(place.session.pk), relation="silent")["asked"] == 1
    assert told() == ["甲"]
    assert ask(manager(school, place.college)) == {"asked": 1, "left_out": 1}
    assert told() == ["乙", "甲"]


def test_nobody_to_ask_is_no_refusal(place: Place) -> None:
    stated = pool(place.school, "甲")
    state_relations(stated, place.school.pk, by=BY)
    assert ask(manager(place.school)) == {"asked": 0, "left_out": 0}
    assert not recorded("exams.statements_asked") and not told()


def test_a_school_may_leave_it_to_the_page(place: Place) -> None:
    person = pool(place.school, "甲")
    edit_policy(place.school.pk, {"staff_statement_asked": Ways.PAGE}, version=1, by=BY)
    ask_statements(place.school, [person.pk], by=BY)
    assert told() == ["甲"] and not SmsMessage.objects.exists()


def test_stating_answers_the_reminder_and_clears_the_page(place: Place) -> None:
    person, chief = pool(place.school, "甲"), place.staff["chief_examiner"]
    me = browser(person, place.school)
    assert me.get(HOME).json()["statement_due"]
    # Whoever works in an exam that is still to come is asked too; whoever has another office is not.
    assert browser(chief, place.school).get(HOME).json()["statement_due"]
    assert not manager(place.school).get(HOME).json()["statement_due"]
    ask_statements(place.school, [person.pk], by=BY)
    assert me.post("/api/v1/staff/relations/statement", {}, JSON).status_code == 200
    assert not me.get(HOME).json()["statement_due"] and not told()
    assert len(recorded("notifications.notification_confirmed")) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_remind_once() -> None:
    school = make_school()
    person = pool(school, "甲")
    ask_them = partial(ask_statements, school, [person.pk], by=BY)
    assert at_once(ask_them, ask_them) == ["asked_recently"] and told() == ["甲"]
