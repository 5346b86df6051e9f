"""Where 「自动安排」 puts candidates, and what it proposes against a clash."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kaochang.planning.clashes import find_clashes
from kaochang.planning.filling import Left, Target, count_free, fill, remedy, staff_near
from kaochang.planning.timetable import Elsewhere, Entry, Room, Span, Timetable
from tests.planning.tables import NINE, WINDOW, at, entry, key, room, table


def filled(timetable: Timetable, after: int = 0) -> dict[str, tuple[str, int]]:
    """Name → room and minutes after nine."""
    filling = fill(timetable, not_before=at(after))
    names = {room.id: room.name for room in timetable.rooms}
    names |= {one.id: one.name for one in timetable.entries}
    return {
        names[who]: (names[target.room_id], int((target.slot_starts_at - NINE).total_seconds() // 60))
        for who, target in filling.placed.items()
    }


def people(letters: str) -> list[Entry]:
    return [entry(letter) for letter in letters]


def test_in_order_of_their_numbers_an_equal_share_each() -> None:
    assert filled(table([room("一"), room("二")], people("EDCBA"))) == {
        "A": ("一", 0),
        "B": ("一", 15),
        "C": ("一", 30),
        "D": ("二", 0),
        "E": ("二", 15),
    }


def test_nobody_who_has_a_place_is_moved() -> None:
    kept = [entry("A", "一", 15), entry("B", "二", 0)]
    assert filled(table([room("一"), room("二")], [*kept, *people("CD")])) == {
        "C": ("一", 0),
        "D": ("二", 15),
    }


def test_who_has_a_room_already_stays_in_it() -> None:
    halves = entry("A", "二", slot_starts_at=None)
    assert filled(table([room("一"), room("二")], [halves])) == {"A": ("二", 0)}


def test_a_clash_is_gone_round() -> None:
    rooms = [room("一", "甲"), room("二")]
    related = frozenset({(key("甲"), key("A本人"))})
    busy = {key("B本人"): [Elsewhere("另一场", Span(at(0), at(20)))]}
    found = filled(table(rooms, people("AB"), relations=related, candidates_elsewhere=busy))
    assert found == {"A": ("二", 0), "B": ("一", 30)}


def test_extra_time_takes_two_slots() -> None:
    longer = entry("A", extra_time_percent=25)
    assert filled(table([room("一")], [longer, *people("B")])) == {"A": ("一", 0), "B": ("一", 30)}
    with_interval = table([room("一")], [longer, *people("B")], interval=timedelta(minutes=5))
    assert filled(with_interval) == {"A": ("一", 0), "B": ("一", 20)}


def test_not_into_the_past_nor_into_a_closed_room() -> None:
    rooms = [room("一", state="closed"), room("二")]
    assert filled(table(rooms, people("A")), after=31) == {"A": ("二", 45)}


def test_rooms_of_a_major_take_their_own() -> None:
    rooms = [room("一", major_id=key("材料")), room("二", major_id=key("材料")), room("三")]
    own = [entry(letter, major_id=key("材料")) for letter in "AB"]
    other = [entry(letter, major_id=key("物理")) for letter in "CD"]
    found = filled(table(rooms, [*own, *other]))
    assert found == {"A": ("一", 0), "B": ("二", 0), "C": ("三", 0), "D": ("三", 15)}


@pytest.mark.parametrize(
    ("rooms", "left"),
    [
        ([], Left.NO_ROOM),
        ([room("一", state="closed")], Left.NO_ROOM),
        ([room("一", major_id=key("材料"))], Left.NO_ROOM_OF_MAJOR),
        ([room("一", "甲")], Left.RELATION),
    ],
)
def test_who_stays_without_a_place_and_why(rooms: list[Room], left: Left) -> None:
    stranger = entry("A", major_id=key("物理"))
    related = frozenset({(key("甲"), key("A本人"))})
    filling = fill(table(rooms, [stranger], relations=related), not_before=NINE)
    assert (filling.placed, filling.left) == ({}, {key("A"): left})


def test_a_full_timetable() -> None:
    filling = fill(table([room("一")], people("ABCDEFGHIJKLM")), not_before=NINE)
    assert len(filling.placed) == 12 and filling.left == {key("M"): Left.NO_FREE_SLOT}


def test_only_those_who_were_chosen_and_only_into_one_room() -> None:
    rooms = [room("一"), room("二")]
    entries = [entry("A", "一", 0), entry("B", "二", 0), *people("CD")]
    chosen = {key("A"), key("B"), key("D")}
    filling = fill(table(rooms, entries), not_before=NINE, only=chosen, into=key("二"))
    assert filling.placed == {key("A"): Target(key("二"), at(15)), key("D"): Target(key("二"), at(30))}
    assert filling.left == {}
    first = fill(table(rooms, entries), not_before=NINE, only=chosen, into=key("二"), most=1)
    assert (list(first.placed), first.left) == ([key("A")], {})


def test_another_exam_all_day_keeps_away_from_free_slots() -> None:
    elsewhere = {key("A本人"): [Elsewhere("笔试", WINDOW)]}
    filling = fill(table([room("一")], people("A"), candidates_elsewhere=elsewhere), not_before=NINE)
    assert filling.left == {key("A"): Left.ELSEWHERE}


def test_a_relation_is_said_also_where_another_exam_keeps_away_too_and_with_whom() -> None:
    related = frozenset({(key("甲"), key("A本人"))})
    busy = {key("A本人"): [Elsewhere("笔试", Span(at(0), at(90)))]}
    # In one room the relation bars, in the other the exam elsewhere does until it is over.
    full = [
        entry(letter, "二", minutes) for letter, minutes in zip("BCDEFG", range(90, 180, 15), strict=True)
    ]
    timetable = table(
        [room("一", "甲"), room("二")], [entry("A"), *full], relations=related, candidates_elsewhere=busy
    )
    assert fill(timetable, not_before=NINE).left == {key("A"): Left.ELSEWHERE}
    both = replace(timetable, candidates_elsewhere={key("A本人"): [Elsewhere("笔试", WINDOW)]})
    both = replace(both, rooms=both.rooms[:1])
    assert fill(both, not_before=NINE).left == {key("A"): Left.RELATION}
    assert [staff_near(both, one) for one in both.entries[:2]] == [["甲"], []]


def test_free_slots_are_counted() -> None:
    longer = entry("A", "一", 0, extra_time_percent=25)
    timetable = table([room("一"), room("二")], [longer, entry("B", "一", 30)])
    assert count_free(timetable, not_before=NINE) == {key("一"): 9, key("二"): 12}
    assert count_free(timetable, not_before=at(31)) == {key("一"): 9, key("二"): 9}


def test_the_nearest_free_place_against_a_relation() -> None:
    rooms = [room("一", "甲"), room("二")]
    entries = [entry("A", "一", 30), entry("B", "二", 30), entry("C", "二", 45)]
    timetable = table(rooms, entries, relations=frozenset({(key("甲"), key("A本人"))}))
    [clash] = find_clashes(timetable)
    assert remedy(timetable, clash, not_before=NINE) == Target(key("二"), at(15))
    assert remedy(timetable, clash, not_before=at(20)) == Target(key("二"), at(60))


def test_a_matter_of_time_is_mended_in_the_own_room() -> None:
    entries = [entry("A", "一", 0), entry("B", "一", 0), entry("C", "一", 15)]
    timetable = table([room("一"), room("二")], entries)
    [clash] = find_clashes(timetable)
    assert remedy(timetable, clash, not_before=NINE) == Target(key("一"), at(30))


def test_no_remedy_where_there_is_no_place() -> None:
    timetable = table([room("一", "甲"), room("二", "甲")], [entry("A", "一"), entry("B", "二")])
    [clash] = find_clashes(timetable)
    assert clash.entry_id is None and remedy(timetable, clash, not_before=NINE) is None
