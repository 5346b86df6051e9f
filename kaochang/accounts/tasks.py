"""Background entries."""

from uuid import UUID

from kaochang.accounts import services
from kaochang.core.jobs import job


@job("accounts.deliver_challenge", queue="sms")
def deliver_challenge(challenge_id: str) -> None:
    services.deliver_challenge(UUID(challenge_id))
