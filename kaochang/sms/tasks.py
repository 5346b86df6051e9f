"""Background entries."""

from uuid import UUID

from kaochang.core.jobs import job
from kaochang.sms import services
from kaochang.sms.gateways import chosen_gateway


@job("sms.deliver", queue="sms")
def deliver(message_id: str) -> None:
    services.deliver_message(UUID(message_id), chosen_gateway())


@job("sms.deliver_patiently", queue="sms_patient", attempts=14)
def deliver_patiently(message_id: str) -> None:
    """What is no code: thousands at once, and hours of trying when the gateway is away."""
    services.deliver_message(UUID(message_id), chosen_gateway())


@job("sms.ask_for_report", queue="sms_patient", attempts=4)
def ask_for_report(message_id: str, question: int) -> None:
    """Not in the lane of the codes: none waits behind a question about another one."""
    services.ask_for_report(UUID(message_id), question, chosen_gateway())
