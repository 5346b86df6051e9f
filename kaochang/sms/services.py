"""Sending text messages: a row and a job in the caller's transaction, the gateway afterwards."""

import json
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction

from kaochang.core import clock
from kaochang.core.alone import alone_with
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.sms.gateways import Gateway, GatewayRefused, OutgoingSms
from kaochang.sms.models import SmsMessage
from kaochang.sms.states import SmsState, sms_machine
from kaochang.sms.templates import TEMPLATES, compose

SECRET_LIFETIME = timedelta(minutes=5)
log = structlog.get_logger(__name__)


@transaction.atomic
def send_sms(
    *,
    phone: str,
    template: str,
    values: Mapping[str, str | int],
    scope_id: UUID | None,
    language: str = "zh",
) -> SmsMessage:
    """Queue one message; `phone` is E.164. What the template needs is kept encrypted until it is sent."""
    if template not in TEMPLATES:
        raise KeyError(template)
    message = SmsMessage.objects.create(
        scope_id=scope_id,
        phone=phone,
        template=template,
        language=language,
        values=json.dumps(dict(values), ensure_ascii=False),
    )
    enqueue("sms.deliver", message_id=str(message.pk))
    return message


def deliver_message(message_id: UUID, gateway: Gateway) -> None:
    """Hand one message over. No transaction and no row waits for the gateway, which may take long."""
    # Two workers never send it twice.
    with alone_with(f"sms:{message_id}") as is_mine:
        if not is_mine:
            return
        outgoing = _take_out(message_id)
        if outgoing is None:
            return
        state = SmsState.SENT
        try:
            gateway.send(outgoing)
        except GatewayRefused as refusal:
            log.warning("sms_refused", message_id=str(message_id), reason=str(refusal))
            state = SmsState.FAILED
        _note_outcome(message_id, state)


@transaction.atomic
def _take_out(message_id: UUID) -> OutgoingSms | None:
    """What the gateway is to be given; nothing when it was settled before, or is settled here as too old."""
    message = SmsMessage.objects.select_for_update(no_key=True).filter(pk=message_id).first()
    if message is None or message.state != SmsState.QUEUED:
        return None
    if message.values is None or clock.now() - message.created_at > SECRET_LIFETIME:
        _close(message, SmsState.EXPIRED)
        return None
    values = json.loads(message.values)
    return OutgoingSms(
        message_id=str(message.pk),
        to=message.phone or "",
        template=message.template,
        code=str(values.get("code", "")),
        text=compose(message.template, message.language, values),
    )


@transaction.atomic
def _note_outcome(message_id: UUID, state: SmsState) -> None:
    message = SmsMessage.objects.select_for_update(no_key=True).get(pk=message_id)
    # Five minutes may have passed at the gateway: what was emptied meanwhile stays as it is.
    if message.state == SmsState.QUEUED:
        _close(message, state)


@transaction.atomic
def expire_messages() -> int:
    """Empty what is older than five minutes and still unsent; called every minute."""
    due = SmsMessage.objects.select_for_update(no_key=True, skip_locked=True).filter(
        state=SmsState.QUEUED, created_at__lt=clock.now() - SECRET_LIFETIME
    )
    messages = list(due[:1000])
    for message in messages:
        _close(message, SmsState.EXPIRED)
    return len(messages)


def _close(message: SmsMessage, state: SmsState) -> None:
    sms_machine.require(message.state, state)
    message.state = state
    message.values = None
    message.sent_at = clock.now() if state == SmsState.SENT else None
    save_changed(message, "state", "values", "sent_at")
