"""A mail is a row and a job in the transaction; what it says is kept only until it is sent."""

import json
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.core.outbox_file import FILE
from kaochang.mail.models import MailMessage
from kaochang.mail.services import deliver_mail, expire_mails, send_mail
from kaochang.mail.states import MailState
from kaochang.mail.templates import TEMPLATES, compose

pytestmark = pytest.mark.django_db
ADDRESS = "wang@example.edu"


class Refusing(BaseEmailBackend):
    error: Exception = SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})

    def send_messages(self, email_messages: Any) -> int:
        raise self.error


@pytest.fixture
def outbox(settings: Any) -> Any:
    """Django's tests keep mails in memory; here they go where a site without a mail server has them."""
    settings.EMAIL_BACKEND = "kaochang.mail.outbox.OutboxBackend"
    path = environment.VAR_DIR / FILE
    path.unlink(missing_ok=True)
    return path


def queue() -> MailMessage:
    values: dict[str, str | int] = {"code": "123456", "minutes": 5}
    return send_mail(address=ADDRESS, template="password_code", values=values, scope_id=uuid4())


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(KeyError):
        send_mail(address=ADDRESS, template="hello", values={}, scope_id=None)
    assert (MailMessage.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


def test_a_mail_is_sent_once_and_then_empty(outbox: Any) -> None:
    message = queue()
    deliver_mail(message.pk)
    deliver_mail(message.pk)
    lines = [json.loads(line) for line in outbox.read_text().splitlines()]
    assert len(lines) == 1 and lines[0]["to"] == ADDRESS and "123456" in lines[0]["text"]
    message.refresh_from_db()
    assert (message.state, message.values) == (MailState.SENT, None)


@pytest.mark.parametrize(
    ("error", "for_good"),
    [
        (SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}), True),
        (SMTPDataError(554, b"never"), True),
        (SMTPRecipientsRefused({ADDRESS: (451, b"later")}), False),
        (ConnectionRefusedError(), False),
    ],
)
def test_refused_for_good_or_tried_again(
    settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, for_good: bool
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "error", error)
    message = queue()
    if for_good:
        deliver_mail(message.pk)
    else:
        with pytest.raises(type(error)):
            deliver_mail(message.pk)
    message.refresh_from_db()
    assert message.state == (MailState.FAILED if for_good else MailState.QUEUED)
    assert (message.values is None) is for_good


def test_what_is_an_hour_old_is_emptied_unsent(outbox: Any) -> None:
    by_job, by_schedule = queue(), queue()
    with clock.shifted(timedelta(hours=1, seconds=1)):
        deliver_mail(by_job.pk)
        assert expire_mails() == 1
    for message in (by_job, by_schedule):
        message.refresh_from_db()
        assert (message.state, message.values) == (MailState.EXPIRED, None)
    assert not outbox.exists()


def test_every_template_is_in_both_languages_and_a_subject_is_one_line() -> None:
    assert all(set(texts) == {"zh", "en"} for texts in TEMPLATES.values())
    values = {"school": "甲\r\nBcc: x@y.z", "role": "r", "name": "n", "days": 7, "link": "l"}
    subject, body = compose("staff_invitation", "zh", values)
    assert "\n" not in subject and "\r" not in subject and "l" in body
