"""One tick does everything that nobody asks for, and one step's trouble is not the others'."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, OperationalError

from kaochang.core import clock
from kaochang.desks import queries as desk_queries
from kaochang.desks.models import Device
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.exams import queries as exams
from kaochang.exams import setup
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.states import RoomRole, RoomState, SessionState
from kaochang.interviews import services as interviews
from kaochang.interviews.models import Invitation
from kaochang.media import queries as media_queries
from kaochang.media import services as media
from kaochang.media.fake import FakeMediaServer
from kaochang.media.models import MediaRoom
from kaochang.media.server import MediaServerRefused, Participant, use_media_server
from kaochang.media.tokens import sign_join_token
from kaochang.realtime.push import PresenceNews, PushServer
from kaochang.waiting import queries as waiting_queries
from kaochang.waiting import services as waiting
from kaochang.waiting.models import QueueEntry
from kaochang.watch.presence import PresenceWatch
from kaochang.watch.tick import MediaTick, PresenceTick, Tick
from tests.factories import Place, make_place, make_waiting
from tests.interviews.helpers import admitted
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


class BothTicks:
    def __init__(self, push: PushServer) -> None:
        self._ticks = (PresenceTick(PresenceWatch(push)), Tick())

    def run(self) -> None:
        for tick in self._ticks:
            tick.run()


def a_tick(push: PushServer | None = None) -> BothTicks:
    return BothTicks(push or Push())


def invited(place: Place, entry: QueueEntry) -> Invitation:
    return Invitation.objects.create(
        entry=waiting.mark_invited(entry, by=place.chief),
        room=place.room,
        sent_at=clock.now(),
        expires_at=clock.now() + timedelta(seconds=60),
        by_id=place.chief.person_id,
    )


def test_desks_open_up_to_the_limit_the_nearest_first(place: Place, fake: FakeMediaServer) -> None:
    place.session.desks_open_limit = 2
    place.session.save()
    for index in range(3):
        make_waiting(place, index)
    a_tick().run()
    opened = {desk.roster_entry_id for desk in desk_queries.list_open_desks(place.room.pk)}
    assert opened == {place.entries[0].pk, place.entries[1].pk}
    MediaTick(lambda: True).run()
    names = set(MediaRoom.objects.values_list("name", flat=True))
    assert len(names) == 2
    assert fake.list_rooms() == names


def test_nothing_at_the_media_server_while_it_is_down(place: Place, fake: FakeMediaServer) -> None:
    media.open_room("desk", uuid4())
    MediaTick(lambda: False).run()
    assert fake.list_rooms() == set()
    MediaTick(lambda: True).run()
    assert len(fake.list_rooms()) == 1


def test_an_invitation_lapses(place: Place, fake: FakeMediaServer) -> None:
    invited(place, make_waiting(place, 0))
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
        MediaTick(lambda: True).run()
    assert media_queries.find_room(room.pk).is_open is False  # type: ignore[union-attr]
    assert fake.list_rooms() == set()


def test_one_steps_trouble_is_not_the_others(
    place: Place, fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Talks and presence answer nonsense: desks still open, invitations still lapse."""

    class Nonsense(Push):
        def presence_changes(self, known: Mapping[str, str]) -> PresenceNews:
            raise ValueError("nonsense")

    def broken(*args: object) -> None:
        raise RuntimeError("broken")

    make_waiting(place, 0)
    waiting_out = invited(place, make_waiting(place, 1))
    monkeypatch.setattr(waiting_queries, "list_rooms_with_deserted_talks", broken)
    with clock.shifted(timedelta(seconds=61)):
        a_tick(Nonsense()).run()
    opened = {desk.roster_entry_id for desk in desk_queries.list_open_desks(place.room.pk)}
    assert opened == {entry.pk for entry in place.entries[:2]}
    waiting_out.refresh_from_db()
    assert waiting_out.state == "expired"


def test_a_room_in_trouble_does_not_stop_the_others(
    place: Place, fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [place, make_place(candidates=1)]
    for one in places:
        make_waiting(one, 0)
    truly = waiting.open_due_desks

    def refuses_the_first(room: ExamRoom, **named: Any) -> int:
        if room == place.room:
            raise RuntimeError("broken")
        return truly(room, **named)

    monkeypatch.setattr(waiting, "open_due_desks", refuses_the_first)
    a_tick().run()
    assert [len(desk_queries.list_open_desks(one.room.pk)) for one in places] == [0, 1]


def test_an_invitation_in_trouble_does_not_stop_the_others(
    place: Place, fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = (invited(one, make_waiting(one, 0)) for one in (place, make_place(candidates=1)))
    monkeypatch.setattr(interviews, "expire_invitation", all_but(broken.pk, interviews.expire_invitation))
    with clock.shifted(timedelta(seconds=61)):
        a_tick().run()
    assert [Invitation.objects.get(pk=one.pk).state for one in (broken, sound)] == ["sent", "expired"]


def test_a_look_in_trouble_does_not_stop_the_others(
    place: Place, fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make_waiting(place, 0)
    broken, sound = (
        interviews.take_desk_seat(entry, purpose="view", by=who) for who in (place.chief, place.officer)
    )
    monkeypatch.setattr(interviews, "note_ended_look", all_but(broken.identity, interviews.note_ended_look))
    with clock.shifted(timedelta(seconds=61)):
        a_tick().run()
    assert [ended["seat_id"] for ended in recorded("interviews.look_ended")] == [str(sound.pk)]


def test_an_interview_in_trouble_does_not_stop_the_others(
    place: Place, fake: FakeMediaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives = []
    for one in (place, make_place(candidates=1)):
        lives.append(admitted(one, make_waiting(one, 0, state="cleared", cleared_at=clock.now())))
        Device.objects.create(
            desk=one.entries[0].desk, kind=DeviceKind.LAPTOP, state=DeviceState.ACTIVE, online=False
        )
    monkeypatch.setattr(interviews, "judge_interruption", all_but(lives[0], interviews.judge_interruption))
    a_tick().run()
    assert [live.stops.exists() for live in lives] == [False, True]


def all_but(refused: object, act: Callable[..., Any]) -> Callable[..., Any]:
    def acts(one: object, **named: Any) -> Any:
        if one == refused:
            raise RuntimeError("broken")
        return act(one, **named)

    return acts


def test_a_media_room_in_trouble_does_not_stop_the_others() -> None:
    class Refusing(FakeMediaServer):
        refused = ""

        def list_participants(self, room: str) -> list[Participant]:
            if room == self.refused:
                raise MediaServerRefused("broken")
            return super().list_participants(room)

    with use_media_server(Refusing()) as fake:
        assert isinstance(fake, Refusing)
        rooms = [media.open_room("desk", uuid4()) for _ in range(2)]
        seats = [media.open_seat(room, purpose="candidate", scope_id=uuid4()) for room in rooms]
        for seat in seats:
            fake.create_room(seat.room.name)
            fake.join(sign_join_token(seat, seat.room.name))
        fake.refused = seats[0].room.name
        MediaTick(lambda: True).run()
    for seat in seats:
        seat.refresh_from_db()
    assert [seat.is_connected for seat in seats] == [False, True]


def test_a_database_that_is_away_ends_the_tick(place: Place) -> None:
    class Away(PresenceWatch):
        def look(self) -> None:
            raise OperationalError("away")

    with pytest.raises(DatabaseError):
        PresenceTick(Away(Push())).run()


def test_which_rooms_are_looked_after(place: Place) -> None:
    archived, other = make_place(candidates=0), make_place(candidates=0)
    ExamRoom.objects.filter(pk=archived.room.pk).update(state=RoomState.ARCHIVED)
    other.session.state = SessionState.CLOSED
    other.session.save()
    assert [room.pk for room in exams.rooms_in_use()] == [place.room.pk]
