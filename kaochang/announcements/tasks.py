"""Background entries."""

from uuid import UUID

from kaochang.announcements import publishing, sms_rounds
from kaochang.core.jobs import job


@job("announcements.send_sms")
def send_sms(round_id: str) -> None:
    sms_rounds.send_chunk(UUID(round_id))


@job("announcements.tell_withdrawn")
def tell_withdrawn(announcement_id: str, reason: str) -> None:
    publishing.tell_withdrawn(UUID(announcement_id), reason=reason)
