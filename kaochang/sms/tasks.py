"""Background entries."""

from uuid import UUID

from kaochang.core.jobs import job
from kaochang.sms import services
from kaochang.sms.gateways import chosen_gateway


@job("sms.deliver", queue="sms")
def deliver(message_id: str) -> None:
    services.deliver_message(UUID(message_id), chosen_gateway())
