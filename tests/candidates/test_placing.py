"""「安排考场」 for many: what the preview names, what is done, and what is refused as a whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kaochang.candidates.states import Skip
from kaochang.exams.models import ExamRoom, Relation, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.notifications.models import Notification
from kaochang.planning import services
from kaochang.planning.filling import Left
from kaochang.waiting.models import QueueEntry
from tests.candidates.bulk import PLACING, ids, preview, run, skipped
from tests.candidates.test_list import BY, manager
from tests.factories import Place, assign, make_room, make_session, queue
from tests.planning.places import join, ready_draft, unplaced
from tests.traces import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    """Tomorrow, two of them placed in the first of two rooms, sixteen slots each."""
    place = ready_draft(2)
    place.room.name_en = "Room 1"
    place.room.save()
    make_room(place.session, name="第二考场", name_en="Room 2")
    return place


def second(place: Place) -> ExamRoom:
    return ExamRoom.objects.get(session=place.session, name="第二考场")


def where(entry: RosterEntry) -> tuple[str, int] | None:
    now = RosterEntry.objects.select_related("room", "session").get(pk=entry.pk)
    if now.room is None or now.slot_starts_at is None:
        return None
    return now.room.name, int((now.slot_starts_at - now.session.starts_at) / timedelta(minutes=15))


def published(place: Place) -> Place:
    assign(second(place), "chief_examiner", join(place))
    assign(second(place), "waiting_room_officer", join(place))
    place.session.refresh_from_db()
    services.publish_exam(place.session, version=place.session.version, by=BY)
    return place


def place_them(client: Client, **body: Any) -> Any:
    shown = preview(client, PLACING, **body)
    return run(client, PLACING, **body, seal=shown["seal"], reason="统一安排")


def test_words_of_planning_are_words_of_bulk_acts() -> None:
    assert {left.value for left in Left} <= {skip.value for skip in Skip}


def test_into_the_next_free_slots_as_it_was_shown(place: Place) -> None:
    admin, new = manager(place.school), [unplaced(place.session, number) for number in "123"]
    shown = preview(admin, PLACING, **ids(*place.entries, *new))
    assert (shown["will"], shown["needs_reason"], shown["coming_over"]) == (3, False, 0)
    assert skipped(shown) == {"placed": [entry.person.name for entry in place.entries]}
    assert {room["name"]: room["free"] for room in shown["rooms"]} == {place.room.name: 14, "第二考场": 16}
    assert (shown["example"]["name"], shown["example"]["room_en"]) == ("未排1", "Room 1")
    assert [where(entry) for entry in new] == [None] * 3
    done = run(admin, PLACING, **ids(*place.entries, *new), seal=shown["seal"])
    assert (done.status_code, done.json()) == (200, {"done": 3})
    assert [where(entry) for entry in new] == [(place.room.name, 2), ("第二考场", 0), ("第二考场", 1)]
    assert len(recorded("exams.roster_entry_placed")) == 3
    assert Notification.objects.count() == 0


def test_over_into_one_room(place: Place) -> None:
    admin, (first, other), new = manager(place.school), place.entries, unplaced(place.session)
    assert place_them(admin, **ids(first, new), room_id=str(second(place).pk)).json() == {"done": 2}
    assert [where(first), where(new)] == [("第二考场", 0), ("第二考场", 1)]
    assert where(other) == (place.room.name, 1)
    shown = preview(admin, PLACING, **ids(first, other), room_id=str(second(place).pk))
    assert (shown["will"], shown["coming_over"]) == (1, 1)
    assert skipped(shown) == {"here": [first.person.name]}


def test_what_is_published_needs_a_reason_and_everybody_is_told(place: Place) -> None:
    admin = manager(published(place).school)
    new = [unplaced(place.session, number) for number in "12"]
    shown = preview(admin, PLACING, **ids(*new))
    assert shown["needs_reason"] is True
    refused = run(admin, PLACING, **ids(*new), seal=shown["seal"])
    assert (refused.json()["code"], where(new[0])) == ("reason_required", None)
    assert run(admin, PLACING, **ids(*new), seal=shown["seal"], reason="补录").status_code == 200
    told = Notification.objects.filter(kind="slot_changed", reason="补录")
    assert {one.person_id for one in told} == {entry.person_id for entry in new}
    assert QueueEntry.objects.filter(roster_entry__in=new).count() == 2


def test_who_is_left_out_and_why(place: Place) -> None:
    first, busy = place.entries
    queue(busy, state="talking", arrived_at=place.session.starts_at)
    close, free = unplaced(place.session, "1"), unplaced(place.session, "2")
    staff = assign(second(place), "examiner")
    Relation.objects.create(
        school=place.school, staff=staff, candidate=close.person, kind="other", source="entered"
    )
    foreign = ready_draft(1).entries[0]
    foreign.session.school = place.school
    foreign.session.save()
    over = ready_draft(1).entries[0]
    over.session.school, over.session.state = place.school, SessionState.CLOSED
    over.session.save()
    admin, room = manager(place.school), str(second(place).pk)
    shown = preview(admin, PLACING, **ids(first, busy, close, free, foreign, over), room_id=room)
    assert shown["will"] == 2
    assert skipped(shown) == {
        "busy": [busy.person.name],
        "relation": [f"{close.person.name} – {staff.name}"],
        "other_exam": [foreign.person.name],
        "exam_over": [over.person.name],
    }
    # Of several exams no room can be chosen.
    assert preview(admin, PLACING, **ids(free, foreign))["rooms"] == []


def test_a_full_room_names_those_who_do_not_fit(place: Place) -> None:
    place.session.ends_at = place.session.starts_at + timedelta(minutes=30)
    place.session.save()
    new = [unplaced(place.session, number) for number in "123"]
    shown = preview(manager(place.school), PLACING, **ids(*new), room_id=str(second(place).pk))
    assert (shown["will"], skipped(shown)) == (2, {"no_free_slot": ["未排3"]})


def test_what_changed_meanwhile_is_told_and_nothing_is_done(place: Place) -> None:
    admin, new = manager(place.school), [unplaced(place.session, number) for number in "12"]
    everybody = {"asked": {"placed": ["unplaced"]}}
    shown = preview(admin, PLACING, **everybody)
    late = unplaced(place.session, "3")
    refused = run(admin, PLACING, **everybody, seal=shown["seal"])
    assert (refused.status_code, refused.json()["code"]) == (409, "selection_changed")
    assert refused.json()["params"] == {"will": 3}
    assert [where(entry) for entry in (*new, late)] == [None] * 3
    assert place_them(admin, **everybody).json() == {"done": 3}


def test_at_most_so_many_at_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaochang.candidates.placing.MOST", 2)
    new = [unplaced(place.session, number) for number in "123"]
    shown = preview(manager(place.school), PLACING, **ids(*new))
    assert (shown["will"], skipped(shown)) == (2, {"over_limit": ["未排3"]})


def test_a_college_places_its_own(place: Place) -> None:
    own, entry = manager(place.school, place.college), unplaced(place.session)
    other = manager(place.school, make_session(place.school).college)
    assert run(other, f"{PLACING}/preview", **ids(entry)).status_code == 404
    assert run(other, PLACING, **ids(entry), seal="x").status_code == 404
    foreign = str(ready_draft(1).room.pk)
    assert run(own, f"{PLACING}/preview", **ids(entry), room_id=foreign).status_code == 404
    assert place_them(own, **ids(entry)).status_code == 200


def test_a_preview_asks_no_more_for_more(place: Place, django_assert_num_queries: Any) -> None:
    admin = manager(place.school)
    for number in range(12):
        unplaced(place.session, str(number))
        if number in (0, 11):
            # Log-in, offices, the rows that were chosen, six of the timetable.
            with django_assert_num_queries(9):
                preview(admin, PLACING, asked={"placed": ["unplaced"]})
