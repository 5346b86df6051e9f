"""Writes of the waiting area. Lock order everywhere: exam room, queue entry, desk."""

from kaochang.waiting.services.arrival import (
    add_to_queue,
    enter_waiting_area,
    fill_queues,
    open_due_desks,
)
from kaochang.waiting.services.calling import (
    mark_admitted,
    mark_back,
    mark_finished,
    mark_invited,
    mark_reopened,
    mark_sent_back,
)
from kaochang.waiting.services.contact import reissue_login_code, show_contact
from kaochang.waiting.services.flags import ask_help, come_back, go_away, withdraw_help
from kaochang.waiting.services.looking import note_look
from kaochang.waiting.services.moving import MOVABLE, follow_timetable, lock_movable
from kaochang.waiting.services.rosters import add_all_to_queue, remove_all_from_queue
from kaochang.waiting.services.setting_aside import defer, mark_absent, restore
from kaochang.waiting.services.talks import (
    ChecklistItem,
    end_deserted_talks,
    end_talk,
    save_clearance,
    start_talk,
)

__all__ = [
    "MOVABLE",
    "ChecklistItem",
    "add_all_to_queue",
    "add_to_queue",
    "ask_help",
    "come_back",
    "defer",
    "end_deserted_talks",
    "end_talk",
    "enter_waiting_area",
    "fill_queues",
    "follow_timetable",
    "go_away",
    "lock_movable",
    "mark_absent",
    "mark_admitted",
    "mark_back",
    "mark_finished",
    "mark_invited",
    "mark_reopened",
    "mark_sent_back",
    "note_look",
    "open_due_desks",
    "reissue_login_code",
    "remove_all_from_queue",
    "restore",
    "save_clearance",
    "show_contact",
    "start_talk",
    "withdraw_help",
]
