"""A message is a row and a job in the transaction; what it says is kept only until it is sent."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.core import clock
from kaochang.sms.gateways import ConsoleGateway, GatewayRefused, OutgoingSms
from kaochang.sms.models import SmsMessage
from kaochang.sms.services import deliver_message, expire_messages, send_sms
from kaochang.sms.states import SmsState
from kaochang.sms.templates import TEMPLATES

pytestmark = pytest.mark.django_db
PHONE = "+8613800138000"


class Taking:
    def __init__(self) -> None:
        self.taken: list[OutgoingSms] = []

    def send(self, message: OutgoingSms) -> None:
        self.taken.append(message)


class Refusing:
    def send(self, message: OutgoingSms) -> None:
        raise GatewayRefused("blocked number")


class Down:
    def send(self, message: OutgoingSms) -> None:
        raise ConnectionError


def queue() -> SmsMessage:
    return send_sms(
        phone=PHONE, template="login_code", values={"code": "123456", "minutes": 5}, scope_id=uuid4()
    )


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(KeyError):
        send_sms(phone=PHONE, template="hello", values={}, scope_id=None)
    assert SmsMessage.objects.count() == 0


def test_no_commit_no_message_and_no_job() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue()
        raise ZeroDivisionError
    assert (SmsMessage.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


def test_the_row_and_the_job_hold_no_code_in_the_open() -> None:
    queue()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(m)::text || encode(values, 'escape') || encode(phone, 'escape')"
            " || (SELECT string_agg(args::text, '') FROM procrastinate_jobs) FROM sms_smsmessage m"
        )
        text = cursor.fetchone()[0]
    assert "123456" not in text
    assert "13800138000" not in text
    assert ProcrastinateJob.objects.get().task_name == "sms.deliver"


def test_an_outage_keeps_the_message() -> None:
    message = queue()
    with pytest.raises(ConnectionError):
        deliver_message(message.pk, Down())
    message.refresh_from_db()
    assert message.state == SmsState.QUEUED
    assert message.values is not None


def test_sent_once_and_emptied() -> None:
    message, gateway = queue(), Taking()
    deliver_message(message.pk, gateway)
    deliver_message(message.pk, gateway)
    message.refresh_from_db()
    assert [(sent.to, sent.code) for sent in gateway.taken] == [(PHONE, "123456")]
    assert (message.state, message.values) == (SmsState.SENT, None)


def test_refused_for_good_is_emptied_too() -> None:
    message = queue()
    deliver_message(message.pk, Refusing())
    message.refresh_from_db()
    assert (message.state, message.values) == (SmsState.FAILED, None)


def test_after_five_minutes_nothing_is_sent_and_nothing_kept() -> None:
    late, never, gateway = queue(), queue(), Taking()
    with clock.shifted(timedelta(minutes=5, seconds=1)):
        deliver_message(late.pk, gateway)
        assert expire_messages() == 1
    for message in (late, never):
        message.refresh_from_db()
        assert (message.state, message.values) == (SmsState.EXPIRED, None)
    assert gateway.taken == []


@pytest.mark.django_db(transaction=True)
def test_the_gateway_keeps_no_transaction_waiting_and_no_second_worker_sends_it_too() -> None:
    message = queue()
    second = Taking()

    def at_another_worker() -> None:
        try:
            deliver_message(message.pk, second)
        finally:
            connection.close()

    class Slow(Taking):
        def send(self, message: OutgoingSms) -> None:
            assert not connection.in_atomic_block
            with ThreadPoolExecutor(1) as pool:
                pool.submit(at_another_worker).result(timeout=30)
            super().send(message)

    first = Slow()
    deliver_message(message.pk, first)
    message.refresh_from_db()
    assert (len(first.taken), second.taken, message.state) == (1, [], SmsState.SENT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone()[0] == 0


def test_the_console_writes_a_line_only_its_owner_reads(tmp_path: Path) -> None:
    gateway = ConsoleGateway(tmp_path / "outbox.jsonl")
    for _ in range(2):
        deliver_message(queue().pk, gateway)
    lines = [json.loads(line) for line in gateway.path.read_text().splitlines()]
    assert [sorted(line) for line in lines] == [["at", "code", "template", "text", "to"]] * 2
    assert (lines[0]["to"], lines[0]["code"], lines[0]["template"]) == (PHONE, "123456", "login_code")
    assert "123456" in lines[0]["text"]
    assert gateway.path.stat().st_mode & 0o777 == 0o600


def test_every_template_is_in_both_languages() -> None:
    assert all(set(texts) == {"zh", "en"} for texts in TEMPLATES.values())
