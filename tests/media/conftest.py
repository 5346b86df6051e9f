"""Both media servers, and seats without a database for those tests that only need a token."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from kaochang.media import names
from kaochang.media.fake import FakeMediaServer
from kaochang.media.grants import GRANTS
from kaochang.media.livekit import LiveKitServer
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.server import use_media_server
from kaochang.media.states import RoomKind, SeatPurpose
from tests.media.livekit import RealMediaServer


@pytest.fixture(scope="session")
def real_media_server() -> Iterator[RealMediaServer]:
    with RealMediaServer.running() as server:
        yield server


@pytest.fixture
def livekit(real_media_server: RealMediaServer) -> Iterator[LiveKitServer]:
    server = LiveKitServer(real_media_server.url)
    with use_media_server(server):
        yield server
    server.close()


@pytest.fixture
def fake() -> Iterator[FakeMediaServer]:
    server = FakeMediaServer()
    with use_media_server(server):
        yield server


def loose_seat(purpose: SeatPurpose = SeatPurpose.CANDIDATE, kind: RoomKind = RoomKind.DESK) -> MediaSeat:
    """A seat in no database, for its token."""
    room = MediaRoom(kind=kind, scope_id=uuid4(), name=names.room_name(kind))
    return MediaSeat(
        room=room,
        identity=names.seat_identity(),
        purpose=purpose,
        scope_id=uuid4(),
        grants=GRANTS[purpose].as_json(),
    )
