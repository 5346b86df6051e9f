"""What cannot be in a timetable, as a table."""

from datetime import timedelta
from typing import Any

import pytest

from kaochang.planning.clashes import WARNINGS, ClashKind, find_clashes
from kaochang.planning.timetable import Elsewhere, Span, Timetable
from tests.planning.tables import WINDOW, at, entry, key, room, table


def kinds(timetable: Timetable) -> list[str]:
    return [clash.kind.value for clash in find_clashes(timetable)]


def elsewhere(minutes: int, length: int = 15) -> list[Elsewhere]:
    return [Elsewhere("另一场", Span(at(minutes), at(minutes + length)))]


def test_a_timetable_without_a_clash() -> None:
    fine = table(
        [room("一", "甲"), room("二", "乙")], [entry("A", "一"), entry("B", "一", 15), entry("C", "二")]
    )
    assert find_clashes(fine) == []


@pytest.mark.parametrize("role", ["chief_examiner", "waiting_room_officer", "inspector"])
def test_a_relation_is_a_clash_in_whatever_role(role: str) -> None:
    related = frozenset({(key("甲"), key("A本人"))})
    [clash] = find_clashes(table([room("一", "甲", role=role)], [entry("A", "一", 30)], relations=related))
    assert (clash.kind, clash.blocks) == (ClashKind.RELATION, True)
    assert (clash.room_id, clash.entry_id, clash.person_id) == (key("一"), key("A"), key("甲"))
    assert clash.at == at(30)
    apart = table([room("一", "甲", role=role), room("二")], [entry("A", "二", 30)], relations=related)
    assert find_clashes(apart) == []


@pytest.mark.parametrize(
    ("first", "second", "clashes"), [(0, 0, True), (0, 14, True), (0, 15, False), (15, 0, False)]
)
def test_one_person_in_two_rooms(first: int, second: int, clashes: bool) -> None:
    rooms = [room("一", "甲"), room("二", "甲")]
    found = kinds(table(rooms, [entry("A", "一", first), entry("B", "二", second)]))
    assert found == (["staff_twice"] if clashes else [])


def test_officers_look_after_several_rooms() -> None:
    rooms = [room(name, "甲", role="waiting_room_officer") for name in "一二"]
    assert kinds(table(rooms, [entry("A", "一"), entry("B", "二")])) == []


def test_a_room_without_candidates_takes_its_panel_all_day() -> None:
    assert kinds(table([room("一", "甲"), room("二", "甲")], [entry("A", "一")])) == ["staff_twice"]


@pytest.mark.parametrize(("minutes", "clashes"), [(-15, False), (-14, True), (14, True), (15, False)])
def test_expected_in_another_exam(minutes: int, clashes: bool) -> None:
    rooms, entries = [room("一", "甲")], [entry("A", "一")]
    staff = table(rooms, entries, staff_elsewhere={key("甲"): elsewhere(minutes)})
    assert kinds(staff) == (["staff_twice"] if clashes else [])
    candidate = table(rooms, entries, candidates_elsewhere={key("A本人"): elsewhere(minutes)})
    assert kinds(candidate) == (["candidate_twice"] if clashes else [])


def test_the_later_of_two_in_one_slot_is_named() -> None:
    entries = [entry("A", "一"), entry("B", "一", 14), entry("C", "一", 29)]
    found = find_clashes(table([room("一")], entries))
    assert [(clash.kind, clash.entry_id, clash.other) for clash in found] == [
        (ClashKind.SLOT_OVERLAP, key("B"), "A")
    ]


def test_extra_time_reaches_into_the_next_slot() -> None:
    longer = [entry("A", "一", extra_time_percent=20), entry("B", "一", 15)]
    assert kinds(table([room("一")], longer)) == ["slot_overlap"]
    longer[1] = entry("B", "一", 20)
    assert kinds(table([room("一")], longer, interval=timedelta(minutes=5))) == ["no_gap"]
    longer[1] = entry("B", "一", 23)
    assert kinds(table([room("一")], longer, interval=timedelta(minutes=5))) == []


@pytest.mark.parametrize(
    ("minutes", "extra", "clashes"),
    [(-1, 0, True), (0, 0, False), (165, 0, False), (166, 0, True), (165, 1, True)],
)
def test_outside_of_the_window(minutes: int, extra: int, clashes: bool) -> None:
    found = kinds(table([room("一")], [entry("A", "一", minutes, extra_time_percent=extra)]))
    assert found == (["outside_window"] if clashes else [])


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("", ""),
        ("Asia/Shanghai", ""),
        ("Europe/London", "01:00"),
        ("America/New_York", ""),
        ("Asia/Tokyo", ""),
    ],
)
def test_nobody_is_examined_at_night(zone: str, local: str) -> None:
    found = find_clashes(table([room("一")], [entry("A", "一", time_zone=zone)]))
    assert [clash.other for clash in found] == ([local] if local else [])


@pytest.mark.parametrize(
    ("of_room", "of_entry", "clashes"),
    [(None, "材料", False), ("材料", "材料", False), ("材料", None, False), ("材料", "物理", True)],
)
def test_rooms_of_a_major(of_room: str | None, of_entry: str | None, clashes: bool) -> None:
    where = room("一", major_id=key(of_room) if of_room else None)
    candidate = entry("A", "一", major_id=key(of_entry) if of_entry else None)
    assert kinds(table([where], [candidate])) == (["other_major"] if clashes else [])


@pytest.mark.parametrize("kind", list(ClashKind))
def test_what_blocks(kind: ClashKind) -> None:
    assert (kind in WARNINGS) == (kind.value in {"other_major", "night", "no_gap"})


def test_who_is_placed_by_halves_clashes_with_nobody() -> None:
    halves: list[Any] = [entry("A"), entry("B", "一", slot_starts_at=None)]
    assert find_clashes(table([room("一")], halves)) == []
    assert list(table([], []).slots())[-1] + timedelta(minutes=15) == WINDOW.ends_at
