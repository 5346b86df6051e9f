"""Small timetables without a database: a quarter of an hour each, from nine to twelve."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from kaochang.planning.timetable import Duty, Entry, Room, Span, Timetable

SPACE = UUID("00000000-0000-0000-0000-000000000001")
NINE = datetime(2030, 1, 7, 1, 0, tzinfo=UTC)
WINDOW = Span(NINE, NINE + timedelta(hours=3))


def key(name: str) -> UUID:
    return uuid5(SPACE, name)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def room(name: str, *staff: str, role: str = "examiner", **more: Any) -> Room:
    duties = tuple(Duty(key(one), one, role) for one in staff)
    return Room(
        **{
            "id": key(name),
            "version": 1,
            "name": name,
            "name_en": "",
            "state": "planned",
            "major_id": None,
            "duties": duties,
            **more,
        }
    )


def entry(name: str, where: str = "", minutes: int = 0, **more: Any) -> Entry:
    """Placed if `where` names a room."""
    placed = {"room_id": key(where), "slot_starts_at": at(minutes)} if where else {}
    return Entry(
        **{
            "id": key(name),
            "person_id": key(f"{name}本人"),
            "name": name,
            "candidate_number": name,
            **placed,
            **more,
        }
    )


def table(rooms: list[Room], entries: list[Entry], **more: Any) -> Timetable:
    return Timetable(
        **{
            "session_id": key("考试"),
            "window": WINDOW,
            "interview": timedelta(minutes=15),
            "interval": timedelta(),
            "zone": ZoneInfo("Asia/Shanghai"),
            "rooms": rooms,
            "entries": entries,
            **more,
        }
    )
