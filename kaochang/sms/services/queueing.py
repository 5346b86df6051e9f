"""Text messages are queued: a row and a job in the caller's transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from kaochang.core.jobs import enqueue, enqueue_many
from kaochang.core.privacy import last_four, lookup_hash
from kaochang.sms import queries
from kaochang.sms.models import SmsMessage
from kaochang.sms.services.limits import take_one
from kaochang.sms.states import SmsState
from kaochang.sms.templates import PATIENT, TEMPLATES, compose, without_secrets

BATCH = 500


@dataclass(frozen=True)
class Text:
    """What one phone is to get; `phone` is E.164."""

    phone: str
    template: str
    values: Mapping[str, str | int]
    language: str = "zh"
    about_id: UUID | None = None


@transaction.atomic
def send_sms(
    *,
    phone: str,
    template: str,
    values: Mapping[str, str | int],
    scope_id: UUID | None,
    language: str = "zh",
) -> SmsMessage:
    """Queue one message. What the template needs is kept encrypted until it is sent.

    Over a limit, or switched off, the row says so and nothing leaves; who wants to refuse before asks
    `require_sms_open`.
    """
    text = Text(phone, template, values, language)
    if template in PATIENT:
        return send_many([text], scope_id=scope_id)[0]
    message = _message(text, scope_id)
    message.failure_code, message.counted_on = take_one(scope_id, message.phone_lookup)
    if message.failure_code:
        message.state, message.values = SmsState.BLOCKED, None
    message.save(force_insert=True)
    if message.state == SmsState.QUEUED:
        enqueue("sms.deliver", message_id=str(message.pk))
    return message


@transaction.atomic
def send_many(texts: Sequence[Text], *, scope_id: UUID | None) -> list[SmsMessage]:
    """Queue messages that can wait, behind no log-in code and before none.

    Each is counted when it leaves: counted here, the day's row would be locked until the caller's
    transaction ends, and every log-in code of the school would wait for that.
    """
    left, reason = queries.room_left(scope_id, for_many=True)
    messages = []
    for number, text in enumerate(texts):
        if text.template not in PATIENT:
            raise KeyError(text.template)
        message = _message(text, scope_id)
        if number >= left:
            message.state, message.values, message.failure_code = SmsState.BLOCKED, None, reason
        messages.append(message)
    SmsMessage.objects.bulk_create(messages, batch_size=BATCH)
    queued = [{"message_id": str(one.pk)} for one in messages if one.state == SmsState.QUEUED]
    enqueue_many("sms.deliver_patiently", queued)
    return messages


def _message(text: Text, scope_id: UUID | None) -> SmsMessage:
    if text.template not in TEMPLATES:
        raise KeyError(text.template)
    return SmsMessage(
        scope_id=scope_id,
        phone=text.phone,
        phone_lookup=lookup_hash("phone", text.phone),
        phone_last_four=last_four(text.phone),
        template=text.template,
        language=text.language,
        about_id=text.about_id,
        values=json.dumps(dict(text.values), ensure_ascii=False),
        shown_text=compose(text.template, text.language, without_secrets(text.values)),
        state=SmsState.QUEUED,
    )
