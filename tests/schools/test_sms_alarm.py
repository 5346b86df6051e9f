"""Text messages that no longer leave: administrators are told, once a day, and the overview says so."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.notifications.models import Notification
from kaochang.schools.sms_alarm import tell_all_closed, tell_closed
from kaochang.sms.models import SmsMessage, SmsPolicy
from kaochang.sms.services import Text, send_many, send_sms, stop_sms
from tests.factories import Place, make_place
from tests.planning.rosters import manager

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)


@pytest.fixture
def place() -> Place:
    return make_place()


def told(place: Place) -> list[str]:
    rows = Notification.objects.filter(scope_id=place.school.pk, kind="sms_closed").order_by("created_at")
    return [row.params["reason"] for row in rows]


def test_nobody_is_told_while_messages_leave(place: Place) -> None:
    manager(place.school)
    send_many(
        [Text("+8613900000000", "notification", {"name": "李", "summary": "x"})], scope_id=place.school.pk
    )
    tell_all_closed()
    assert told(place) == []


def test_a_limit_is_told_once_a_day_to_the_schools_administrators(place: Place) -> None:
    admin = manager(place.school)
    manager(place.school, place.college)
    SmsPolicy.objects.create(scope_id=place.school.pk, daily_limit=10, monthly_limit=None)
    texts = [Text(f"+86139{n:08d}", "notification", {"name": "李", "summary": "改期"}) for n in range(10)]
    with clock.shifted(NOON - clock.now()):
        send_many(texts, scope_id=place.school.pk)
        tell_all_closed()
        tell_all_closed()
        assert told(place) == ["daily_reserve"]
        assert admin.get("/api/v1/school/overview").json()["sms_closed"] == "daily_reserve"
        values: dict[str, str | int] = {"code": "123456", "minutes": 5}
        send_sms(phone="+8613800000001", template="login_code", values=values, scope_id=place.school.pk)
        tell_all_closed()
        assert told(place) == ["daily_reserve", "daily_limit"]
        names = Notification.objects.values_list("person__name", flat=True)
        assert len(set(names)) == 1 and not SmsMessage.objects.filter(about_id=place.school.pk).exists()
    SmsMessage.objects.update(state="sent")
    with clock.shifted(NOON + timedelta(days=1) - clock.now()):
        tell_all_closed()
        assert told(place) == ["daily_reserve", "daily_limit"]


def test_the_switch_is_told_when_it_is_turned_or_stops_a_message(place: Place) -> None:
    manager(place.school)
    with clock.shifted(NOON - clock.now()):
        stop_sms(None, reason="线路故障", by_id=None)
        assert tell_closed(place.school.pk) and not tell_closed(place.school.pk)
    with clock.shifted(NOON + timedelta(days=1) - clock.now()):
        assert not tell_closed(place.school.pk)
        send_many([Text("+8613900000000", "notification", {"name": "李", "summary": "x"})], scope_id=uuid4())
        assert not tell_closed(place.school.pk)
        send_many(
            [Text("+8613900000000", "notification", {"name": "李", "summary": "x"})], scope_id=place.school.pk
        )
        assert tell_closed(place.school.pk)
    assert told(place) == ["stopped", "stopped"]
    assert Person.objects.filter(notifications__kind="sms_closed").distinct().count() == 1
