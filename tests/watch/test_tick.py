"""One tick does everything that nobody asks for, and one step's trouble is not the others'."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, OperationalError

from kaochang.core import clock
from kaochang.desks import queries as desk_queries
from kaochang.exams import queries as exams
from kaochang.exams import setup
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.states import RoomRole, RoomState, SessionState
from kaochang.interviews.models import Invitation
from kaochang.media import queries as media_queries
from kaochang.media import services as media
from kaochang.media.fake import FakeMediaServer
from kaochang.media.models import MediaRoom
from kaochang.media.server import use_media_server
from kaochang.realtime.push import PushServer
from kaochang.waiting import queries as waiting_queries
from kaochang.waiting import services as waiting
from kaochang.watch.presence import PresenceWatch
from kaochang.watch.tick import Tick
from tests.factories import Place, make_place, make_waiting
from tests.traces import recorded
from tests.watch.test_presence import Push

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake() -> Iterator[FakeMediaServer]:
    server = FakeMediaServer()
    with use_media_server(server):
        yield server


@pytest.fixture
def place() -> Place:
    return make_place(candidates=3)


def a_tick(push: PushServer | None = None, *, media_is_up: bool = True) -> Tick:
    return Tick(PresenceWatch(push or Push()), lambda: media_is_up)


def test_desks_open_up_to_the_limit_the_nearest_first(place: Place, fake: FakeMediaServer) -> None:
    place.session.desks_open_limit = 2
    place.session.save()
    for index in range(3):
        make_waiting(place, index)
    a_tick().run()
    opened = {desk.roster_entry_id for desk in desk_queries.list_open_desks(place.room.pk)}
    assert opened == {place.entries[0].pk, place.entries[1].pk}
    a_tick().run()
    names = set(MediaRoom.objects.values_list("name", flat=True))
    assert len(names) == 2
    assert fake.list_rooms() == names


def test_nothing_at_the_media_server_while_it_is_down(place: Place, fake: FakeMediaServer) -> None:
    media.open_room("desk", uuid4())
    a_tick(media_is_up=False).run()
    assert fake.list_rooms() == set()
    a_tick().run()
    assert len(fake.list_rooms()) == 1


def test_an_invitation_lapses(place: Place, fake: FakeMediaServer) -> None:
    entry = make_waiting(place, 0)
    waiting_entry = waiting.mark_invited(entry, by=place.chief)
    Invitation.objects.create(
        entry=waiting_entry,
        room=place.room,
        sent_at=clock.now(),
        expires_at=clock.now() + timedelta(seconds=60),
        by_id=place.chief.person_id,
    )
    a_tick().run()
    assert Invitation.objects.get().state == "sent"
    with clock.shifted(timedelta(seconds=61)):
        a_tick().run()
    assert Invitation.objects.get().state == "expired"


def test_a_talk_ends_with_its_officers_assignment(place: Place, fake: FakeMediaServer) -> None:
    entry = make_waiting(place, 0)
    talk = waiting.start_talk(entry, by=place.officer)
    a_tick().run()
    assert waiting_queries.find_open_talk(entry.pk) == talk, "an officer who is only offline keeps it"
    held = Assignment.objects.get(room=place.room, role=RoomRole.WAITING_ROOM_OFFICER)
    setup.remove_assignment(held, by=place.chief)
    a_tick().run()
    assert waiting_queries.find_open_talk(entry.pk) is None
    assert waiting_queries.get_entry(entry.pk).state == "waiting"
    assert recorded("waiting.talk_ended")[0]["cleared"] is False


def test_expired_check_rooms_close(fake: FakeMediaServer) -> None:
    room = media.open_room("check", uuid4(), expires_at=clock.now() + timedelta(seconds=60))
    fake.create_room(room.name)
    with clock.shifted(timedelta(seconds=61)):
        a_tick().run()
    assert media_queries.find_room(room.pk).is_open is False  # type: ignore[union-attr]
    assert fake.list_rooms() == set()


def test_one_steps_trouble_is_not_the_others(place: Place, fake: FakeMediaServer) -> None:
    """Presence answers nonsense, the media server dies: desks still open."""

    class Nonsense(Push):
        def presence(self, channel: str) -> list[dict[str, object]]:
            return [{"conn_info": {"area": "staff", "person": "no id"}}]

    make_waiting(place, 0)
    fake.die()
    a_tick(Nonsense()).run()
    assert len(desk_queries.list_open_desks(place.room.pk)) == 1


def test_a_database_that_is_away_ends_the_tick(place: Place) -> None:
    class Away(PresenceWatch):
        def look(self, room: ExamRoom) -> None:
            raise OperationalError("away")

    with pytest.raises(DatabaseError):
        Tick(Away(Push()), lambda: False).run()


def test_which_rooms_are_looked_after(place: Place) -> None:
    archived, other = make_place(candidates=0), make_place(candidates=0)
    ExamRoom.objects.filter(pk=archived.room.pk).update(state=RoomState.ARCHIVED)
    other.session.state = SessionState.CLOSED
    other.session.save()
    assert [room.pk for room in exams.list_rooms_in_use()] == [place.room.pk]
