"""What an exam session, an exam room and a ticket can be, and the roles in a room."""

from django.db import models

from kaochang.core.states import StateMachine


class Formality(models.TextChoices):
    FORMAL = "formal"
    REHEARSAL = "rehearsal"


class ExamKind(models.TextChoices):
    INTERVIEW = "interview"


class OrderPolicy(models.TextChoices):
    """Where the order of candidates in a room comes from."""

    TIMETABLE = "timetable"


class ExamLanguages(models.TextChoices):
    """In which languages the school's own texts are kept."""

    ZH = "zh"
    ZH_EN = "zh_en"


class CandidateLanguage(models.TextChoices):
    ZH = "zh"
    EN = "en"


class SessionState(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


# Candidates and staff find it among their exams.
VISIBLE = frozenset({SessionState.PUBLISHED, SessionState.OPEN})
OVER = frozenset({SessionState.CLOSED, SessionState.ARCHIVED})


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


class RelationKind(models.TextChoices):
    """Why somebody steps back."""

    FAMILY = "family"
    TEACHER = "teacher"
    INTEREST = "interest"
    OTHER = "other"


class RelationSource(models.TextChoices):
    """Who said so: the person, or the school's administration."""

    DECLARED = "declared"
    ENTERED = "entered"


class TicketState(models.TextChoices):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class TicketKind(models.TextChoices):
    """「有疑问」 of the room check, 「求助」 of the waiting area."""

    DOUBT = "doubt"
    HELP = "help"


SESSION = StateMachine(
    SessionState,
    {
        SessionState.DRAFT: {SessionState.PUBLISHED},
        SessionState.PUBLISHED: {SessionState.DRAFT, SessionState.OPEN},
        SessionState.OPEN: {SessionState.CLOSED},
        SessionState.CLOSED: {SessionState.OPEN, SessionState.ARCHIVED},
        SessionState.ARCHIVED: set(),
    },
    {
        SessionState.DRAFT: "The school prepares it; candidates and staff do not see it.",
        SessionState.PUBLISHED: "Candidates and staff see it and prepare; the waiting area is not open yet.",
        SessionState.OPEN: "The waiting area is open; candidates and staff work in it.",
        SessionState.CLOSED: "It is over; nobody finds it among their exams. It can be opened again.",
        SessionState.ARCHIVED: "Its records are sealed; nothing changes any more.",
    },
)

# Somebody relied on the state that ends here.
NEED_A_REASON = frozenset(
    {
        (SessionState.PUBLISHED, SessionState.DRAFT),
        (SessionState.OPEN, SessionState.CLOSED),
        (SessionState.CLOSED, SessionState.OPEN),
    }
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
    {
        TicketState.OPEN: {TicketState.ANSWERED, TicketState.CLOSED},
        TicketState.ANSWERED: {TicketState.CLOSED},
        TicketState.CLOSED: set(),
    },
    {
        TicketState.OPEN: "The candidate waits for an answer of the school.",
        TicketState.ANSWERED: "The school has answered.",
        TicketState.CLOSED: "Nothing is left to do: settled, withdrawn, or somebody is with the candidate.",
    },
)
