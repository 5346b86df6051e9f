"""Into the line, into the waiting area, and whose desk is open there."""

from collections.abc import Callable

import pytest

from kaochang.commitments.models import Commitment, Consent
from kaochang.core.errors import Forbidden
from kaochang.desks import queries as desks
from kaochang.desks.models import Desk, DeviceCheck
from kaochang.desks.services import close_desk
from kaochang.exams.errors import ExamClosed, StepMissing
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.realtime import channels
from kaochang.waiting import queries, services
from kaochang.waiting.errors import AlreadyArrived, NotInWaitingArea, WaitingAreaClosed
from kaochang.waiting.models import QueueEntry
from tests.desks.helpers import at_laptop
from tests.factories import Place, make_place, make_ready, make_waiting
from tests.traces import channels_of, pushed, recorded, refused
from tests.waiting.helpers import SYSTEM, of, room_of

pytestmark = pytest.mark.django_db


def arrive(place: Place, index: int) -> QueueEntry:
    entry = place.entries[index]
    return services.enter_waiting_area(entry, by=at_laptop(entry))


def open_at(place: Place) -> list[int]:
    """Whose desks are open, by the order of the roster."""
    opened = {desk.roster_entry_id for desk in desks.list_open_desks(place.room.pk)}
    return [index for index, entry in enumerate(place.entries) if entry.pk in opened]


def test_adding_to_the_queue_makes_place_and_desk() -> None:
    place = make_place(candidates=2, queued=False)
    entry = services.add_to_queue(place.entries[1], by=SYSTEM)
    assert (entry.state, entry.position) == ("preparing", place.entries[1].order_number)
    assert desks.find_desk(place.entries[1].pk) is not None
    assert recorded("waiting.added_to_queue")[0]["position"] == entry.position
    assert channels_of("waiting.added_to_queue") == {channels.room_staff(place.room.pk)}
    assert services.add_to_queue(place.entries[1], by=SYSTEM).pk == entry.pk
    assert len(recorded("waiting.added_to_queue")) == 1


def test_a_taken_position_is_not_given_twice() -> None:
    place = make_place(candidates=2, queued=False)
    first = services.add_to_queue(place.entries[0], by=SYSTEM)
    QueueEntry.objects.filter(pk=first.pk).update(position=place.entries[1].order_number)
    assert services.add_to_queue(place.entries[1], by=SYSTEM).position == first.position + 2


def _no_consent(entry: RosterEntry) -> None:
    Consent.objects.filter(person=entry.person).delete()


def _no_notice(entry: RosterEntry) -> None:
    RosterEntry.objects.filter(pk=entry.pk).update(notice_read_at=None, room_confirmed_at=None)


def _no_room_check(entry: RosterEntry) -> None:
    RosterEntry.objects.filter(pk=entry.pk).update(room_confirmed_at=None)


def _no_device_check(entry: RosterEntry) -> None:
    DeviceCheck.objects.filter(roster_entry=entry).delete()


def _failed_device_check(entry: RosterEntry) -> None:
    DeviceCheck.objects.create(roster_entry=entry, results={}, passed=False)


def _no_commitment(entry: RosterEntry) -> None:
    Commitment.objects.filter(roster_entry=entry).delete()


@pytest.mark.parametrize(
    ("undo", "step"),
    [
        (_no_consent, "consent"),
        (_no_notice, "notice"),
        (_no_room_check, "room_check"),
        (_no_device_check, "device_check"),
        (_failed_device_check, "device_check"),
        (_no_commitment, "commitment"),
    ],
)
def test_each_step_is_needed(undo: Callable[[RosterEntry], None], step: str) -> None:
    place = make_place()
    undo(make_ready(place))
    with refused(StepMissing, step=step):
        arrive(place, 0)


def test_only_oneself() -> None:
    place = make_place(candidates=2)
    make_ready(place, 0)
    for stranger in (at_laptop(place.entries[1]), place.officer, place.chief, SYSTEM):
        with refused(Forbidden):
            services.enter_waiting_area(place.entries[0], by=stranger)


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_a_closed_room_takes_nobody(state: str) -> None:
    place = make_place()
    make_ready(place)
    ExamRoom.objects.filter(pk=place.room.pk).update(state=state, closed_at=place.session.starts_at)
    with refused(WaitingAreaClosed):
        arrive(place, 0)


def test_a_closed_exam_takes_nobody() -> None:
    place = make_place()
    make_ready(place)
    ExamSession.objects.filter(pk=place.session.pk).update(state="closed")
    with refused(ExamClosed):
        arrive(place, 0)


@pytest.mark.parametrize("state", ["waiting", "cleared", "talking", "invited", "admitted"])
def test_arriving_twice(state: str) -> None:
    place = make_place()
    make_waiting(place, state=state)
    with refused(AlreadyArrived):
        arrive(place, 0)


@pytest.mark.parametrize("state", ["deferred", "absent", "finished"])
def test_who_was_set_aside_does_not_come_by_themselves(state: str) -> None:
    place = make_place()
    make_waiting(place, state=state)
    with refused(NotInWaitingArea, state=state):
        arrive(place, 0)


def test_arrival() -> None:
    place = make_place()
    make_ready(place)
    entry = arrive(place, 0)
    assert entry.state == "waiting" and entry.arrived_at is not None
    both = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of("waiting.candidate_arrived") == both
    assert [row["state"] for row in recorded("waiting.state_changed")] == ["waiting"]
    assert channels_of("waiting.queue_changed") == {channels.room_staff(place.room.pk)}
    place_event = pushed("waiting.place_changed")[0]
    assert place_event.channels == [channels.candidate(place.entries[0].pk)]
    assert (place_event.payload["data"]["place"], place_event.payload["data"]["ahead"]) == (1, 0)
    assert desks.find_laptop(place.entries[0].pk) is not None
    assert open_at(place) == [0]


def test_desks_open_up_to_the_limit_and_the_next_when_one_closes() -> None:
    place = make_place(candidates=4, desks_open_limit=2)
    for index in range(4):
        make_ready(place, index)
    for index in (3, 1, 2):
        arrive(place, index)
    assert open_at(place) == [1, 3]
    desk = desks.find_desk(place.entries[1].pk)
    assert desk is not None
    QueueEntry.objects.filter(roster_entry=place.entries[1]).update(state="finished")
    close_desk(desk, reason="interview_ended", by=SYSTEM)
    assert services.open_due_desks(room_of(place), by=SYSTEM) == 1
    assert open_at(place) == [2, 3]


def test_the_nearest_open_first() -> None:
    place = make_place(candidates=3, desks_open_limit=2)
    for index in range(3):
        make_waiting(place, index)
    assert services.open_due_desks(room_of(place), by=SYSTEM) == 2
    assert open_at(place) == [0, 1]
    assert services.open_due_desks(room_of(place), by=SYSTEM) == 0


def test_a_limit_of_zero_and_a_closed_room_open_nothing() -> None:
    place = make_place(candidates=1, desks_open_limit=0)
    make_waiting(place)
    assert services.open_due_desks(room_of(place), by=SYSTEM) == 0
    ExamSession.objects.update(desks_open_limit=8)
    ExamRoom.objects.update(state="closed", closed_at=place.session.starts_at)
    assert services.open_due_desks(room_of(place), by=SYSTEM) == 0
    assert not Desk.objects.filter(media_room_id__isnull=False).exists()


def test_an_arrival_ahead_moves_the_others_and_names_nobody() -> None:
    place = make_place(candidates=3)
    for index in range(3):
        make_ready(place, index)
    arrive(place, 2)
    arrive(place, 0)
    moved = [row for row in pushed("waiting.place_changed") if row.payload["data"]["place"] == 2]
    assert [row.channels for row in moved] == [[channels.candidate(place.entries[2].pk)]]
    assert set(moved[0].payload["data"]) == {"place", "ahead", "forecast_from", "forecast_to"}
    queue = queries.list_queue(place.room.pk)
    assert [entry.state for entry in queue] == ["waiting", "preparing", "waiting"]
    assert of(place, 2).position == 3
