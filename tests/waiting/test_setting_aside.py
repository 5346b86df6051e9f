"""暂缓, 缺考 and 恢复候考."""

import pytest

from kaochang.core.errors import Forbidden, InvalidTransition
from kaochang.desks import queries as desks
from kaochang.exams.errors import TextTooLong
from kaochang.realtime import channels
from kaochang.waiting import queries, services
from kaochang.waiting.errors import ConfirmationRequired, EntryInvited, NotSetAside
from kaochang.waiting.models import QueueEntry
from tests.factories import Place, make_place, make_waiting
from tests.traces import channels_of, pushed, recorded, refused
from tests.waiting.helpers import SYSTEM, of, room_of, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    place = make_place(candidates=3, desks_open_limit=1)
    for index in range(3):
        make_waiting(place, index)
    services.open_due_desks(room_of(place), by=SYSTEM)
    return place


def put(place: Place, state: str, index: int = 0) -> None:
    QueueEntry.objects.filter(pk=of(place, index).pk).update(state=state)


def is_open(place: Place, index: int) -> bool:
    desk = desks.find_desk(place.entries[index].pk)
    return desk is not None and desk.is_open


@pytest.mark.parametrize("role", ["examiner", "secretary", "inspector"])
def test_only_officer_and_chief(place: Place, role: str) -> None:
    with refused(Forbidden):
        services.defer(of(place), by=place.by(role))
    with refused(Forbidden):
        services.mark_absent(of(place), by=place.by(role), confirmed=True)
    with refused(Forbidden):
        services.restore(of(place), by=place.by(role))
    with refused(Forbidden):
        services.defer(of(place), by=place.candidate(0))


@pytest.mark.parametrize("state", ["talking", "admitted", "finished", "deferred", "absent"])
def test_states_that_cannot_be_set_aside(place: Place, state: str) -> None:
    put(place, state)
    with refused(InvalidTransition):
        services.defer(of(place), by=place.chief)
    with refused(InvalidTransition):
        services.mark_absent(of(place), by=place.chief, confirmed=True)


def test_never_while_invited(place: Place) -> None:
    put(place, "invited")
    with refused(EntryInvited):
        services.mark_absent(of(place), by=place.chief, confirmed=True)
    with refused(EntryInvited):
        services.defer(of(place), by=place.chief)


def test_absence_is_asked_twice(place: Place) -> None:
    with refused(ConfirmationRequired):
        services.mark_absent(of(place), by=place.officer, confirmed=False)


def test_a_long_reason(place: Place) -> None:
    with refused(TextTooLong, limit=500):
        services.defer(of(place), by=place.officer, reason="因" * 5000)


def test_deferring_frees_the_desk_for_the_next(place: Place) -> None:
    services.ask_help(of(place), text="x", by=place.candidate(0))
    services.go_away(of(place), by=place.candidate(0))
    entry = services.defer(of(place), by=place.officer, reason="网络")
    assert (entry.state, entry.state_before) == ("deferred", "waiting")
    assert entry.help_asked_at is None and entry.away_since is None
    assert (is_open(place, 0), is_open(place, 1)) == (False, True)
    assert recorded("waiting.deferral_reason_given")[0]["reason"] == "网络"
    assert "网络" not in str([row.payload for row in pushed("waiting.candidate_deferred")])
    both = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of("waiting.candidate_deferred") == both
    moved = {channel for row in pushed("waiting.place_changed") for channel in row.channels}
    assert moved == {channels.candidate(place.entries[index].pk) for index in (1, 2)}


@pytest.mark.parametrize("before", ["preparing", "waiting", "cleared"])
def test_a_deferred_candidate_returns_at_the_end(place: Place, before: str) -> None:
    put(place, before)
    services.defer(of(place), by=place.chief)
    entry = services.restore(of(place), by=place.officer)
    assert (entry.state, entry.state_before) == (before, "")
    assert [row.roster_entry_id for row in queries.list_queue(place.room.pk)] == [
        place.entries[index].pk for index in (1, 2, 0)
    ]
    assert recorded("waiting.candidate_restored")[0]["state"] == before


@pytest.mark.parametrize("before", ["preparing", "waiting", "cleared"])
def test_an_absent_candidate_keeps_the_drawn_place(place: Place, before: str) -> None:
    put(place, before)
    services.mark_absent(of(place), by=place.officer, confirmed=True)
    assert states(place) == ["absent", "waiting", "waiting"]
    assert len(recorded("waiting.candidate_marked_absent")) == 1
    services.restore(of(place), by=place.officer)
    assert states(place) == [before, "waiting", "waiting"]


@pytest.mark.parametrize("state", ["preparing", "waiting", "cleared", "talking", "invited", "admitted"])
def test_only_who_was_set_aside_is_restored(place: Place, state: str) -> None:
    put(place, state)
    with refused(NotSetAside):
        services.restore(of(place), by=place.officer)


def test_restoring_opens_a_desk_again_when_there_is_room(place: Place) -> None:
    services.defer(of(place, 0), by=place.officer)
    services.defer(of(place, 1), by=place.officer)
    services.defer(of(place, 2), by=place.officer)
    services.restore(of(place, 1), by=place.officer)
    assert is_open(place, 1)
