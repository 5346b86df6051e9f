from kaochang.core.errors import DomainError


class EntryInvited(DomainError):
    """This candidate is invited at the moment; withdraw the invitation first."""

    code = "entry_invited"
    status = 409


class TalkExists(DomainError):
    """An officer is already talking with this candidate."""

    code = "talk_exists"
    status = 409


class OfficerBusy(DomainError):
    """You are already in a talk with another candidate."""

    code = "officer_busy"
    status = 409


class TalkEnded(DomainError):
    """This talk has already ended."""

    code = "talk_ended"
    status = 409


class NoOpenTalk(DomainError):
    """You are not in a talk with this candidate."""

    code = "no_open_talk"
    status = 409


class NotInWaitingArea(DomainError):
    """This candidate is not in the waiting area now."""

    code = "not_in_waiting_area"
    status = 409


class WaitingAreaClosed(DomainError):
    """The exam room is closed, and its waiting area with it."""

    code = "waiting_area_closed"
    status = 409


class AlreadyArrived(DomainError):
    """This candidate is already in the waiting area."""

    code = "already_arrived"
    status = 409


class ConfirmationRequired(DomainError):
    """Marking somebody as absent is asked twice: send confirmed = true."""

    code = "confirmation_required"
    status = 409


class HelpNotAsked(DomainError):
    """No help is asked for at the moment."""

    code = "help_not_asked"
    status = 409


class AlreadyAway(DomainError):
    """The candidate is already away."""

    code = "already_away"
    status = 409


class NotAway(DomainError):
    """The candidate is not away."""

    code = "not_away"
    status = 409


class NoPhoneNumber(DomainError):
    """No phone number of this candidate is known."""

    code = "no_phone_number"
    status = 404


class NotSetAside(DomainError):
    """Only a deferred or absent candidate can be restored."""

    code = "not_set_aside"
    status = 409


class NotMovable(DomainError):
    """This candidate talks with an officer, is invited, or has been before the panel."""

    code = "not_movable"
    status = 409
