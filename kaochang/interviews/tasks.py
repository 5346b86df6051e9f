"""Background entries; each may run twice."""

from uuid import UUID

from kaochang.core.jobs import job
from kaochang.interviews import services


@job("interviews.expire_invitation")
def expire_invitation(invitation_id: str) -> None:
    services.expire_invitation(UUID(invitation_id))
