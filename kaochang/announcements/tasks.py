"""Background entries."""

from uuid import UUID

from kaochang.announcements import sms_rounds
from kaochang.core.jobs import job


@job("announcements.send_sms")
def send_sms(round_id: str) -> None:
    sms_rounds.send_chunk(UUID(round_id))
