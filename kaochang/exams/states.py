"""What an exam session, an exam room and a ticket can be, and the roles in a room."""

from django.db import models

from kaochang.core.states import StateMachine


class Formality(models.TextChoices):
    FORMAL = "formal"
    REHEARSAL = "rehearsal"


class SessionState(models.TextChoices):
    OPEN = "open"
    CLOSED = "closed"


class RoomState(models.TextChoices):
    PLANNED = "planned"
    READY = "ready"
    EXAMINING = "examining"
    CLOSED = "closed"
    ARCHIVED = "archived"


class RoomRole(models.TextChoices):
    CHIEF_EXAMINER = "chief_examiner"
    EXAMINER = "examiner"
    WAITING_ROOM_OFFICER = "waiting_room_officer"
    SECRETARY = "secretary"
    INSPECTOR = "inspector"


class TicketState(models.TextChoices):
    OPEN = "open"
    ANSWERED = "answered"


SESSION = StateMachine(
    SessionState,
    {SessionState.OPEN: {SessionState.CLOSED}, SessionState.CLOSED: {SessionState.OPEN}},
    {
        SessionState.OPEN: "Candidates and staff see it and work in it.",
        SessionState.CLOSED: "It is over or not yet opened; nobody finds it among their exams.",
    },
)

ROOM = StateMachine(
    RoomState,
    {
        RoomState.PLANNED: {RoomState.READY, RoomState.CLOSED},
        RoomState.READY: {RoomState.EXAMINING, RoomState.CLOSED},
        RoomState.EXAMINING: {RoomState.CLOSED},
        RoomState.CLOSED: {RoomState.READY, RoomState.ARCHIVED},
        RoomState.ARCHIVED: set(),
    },
    {
        RoomState.PLANNED: "Too few of its staff have come yet.",
        RoomState.READY: "The minimum of its staff is present; the first candidate may be invited.",
        RoomState.EXAMINING: "The first candidate has entered.",
        RoomState.CLOSED: "The chief has closed it; it can be re-opened with a reason.",
        RoomState.ARCHIVED: "Its records are sealed; nothing changes any more.",
    },
)

TICKET = StateMachine(
    TicketState,
    {TicketState.OPEN: {TicketState.ANSWERED}, TicketState.ANSWERED: set()},
    {
        TicketState.OPEN: "The candidate waits for an answer of the school.",
        TicketState.ANSWERED: "The school has answered.",
    },
)
