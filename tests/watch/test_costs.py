"""What the watch asks while nothing happens: the same of three rooms and of thirty."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kaochang.core import clock
from kaochang.desks.models import Device
from kaochang.media import services as media
from kaochang.media.fake import FakeMediaServer
from kaochang.media.models import MediaRoom
from kaochang.media.server import Participant, use_media_server
from kaochang.media.sweep import IN_TURN
from kaochang.media.tokens import sign_join_token
from kaochang.realtime import channels
from kaochang.waiting import services as waiting
from kaochang.watch.presence import PresenceWatch
from kaochang.watch.tick import MediaTick, PresenceTick, Tick
from tests.factories import Place, make_place, make_waiting
from tests.interviews.helpers import admitted
from tests.watch.test_presence import Push, candidate_info, laptop_of, staff_info

pytestmark = pytest.mark.django_db


class Asked(FakeMediaServer):
    def __init__(self) -> None:
        super().__init__()
        self.lists = self.looks = 0

    def count_people(self) -> dict[str, int]:
        self.lists += 1
        return super().count_people()

    def list_participants(self, room: str) -> list[Participant]:
        self.looks += 1
        return super().list_participants(room)


def a_busy_room(push: Push) -> Place:
    """Staff and candidates connected, an interview, a talk, somebody who waits with an open desk."""
    place = make_place(candidates=3)
    laptops = [laptop_of(place, index) for index in range(3)]
    push.of_channel[channels.presence(place.room.pk)] = [
        staff_info(place.chief),
        staff_info(place.officer),
        *map(candidate_info, laptops),
    ]
    admitted(place, make_waiting(place, 0, state="cleared", cleared_at=clock.now()))
    waiting.start_talk(make_waiting(place, 1), by=place.officer)
    return place


@pytest.mark.parametrize("rooms", [3, 30])
def test_a_calm_tick(rooms: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    push = Push()
    places = [a_busy_room(push) for _ in range(rooms)]
    presence = PresenceTick(PresenceWatch(push))
    presence.run()
    Tick().run()
    assert Device.objects.filter(online=True).count() == 3 * rooms
    asked = len(push.asked)
    with django_assert_num_queries(5):
        presence.run()
    with django_assert_num_queries(7):
        Tick().run()
    assert len(push.asked) == asked + 1
    assert len(push.asked[-1]) == len(places)


@pytest.mark.parametrize("rooms", [4, 40])
def test_a_calm_look_at_the_media_rooms(
    rooms: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with use_media_server(Asked()) as server:
        assert isinstance(server, Asked)
        opened = [media.open_room("desk", MediaRoom().pk) for _ in range(rooms)]
        for room in opened:
            seat = media.open_seat(room, purpose="candidate", scope_id=room.scope_id)
            server.create_room(room.name)
            server.join(sign_join_token(seat, room.name))
        tick = MediaTick(lambda: True)
        tick.run()
        assert server.looks == rooms, "who begins to watch knows nothing"
        with clock.shifted(timedelta(seconds=1)):
            tick.run()
        server.lists = server.looks = 0
        with clock.shifted(timedelta(seconds=15)):
            with django_assert_num_queries(5 + 5 * IN_TURN):
                tick.run()
            assert (server.lists, server.looks) == (1, IN_TURN)
