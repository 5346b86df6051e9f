"""How far an import of a roster is, and what it would make of each row."""

from django.db import models

from kaochang.core.states import StateMachine


class ImportState(models.TextChoices):
    READING = "reading"
    REFUSED = "refused"
    CHECKED = "checked"
    WRITING = "writing"
    WRITTEN = "written"
    ROLLING_BACK = "rolling_back"
    ROLLED_BACK = "rolled_back"
    DISCARDED = "discarded"


IMPORT = StateMachine(
    ImportState,
    transitions={
        ImportState.READING: {ImportState.REFUSED, ImportState.CHECKED, ImportState.DISCARDED},
        ImportState.REFUSED: set(),
        # A mended row is checked against all others again.
        ImportState.CHECKED: {ImportState.READING, ImportState.WRITING, ImportState.DISCARDED},
        # Back when a row no longer fits, or nothing could be written.
        ImportState.WRITING: {ImportState.WRITTEN, ImportState.CHECKED},
        ImportState.WRITTEN: {ImportState.ROLLING_BACK},
        ImportState.ROLLING_BACK: {ImportState.ROLLED_BACK, ImportState.WRITTEN},
        ImportState.ROLLED_BACK: set(),
        ImportState.DISCARDED: set(),
    },
    meanings={
        ImportState.READING: "the file, or a mended row, is being read and checked",
        ImportState.REFUSED: "the file cannot be read; nothing was taken from it",
        ImportState.CHECKED: "the dry run can be looked at and mended; nothing is written",
        ImportState.WRITING: "its rows are being written, all in one transaction",
        ImportState.WRITTEN: "its rows are in the roster",
        ImportState.ROLLING_BACK: "what it wrote is being taken back",
        ImportState.ROLLED_BACK: "what it wrote was taken back",
        ImportState.DISCARDED: "put away without writing anything",
    },
)


class RowOutcome(models.TextChoices):
    """What writing this row would do."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    # Possible, but unlikely enough that somebody says it is meant.
    CONFIRM = "confirm"
    ERROR = "error"


class PortraitImportState(models.TextChoices):
    READING = "reading"
    REFUSED = "refused"
    CHECKED = "checked"
    WRITTEN = "written"
    DISCARDED = "discarded"


PORTRAIT_IMPORT = StateMachine(
    PortraitImportState,
    transitions={
        PortraitImportState.READING: {
            PortraitImportState.REFUSED,
            PortraitImportState.CHECKED,
            PortraitImportState.DISCARDED,
        },
        PortraitImportState.REFUSED: set(),
        PortraitImportState.CHECKED: {PortraitImportState.WRITTEN, PortraitImportState.DISCARDED},
        PortraitImportState.WRITTEN: set(),
        PortraitImportState.DISCARDED: set(),
    },
    meanings={
        PortraitImportState.READING: "the pictures are being read, each made small and anew",
        PortraitImportState.REFUSED: "the file cannot be read; nothing was taken from it",
        PortraitImportState.CHECKED: "the dry run can be looked at; no candidate has a new portrait",
        PortraitImportState.WRITTEN: "its portraits are the candidates'",
        PortraitImportState.DISCARDED: "put away without writing anything",
    },
)


class PictureOutcome(models.TextChoices):
    """What writing this picture would do."""

    NEW = "new"
    REPLACE = "replace"
    UNCHANGED = "unchanged"
    ERROR = "error"


class WorkEnd(models.TextChoices):
    """How the worker left a file; told to whoever asked for that step."""

    ROSTER_CHECKED = "roster_checked"
    ROSTER_REFUSED = "roster_refused"
    # Of somebody else's: with the rows that a colleague mended it is part of theirs.
    ROSTER_MERGED = "roster_merged"
    ROSTER_WRITTEN = "roster_written"
    ROSTER_NOT_WRITTEN = "roster_not_written"
    ROSTER_ROLLED_BACK = "roster_rolled_back"
    ROSTER_NOT_ROLLED_BACK = "roster_not_rolled_back"
    PORTRAITS_CHECKED = "portraits_checked"
    PORTRAITS_REFUSED = "portraits_refused"
