"""How far a candidate has come, as the school lists it; and what becomes of a sheet of log-in codes."""

from enum import StrEnum

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


class Skip(StrEnum):
    """Why a bulk act leaves somebody out."""

    EXAM_OVER = "exam_over"
    DRAFT = "draft"
    # A code would open another college's exam too.
    OTHER_COLLEGE = "other_college"
    SAME_NUMBER = "same_number"
    SAME_PERSON = "same_person"
    # More than one act takes.
    OVER_LIMIT = "over_limit"
    # Placed already, here already, of another exam than the room, with staff or examined already.
    PLACED = "placed"
    HERE = "here"
    OTHER_EXAM = "other_exam"
    BUSY = "busy"
    # As planning says it.
    NO_ROOM = "no_room"
    NO_ROOM_OF_MAJOR = "no_room_of_major"
    NO_FREE_SLOT = "no_free_slot"
    RELATION = "relation"
    ELSEWHERE = "elsewhere"
    # The candidate, or staff with them, has done something in this exam.
    ACTED = "acted"


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


class MailingState(models.TextChoices):
    SENDING = "sending"
    SENT = "sent"


MAILING = StateMachine(
    MailingState,
    {MailingState.SENDING: {MailingState.SENT}, MailingState.SENT: set()},
    {
        MailingState.SENDING: "reaches its recipients some hundred at a time",
        MailingState.SENT: "everybody has it who is still on the roster",
    },
)


class WorkEnd(models.TextChoices):
    """How the worker left a sheet; told to whoever asked for it."""

    CODES_READY = "codes_ready"
    CODES_NOT_READY = "codes_not_ready"
