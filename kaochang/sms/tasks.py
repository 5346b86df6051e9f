"""Background entries."""

from uuid import UUID

from kaochang.core.jobs import job
from kaochang.sms import services
from kaochang.sms.gateways import chosen_gateway


@job("sms.deliver", queue="sms")
def deliver(message_id: str) -> None:
    services.deliver_message(UUID(message_id), chosen_gateway())


@job("sms.ask_for_report", attempts=4)
def ask_for_report(message_id: str, question: int) -> None:
    """Not in the lane of the messages: a code never waits behind a question about another one."""
    services.ask_for_report(UUID(message_id), question, chosen_gateway())
