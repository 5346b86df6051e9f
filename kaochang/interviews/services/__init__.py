"""Writes of the interview day: calling a candidate in, the clock, the ending, the room."""

from kaochang.interviews.services.attendance import note_staff_presence
from kaochang.interviews.services.clock import extend_interview, pause_interview, resume_interview
from kaochang.interviews.services.endings import (
    confirm_end,
    end_interview,
    reopen_interview,
    send_back,
)
from kaochang.interviews.services.interruptions import (
    judge_interruption,
    report_frames,
)
from kaochang.interviews.services.invitations import (
    accept_invitation,
    decline_invitation,
    expire_invitation,
    invite_candidate,
    withdraw_invitation,
)
from kaochang.interviews.services.looks import list_ended_looks, note_ended_look
from kaochang.interviews.services.rooms import close_room, reopen_room
from kaochang.interviews.services.seats import (
    leave_seat,
    mute_candidate,
    stop_share,
    take_desk_seat,
    take_panel_room_seat,
)

__all__ = [
    "accept_invitation",
    "close_room",
    "confirm_end",
    "decline_invitation",
    "end_interview",
    "expire_invitation",
    "extend_interview",
    "invite_candidate",
    "judge_interruption",
    "leave_seat",
    "list_ended_looks",
    "mute_candidate",
    "note_ended_look",
    "note_staff_presence",
    "pause_interview",
    "reopen_interview",
    "reopen_room",
    "report_frames",
    "resume_interview",
    "send_back",
    "stop_share",
    "take_desk_seat",
    "take_panel_room_seat",
    "withdraw_invitation",
]
