"""Rooms and seats: refusals first, then what each call changes and what it leaves alone."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.core import clock
from kaochang.media import queries, services
from kaochang.media.errors import MediaRoomClosed, MediaUnavailable, SeatClosed
from kaochang.media.fake import FakeMediaServer
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.states import MEDIA_ROOM, MediaRoomState, RoomKind, SeatPurpose, TrackSource

pytestmark = pytest.mark.django_db


def a_room(kind: RoomKind = RoomKind.DESK, **columns: Any) -> MediaRoom:
    return services.open_room(kind, uuid4(), **columns)


def a_seat(room: MediaRoom, purpose: str = "candidate", **columns: Any) -> MediaSeat:
    return services.open_seat(room, purpose=purpose, **{"scope_id": uuid4(), **columns})


def jobs(name: str) -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=name).order_by("id")]


def test_every_pair_of_room_states() -> None:
    allowed = {(old, new) for old, new, yes in MEDIA_ROOM.pairs() if yes}
    assert allowed == {(MediaRoomState.OPEN, MediaRoomState.CLOSED)}


def test_a_closed_room_takes_no_seat() -> None:
    room = a_room()
    services.close_room(room, "test")
    with pytest.raises(MediaRoomClosed):
        a_seat(room)
    assert not MediaSeat.objects.exists()


def test_an_expired_room_takes_no_seat() -> None:
    room = a_room(expires_at=clock.now() + timedelta(seconds=60))
    with clock.shifted(timedelta(seconds=61)), pytest.raises(MediaRoomClosed):
        a_seat(room)


def test_closing_needs_to_know_whose() -> None:
    seat = a_seat(a_room())
    with pytest.raises(ValueError, match="whose"):
        services.close_seats(reason="x")
    with pytest.raises(ValueError, match="whose"):
        services.close_seats(reason="x", purposes=["candidate"])
    seat.refresh_from_db()
    assert seat.is_open


def test_the_database_holds_one_open_room_a_scope() -> None:
    room = a_room()
    with pytest.raises(IntegrityError), transaction.atomic():
        MediaRoom.objects.create(kind=room.kind, scope_id=room.scope_id, name="desk-other")


def test_the_database_holds_one_open_candidate_a_room() -> None:
    seat = a_seat(a_room())
    with pytest.raises(IntegrityError), transaction.atomic():
        MediaSeat.objects.create(
            room=seat.room, purpose="candidate", scope_id=uuid4(), identity="s-other", grants={}
        )


def test_opening_twice_is_one_room_and_reopening_is_another_name() -> None:
    room = a_room()
    again = services.open_room("desk", room.scope_id)
    assert again.pk == room.pk
    assert jobs("media.create_room") == [{"room_id": str(room.pk)}]
    services.close_room(room, "over")
    reopened = services.open_room("desk", room.scope_id)
    assert reopened.name != room.name
    assert queries.open_room_of("desk", room.scope_id) == reopened


def test_a_device_check_begins_anew() -> None:
    room = a_room(RoomKind.CHECK)
    seat = a_seat(room, "check")
    again = services.open_room("check", room.scope_id)
    assert again.pk != room.pk
    seat.refresh_from_db()
    assert not seat.is_open


def test_names_tell_nothing() -> None:
    person = uuid4()
    seat = a_seat(a_room(), person_id=person)
    for word in (seat.identity, seat.room.name):
        assert str(person)[:8] not in word
        assert str(seat.scope_id)[:8] not in word
        assert len(word.partition("-")[2]) == 20


def test_closing_a_room_closes_every_seat_and_deletes_it_there() -> None:
    room = a_room()
    seats = [a_seat(room), a_seat(room, "talk", person_id=uuid4())]
    services.close_room(room, "interview_ended")
    room.refresh_from_db()
    assert (room.state, room.close_reason) == ("closed", "interview_ended")
    for seat in seats:
        seat.refresh_from_db()
        assert seat.closed_at is not None
        assert seat.close_reason == "interview_ended"
    assert jobs("media.delete_room") == [{"name": room.name}]
    version = room.version
    services.close_room(room, "again")
    room.refresh_from_db()
    assert (room.version, room.close_reason) == (version, "interview_ended")
    assert len(jobs("media.delete_room")) == 1


@pytest.mark.parametrize("purpose", [SeatPurpose.CANDIDATE, SeatPurpose.SECOND_CAMERA])
def test_the_newest_candidate_seat_is_the_live_one(purpose: SeatPurpose) -> None:
    room = a_room()
    old = a_seat(room, purpose, person_id=uuid4())
    other = a_seat(room, "view", person_id=uuid4())
    new = a_seat(room, purpose, person_id=uuid4())
    assert {seat.pk for seat in queries.list_open_seats(room)} == {other.pk, new.pk}
    old.refresh_from_db()
    assert old.close_reason == "replaced"
    assert jobs("media.remove_seats") == [{"seat_ids": [str(old.pk)]}]


def test_staff_replace_only_their_own_seat_of_that_purpose() -> None:
    room, me, you = a_room(), uuid4(), uuid4()
    mine = a_seat(room, "panel", person_id=me)
    kept = [a_seat(room, "panel", person_id=you), a_seat(room, "view", person_id=me)]
    new = a_seat(room, "panel", person_id=me)
    open_now = {seat.pk for seat in queries.list_open_seats(room)}
    assert open_now == {new.pk, *(seat.pk for seat in kept)}
    assert mine.pk not in open_now


def test_a_device_check_holds_two_seats() -> None:
    room = a_room(RoomKind.CHECK)
    person = uuid4()
    both = {a_seat(room, "check", person_id=person).pk for _ in range(2)}
    assert {seat.pk for seat in queries.list_open_seats(room)} == both


def test_losing_an_assignment_closes_that_persons_seats_of_that_room_only() -> None:
    person, scope = uuid4(), uuid4()
    gone = [a_seat(a_room(), "view", person_id=person, scope_id=scope) for _ in range(2)]
    kept = [
        a_seat(a_room(), "view", person_id=person),
        a_seat(a_room(), "view", person_id=uuid4(), scope_id=scope),
    ]
    assert services.close_seats(reason="assignment_removed", person_id=person, scope_id=scope) == 2
    assert services.close_seats(reason="assignment_removed", person_id=person, scope_id=scope) == 0
    assert _open([*gone, *kept]) == {seat.pk for seat in kept}


def test_taking_over_closes_that_login_sessions_seats() -> None:
    session = uuid4()
    gone = a_seat(a_room(), login_session_id=session)
    kept = a_seat(a_room(), login_session_id=uuid4())
    assert services.close_seats_of_login_session(session) == 1
    assert _open([gone, kept]) == {kept.pk}
    gone.refresh_from_db()
    assert (gone.close_reason, gone.version) == ("taken_over", 2)


def test_screen_sharing_comes_and_goes_with_the_row() -> None:
    seat = a_seat(a_room())
    services.grant_screen_share(seat, True)
    seat.refresh_from_db()
    assert set(seat.may_publish) == set(TrackSource)
    services.grant_screen_share(seat, True)  # nothing new, no second job
    assert len(jobs("media.apply_grants")) == 1
    services.grant_screen_share(seat, False)
    seat.refresh_from_db()
    assert seat.may_publish == ["camera", "microphone"]


def test_joining_makes_sure_that_the_room_is_there(fake: FakeMediaServer) -> None:
    seat = a_seat(a_room())
    answer = services.join_answer(seat)
    assert fake.list_rooms() == {seat.room.name}
    assert fake.join(answer["token"]).identity == seat.identity == answer["identity"]
    assert (answer["url"], answer["room"], answer["ice_servers"]) == ("", seat.room.name, [])


def test_no_answer_for_a_closed_seat_or_room_or_without_a_server(fake: FakeMediaServer) -> None:
    seat = a_seat(a_room())
    services.close_seats(reason="left", identity=seat.identity)
    with pytest.raises(SeatClosed):
        services.join_answer(seat)
    other = a_seat(a_room())
    fake.die()
    with pytest.raises(MediaUnavailable):
        services.join_answer(other)
    services.close_room(other.room, "over")
    with pytest.raises(MediaRoomClosed):
        services.join_answer(other)


def test_expired_rooms_are_closed() -> None:
    room = a_room(RoomKind.CHECK, expires_at=clock.now() + timedelta(seconds=60))
    kept = a_room()
    seat = a_seat(room, "check")
    assert services.close_expired_rooms() == 0
    with clock.shifted(timedelta(seconds=61)):
        assert services.close_expired_rooms() == 1
    assert _open([seat]) == set()
    kept.refresh_from_db()
    assert kept.is_open


def test_only_who_looks_openly_shows_an_eye() -> None:
    room, scope = a_room(), uuid4()
    for purpose in SeatPurpose:
        a_seat(room, purpose, person_id=uuid4(), scope_id=scope)
    assert not queries.is_watched(room)
    MediaSeat.objects.filter(room=room).update(joined_at=clock.now())
    assert queries.is_watched(room)
    MediaSeat.objects.filter(room=room, purpose="view").update(left_at=clock.now())
    # The inspector is still there, and the candidate's page shows no eye for that.
    assert not queries.is_watched(room)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count: int, django_assert_num_queries: Any) -> None:
    rooms = [a_room() for _ in range(count)]
    for room in rooms:
        a_seat(room)
    MediaSeat.objects.update(joined_at=clock.now())
    ids = [room.pk for room in rooms]
    with django_assert_num_queries(1):
        assert queries.watched_rooms(ids) == set()


def _open(seats: list[MediaSeat]) -> set[UUID]:
    found = MediaSeat.objects.filter(pk__in=[seat.pk for seat in seats], closed_at__isnull=True)
    return set(found.values_list("pk", flat=True))
