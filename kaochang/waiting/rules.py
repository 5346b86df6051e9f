"""Who may do what with somebody who waits."""

from kaochang.accounts.actor import Actor
from kaochang.exams.models import ExamRoom
from kaochang.exams.rules import has_role, is_own_entry
from kaochang.exams.states import RoomRole
from kaochang.waiting.models import QueueEntry, Talk


def can_talk(by: Actor, room: ExamRoom) -> bool:
    """One to one, picture and sound: the officer alone."""
    return _has_role(by, room, RoomRole.WAITING_ROOM_OFFICER)


def can_end_talk(by: Actor, room: ExamRoom, talk: Talk) -> bool:
    """The officer who began it; another officer or the chief when that one is lost."""
    return is_talking_officer(by, talk) or can_set_aside(by, room)


def is_talking_officer(by: Actor, talk: Talk) -> bool:
    return by.area == "staff" and by.person_id is not None and by.person_id == talk.officer_id


def can_clear(by: Actor, room: ExamRoom) -> bool:
    return _has_role(by, room, RoomRole.WAITING_ROOM_OFFICER)


def can_set_aside(by: Actor, room: ExamRoom) -> bool:
    """Defer, mark as absent, restore."""
    return _has_role(by, room, RoomRole.WAITING_ROOM_OFFICER, RoomRole.CHIEF_EXAMINER)


def can_contact(by: Actor, room: ExamRoom) -> bool:
    """See the phone number, hand out a fresh log-in code, settle a call for help."""
    return _has_role(by, room, RoomRole.WAITING_ROOM_OFFICER, RoomRole.CHIEF_EXAMINER, RoomRole.SECRETARY)


def can_withdraw_help(by: Actor, entry: QueueEntry) -> bool:
    return is_own_entry(by, entry.roster_entry) or can_contact(by, entry.room)


def _has_role(by: Actor, room: ExamRoom, *roles: str) -> bool:
    return by.area == "staff" and has_role(by.person_id, room, *roles)
