"""「自动安排」 taken back by one press: everybody or nobody."""

from datetime import timedelta
from typing import Any

import pytest

from kaochang.core.errors import NotFound
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning.errors import FillingActedUpon, FillingPublished
from kaochang.planning.moving import Move, Place, fill_timetable, move_candidates, undo_filling
from tests import factories
from tests.factories import make_room
from tests.planning.places import ready_draft, unplaced
from tests.planning.rosters import BY, manager
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> factories.Place:
    """Two have their slots; two have nothing, two have this room and no slot yet."""
    place = ready_draft(2)
    # Times go to pages and come back in milliseconds.
    start = place.session.starts_at.replace(microsecond=0)
    ExamSession.objects.filter(pk=place.session.pk).update(starts_at=start)
    place.session.starts_at = start
    for entry in place.entries:
        slot = entry.slot_starts_at and entry.slot_starts_at.replace(microsecond=0)
        RosterEntry.objects.filter(pk=entry.pk).update(slot_starts_at=slot)
    for number in range(4):
        entry = unplaced(place.session, f"N{number}")
        if number > 1:
            RosterEntry.objects.filter(pk=entry.pk).update(room=place.room, order_number=number + 1)
    make_room(place.session)
    return place


def orders(place: factories.Place) -> dict[Any, Any]:
    rows = RosterEntry.objects.filter(session=place.session)
    return dict(rows.values_list("candidate_number", "order_number"))


def numbered(place: factories.Place, **numbers: int) -> None:
    """As a file numbers them: in no order of times or names, with gaps."""
    for number, order in numbers.items():
        RosterEntry.objects.filter(session=place.session, candidate_number=number).update(order_number=order)


def roster(place: factories.Place) -> dict[Any, Any]:
    rows = RosterEntry.objects.filter(session=place.session)
    return {row[0]: row[1:] for row in rows.values_list("candidate_number", "room", "slot_starts_at")}


def fill(place: factories.Place) -> list[Move]:
    return fill_timetable(place.session, reason="", by=BY).moves


def test_everybody_is_back_where_they_were(place: factories.Place) -> None:
    before = roster(place)
    made = fill(place)
    assert len(made) == 4 and roster(place) != before
    assert undo_filling(place.session, made, by=BY) == 4
    assert roster(place) == before
    assert len(recorded("exams.roster_entry_placed")) == 8
    # It can be filled again, the same way.
    assert fill(place) == made


def test_the_numbers_of_a_file_come_back_as_they_were(place: factories.Place) -> None:
    first, second = (entry.candidate_number for entry in place.entries)
    numbered(place, **{first: 12, second: 7, "N2": 9, "N3": 5})
    before = orders(place)
    done = fill_timetable(place.session, reason="", by=BY)
    filled = orders(place)
    assert filled != before
    undo_filling(place.session, done.moves, done.were, by=BY)
    assert orders(place) == before


def test_where_somebody_came_since_the_order_follows_the_times(place: factories.Place) -> None:
    numbered(place, N2=9, N3=5)
    done = fill_timetable(place.session, reason="", by=BY)
    late = unplaced(place.session, "N9")
    RosterEntry.objects.filter(pk=late.pk).update(room=place.room, order_number=40)
    undo_filling(place.session, done.moves, done.were, by=BY)
    here = RosterEntry.objects.filter(room=place.room)
    assert list(here.order_by("order_number").values_list("order_number", flat=True)) == [1, 2, 3, 4, 5]


def test_whoever_was_moved_since_is_named_and_nobody_goes_back(place: factories.Place) -> None:
    made = fill(place)
    moved = RosterEntry.objects.get(pk=made[0].entry_id)
    elsewhere = Place(moved.room_id, place.session.starts_at + timedelta(hours=3))
    move_candidates(place.session, [Move(moved.pk, made[0].to, elsewhere)], reason="", by=BY)
    with refused(FillingActedUpon, count=1, names=moved.person.name):
        undo_filling(place.session, made, by=BY)


def test_whoever_left_the_roster_does_not_keep_the_others(place: factories.Place) -> None:
    made = fill(place)
    RosterEntry.objects.filter(pk=made[0].entry_id).delete()
    assert undo_filling(place.session, made, by=BY) == 3


def test_once_published_everybody_keeps_a_place(place: factories.Place) -> None:
    made = fill(place)
    ExamSession.objects.filter(pk=place.session.pk).update(state=SessionState.PUBLISHED)
    with refused(FillingPublished):
        undo_filling(place.session, made, by=BY)


def test_of_another_exam_nobody_is_taken_out(place: factories.Place) -> None:
    made = fill(place)
    other = ready_draft(1)
    foreign = other.entries[0]
    there = Move(foreign.pk, Place(), Place(foreign.room_id, foreign.slot_starts_at))
    assert undo_filling(place.session, [*made, there], by=BY) == 4
    foreign.refresh_from_db()
    assert foreign.room_id == other.room.pk
    with refused(NotFound):
        undo_filling(place.session, [Move(made[0].entry_id, Place(other.room.pk), Place())], by=BY)


def test_over_http_with_what_the_filling_answered(place: factories.Place) -> None:
    client, json = manager(place.school), "application/json"
    url = f"/api/v1/school/exams/{place.session.pk}/timetable/filling"
    numbered(place, N2=9, N3=5)
    before, numbers = roster(place), orders(place)
    filled = client.post(url, {}, json).json()
    assert (filled["placed"], len(filled["made"])) == (4, 4)
    back = {"made": filled["made"], "were": filled["were"]}
    undone = client.post(f"{url}/undo", back, json)
    assert (undone.status_code, undone.json()) == (200, {"moved": 4})
    assert (roster(place), orders(place)) == (before, numbers)
    again = client.post(f"{url}/undo", {"made": filled["made"]}, json)
    assert (again.status_code, again.json()["code"]) == (409, "filling_acted_upon")
    twice = [filled["made"][0]] * 2
    assert client.post(f"{url}/undo", {"made": twice}, json).json()["code"] == "malformed_body"
