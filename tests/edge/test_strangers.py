"""Who was in a media room without a seat in it: out, in the trail, on the staff's screens."""

from collections.abc import Iterator

import pytest

from kaochang.desks import services as desks
from kaochang.edge.webhooks import tell
from kaochang.media import services as media
from kaochang.media.fake import FakeMediaServer
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.reconcile import reconcile_room
from kaochang.media.server import use_media_server
from kaochang.media.tokens import sign_join_token
from kaochang.realtime import channels
from tests.factories import Place, make_place
from tests.traces import channels_of, pushed, recorded
from tests.waiting.helpers import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake() -> Iterator[FakeMediaServer]:
    server = FakeMediaServer()
    with use_media_server(server):
        yield server


@pytest.fixture
def place() -> Place:
    return make_place()


def room_of(kind: str, place: Place) -> MediaRoom:
    if kind == "desk":
        desk = desks.open_desk(place.entries[0], by=SYSTEM)
        return MediaRoom.objects.get(kind="desk", scope_id=desk.pk)
    return media.open_room(kind, place.room.pk if kind == "panel" else place.entries[0].pk)


def seat_in(room: MediaRoom, place: Place) -> MediaSeat:
    return media.open_seat(room, purpose="candidate", scope_id=place.room.pk)


@pytest.mark.parametrize("kind", ["desk", "panel", "check"])
def test_the_staff_of_that_room_are_alarmed(place: Place, fake: FakeMediaServer, kind: str) -> None:
    """With a true token of another desk: the seat exists, but not here."""
    other = make_place()
    foreign = seat_in(room_of("desk", other), other)
    room = room_of(kind, place)
    fake.create_room(room.name)
    fake.join(sign_join_token(foreign, room.name))
    reconcile_room(room.name, tell)
    assert fake.list_participants(room.name) == []
    [row] = pushed("media.stranger_removed")
    assert row.channels == [channels.room_staff(place.room.pk)]
    assert recorded("media.stranger_removed") == [
        {"media_room_id": str(room.pk), "identity": foreign.identity}
    ]


def test_who_is_only_on_the_way_out_alarms_nobody(place: Place, fake: FakeMediaServer) -> None:
    room = room_of("desk", place)
    seat = seat_in(room, place)
    fake.create_room(room.name)
    fake.join(sign_join_token(seat, room.name))
    media.close_seats(reason="left", identity=seat.identity)
    reconcile_room(room.name, tell)
    assert fake.list_participants(room.name) == []
    assert channels_of("media.stranger_removed") == set()
