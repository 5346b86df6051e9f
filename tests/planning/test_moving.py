"""Candidates placed, moved and taken out: the roster, the line and the desk, and who hears of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.desks.models import Desk
from kaochang.exams import services as exams
from kaochang.exams.errors import ExamClosed, PlaceNeeded, ReasonRequired, RoomIsClosed, SlotTaken
from kaochang.exams.models import ExamRoom, ExamSession, Relation, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning import services
from kaochang.planning.errors import NewClash
from kaochang.planning.filling import Left
from kaochang.planning.moving import Move, fill_timetable, move_candidates
from kaochang.planning.moving import Place as At
from kaochang.planning.timetable_queries import read_timetable
from kaochang.realtime import channels
from kaochang.waiting.errors import NotMovable
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services import open_due_desks
from tests.factories import Place, assign, make_entry, make_person, make_room, make_waiting, staff_actor
from tests.planning.places import join, ready_draft, unplaced
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def slot(place: Place, number: int) -> datetime:
    return place.session.starts_at + timedelta(minutes=15 * number)


def where(entry: RosterEntry) -> At:
    now = RosterEntry.objects.get(pk=entry.pk)
    return At(now.room_id, now.slot_starts_at)


def move(
    place: Place, entry: RosterEntry, room: ExamRoom | None, number: int = 0, reason: str = "", by: Actor = BY
) -> None:
    to = At(room.pk, slot(place, number)) if room else At()
    move_candidates(place.session, [Move(entry.pk, where(entry), to)], reason=reason, by=by)


def published(candidates: int = 2) -> tuple[Place, ExamRoom]:
    """Tomorrow's exam with a second room, where nobody is to be examined yet."""
    place = ready_draft(candidates)
    other = make_room(place.session)
    assign(other, "chief_examiner", join(place))
    assign(other, "waiting_room_officer", join(place))
    services.publish_exam(place.session, version=place.session.version, by=BY)
    return place, other


def line(room: ExamRoom) -> list[str]:
    queue = QueueEntry.objects.filter(room=room).order_by("position")
    assert [one.position for one in queue] == list(range(1, len(queue) + 1))
    return [one.roster_entry.person.name for one in queue]


def orders(room: ExamRoom) -> list[tuple[int | None, str]]:
    roster = RosterEntry.objects.filter(room=room).order_by("order_number")
    return [(entry.order_number, entry.person.name) for entry in roster]


def names(place: Place, *numbers: int) -> list[str]:
    return [place.entries[number].person.name for number in numbers]


def test_a_draft_is_planned_without_a_reason_and_in_silence() -> None:
    place = ready_draft(3)
    a, b, _ = place.entries
    move(place, a, place.room, 5)
    assert orders(place.room) == list(enumerate(names(place, 1, 2, 0), start=1))
    move(place, b, None)
    assert orders(place.room) == list(enumerate(names(place, 2, 0), start=1))
    moved = RosterEntry.objects.get(pk=b.pk)
    assert (moved.room, moved.order_number, moved.slot_starts_at) == (None, None, None)
    first = recorded("exams.roster_entry_placed")[0]
    assert [change["field"] for change in first["changes"]] == ["slot_starts_at"]
    assert first["changes"][0]["before"] == clock.iso(slot(place, 0))
    assert first["changes"][0]["after"] == clock.iso(slot(place, 5))
    assert channels_of("exams.roster_entry_placed") == set()
    assert channels_of("exams.timetable_changed") == set(channels.school(place.school.pk, place.college.pk))
    assert QueueEntry.objects.count() == 0


def test_what_is_published_moves_with_a_reason_and_those_concerned_hear_of_it() -> None:
    place, other = published(3)
    entry = place.entries[1]
    with refused(ReasonRequired):
        move(place, entry, other, 1)
    RosterEntry.objects.filter(pk=entry.pk).update(notice_read_at=clock.now(), room_confirmed_at=clock.now())
    move(place, entry, other, 4, reason="设备检修")
    moved = RosterEntry.objects.get(pk=entry.pk)
    assert (moved.room, moved.slot_starts_at, moved.order_number) == (other, slot(place, 4), 1)
    # The new room is confirmed anew.
    assert moved.room_confirmed_at is None and moved.notice_read_at is not None
    assert line(place.room) == names(place, 0, 2) and line(other) == names(place, 1)
    assert Desk.objects.get(roster_entry=entry).room == other
    [told] = recorded("exams.roster_entry_placed")
    assert told["reason"] == "设备检修"
    assert {change["field"] for change in told["changes"]} == {"room_id", "slot_starts_at"}
    assert channels_of("exams.roster_entry_placed") == {
        channels.candidate(entry.pk),
        channels.person("candidate", entry.person_id),
        channels.room_staff(place.room.pk),
        channels.room_staff(other.pk),
    }
    assert channels.room_staff(other.pk) in channels_of("waiting.moved_to_room")


def test_the_line_follows_the_slots() -> None:
    place, _ = published(4)
    move(place, place.entries[0], place.room, 7, reason="晚到")
    assert line(place.room) == names(place, 1, 2, 3, 0)
    move(place, place.entries[3], place.room, 0, reason="早到")
    assert line(place.room) == names(place, 3, 1, 2, 0)


def test_two_change_places() -> None:
    place, other = published(3)
    move(place, place.entries[2], other, 0, reason="分流")
    a, c = place.entries[0], place.entries[2]
    swap = [Move(a.pk, where(a), where(c)), Move(c.pk, where(c), where(a))]
    assert move_candidates(place.session, swap, reason="互换", by=BY) == 2
    assert line(place.room) == names(place, 2, 1) and line(other) == names(place, 0)
    same_room = [place.entries[2], place.entries[1]]
    there = [where(entry) for entry in same_room]
    swap = [Move(one.pk, was, to) for one, was, to in zip(same_room, there, reversed(there), strict=True)]
    move_candidates(place.session, swap, reason="互换", by=BY)
    assert line(place.room) == names(place, 1, 2)


def test_a_slot_is_given_once() -> None:
    place = ready_draft(2)
    with refused(SlotTaken, by_name=place.entries[0].person.name):
        move(place, place.entries[1], place.room, 0)


def test_the_second_is_told_who_moved_the_candidate() -> None:
    place = ready_draft(2)
    entry, first = place.entries[0], make_person(name="苏文婕")
    seen = where(entry)
    move(place, entry, place.room, 5, by=staff_actor(first))
    # What candidates do themselves is no change of the timetable.
    exams.publish_notice(place.session, title="须知", text="新", by=BY)
    with refused(ChangedMeanwhile, by_name="苏文婕", fields=["slot_starts_at"]):
        move_candidates(
            place.session, [Move(entry.pk, seen, At(place.room.pk, slot(place, 6)))], reason="", by=BY
        )
    here = where(entry)
    RosterEntry.objects.filter(pk=entry.pk).update(version=9)
    move_candidates(
        place.session, [Move(entry.pk, here, At(place.room.pk, slot(place, 6)))], reason="", by=BY
    )
    assert where(entry).slot_starts_at == slot(place, 6)


def test_a_published_exam_keeps_a_place_for_everybody() -> None:
    place, _ = published()
    with refused(PlaceNeeded):
        move(place, place.entries[0], None, reason="退出")


def test_no_new_clash_after_publishing() -> None:
    place, other = published()
    entry, chief = place.entries[0], other.assignments.filter(role="chief_examiner").get().person
    Relation.objects.create(
        school=place.school, staff=chief, candidate=entry.person, kind="teacher", source="declared"
    )
    close = f"{entry.person.name} 与 {other.name} 的 {chief.name} 有回避关系"
    with refused(NewClash, kinds=["relation"], count=1, names=close):
        move(place, entry, other, 0, reason="分流")
    with refused(NewClash, kinds=["outside_window"]):
        move(place, place.entries[1], other, 16, reason="分流")
    # One that is there already does not hold up what does not touch it.
    Relation.objects.filter(staff=chief).update(staff=place.staff["chief_examiner"])
    move(place, place.entries[1], other, 3, reason="分流")


def test_neither_into_another_exam_nor_into_a_closed_room() -> None:
    place, other = published()
    elsewhere = make_room()
    with refused(NotFound):
        move(place, place.entries[0], elsewhere, 0, reason="试")
    stranger = make_entry(elsewhere)
    with refused(NotFound):
        move_candidates(
            place.session, [Move(stranger.pk, At(), At(other.pk, slot(place, 0)))], reason="试", by=BY
        )
    exams.mark_room_closed(other, by=BY)
    with refused(RoomIsClosed):
        move(place, place.entries[0], other, 0, reason="试")
    place.session.state = SessionState.CLOSED
    place.session.save()
    with refused(ExamClosed):
        move(place, place.entries[0], place.room, 3, reason="试")


def open_day(candidates: int = 3) -> tuple[Place, ExamRoom]:
    place, other = published(candidates)
    place.session.refresh_from_db()
    exams.open_session(place.session, by=BY)
    return place, other


@pytest.mark.parametrize("state", ["talking", "invited", "admitted", "finished"])
def test_who_is_with_somebody_or_done_stays(state: str) -> None:
    place, other = open_day()
    make_waiting(place, 0, state=state)
    with refused(NotMovable, state=state):
        move(place, place.entries[0], other, 0, reason="试")


@pytest.mark.parametrize("state", ["waiting", "cleared"])
def test_on_the_day_the_open_desk_comes_along(state: str) -> None:
    place, other = open_day()
    entry = place.entries[0]
    make_waiting(place, 0, state=state)
    open_due_desks(place.room, by=BY)
    before = Desk.objects.get(roster_entry=entry)
    assert before.is_open
    confirmed = RosterEntry.objects.get(pk=entry.pk).room_confirmed_at
    move(place, entry, other, 2, reason="第一考场断网")
    after = Desk.objects.get(roster_entry=entry)
    assert after.room == other and after.is_open and after.media_room_id != before.media_room_id
    assert recorded("desks.desk_closed")[-1]["reason"] == "moved"
    queued = QueueEntry.objects.get(roster_entry=entry)
    assert (queued.state, queued.room) == (state, other)
    # Who is in the waiting area goes through no step again.
    assert RosterEntry.objects.get(pk=entry.pk).room_confirmed_at == confirmed is not None


def test_on_the_day_the_order_of_the_others_stays() -> None:
    place, _ = open_day(4)
    first = QueueEntry.objects.get(roster_entry=place.entries[0])
    # Restored after a deferral: last, whatever the timetable says.
    QueueEntry.objects.filter(pk=first.pk).update(position=9)
    move(place, place.entries[3], place.room, 8, reason="晚到")
    assert line(place.room) == names(place, 1, 2, 0, 3)
    move(place, place.entries[2], place.room, 9, reason="晚到")
    assert line(place.room) == names(place, 1, 0, 3, 2)


def test_a_late_candidate_gets_a_place_in_a_published_exam() -> None:
    place, other = published()
    late = unplaced(place.session)
    move(place, late, other, 0, reason="补录")
    assert line(other) == [late.person.name]
    assert Desk.objects.get(roster_entry=late).room == other
    between = unplaced(place.session)
    RosterEntry.objects.filter(pk=place.entries[1].pk).update(slot_starts_at=slot(place, 2))
    move(place, between, place.room, 1, reason="补录")
    assert line(place.room) == [*names(place, 0), between.person.name, *names(place, 1)]


def test_a_withdrawn_exam_lets_go_of_its_line() -> None:
    place, _ = published()
    place.session.refresh_from_db()
    exams.withdraw_session(place.session, reason="重排", version=place.session.version, by=BY)
    move(place, place.entries[0], None)
    assert line(place.room) == names(place, 1)
    assert recorded("waiting.removed_from_queue")[0]["roster_entry_id"] == str(place.entries[0].pk)


def test_free_slots_are_filled_in_order() -> None:
    place = ready_draft(2)
    other = make_room(place.session)
    for number in range(3):
        unplaced(place.session, f"N{number}")
    filling = fill_timetable(place.session, reason="", by=BY).filling
    assert len(filling.placed) == 3 and not filling.left
    assert sorted(len(orders(room)) for room in (place.room, other)) == [2, 3]
    assert len(recorded("exams.roster_entry_placed")) == 3
    # Again there is nobody to place.
    assert fill_timetable(place.session, reason="", by=BY).filling.placed == {}
    ExamRoom.objects.filter(session=place.session).update(state="closed", closed_at=clock.now())
    late = unplaced(place.session)
    assert fill_timetable(place.session, reason="", by=BY).filling.left == {late.pk: Left.NO_ROOM}


def test_filling_a_published_exam_needs_a_reason() -> None:
    place, _ = published()
    unplaced(place.session)
    with refused(ReasonRequired):
        fill_timetable(place.session, reason="", by=BY)
    fill_timetable(place.session, reason="补录", by=BY)
    assert RosterEntry.objects.filter(session=place.session, room=None).count() == 0


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Callable[[int], Any]) -> None:
    for candidates in (2, 12):
        place = ready_draft(candidates)
        other = make_room(place.session)
        assign(other, "examiner")
        session = ExamSession.objects.select_related("school").get(pk=place.session.pk)
        with django_assert_num_queries(6):
            read_timetable(session)
