"""Background entries."""

from uuid import UUID

from kaochang.core.jobs import job
from kaochang.mail import services


@job("mail.deliver")
def deliver(message_id: str) -> None:
    services.deliver_mail(UUID(message_id))
