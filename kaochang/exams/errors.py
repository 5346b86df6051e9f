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


class RelationReasonNeeded(DomainError):
    """Staff of this room are close to this candidate: going on needs a reason."""

    code = "relation_reason_needed"
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


class TicketNotAnswered(DomainError):
    """There is no answer yet that could be corrected."""

    code = "ticket_not_answered"
    status = 409


class TicketAnswered(DomainError):
    """This ticket was already answered: `by_name`, `at`."""

    code = "ticket_answered"
    status = 409


class TicketClosed(DomainError):
    """This ticket is closed."""

    code = "ticket_closed"
    status = 409


class HandlerUnknown(DomainError):
    """A ticket is handed to an administrator of the candidate's college."""

    code = "handler_unknown"
    status = 422


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


class WindowTooLong(DomainError):
    """An exam lasts at most `days` days."""

    code = "window_too_long"
    status = 422


class TooManySlots(DomainError):
    """So short interviews make `slots` slots of this window, more than `limit`."""

    code = "too_many_slots"
    status = 422


class SlotFarAway(DomainError):
    """A slot lies at most `days` days outside the exam's window."""

    code = "slot_far_away"
    status = 422


class RoomNameTaken(DomainError):
    """This exam already has a room of this name."""

    code = "room_name_taken"
    status = 409


class RoomNotEmpty(DomainError):
    """Candidates have their place in this exam room, or something has happened in it."""

    code = "room_not_empty"
    status = 409


class RoomIsClosed(DomainError):
    """This exam room is closed and takes nobody any more."""

    code = "room_takes_nobody"
    status = 409


class ExamWasPublished(DomainError):
    """Only a draft that was never published can be deleted."""

    code = "exam_was_published"
    status = 409


class ExamContentChanged(DomainError):
    """Rooms or candidates came or went meanwhile: there are `rooms` and `candidates` now."""

    code = "exam_content_changed"
    status = 409


class ExamInUse(DomainError):
    """An announcement is for this exam, or something has been done in it."""

    code = "exam_in_use"
    status = 409


class MajorOfAnotherCollege(DomainError):
    """An exam room is for a major of the exam's own college."""

    code = "major_of_another_college"
    status = 422


class NotInStaffPool(DomainError):
    """This person is not in the pool of staff of this college or of the school."""

    code = "not_in_staff_pool"
    status = 422


class HasDuties(DomainError):
    """This person still works in `count` rooms of exams ahead, `names`, `names_en`; hand these over."""

    code = "has_duties"
    status = 409


class DutiesElsewhere(DomainError):
    """This person still works in `count` rooms ahead, all of colleges that the caller does not manage."""

    code = "duties_elsewhere"
    status = 409


class SlotTaken(DomainError):
    """Another candidate already has this slot of this room."""

    code = "slot_taken"
    status = 409


class PlaceNeeded(DomainError):
    """In a published exam every candidate keeps a place; move them instead."""

    code = "place_needed"
    status = 409


class RelationExists(DomainError):
    """This relation is already entered."""

    code = "relation_exists"
    status = 409


class AskedRecently(DomainError):
    """All of them were reminded within the hour."""

    code = "asked_recently"
    status = 409
