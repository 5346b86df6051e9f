from uuid import UUID

from kaochang.candidates import code_sheets, mailings
from kaochang.core.jobs import job


@job("candidates.make_sheet", queue="files", attempts=1)
def make_sheet(sheet_id: str) -> None:
    code_sheets.make_sheet(UUID(sheet_id))


@job("candidates.send_mailing")
def send_mailing(mailing_id: str) -> None:
    mailings.send_chunk(UUID(mailing_id))


@job("candidates.send_texts_again")
def send_texts_again(mailing_id: str) -> None:
    mailings.queue_texts_again(UUID(mailing_id))
