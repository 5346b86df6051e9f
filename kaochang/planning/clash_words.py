"""Who clashes where, in a few words: for a refusal that would otherwise leave people searching."""

from collections.abc import Sequence
from datetime import timedelta

from kaochang.exports.xlsx import Words
from kaochang.planning.clashes import Clash, ClashKind
from kaochang.planning.timetable import Timetable

SHOWN = 3
_WORDS: dict[ClashKind, Words] = {
    ClashKind.RELATION: Words(
        "{name} 与 {room} 的 {person} 有回避关系", "{name} and {person} of {room} are close"
    ),
    ClashKind.STAFF_TWICE: Words(
        "{person} 同时在 {room} 和 {other}", "{person} in {room} and {other} at once"
    ),
    ClashKind.CANDIDATE_TWICE: Words(
        "{name}（{room} {at}）同一时间参加 {other}", "{name} ({room} {at}) is in {other} at that time"
    ),
    ClashKind.SLOT_OVERLAP: Words(
        "{name}（{room} {at}）与 {other} 重叠", "{name} ({room} {at}) overlaps {other}"
    ),
    ClashKind.OUTSIDE_WINDOW: Words(
        "{name}（{room} {at}）超出考试时间", "{name} ({room} {at}) lies outside the exam's hours"
    ),
}


def first_of(table: Timetable, clashes: Sequence[Clash]) -> Words:
    """The first few; `clashes` are such as block."""
    said = [_said(table, clash) for clash in clashes[:SHOWN]]
    more = len(clashes) > SHOWN
    return Words(
        "；".join(one.zh for one in said) + (" 等" if more else ""),
        "; ".join(one.en for one in said) + (" and more" if more else ""),
    )


def _said(table: Timetable, clash: Clash) -> Words:
    rooms = {room.id: Words(room.name, room.name_en or room.name) for room in table.rooms}
    nowhere = Words("", "")
    room = rooms.get(clash.room_id, nowhere) if clash.room_id else nowhere
    other = Words(clash.other, clash.other_en or clash.other)
    if clash.other_room_id:
        other = rooms.get(clash.other_room_id, other)
    staff = (duty for one in table.rooms for duty in one.duties)
    facts = {
        "name": next((entry.name for entry in table.entries if entry.id == clash.entry_id), ""),
        "person": next((duty.name for duty in staff if duty.person_id == clash.person_id), ""),
        "at": _at(table, clash),
    }
    words = _WORDS[clash.kind]
    return Words(
        words.zh.format(room=room.zh, other=other.zh, **facts),
        words.en.format(room=room.en, other=other.en, **facts),
    )


def _at(table: Timetable, clash: Clash) -> str:
    if clash.at is None:
        return ""
    days = table.window.ends_at - table.window.starts_at > timedelta(days=1)
    return clash.at.astimezone(table.zone).strftime("%m-%d %H:%M" if days else "%H:%M")
