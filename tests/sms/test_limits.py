"""How many messages may leave: the switch, a school's day and month, one phone. Exact, also all at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.core import clock
from kaochang.sms.errors import SmsLimitReached, SmsUnavailable
from kaochang.sms.models import SmsMessage, SmsPolicy, SmsUsage
from kaochang.sms.queries import BILLING, today, usage_of
from kaochang.sms.services import (
    Text,
    deliver_message,
    require_sms_open,
    require_sms_open_for_many,
    send_many,
    send_sms,
    start_sms,
    stop_sms,
)
from kaochang.sms.states import SmsState
from tests.sms.test_sms import Taking

pytestmark = pytest.mark.django_db


def send(scope_id: UUID | None, number: int = 1) -> SmsMessage:
    values: dict[str, str | int] = {"code": "123456", "minutes": 5}
    return send_sms(phone=f"+86138{number:08d}", template="login_code", values=values, scope_id=scope_id)


@pytest.mark.parametrize("of_site", [False, True])
def test_switched_off_nothing_leaves_and_what_was_queued_stays_here(of_site: bool) -> None:
    school, other, gateway = uuid4(), uuid4(), Taking()
    queued, elsewhere = send(school), send(other)
    assert stop_sms(None if of_site else school, reason="线路故障", by_id=None) is not None
    with pytest.raises(SmsUnavailable) as refusal:
        require_sms_open(school)
    assert refusal.value.params == {"reason": "stopped"}
    deliver_message(queued.pk, gateway)
    deliver_message(elsewhere.pk, gateway)
    late = send(school, 2)
    queued.refresh_from_db()
    assert len(gateway.taken) == (0 if of_site else 1)
    for message in (queued, late):
        assert (message.state, message.failure_code) == (SmsState.BLOCKED, "stopped")
        assert message.values is None
    assert usage_of(school).today == 0
    assert ProcrastinateJob.objects.filter(args__message_id=str(late.pk)).count() == 0
    assert stop_sms(None if of_site else school, reason="again", by_id=None) is None
    assert start_sms(None if of_site else school) is not None
    require_sms_open(school)
    assert send(school, 3).state == SmsState.QUEUED


def test_a_schools_day_and_month() -> None:
    school = uuid4()
    SmsPolicy.objects.create(scope_id=school, daily_limit=2, monthly_limit=3)
    first_of_month = datetime(2026, 3, 1, 8, tzinfo=UTC) - clock.now()
    with clock.shifted(first_of_month):
        assert [send(school, n).failure_code for n in (1, 2, 3)] == ["", "", "daily_limit"]
    with clock.shifted(first_of_month + timedelta(days=1)):
        assert [send(school, n).failure_code for n in (4, 5)] == ["", "monthly_limit"]
        assert send(uuid4(), 6).failure_code == ""
    with clock.shifted(first_of_month + timedelta(days=31)):
        assert send(school, 7).failure_code == ""
        assert (usage_of(school).today, usage_of(school).month) == (1, 1)


def test_days_are_those_of_the_bill() -> None:
    late_in_utc = datetime(2026, 3, 31, 17, tzinfo=UTC)
    with clock.shifted(late_in_utc - clock.now()):
        assert today() == late_in_utc.astimezone(BILLING).date()
        assert today().month == 4


def test_no_limit_is_no_limit() -> None:
    school = uuid4()
    SmsPolicy.objects.create(scope_id=school, daily_limit=None, monthly_limit=None)
    assert {send(school, n).state for n in range(5)} == {SmsState.QUEUED}


def test_one_phone_gets_only_so_many_from_whatever_school() -> None:
    assert [send(uuid4()).failure_code for _ in range(6)] == [""] * 5 + ["phone_limit"]
    with clock.shifted(timedelta(minutes=1, seconds=1)):
        assert send(uuid4()).failure_code == ""


def test_without_a_school_only_the_switch_and_the_phone_count() -> None:
    assert send(None).counted_on is None
    stop_sms(None, reason="x", by_id=None)
    assert send(None, 2).failure_code == "stopped"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one() -> None:
    school = uuid4()
    SmsPolicy.objects.create(scope_id=school, daily_limit=4, monthly_limit=None)

    def one(number: int) -> str:
        try:
            return send(school, number).failure_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        codes = sorted(pool.map(one, range(10)))
    assert codes == [""] * 4 + ["daily_limit"] * 6
    assert usage_of(school).today == 4


def texts(count: int) -> list[Text]:
    values = {"school": "考场大学", "title": "请带身份证"}
    return [Text(f"+86139{number:08d}", "announcement", values) for number in range(count)]


def test_what_can_wait_counts_at_once_and_is_counted_when_it_leaves() -> None:
    school, gateway = uuid4(), Taking()
    SmsPolicy.objects.create(scope_id=school, daily_limit=3, monthly_limit=None)
    first, second, third, fourth = send_many(texts(4), scope_id=school)
    assert [one.failure_code for one in (first, third, fourth)] == ["", "", "daily_limit"]
    assert (usage_of(school).today, send(school).failure_code) == (3, "daily_limit")
    for message in (first, second):
        deliver_message(message.pk, gateway)
    SmsPolicy.objects.update(daily_limit=2)
    deliver_message(third.pk, gateway)
    third.refresh_from_db()
    assert (third.state, third.failure_code) == (SmsState.BLOCKED, "daily_limit")
    assert (len(gateway.taken), usage_of(school).today) == (2, 2)


def test_what_can_wait_leaves_a_tenth_of_the_limits_to_log_in_codes() -> None:
    school, gateway = uuid4(), Taking()
    SmsPolicy.objects.create(scope_id=school, daily_limit=20, monthly_limit=None)
    sent = send_many(texts(20), scope_id=school)
    assert [one.failure_code for one in sent] == [""] * 18 + ["daily_reserve"] * 2
    with pytest.raises(SmsLimitReached):
        require_sms_open_for_many(school)
    require_sms_open(school)
    assert [send(school, n).failure_code for n in (1, 2, 3)] == ["", "", "daily_limit"]
    SmsPolicy.objects.update(daily_limit=22)
    # Queued before, and there is only what codes are to have when its turn comes.
    SmsUsage.objects.update(count=20)
    deliver_message(sent[0].pk, gateway)
    assert SmsMessage.objects.get(pk=sent[0].pk).failure_code == "daily_reserve"


def test_one_phone_gets_the_first_of_what_was_queued_for_it() -> None:
    messages, gateway = [send_many(texts(1), scope_id=uuid4())[0] for _ in range(7)], Taking()
    for message in reversed(messages):
        deliver_message(message.pk, gateway)
    assert [SmsMessage.objects.get(pk=one.pk).failure_code for one in messages] == [""] * 5 + [
        "phone_limit"
    ] * 2


@pytest.mark.django_db(transaction=True)
def test_a_code_does_not_wait_until_a_long_transaction_has_queued_its_messages() -> None:
    """While an exam of thousands is moved, their messages are queued, and candidates log in."""
    school = uuid4()

    def log_in() -> str:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            return send(school).state
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        send_many(texts(3), scope_id=school)
        assert pool.submit(log_in).result(timeout=30) == SmsState.QUEUED
