from uuid import UUID

from kaochang.candidates import code_sheets
from kaochang.core.jobs import job


@job("candidates.make_sheet", attempts=1)
def make_sheet(sheet_id: str) -> None:
    code_sheets.make_sheet(UUID(sheet_id))
