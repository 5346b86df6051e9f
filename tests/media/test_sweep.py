"""Which rooms are looked at: those whose numbers differ or just moved at once, all others in turn."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kaochang.core import clock
from kaochang.media import services, sweep
from kaochang.media.fake import FakeMediaServer
from kaochang.media.models import MediaRoom
from kaochang.media.reconcile import reconcile_room
from kaochang.media.server import MediaServerRefused
from kaochang.media.sweep import IN_TURN, LAG, Sweep
from kaochang.media.tokens import sign_join_token

pytestmark = pytest.mark.django_db

CALM = LAG + timedelta(seconds=1)


def a_room(fake: FakeMediaServer) -> MediaRoom:
    room = services.open_room("desk", uuid4())
    fake.create_room(room.name)
    return room


def a_token(room: MediaRoom) -> str:
    seat = services.open_seat(room, purpose="view", scope_id=uuid4(), person_id=uuid4())
    return sign_join_token(seat, room.name)


def a_strangers_token(fake: FakeMediaServer, room: MediaRoom) -> str:
    """True, but of no seat in this room."""
    elsewhere = services.open_seat(a_room(fake), purpose="view", scope_id=uuid4())
    return sign_join_token(elsewhere, room.name)


def look(watch: Sweep) -> set[str]:
    due = watch.due()
    for name in due:
        reconcile_room(name)
    return set(due)


def test_calm_rooms_take_turns(fake: FakeMediaServer) -> None:
    rooms = {a_room(fake).name for _ in range(2 * IN_TURN)}
    watch = Sweep()
    assert look(watch) == rooms
    seen = []
    for second in range(4):
        with clock.shifted(CALM + timedelta(seconds=second)):
            seen.append(look(watch))
    assert [len(due) for due in seen] == [IN_TURN] * 4
    assert seen[0] | seen[1] == seen[2] | seen[3] == rooms


def test_a_stranger_in_a_calm_room_is_found_by_the_next_look(fake: FakeMediaServer) -> None:
    room, *_ = [a_room(fake) for _ in range(4 * IN_TURN)]
    mine, strange = fake.join(a_token(room)), a_strangers_token(fake, room)
    watch = Sweep()
    look(watch)
    with clock.shifted(CALM):
        look(watch)
        fake.join(strange)
        assert room.name in look(watch)
    assert [one.identity for one in fake.list_participants(room.name)] == [mine.identity]


def test_a_stranger_whom_the_number_does_not_show_yet_is_found_too(
    fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The media server tells one change at once, and the next only after a while."""
    room, *_ = [a_room(fake) for _ in range(4 * IN_TURN)]
    mine, strange = a_token(room), a_strangers_token(fake, room)
    watch = Sweep()
    look(watch)
    with clock.shifted(CALM):
        look(watch)
        mine_there = fake.join(mine)
        look(watch)
        late = fake.count_people()
        fake.join(strange)
        monkeypatch.setattr(fake, "count_people", lambda: late)
        with clock.shifted(LAG - timedelta(seconds=1)):
            assert room.name in look(watch)
    assert [one.identity for one in fake.list_participants(room.name)] == [mine_there.identity]


def test_one_round_is_bounded_and_nobody_waits_for_ever(
    fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "MOST", 2)
    rooms = {a_room(fake).name for _ in range(6)}
    watch = Sweep()
    seen = [look(watch) for _ in range(3)]
    assert [len(due) for due in seen] == [2, 2, 2]
    assert set.union(*seen) == rooms


def test_many_calm_rooms_have_their_turn_in_time_and_at_a_bounded_cost(
    fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "TURN_ROUNDS", 2)
    monkeypatch.setattr(sweep, "IN_TURN_AT_MOST", 8)
    rooms = {a_room(fake).name for _ in range(10)}
    watch = Sweep()
    look(watch)
    with clock.shifted(CALM):
        assert look(watch) | look(watch) == rooms
        rooms |= {a_room(fake).name for _ in range(20)}
    with clock.shifted(2 * CALM):
        look(watch)
    with clock.shifted(3 * CALM):
        assert len(look(watch)) == 8


def test_a_room_that_is_refused_does_not_end_the_look_at_the_others(
    fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, missing = a_room(fake), services.open_room("desk", uuid4())

    def refuse(name: str, **named: object) -> None:
        raise MediaServerRefused("broken")

    monkeypatch.setattr(fake, "create_room", refuse)
    assert look(Sweep()) == {there.name}
    assert missing.name not in fake.list_rooms()


def test_a_room_that_only_one_side_knows(fake: FakeMediaServer) -> None:
    ours = services.open_room("desk", uuid4())
    fake.create_room("desk-left-over")
    Sweep().due()
    assert fake.list_rooms() == {ours.name}
