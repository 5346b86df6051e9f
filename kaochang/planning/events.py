"""What happens to a roster as a whole; what happens to each candidate is told by their own domains."""

from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event
from kaochang.planning.states import ImportState, PortraitImportState


class RosterUploaded(Event):
    name: ClassVar[str] = "planning.roster_uploaded"
    import_id: UUID
    session_id: UUID
    sha256: str


class ImportStateChanged(Event):
    name: ClassVar[str] = "planning.import_state_changed"
    import_id: UUID
    session_id: UUID
    state: ImportState
    # Asked for from the publication on.
    reason: str = ""


class ImportRowMended(Event):
    """For the trail: which columns of which row; the values are personal data and stay in the row."""

    name: ClassVar[str] = "planning.import_row_mended"
    import_id: UUID
    row: int
    columns: list[str]
    confirmed: bool


class RosterExported(Event):
    name: ClassVar[str] = "planning.roster_exported"
    session_id: UUID
    rows: int


class BadRowsExported(Event):
    """With whole phone and identity numbers."""

    name: ClassVar[str] = "planning.bad_rows_exported"
    session_id: UUID
    import_id: UUID


class PortraitRowsExported(Event):
    """The pictures of a dry run as a list: names and numbers, no picture."""

    name: ClassVar[str] = "planning.portrait_rows_exported"
    session_id: UUID
    import_id: UUID
    rows: int


class ImportRowsExported(Event):
    """A dry run as the page shows it, with masked numbers."""

    name: ClassVar[str] = "planning.import_rows_exported"
    session_id: UUID
    import_id: UUID
    rows: int


class ImportRowShown(Event):
    """A row of a file whole, to be mended; the list masks its numbers."""

    name: ClassVar[str] = "planning.import_row_shown"
    session_id: UUID
    import_id: UUID
    number: int


class PortraitsUploaded(Event):
    name: ClassVar[str] = "planning.portraits_uploaded"
    import_id: UUID
    session_id: UUID
    sha256: str


class PortraitImportStateChanged(Event):
    name: ClassVar[str] = "planning.portrait_import_state_changed"
    import_id: UUID
    session_id: UUID
    state: PortraitImportState
