from kaochang.core.errors import DomainError


class DeskNotOpen(DomainError):
    """This desk is not open now."""

    code = "desk_not_open"
    status = 409


class PairingCodeInvalid(DomainError):
    """This pairing code is unknown, expired, or replaced by a newer one."""

    code = "pairing_code_invalid"
    status = 404


class PairingCodeUsed(DomainError):
    """This pairing code was already used by a phone."""

    code = "pairing_code_used"
    status = 409


class SecondCameraNotWanted(DomainError):
    """This exam asks for one camera only."""

    code = "second_camera_not_wanted"
    status = 409


class NoPhonePending(DomainError):
    """No phone waits for a confirmation."""

    code = "no_phone_pending"
    status = 409


class NoPhonePaired(DomainError):
    """No phone is paired with this desk."""

    code = "no_phone_paired"
    status = 409


class PhoneNotConfirmed(DomainError):
    """The candidate has not yet confirmed on the laptop that this is their phone."""

    code = "phone_not_confirmed"
    status = 409


class DeviceReplaced(DomainError):
    """Another device took the place of this one."""

    code = "device_replaced"
    status = 409


class DeviceRemoved(DomainError):
    """This device was removed from the desk."""

    code = "device_removed"
    status = 409


class DeviceLabelTooLong(DomainError):
    """The name of a device has at most 120 characters."""

    code = "device_label_too_long"
    status = 422


class ExamEnded(DomainError):
    """This candidate's interview has ended."""

    code = "exam_ended"
    status = 409
