"""What the school's administration does with candidates' data."""

from typing import ClassVar
from uuid import UUID

from kaochang.candidates.states import MailingState, SheetState
from kaochang.core.events import Event


class CandidatesExported(Event):
    """For the trail: the list as a file, with these columns."""

    name: ClassVar[str] = "candidates.list_exported"
    rows: int
    columns: list[str]


class PersonalDataShown(Event):
    """「显示」: somebody looked at the whole phone and identity number."""

    name: ClassVar[str] = "candidates.personal_data_shown"
    roster_entry_id: UUID


class CandidateCorrected(Event):
    """To open pages: read this candidate again. Before and after are in the events of person and roster."""

    name: ClassVar[str] = "candidates.corrected"
    roster_entry_id: UUID
    fields: list[str]


class CodeSheetChanged(Event):
    """Asked for, being made, ready or failed; told to whoever asked. No code is ever in it."""

    name: ClassVar[str] = "candidates.code_sheet_changed"
    sheet_id: UUID
    state: SheetState
    codes: int


class CodeSheetFetched(Event):
    """For the trail: somebody took the file with the codes."""

    name: ClassVar[str] = "candidates.code_sheet_fetched"
    sheet_id: UUID
    form: str


class MailingChanged(Event):
    """Begun, a step further, or done; told to whoever wrote it. The words stay in its row."""

    name: ClassVar[str] = "candidates.mailing_changed"
    mailing_id: UUID
    state: MailingState
    recipients: int
    sms: bool


class MailingTextsSentAgain(Event):
    """For the trail: those that a limit or the switch had stopped are tried once more."""

    name: ClassVar[str] = "candidates.mailing_texts_sent_again"
    mailing_id: UUID
    texts: int
