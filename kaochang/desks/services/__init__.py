"""Writes of the desk: opening and closing, laptop and phone, what they report, the device check."""

from kaochang.desks.services.checking import CheckSeats, open_check_room, record_device_check
from kaochang.desks.services.laptops import register_laptop, take_laptop_seat
from kaochang.desks.services.opening import (
    allow_share,
    close_desk,
    make_desks,
    media_room_of,
    move_desk,
    open_desk,
    remove_unused_desks,
    tell_visitors_changed,
)
from kaochang.desks.services.pairing import (
    NewPairingCode,
    PairedPhone,
    create_pairing_code,
    phone_actor,
    redeem_pairing_secret,
    redeem_short_code,
)
from kaochang.desks.services.phones import confirm_phone, remove_phone, stop_phone, take_phone_seat
from kaochang.desks.services.reports import mark_offline, mark_online, report_facts, tell_due_facts

__all__ = [
    "CheckSeats",
    "NewPairingCode",
    "PairedPhone",
    "allow_share",
    "close_desk",
    "confirm_phone",
    "create_pairing_code",
    "make_desks",
    "mark_offline",
    "mark_online",
    "media_room_of",
    "move_desk",
    "open_check_room",
    "open_desk",
    "phone_actor",
    "record_device_check",
    "redeem_pairing_secret",
    "redeem_short_code",
    "register_laptop",
    "remove_phone",
    "remove_unused_desks",
    "report_facts",
    "stop_phone",
    "take_laptop_seat",
    "take_phone_seat",
    "tell_due_facts",
    "tell_visitors_changed",
]
