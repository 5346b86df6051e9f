from kaochang.core.errors import DomainError


class InvitationOpen(DomainError):
    """Somebody is already invited to this room or examined in it."""

    code = "invitation_open"
    status = 409


class InvitationNotOpen(DomainError):
    """This invitation was already answered, withdrawn or has lapsed."""

    code = "invitation_not_open"
    status = 409


class RoomNotReady(DomainError):
    """Too few of the panel are present for this exam room to begin."""

    code = "room_not_ready"
    status = 409


class RoomClosed(DomainError):
    """This exam room is closed."""

    code = "room_closed"
    status = 409


class RoomNotClosed(DomainError):
    """Only a closed exam room can be re-opened."""

    code = "room_not_closed"
    status = 409


class RoomBusy(DomainError):
    """Somebody is invited, examined or in a talk, so the exam room can't be closed."""

    code = "room_busy"
    status = 409


class NotClearedReasonNeeded(DomainError):
    """The officer has not cleared this candidate: inviting them needs a reason."""

    code = "not_cleared_reason_needed"
    status = 409


class InterviewNotLive(DomainError):
    """This interview is not running."""

    code = "interview_not_live"
    status = 409


class InterviewLive(DomainError):
    """This candidate is being examined at the moment."""

    code = "interview_live"
    status = 409


class InterviewNotReopenable(DomainError):
    """Only the last interview of a room that ended can be re-opened, until the next candidate is invited."""

    code = "interview_not_reopenable"
    status = 409


class AlreadyPaused(DomainError):
    """The interview is already paused."""

    code = "already_paused"
    status = 409


class NotPaused(DomainError):
    """The interview is not paused."""

    code = "not_paused"
    status = 409


class ExtensionOutOfRange(DomainError):
    """An extension is 30 seconds to 60 minutes long."""

    code = "extension_out_of_range"
    status = 422


class NothingToConfirm(DomainError):
    """No interview of this candidate has ended."""

    code = "nothing_to_confirm"
    status = 409
