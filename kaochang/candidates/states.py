"""How far a candidate has come, as the school lists it; and what becomes of a sheet of log-in codes."""

from django.db import models

from kaochang.core.states import StateMachine


class Stage(models.TextChoices):
    """In the order of the day; the words are those of the board's chips."""

    NOT_LOGGED_IN = "not_logged_in"
    PREPARING = "preparing"
    WAITING = "waiting"
    TALKING = "talking"
    CLEARED = "cleared"
    INVITED = "invited"
    ADMITTED = "admitted"
    DEFERRED = "deferred"
    ABSENT = "absent"
    FINISHED = "finished"


class Step(models.TextChoices):
    """What each candidate does on the way to the interview."""

    CONSENT = "consent"
    NOTICE = "notice"
    ROOM_CHECK = "room_check"
    DEVICE_CHECK = "device_check"
    COMMITMENT = "commitment"
    ARRIVAL = "arrival"
    INTERVIEW = "interview"


class SheetState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


SHEET = StateMachine(
    SheetState,
    {
        SheetState.QUEUED: {SheetState.RUNNING},
        SheetState.RUNNING: {SheetState.DONE, SheetState.FAILED},
        SheetState.DONE: set(),
        SheetState.FAILED: set(),
    },
    {
        SheetState.QUEUED: "waits for the worker",
        SheetState.RUNNING: "the files are being made; every older code still works",
        SheetState.DONE: "its codes are in force, the older ones are dead; the files lie ready for a day",
        SheetState.FAILED: "no files, and every older code still works",
    },
)
