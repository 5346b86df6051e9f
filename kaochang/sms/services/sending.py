"""Handing text messages over to the gateway, in a job.

Nobody ever gets a message twice: it is marked as being handed over before the gateway is called, and goes
back to the queue only when the provider certainly did not take it.
"""

import json
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from kaochang.core import clock
from kaochang.core.alone import alone_with
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.sms import queries
from kaochang.sms.gateways import Gateway, GatewayBusy, GatewayRefused, OutgoingSms
from kaochang.sms.models import SmsMessage
from kaochang.sms.services.limits import give_back, take_one
from kaochang.sms.services.reports import FIRST_QUESTION_SECONDS
from kaochang.sms.states import HANDED_OVER, SmsState, sms_machine
from kaochang.sms.templates import PATIENT, compose

SECRET_LIFETIME = timedelta(minutes=5)
# What holds no code is still worth reading when the provider was slow, or the round long.
PATIENT_LIFETIME = timedelta(hours=12)
log = structlog.get_logger(__name__)


def deliver_message(message_id: UUID, gateway: Gateway) -> None:
    """Hand one message over. No transaction and no row waits for the gateway, which may take long."""
    # Two workers never send it twice.
    with alone_with(f"sms:{message_id}") as is_mine:
        if not is_mine:
            return
        outgoing = _take_out(message_id)
        if outgoing is None:
            return
        provider_id, code = "", ""
        try:
            provider_id, state = gateway.send(outgoing), SmsState.SENT
        except GatewayBusy as busy:
            log.warning("sms_gateway_busy", message_id=str(message_id), reason=str(busy))
            _put_back(message_id)
            raise
        except GatewayRefused as refusal:
            log.warning("sms_refused", message_id=str(message_id), reason=str(refusal))
            code, state = refusal.code, SmsState.FAILED
        except Exception as error:
            # It may have been taken: a second one would be worse than none.
            log.warning("sms_uncertain", message_id=str(message_id), reason=type(error).__name__)
            code, state = "no_answer", SmsState.UNCERTAIN
        _note_outcome(message_id, state, provider_id=provider_id, code=code, reports=gateway.reports)


@transaction.atomic
def _take_out(message_id: UUID) -> OutgoingSms | None:
    """What the gateway is to be given; nothing when it was settled before, or is settled here."""
    message = SmsMessage.objects.select_for_update(no_key=True).filter(pk=message_id).first()
    if message is None:
        return None
    if message.state == SmsState.SENDING:
        # We are alone with it, so the worker that had it is gone.
        close_message(message, SmsState.UNCERTAIN, code="worker_lost")
        return None
    if message.state != SmsState.QUEUED:
        return None
    lifetime = PATIENT_LIFETIME if message.template in PATIENT else SECRET_LIFETIME
    if message.values is None or clock.now() - message.created_at > lifetime:
        close_message(message, SmsState.EXPIRED)
        return None
    policy, site = queries.policies_of(message.scope_id)
    if policy.stopped_at or site.stopped_at:
        close_message(message, SmsState.BLOCKED, code="stopped")
        return None
    if message.template in PATIENT and message.counted_on is None:
        blocked_by, message.counted_on = take_one(message.scope_id, message.phone_lookup, waiting=message)
        if blocked_by:
            close_message(message, SmsState.BLOCKED, code=blocked_by)
            return None
    values = json.loads(message.values)
    _move(message, SmsState.SENDING)
    save_changed(message, "state", "counted_on")
    return OutgoingSms(
        message_id=str(message.pk),
        to=message.phone or "",
        template=message.template,
        language=message.language,
        values={name: str(value) for name, value in values.items()},
        code=str(values.get("code", "")),
        text=compose(message.template, message.language, values),
    )


@transaction.atomic
def _put_back(message_id: UUID) -> None:
    message = SmsMessage.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.state == SmsState.SENDING:
        _move(message, SmsState.QUEUED)
        save_changed(message, "state")


@transaction.atomic
def _note_outcome(message_id: UUID, state: SmsState, *, provider_id: str, code: str, reports: bool) -> None:
    message = SmsMessage.objects.select_for_update(no_key=True).get(pk=message_id)
    # It was given up meanwhile, because this took minutes.
    if message.state != SmsState.SENDING:
        return
    message.provider_id = provider_id[:100]
    close_message(message, state, code=code)
    if reports and state in HANDED_OVER:
        enqueue(
            "sms.ask_for_report",
            message_id=str(message_id),
            question=0,
            run_in_seconds=FIRST_QUESTION_SECONDS,
        )


@transaction.atomic
def expire_messages() -> int:
    """Settle what is unsent at the end of its life, or in a worker's hands for five minutes; every minute."""
    since, long_since = clock.now() - SECRET_LIFETIME, clock.now() - PATIENT_LIFETIME
    unsent = Q(state=SmsState.QUEUED)
    late = unsent & ~Q(template__in=PATIENT) & Q(created_at__lt=since)
    late |= unsent & Q(created_at__lt=long_since)
    late |= Q(state=SmsState.SENDING, updated_at__lt=since)
    messages = list(SmsMessage.objects.select_for_update(no_key=True, skip_locked=True).filter(late)[:1000])
    for message in messages:
        if message.state == SmsState.SENDING:
            close_message(message, SmsState.UNCERTAIN, code="worker_lost")
        else:
            close_message(message, SmsState.EXPIRED)
    return len(messages)


def close_message(message: SmsMessage, state: SmsState, *, code: str = "") -> None:
    """Settle a locked message: what it said is emptied, and what nobody took is not counted."""
    _move(message, state)
    message.values = None
    message.failure_code = code[:100]
    if state == SmsState.SENT:
        message.sent_at = clock.now()
    if state not in HANDED_OVER:
        give_back(message)
    save_changed(message, "state", "values", "failure_code", "provider_id", "sent_at", "counted_on")


def _move(message: SmsMessage, state: SmsState) -> None:
    sms_machine.require(message.state, state)
    message.state = state
