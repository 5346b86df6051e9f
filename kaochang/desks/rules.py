"""Who may do what at a desk."""

from kaochang.accounts.actor import Actor
from kaochang.desks.models import Desk, Device
from kaochang.desks.states import DeviceKind
from kaochang.exams.models import ExamSession
from kaochang.exams.rules import is_own_entry


def is_own_desk(by: Actor, desk: Desk) -> bool:
    return is_own_entry(by, desk.roster_entry)


def is_this_device(by: Actor, device: Device) -> bool:
    """A phone speaks for itself by its own session, a laptop by the candidate's."""
    if device.kind == DeviceKind.PHONE:
        return by.area == "phone" and by.login_session_id == device.pk
    return by.login_session_id == device.login_session_id and is_own_desk(by, device.desk)


def wants_second_camera(session: ExamSession) -> bool:
    return session.cameras_required >= 2
