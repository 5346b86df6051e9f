"""A message is a row and a job in the transaction; what it says is kept only until it is sent."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.sms.gateways import (
    ConsoleGateway,
    GatewayBusy,
    GatewayRefused,
    GatewayUnclear,
    OutgoingSms,
    Report,
    SentSms,
)
from kaochang.sms.models import SmsMessage
from kaochang.sms.queries import usage_of
from kaochang.sms.services import (
    Text,
    ask_for_report,
    deliver_message,
    expire_messages,
    send_many,
    send_sms,
)
from kaochang.sms.services.reports import PAUSES
from kaochang.sms.states import SmsState
from kaochang.sms.templates import TEMPLATES, compose, fitting, parameters_of, to_register

pytestmark = pytest.mark.django_db
PHONE = "+8613800138000"


class Taking:
    name, reports = "taking", True

    def __init__(self) -> None:
        self.taken: list[OutgoingSms] = []
        self.report: Report | None = None

    def send(self, message: OutgoingSms) -> str:
        self.taken.append(message)
        return "provider-1"

    def find_report(self, sent: SentSms) -> Report | None:
        return self.report


class Failing(Taking):
    """Takes the message or not, and then fails in this way."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure

    def send(self, message: OutgoingSms) -> str:
        super().send(message)
        raise self.failure


def queue() -> SmsMessage:
    return send_sms(
        phone=PHONE, template="login_code", values={"code": "123456", "minutes": 5}, scope_id=uuid4()
    )


def used_today(message: SmsMessage) -> int:
    assert message.scope_id
    return usage_of(message.scope_id).today


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


def test_what_certainly_was_not_taken_comes_again() -> None:
    message, gateway = queue(), Taking()
    with pytest.raises(GatewayBusy):
        deliver_message(message.pk, Failing(GatewayBusy("ConnectError")))
    message.refresh_from_db()
    assert message.state == SmsState.QUEUED
    assert message.values is not None
    deliver_message(message.pk, gateway)
    assert len(gateway.taken) == 1


@pytest.mark.parametrize("failure", [GatewayUnclear("HTTP 502"), TimeoutError(), ValueError("odd")])
def test_what_was_perhaps_taken_never_comes_again(failure: Exception) -> None:
    message, gateway = queue(), Taking()
    deliver_message(message.pk, Failing(failure))
    deliver_message(message.pk, gateway)
    message.refresh_from_db()
    assert gateway.taken == []
    assert (message.state, message.failure_code, message.values) == (SmsState.UNCERTAIN, "no_answer", None)
    assert used_today(message) == 1


def test_what_a_lost_worker_had_in_hand_is_uncertain_and_never_sent_again() -> None:
    message, gateway = queue(), Taking()
    with pytest.raises(KeyboardInterrupt):
        deliver_message(message.pk, Failing(KeyboardInterrupt()))  # type: ignore[arg-type]
    message.refresh_from_db()
    assert message.state == SmsState.SENDING
    deliver_message(message.pk, gateway)
    message.refresh_from_db()
    assert (gateway.taken, message.state, message.values) == ([], SmsState.UNCERTAIN, None)


def test_sent_once_and_emptied() -> None:
    message, gateway = queue(), Taking()
    deliver_message(message.pk, gateway)
    deliver_message(message.pk, gateway)
    message.refresh_from_db()
    assert [(sent.to, sent.code) for sent in gateway.taken] == [(PHONE, "123456")]
    assert (message.state, message.values, message.provider_id) == (SmsState.SENT, None, "provider-1")
    assert message.shown_text and "123456" not in message.shown_text


def test_refused_for_good_is_emptied_too_and_not_counted() -> None:
    message = queue()
    assert used_today(message) == 1
    deliver_message(message.pk, Failing(GatewayRefused("isv.MOBILE_NUMBER_ILLEGAL")))
    message.refresh_from_db()
    assert (message.state, message.values) == (SmsState.FAILED, None)
    assert message.failure_code == "isv.MOBILE_NUMBER_ILLEGAL"
    assert used_today(message) == 0


@pytest.mark.parametrize(
    ("report", "state"),
    [(Report(True, "DELIVERED"), SmsState.DELIVERED), (Report(False, "MK:0008"), SmsState.FAILED)],
)
def test_what_became_of_it_is_asked_until_there_is_an_answer(report: Report, state: SmsState) -> None:
    message, gateway = queue(), Taking()
    deliver_message(message.pk, gateway)
    ask_for_report(message.pk, 0, gateway)
    message.refresh_from_db()
    assert message.state == SmsState.SENT
    questions = ProcrastinateJob.objects.filter(task_name="sms.ask_for_report").values_list("args", flat=True)
    assert sorted(job["question"] for job in questions) == [0, 1]
    gateway.report = report
    ask_for_report(message.pk, 1, gateway)
    message.refresh_from_db()
    assert message.state == state
    assert message.failure_code == ("" if report.delivered else "MK:0008")
    assert message.reported_at is not None
    gateway.report = Report(not report.delivered, "late")
    ask_for_report(message.pk, 2, gateway)
    message.refresh_from_db()
    assert message.state == state


def test_after_the_last_question_nobody_asks_again() -> None:
    message, gateway = queue(), Taking()
    deliver_message(message.pk, gateway)
    before = ProcrastinateJob.objects.count()
    ask_for_report(message.pk, len(PAUSES), gateway)
    message.refresh_from_db()
    assert (ProcrastinateJob.objects.count(), message.state) == (before, SmsState.SENT)


def test_after_five_minutes_nothing_is_sent_and_nothing_kept() -> None:
    late, never, gateway = queue(), queue(), Taking()
    with clock.shifted(timedelta(minutes=5, seconds=1)):
        deliver_message(late.pk, gateway)
        assert expire_messages() == 1
    for message in (late, never):
        message.refresh_from_db()
        assert (message.state, message.values) == (SmsState.EXPIRED, None)
    assert gateway.taken == []


def test_an_announcement_is_still_sent_after_hours_but_not_the_next_day() -> None:
    values = {"school": "考场大学", "title": "请带身份证"}
    late, never = send_many([Text(PHONE, "announcement", values)] * 2, scope_id=uuid4())
    gateway = Taking()
    with clock.shifted(timedelta(hours=11)):
        assert expire_messages() == 0
        deliver_message(late.pk, gateway)
    with clock.shifted(timedelta(hours=12, seconds=1)):
        deliver_message(never.pk, gateway)
    never.refresh_from_db()
    assert (len(gateway.taken), never.state, never.values) == (1, SmsState.EXPIRED, None)


def test_a_code_is_not_in_the_lane_of_what_can_wait() -> None:
    send_many([Text(PHONE, "notification", {"name": "李", "summary": "改期"})], scope_id=uuid4())
    queue()
    with pytest.raises(KeyError):
        send_many([Text(PHONE, "login_code", {"code": "123456", "minutes": 5})], scope_id=None)
    lanes = dict(ProcrastinateJob.objects.values_list("task_name", "queue_name"))
    assert lanes == {"sms.deliver_patiently": "sms_patient", "sms.deliver": "sms"}


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
        def send(self, message: OutgoingSms) -> str:
            assert not connection.in_atomic_block
            with ThreadPoolExecutor(1) as pool:
                pool.submit(at_another_worker).result(timeout=30)
            return super().send(message)

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


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(environment.__dict__, "public_address", "exam.pku.edu.cn")
    return "exam.pku.edu.cn"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_is_told_something_reads_where_to_log_in(site: str, language: str) -> None:
    """Within one message; the address is no value, since no provider takes one."""
    texts = {
        "announcement": {"school": "北京大学", "title": "关于 2027 年复试考生准备第二机位的通知"},
        "notification": {"name": "陈思远", "summary": "2027 年硕士复试：您的面试改到 11-24 09:30 致远楼 302"},
    }
    if language == "en":
        summary = "Master's exam 2027: your interview is now at 11-24 09:30 Room 302"
        texts["announcement"] = {"school": "Peking University", "title": "A second camera is needed"}
        texts["notification"] = {"name": "Sean Fox", "summary": summary}
    for template, values in texts.items():
        assert parameters_of(template, language) == list(values)
        text = compose(template, language, values)
        assert text.endswith(site) and len(text) <= (160 if text.isascii() else 70), (len(text), text)
        registered = to_register(template, language)
        assert site in registered and "{1}" in registered and "考场】" not in registered


def test_a_long_title_is_cut_to_one_message_unless_too_little_is_left(site: str) -> None:
    long = {"school": "北京大学", "title": "关于" + "二" * 60}
    cut = fitting("announcement", "zh", long, "title")
    assert len(compose("announcement", "zh", cut)) == 70
    assert cut["title"].endswith("…") and long["title"].startswith(cut["title"][:-1])
    english = {"school": "Peking University", "title": "On the " + "second " * 30}
    cut = fitting("announcement", "en", english, "title")
    assert cut["title"].endswith("...") and 150 <= len(compose("announcement", "en", cut)) <= 160
    for untouched in ({"school": "北京大学", "title": "短"}, {"school": "校" * 50, "title": "二" * 30}):
        assert fitting("announcement", "zh", untouched, "title") == untouched


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        ("https://exam.pku.edu.cn", "exam.pku.edu.cn"),
        ("https://10.0.0.5:8443", "https://10.0.0.5:8443"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://exam.lan", "http://exam.lan"),
    ],
)
def test_the_address_is_one_that_can_be_typed(origin: str, address: str) -> None:
    own = environment.model_copy()
    own.__dict__.pop("public_address", None)
    own.__dict__["public_origin"] = origin
    assert own.public_address == address
