"""What became of a message that the provider took. We ask; nobody needs a port open to us."""

from uuid import UUID

from django.db import transaction

from kaochang.core import clock
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.sms.gateways import Gateway, Report, SentSms
from kaochang.sms.models import SmsMessage
from kaochang.sms.states import SmsState, sms_machine

FIRST_QUESTION_SECONDS = 20
# From one question to the next: a phone that is off may get it tomorrow. After the last we stop asking.
PAUSES = (60, 300, 1800, 4 * 3600, 20 * 3600)
OPEN = frozenset({SmsState.SENT, SmsState.UNCERTAIN})


def ask_for_report(message_id: UUID, question: int, gateway: Gateway) -> None:
    """Asks until there is an answer, with growing pauses. An outage raises: the job comes again."""
    message = SmsMessage.objects.filter(pk=message_id, state__in=OPEN).first()
    if message is None:
        return
    report = gateway.find_report(
        SentSms(
            message_id=str(message.pk),
            to=message.phone or "",
            provider_id=message.provider_id,
            at=message.sent_at or message.created_at,
        )
    )
    if report is not None:
        note_report(message_id, report)
    elif question < len(PAUSES):
        enqueue(
            "sms.ask_for_report",
            message_id=str(message_id),
            question=question + 1,
            run_in_seconds=PAUSES[question],
        )


@transaction.atomic
def note_report(message_id: UUID, report: Report) -> None:
    message = SmsMessage.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.state not in OPEN:
        return
    state = SmsState.DELIVERED if report.delivered else SmsState.FAILED
    sms_machine.require(message.state, state)
    message.state = state
    message.failure_code = "" if report.delivered else report.code[:100]
    message.reported_at = clock.now()
    save_changed(message, "state", "failure_code", "reported_at")
