"""The media server's life and death: the flag falls, the rooms come back, the gate opens; also when real."""

import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from kaochang.media import gate, services, status
from kaochang.media.fake import FakeMediaServer
from kaochang.media.livekit import LiveKitServer
from kaochang.media.models import MediaSeat, MediaServerStatus
from kaochang.media.server import use_media_server
from kaochang.media.tokens import sign_join_token
from kaochang.supervisor.process import wait_until
from kaochang.watch.probe import MediaServerWatch, Probe, Seen
from tests.media.livekit import RealMediaServer, SignalClient, free_ports

pytestmark = pytest.mark.django_db


class Script(Probe):
    """Answers what the test says."""

    def __init__(self, *seen: Seen) -> None:
        super().__init__("http://127.0.0.1:9")
        self.seen = list(seen)

    def look(self) -> Seen:
        return self.seen.pop(0)


@pytest.fixture
def fake() -> Iterator[FakeMediaServer]:
    server = FakeMediaServer()
    with use_media_server(server):
        yield server


@pytest.fixture
def real() -> Iterator[RealMediaServer]:
    """One of its own: it is killed."""
    with RealMediaServer.running() as server, use_media_server(LiveKitServer(server.url)):
        yield server


def a_seat() -> MediaSeat:
    room = services.open_room("desk", uuid4())
    return services.open_seat(room, purpose="candidate", scope_id=uuid4())


def at_the_gate(seat: MediaSeat) -> int:
    return gate.decide(f"/rtc/v1?access_token={sign_join_token(seat, seat.room.name)}")


def test_down_closes_the_gate_and_up_opens_it_after_the_rooms(fake: FakeMediaServer) -> None:
    seat = a_seat()
    watch = MediaServerWatch(Script(Seen.NEW, Seen.SAME, Seen.DOWN, Seen.DOWN, Seen.NEW))
    assert at_the_gate(seat) == 503
    watch.step()
    assert (at_the_gate(seat), fake.list_rooms()) == (200, {seat.room.name})
    watch.step()
    fake.die()
    watch.step()
    assert at_the_gate(seat) == 503
    watch.step()
    fake.start()
    assert fake.list_rooms() == set()
    watch.step()
    assert (at_the_gate(seat), fake.list_rooms()) == (200, {seat.room.name})


def test_a_restart_between_two_looks_is_noticed(fake: FakeMediaServer) -> None:
    seat = a_seat()
    watch = MediaServerWatch(Script(Seen.NEW, Seen.NEW))
    watch.step()
    fake.die()
    fake.start()
    watch.step()
    assert fake.list_rooms() == {seat.room.name}
    assert at_the_gate(seat) == 200


def test_the_gate_stays_shut_while_rooms_cannot_be_made(fake: FakeMediaServer) -> None:
    seat = a_seat()
    watch = MediaServerWatch(Script(Seen.NEW, Seen.SAME, Seen.SAME))
    fake.die()
    watch.step()
    assert at_the_gate(seat) == 503
    watch.step()
    assert not status.is_up()
    fake.start()
    watch.step()
    assert at_the_gate(seat) == 200


def test_a_restarted_watch_does_not_shut_the_gate(fake: FakeMediaServer) -> None:
    seat = a_seat()
    MediaServerWatch(Script(Seen.NEW)).step()
    before = MediaServerStatus.objects.get()
    MediaServerWatch(Script(Seen.NEW)).step()
    assert MediaServerStatus.objects.get().changed_at == before.changed_at
    assert at_the_gate(seat) == 200


def test_nothing_listens() -> None:
    probe = Probe(f"http://127.0.0.1:{free_ports(1)[0]}")
    assert probe.look() is Seen.DOWN
    probe.close()


def test_the_real_server_killed_and_back(real: RealMediaServer) -> None:
    seat = a_seat()
    probe = Probe(real.url)
    watch = MediaServerWatch(probe)
    watch.step()
    assert at_the_gate(seat) == 200
    assert [probe.look() for _ in range(20)] == [Seen.SAME] * 20
    page = SignalClient(real.url, sign_join_token(seat, seat.room.name))
    assert page.status == 101
    real.kill()
    watch.step()
    assert at_the_gate(seat) == 503
    assert page.is_closed.wait(5)
    # Back so fast that no look falls into the pause: still another process, and its rooms are gone.
    real.start()
    began = time.monotonic()
    assert SignalClient(real.url, sign_join_token(seat, seat.room.name)).status == 404
    watch.step()
    assert at_the_gate(seat) == 200
    assert time.monotonic() - began < 5
    again = SignalClient(real.url, sign_join_token(seat, seat.room.name))
    assert again.status == 101
    again.close()
    probe.close()


def test_a_real_restart_between_two_looks_is_noticed(real: RealMediaServer) -> None:
    seat = a_seat()
    probe = Probe(real.url)
    watch = MediaServerWatch(probe)
    watch.step()
    real.kill()
    real.start()
    assert LiveKitServer(real.url).list_rooms() == set()
    watch.step()
    assert LiveKitServer(real.url).list_rooms() == {seat.room.name}
    assert MediaServerStatus.objects.get().restarts == 1
    probe.close()


def test_a_server_that_hangs_is_down() -> None:
    import socket  # noqa: PLC0415

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        probe = Probe(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2)
        looking = threading.Thread(target=probe.look, daemon=True)
        looking.start()
        assert wait_until(lambda: not looking.is_alive(), seconds=3)
        assert probe.look() is Seen.DOWN
