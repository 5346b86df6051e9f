from kaochang.core.errors import DomainError


class StepMissing(DomainError):
    """An earlier step of the candidate is not done yet; `step` names it."""

    code = "step_missing"
    status = 409


class ExamClosed(DomainError):
    """This exam session is closed, or not published."""

    code = "exam_closed"
    status = 409


class ExamNotOpenYet(DomainError):
    """The waiting area of this exam is not open yet; it opens at `opens_at`."""

    code = "exam_not_open_yet"
    status = 409


class RoomNotAssigned(DomainError):
    """This candidate has not been given an exam room yet."""

    code = "room_not_assigned"
    status = 409


class TextOutdated(DomainError):
    """A newer edition of this text is in force; read that one."""

    code = "text_outdated"
    status = 409


class TextRequired(DomainError):
    """This text may not be empty."""

    code = "text_required"
    status = 422


class TextTooLong(DomainError):
    """This text is too long; `limit` is the number of characters it may have."""

    code = "text_too_long"
    status = 422


class TooManyTickets(DomainError):
    """This candidate already has the most tickets that may wait for an answer."""

    code = "too_many_tickets"
    status = 429


class TicketAnswered(DomainError):
    """This ticket was already answered."""

    code = "ticket_answered"
    status = 409


class AssignmentExists(DomainError):
    """This person already has this role in this exam room."""

    code = "assignment_exists"
    status = 409


class CandidateNumberTaken(DomainError):
    """This candidate number is already on the roster of this exam session."""

    code = "candidate_number_taken"
    status = 409


class RoomOfAnotherSession(DomainError):
    """The exam room belongs to another exam session."""

    code = "room_of_another_session"
    status = 422


class ReasonRequired(DomainError):
    """This step needs a reason."""

    code = "reason_required"
    status = 422


class WindowReversed(DomainError):
    """An exam ends after it starts."""

    code = "window_reversed"
    status = 422


class RoomNameTaken(DomainError):
    """This exam already has a room of this name."""

    code = "room_name_taken"
    status = 409
