"""Sending mail: a row and a job in the caller's transaction, the mail server afterwards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

import structlog
from django.core.mail import EmailMessage
from django.db import transaction

from kaochang.core import clock
from kaochang.core.alone import alone_with
from kaochang.core.jobs import enqueue_many
from kaochang.core.models import save_changed
from kaochang.mail.models import MailMessage
from kaochang.mail.states import MailState, mail_machine
from kaochang.mail.templates import TEMPLATES, compose

SECRET_LIFETIME = timedelta(hours=1)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Mail:
    """`address` is normalized. What the template needs is kept encrypted until it is sent."""

    address: str
    template: str
    values: Mapping[str, str | int]
    language: str = "zh"


def send_mail(
    *,
    address: str,
    template: str,
    values: Mapping[str, str | int],
    scope_id: UUID | None,
    language: str = "zh",
) -> MailMessage:
    """Queue one mail."""
    return send_mails([Mail(address, template, values, language)], scope_id=scope_id)[0]


@transaction.atomic
def send_mails(mails: Sequence[Mail], *, scope_id: UUID | None) -> list[MailMessage]:
    """Queue many, in a few statements."""
    messages = [_message(mail, scope_id) for mail in mails]
    MailMessage.objects.bulk_create(messages, batch_size=1000)
    enqueue_many("mail.deliver", [{"message_id": str(one.pk)} for one in messages])
    return messages


def _message(mail: Mail, scope_id: UUID | None) -> MailMessage:
    if mail.template not in TEMPLATES:
        raise KeyError(mail.template)
    return MailMessage(
        scope_id=scope_id,
        address=mail.address,
        template=mail.template,
        language=mail.language,
        values=json.dumps(dict(mail.values), ensure_ascii=False),
    )


def deliver_mail(message_id: UUID) -> None:
    """Hand one mail over. No transaction and no row waits for the mail server."""
    # Two workers never send it twice.
    with alone_with(f"mail:{message_id}") as is_mine:
        outgoing = _take_out(message_id) if is_mine else None
        if outgoing is None:
            return
        state = MailState.SENT
        try:
            outgoing.send()
        except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
            if not _is_for_good(refusal):
                raise
            log.warning("mail_refused", message_id=str(message_id), reason=type(refusal).__name__)
            state = MailState.FAILED
        _note_outcome(message_id, state)


def _is_for_good(refusal: SMTPRecipientsRefused | SMTPResponseException) -> bool:
    """4xx means later, 5xx never."""
    if isinstance(refusal, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in refusal.recipients.values())
    return int(refusal.smtp_code) >= 500


@transaction.atomic
def _take_out(message_id: UUID) -> EmailMessage | None:
    message = MailMessage.objects.select_for_update(no_key=True).filter(pk=message_id).first()
    if message is None or message.state != MailState.QUEUED:
        return None
    if message.values is None or clock.now() - message.created_at > SECRET_LIFETIME:
        _close(message, MailState.EXPIRED)
        return None
    subject, body = compose(message.template, message.language, json.loads(message.values))
    return EmailMessage(subject, body, to=[message.address or ""])


@transaction.atomic
def _note_outcome(message_id: UUID, state: MailState) -> None:
    message = MailMessage.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.state == MailState.QUEUED:
        _close(message, state)


@transaction.atomic
def expire_mails() -> int:
    """Empty what is too old and still unsent; called every minute."""
    due = MailMessage.objects.select_for_update(no_key=True, skip_locked=True).filter(
        state=MailState.QUEUED, created_at__lt=clock.now() - SECRET_LIFETIME
    )
    messages = list(due[:1000])
    for message in messages:
        _close(message, MailState.EXPIRED)
    return len(messages)


def _close(message: MailMessage, state: MailState) -> None:
    mail_machine.require(message.state, state)
    message.state = state
    message.values = None
    message.sent_at = clock.now() if state == MailState.SENT else None
    save_changed(message, "state", "values", "sent_at")
