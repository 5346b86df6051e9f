"""What the product relies on: the same on the fake and on the real media server."""

from collections.abc import Iterator
from typing import Protocol

import jwt
import pytest

from kaochang.config.environment import environment
from kaochang.media.commands import permission_of
from kaochang.media.fake import FakeMediaServer
from kaochang.media.livekit import LiveKitServer
from kaochang.media.models import MediaSeat
from kaochang.media.server import MediaServer, MediaServerDown, as_permission
from kaochang.media.states import SeatPurpose
from kaochang.media.sweep import LAG
from kaochang.media.tokens import sign_join_token
from kaochang.supervisor.process import wait_until
from tests.media.conftest import loose_seat
from tests.media.livekit import RealMediaServer, SignalClient, free_ports


class Stage(Protocol):
    server: MediaServer

    def join(self, token: str) -> bool: ...

    def leave(self, room: str, identity: str) -> None: ...


class FakeStage:
    def __init__(self) -> None:
        self.fake = FakeMediaServer()
        self.server: MediaServer = self.fake

    def join(self, token: str) -> bool:
        try:
            self.fake.join(token)
        except (KeyError, jwt.PyJWTError):
            return False
        return True

    def leave(self, room: str, identity: str) -> None:
        self.fake.leave(room, identity)


class RealStage:
    def __init__(self, real: RealMediaServer, server: LiveKitServer) -> None:
        self._real = real
        self.server: MediaServer = server
        self.clients: dict[str, SignalClient] = {}

    def join(self, token: str) -> bool:
        client = SignalClient(self._real.url, token)
        if client.status == 101:
            identity = jwt.decode(token, options={"verify_signature": False})["sub"]
            self.clients[identity] = client
        return client.status == 101

    def leave(self, room: str, identity: str) -> None:
        self.clients[identity].leave()

    def close(self) -> None:
        for client in self.clients.values():
            client.close()


@pytest.fixture(params=["fake", "real"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    if request.param == "fake":
        yield FakeStage()
        return
    real = request.getfixturevalue("real_media_server")
    stage = RealStage(real, request.getfixturevalue("livekit"))
    yield stage
    stage.close()


def identities(server: MediaServer, room: str) -> set[str]:
    return {participant.identity for participant in server.list_participants(room)}


def enter(stage: Stage, seat: MediaSeat) -> MediaSeat:
    stage.server.create_room(seat.room.name)
    assert stage.join(sign_join_token(seat, seat.room.name))
    assert wait_until(lambda: seat.identity in identities(stage.server, seat.room.name), seconds=5)
    return seat


def test_nobody_joins_a_room_that_was_not_created(stage: Stage) -> None:
    seat = loose_seat()
    assert not stage.join(sign_join_token(seat, seat.room.name))
    assert seat.room.name not in stage.server.list_rooms()


def test_a_foreign_signature_is_refused(stage: Stage) -> None:
    seat = loose_seat()
    stage.server.create_room(seat.room.name)
    claims = jwt.decode(sign_join_token(seat, seat.room.name), options={"verify_signature": False})
    assert not stage.join(jwt.encode(claims, "another-secret-of-enough-length-0000000", algorithm="HS256"))


def test_creating_twice_keeps_who_is_there(stage: Stage) -> None:
    seat = enter(stage, loose_seat())
    stage.server.create_room(seat.room.name)
    assert identities(stage.server, seat.room.name) == {seat.identity}
    assert seat.room.name in stage.server.list_rooms()


def test_deleting_ends_the_room_for_its_tokens(stage: Stage) -> None:
    seat = enter(stage, loose_seat())
    stage.server.delete_room(seat.room.name)
    assert wait_until(lambda: seat.room.name not in stage.server.list_rooms(), seconds=5)
    assert not stage.join(sign_join_token(seat, seat.room.name))
    stage.server.delete_room(seat.room.name)  # once more changes nothing
    assert stage.server.list_participants(seat.room.name) == []


@pytest.mark.parametrize("purpose", list(SeatPurpose))
def test_each_seat_has_exactly_its_rights(stage: Stage, purpose: SeatPurpose) -> None:
    seat = enter(stage, loose_seat(purpose))
    [participant] = stage.server.list_participants(seat.room.name)
    assert participant.identity == seat.identity
    assert participant.permission == permission_of(seat)
    assert participant.tracks == ()


def test_hidden_seats_are_in_the_servers_own_list(stage: Stage) -> None:
    seat = enter(stage, loose_seat(SeatPurpose.INSPECT))
    [participant] = stage.server.list_participants(seat.room.name)
    assert participant.permission.hidden


def test_how_many_are_where(stage: Stage) -> None:
    """Hidden ones count; a room that just changed may lag, a calm one shows its next change at once."""
    calm, fresh = loose_seat(SeatPurpose.INSPECT), loose_seat()
    stage.server.create_room(calm.room.name)
    enter(stage, fresh)

    def count(seat: MediaSeat) -> int:
        return stage.server.count_people()[seat.room.name]

    assert wait_until(lambda: count(fresh) == 1, seconds=LAG.total_seconds())
    assert count(calm) == 0
    enter(stage, calm)
    assert wait_until(lambda: count(calm) == 1, seconds=1)


def test_removal_is_no_wall(stage: Stage) -> None:
    """Why the gate exists: whoever was removed comes back with the same token."""
    seat = enter(stage, loose_seat())
    assert stage.server.remove_participant(seat.room.name, seat.identity)
    assert wait_until(lambda: not identities(stage.server, seat.room.name), seconds=5)
    assert not stage.server.remove_participant(seat.room.name, seat.identity)
    assert stage.join(sign_join_token(seat, seat.room.name))


def test_leaving_shows_in_the_list(stage: Stage) -> None:
    seat = enter(stage, loose_seat())
    stage.leave(seat.room.name, seat.identity)
    assert wait_until(lambda: not identities(stage.server, seat.room.name), seconds=5)


def test_a_permission_replaces_the_whole_set(stage: Stage) -> None:
    seat = enter(stage, loose_seat())
    less = as_permission(["camera"], subscribe=True, hidden=False)
    assert stage.server.update_permission(seat.room.name, seat.identity, less)

    def now() -> bool:
        return [p.permission for p in stage.server.list_participants(seat.room.name)] == [less]

    assert wait_until(now, seconds=5)
    nothing = as_permission([], subscribe=False, hidden=False)
    assert stage.server.update_permission(seat.room.name, seat.identity, nothing)
    assert wait_until(
        lambda: stage.server.list_participants(seat.room.name)[0].permission == nothing, seconds=5
    )


def test_what_is_missing_is_no_error(stage: Stage) -> None:
    seat = loose_seat()
    permission = permission_of(seat)
    assert not stage.server.remove_participant(seat.room.name, seat.identity)
    assert not stage.server.update_permission(seat.room.name, seat.identity, permission)
    assert not stage.server.mute_track(seat.room.name, seat.identity, "TR_none")
    stage.server.create_room(seat.room.name)
    assert not stage.server.remove_participant(seat.room.name, seat.identity)
    assert not stage.server.update_permission(seat.room.name, seat.identity, permission)
    assert not stage.server.mute_track(seat.room.name, seat.identity, "TR_none")
    assert stage.server.list_participants(seat.room.name) == []


def test_a_server_that_is_away_is_down_not_wrong() -> None:
    fake = FakeMediaServer()
    fake.die()
    real = LiveKitServer(f"http://127.0.0.1:{free_ports(1)[0]}")
    servers: list[MediaServer] = [fake, real]
    for server in servers:
        with pytest.raises(MediaServerDown):
            server.list_rooms()
        with pytest.raises(MediaServerDown) as caught:
            server.create_room("desk-x")
        assert environment.LIVEKIT_SECRET not in str(caught.value)
