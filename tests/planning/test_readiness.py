"""What blocks the publication of an exam: the rule's table, and the facts it is judged by."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.exams.models import ExamSession, Relation, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning.clashes import find_clashes
from kaochang.planning.facts import read_facts
from kaochang.planning.readiness import Facts, ItemState, Named, Place, blocking, readiness
from kaochang.planning.timetable_queries import read_timetable
from tests.factories import assign, make_entry, make_notice, make_room, make_session
from tests.planning.places import join, ready_draft

BY = Actor.system("test")
ONE = Named(1, ["甲"])
FINE = Facts(
    rooms=1,
    candidates=1,
    staff=1,
    has_letter=True,
    has_notice=True,
    has_english=True,
    has_rehearsal=True,
)


def test_nothing_is_missing() -> None:
    items = readiness(FINE)
    assert {item.state for item in items} == {ItemState.READY} and blocking(items) == []
    assert "rehearsal" not in {item.key for item in readiness(replace(FINE, formality="rehearsal"))}


@pytest.mark.parametrize(
    ("facts", "key", "problem", "place"),
    [
        ({"is_over": True}, "window", "window_over", Place.RULES),
        ({"rooms": 0}, "rooms", "no_rooms", Place.ROOMS),
        ({"candidates": 0}, "candidates", "no_candidates", Place.CANDIDATES),
        ({"unplaced": ONE}, "slots", "without_slot", Place.ROOMS),
        ({"outside_window": ONE}, "slots", "outside_window", Place.ROOMS),
        ({"without_chief": ONE}, "staff", "no_chief", Place.STAFF),
        ({"too_few_staff": ONE}, "staff", "too_few_staff", Place.STAFF),
        ({"without_officer": ONE}, "staff", "no_officer", Place.STAFF),
        ({"relations": ONE}, "clashes", "relation", Place.ROOMS),
        ({"staff_clashes": ONE}, "clashes", "staff_twice", Place.STAFF),
        ({"candidate_clashes": ONE}, "clashes", "candidate_twice", Place.ROOMS),
        ({"has_letter": False}, "texts", "no_letter", Place.TEXTS),
        ({"has_notice": False}, "texts", "no_notice", Place.TEXTS),
        ({"needs_english": True, "has_english": False}, "texts", "no_english", Place.TEXTS),
    ],
)
def test_what_blocks(facts: dict[str, Any], key: str, problem: str, place: Place) -> None:
    items = readiness(replace(FINE, **facts))
    assert blocking(items) == [problem]
    assert (items[0].key, items[0].problem, items[0].place) == (key, problem, place)


def test_every_problem_is_said_at_once() -> None:
    every: dict[str, Any] = dict.fromkeys(
        (
            "unplaced",
            "outside_window",
            "gone",
            "without_chief",
            "too_few_staff",
            "without_officer",
            "relations",
            "staff_clashes",
            "candidate_clashes",
        ),
        ONE,
    )
    lacking: dict[str, Any] = {
        "has_letter": False,
        "has_notice": False,
        "needs_english": True,
        "has_english": False,
    }
    items = readiness(replace(FINE, **every, **lacking))
    assert blocking(items) == [
        "relation",
        "staff_twice",
        "candidate_twice",
        "staff_gone",
        "no_chief",
        "too_few_staff",
        "no_officer",
        "without_slot",
        "outside_window",
        "no_letter",
        "no_notice",
        "no_english",
    ]
    places = {item.problem: item.place for item in items}
    assert places["staff_twice"] == Place.STAFF and places["relation"] == Place.ROOMS


def test_of_nobody_nothing_is_said_to_be_ready() -> None:
    items = {item.key: item for item in readiness(replace(FINE, rooms=0, candidates=0, staff=0))}
    assert (items["staff"].state, items["staff"].problem) == (ItemState.TODO, "staff_before_rooms")
    assert (items["slots"].state, items["slots"].problem) == (ItemState.TODO, "slots_before_candidates")
    assert (items["relations"].state, items["relations"].problem) == (ItemState.TODO, "stated_by_nobody")
    assert items["relations"].place == Place.ROOMS
    assert sorted(blocking(items.values())) == ["no_candidates", "no_rooms"]


def test_a_rehearsal_is_advised_only() -> None:
    items = readiness(replace(FINE, has_rehearsal=False))
    assert (items[0].problem, items[0].state) == ("no_rehearsal", ItemState.TODO)
    assert blocking(items) == []


def problems(session: ExamSession) -> list[str]:
    return blocking(readiness(read_facts(ExamSession.objects.get(pk=session.pk))))


def change(session: ExamSession, **columns: Any) -> None:
    ExamSession.objects.filter(pk=session.pk).update(**columns)


@pytest.mark.django_db
def test_an_exam_that_is_ready() -> None:
    assert problems(ready_draft().session) == []


@pytest.mark.django_db
def test_an_empty_exam() -> None:
    at = clock.now() + timedelta(days=1)
    session = make_session(state=SessionState.DRAFT, starts_at=at, ends_at=at + timedelta(hours=4))
    assert problems(session) == ["no_rooms", "no_candidates", "no_letter", "no_notice"]


@pytest.mark.django_db
def test_who_is_not_placed_is_named() -> None:
    place = ready_draft()
    RosterEntry.objects.filter(pk=place.entries[0].pk).update(slot_starts_at=None)
    RosterEntry.objects.filter(pk=place.entries[1].pk).update(room=None, order_number=None)
    [item] = [item for item in readiness(read_facts(place.session)) if item.key == "slots"]
    assert item.count == 2 and set(item.names) == {entry.person.name for entry in place.entries}


@pytest.mark.django_db
def test_each_room_needs_its_panel() -> None:
    place = ready_draft()
    room = make_room(place.session, name="空考场")
    facts = read_facts(place.session)
    assert facts.without_chief == facts.without_officer == facts.too_few_staff == Named(1, ["空考场"])
    change(place.session, clearance_required=False)
    assign(room, "chief_examiner", join(place))
    assert problems(place.session) == []
    change(place.session, minimum_staff=4)
    assert problems(place.session) == ["too_few_staff"]


@pytest.mark.django_db
def test_a_person_in_two_rooms() -> None:
    place = ready_draft()
    change(place.session, clearance_required=False)
    chief = place.staff["chief_examiner"]
    for name in ("第二考场", "第三考场"):
        assign(make_room(place.session, name=name), "chief_examiner", chief)
    said = f"{chief.name} ({place.room.name} / 第二考场 / 第三考场)"
    assert read_facts(place.session).staff_clashes == Named(1, [said])
    assert problems(place.session) == ["staff_twice"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "hours", "clashes"),
    [
        ("published", 0, True),
        ("open", 0, True),
        # Their own room is done after half an hour.
        ("published", 1, False),
        ("draft", 0, False),
        ("closed", 0, False),
    ],
)
def test_a_person_in_two_exams(state: str, hours: int, clashes: bool) -> None:
    place = ready_draft()
    starts = place.session.starts_at + timedelta(hours=hours)
    other = make_session(
        place.school, state=SessionState(state), starts_at=starts, ends_at=starts + timedelta(hours=4)
    )
    assign(make_room(other), "examiner", place.staff["examiner"])
    assert problems(place.session) == (["staff_twice"] if clashes else [])


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "clashes"), [(19, True), (20, False)])
def test_another_exam_ends_with_the_extra_time_of_its_last(minutes: int, clashes: bool) -> None:
    place = ready_draft()
    starts = place.session.starts_at
    other = make_session(
        place.school,
        state=SessionState.PUBLISHED,
        starts_at=starts - timedelta(hours=1),
        ends_at=place.session.ends_at,
        interview_seconds=600,
    )
    room = make_room(other)
    assign(room, "examiner", place.staff["examiner"])
    make_entry(room, slot_starts_at=starts - timedelta(minutes=minutes), extra_time_percent=100)
    make_entry(room, slot_starts_at=starts - timedelta(minutes=40))
    assert problems(place.session) == (["staff_twice"] if clashes else [])


@pytest.mark.django_db
def test_where_else_somebody_is_has_a_name_in_each_language() -> None:
    place = ready_draft()
    other = make_session(
        place.school,
        name="复试",
        name_en="Second round",
        state=SessionState.PUBLISHED,
        starts_at=place.session.starts_at,
        ends_at=place.session.ends_at,
    )
    assign(make_room(other, name="一号", name_en="Room 1"), "examiner", place.staff["examiner"])
    (clash,) = find_clashes(read_timetable(place.session))
    assert (clash.other, clash.other_en) == ("复试 · 一号", "Second round · Room 1")


@pytest.mark.django_db
def test_two_candidates_at_one_time() -> None:
    place = ready_draft()
    second = place.entries[1]
    RosterEntry.objects.filter(pk=second.pk).update(
        slot_starts_at=place.session.starts_at + timedelta(seconds=place.session.interview_seconds - 1)
    )
    assert problems(place.session) == ["candidate_twice"]
    RosterEntry.objects.filter(pk=second.pk).update(
        slot_starts_at=place.session.ends_at - timedelta(seconds=1)
    )
    assert problems(place.session) == ["outside_window"]


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "clashes"), [(0, True), (-9, True), (-10, False), (15, False)])
def test_a_candidate_in_two_exams(minutes: int, clashes: bool) -> None:
    place = ready_draft()
    other = make_session(
        place.school,
        state=SessionState.PUBLISHED,
        starts_at=place.session.starts_at - timedelta(hours=1),
        ends_at=place.session.ends_at,
        interview_seconds=600,
    )
    RosterEntry.objects.create(
        session=other,
        room=make_room(other),
        order_number=1,
        person=place.entries[0].person,
        candidate_number="x",
        slot_starts_at=place.session.starts_at + timedelta(minutes=minutes),
    )
    assert problems(place.session) == (["candidate_twice"] if clashes else [])


@pytest.mark.django_db
def test_a_relation_names_the_room_both_people_and_what_they_are_to_each_other() -> None:
    place = ready_draft(4)
    chief = place.staff["chief_examiner"]
    assign(place.room, "secretary", chief)
    for entry, kind in zip(place.entries, ("teacher", "family", "other", "interest"), strict=True):
        known = {"school": place.school, "staff": chief, "candidate": entry.person}
        Relation.objects.create(**known, kind=kind, source="declared")
    [item] = [item for item in readiness(read_facts(place.session)) if item.problem == "relation"]
    assert item.count == 4
    assert [(one.candidate, one.relation) for one in item.meetings] == [
        (entry.person.name, kind)
        for entry, kind in zip(place.entries, ("teacher", "family", "other"), strict=False)
    ]
    first = item.meetings[0]
    assert (first.room, first.staff) == (place.room.name, chief.name)
    assert sorted(first.roles) == ["chief_examiner", "secretary"]


@pytest.mark.django_db
def test_english_where_it_is_promised() -> None:
    place = ready_draft()
    change(place.session, languages="zh_en")
    assert problems(place.session) == ["no_english"]
    change(place.session, languages="zh")
    make_notice(place.session)
    assert problems(place.session) == []


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Callable[[int], Any]) -> None:
    for candidates in (2, 12):
        place = ready_draft(candidates)
        make_room(place.session)
        with django_assert_num_queries(12):
            read_facts(place.session)
