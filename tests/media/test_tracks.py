"""What the product relies on about tracks: the same on the fake and, with a browser, on the real one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

import pytest
from playwright.sync_api import Page

from kaochang.media.commands import end_tracks, permission_of
from kaochang.media.fake import FakeMediaServer
from kaochang.media.grants import SHARE
from kaochang.media.livekit import LiveKitServer
from kaochang.media.models import MediaSeat
from kaochang.media.reconcile import is_suspicious
from kaochang.media.server import MediaServer, Participant, Track, use_media_server
from kaochang.media.states import SeatPurpose
from kaochang.media.tokens import sign_join_token
from kaochang.supervisor.process import wait_until
from tests.media.browser import browser_page
from tests.media.conftest import loose_seat
from tests.media.livekit import RealMediaServer


class Stage(Protocol):
    server: MediaServer

    def join(self, seat: MediaSeat) -> None: ...

    def publish(self, seat: MediaSeat, source: str, kind: str) -> None: ...


class FakeStage:
    def __init__(self) -> None:
        self.fake = FakeMediaServer()
        self.server: MediaServer = self.fake

    def join(self, seat: MediaSeat) -> None:
        self.fake.join(sign_join_token(seat, seat.room.name))

    def publish(self, seat: MediaSeat, source: str, kind: str) -> None:
        self.fake.publish(seat.room.name, seat.identity, source=source, kind=kind)


class RealStage:
    def __init__(self, real: RealMediaServer, page: Page) -> None:
        self._url, self._page = real.url.replace("http://", "ws://"), page
        self.server: MediaServer = LiveKitServer(real.url)

    def join(self, seat: MediaSeat) -> None:
        words = [seat.identity, self._url, sign_join_token(seat, seat.room.name)]
        self._page.evaluate("words => join(...words)", words)

    def publish(self, seat: MediaSeat, source: str, kind: str) -> None:
        self._page.evaluate("words => publish(...words)", [seat.identity, source, kind])


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser_page() as page:
        yield page


@pytest.fixture(params=["fake", "real"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    made: Stage
    if request.param == "fake":
        made = FakeStage()
    else:
        made = RealStage(request.getfixturevalue("real_media_server"), request.getfixturevalue("page"))
    with use_media_server(made.server):
        yield made


def enter(stage: Stage, purpose: SeatPurpose = SeatPurpose.CANDIDATE, *, sharing: bool = False) -> MediaSeat:
    seat = loose_seat(purpose)
    if sharing:
        seat.grants = {**seat.grants, "publish": [*seat.may_publish, *SHARE]}
    stage.server.create_room(seat.room.name)
    stage.join(seat)
    return seat


def there(stage: Stage, seat: MediaSeat) -> Participant:
    [participant] = stage.server.list_participants(seat.room.name)
    return participant


def tracks(stage: Stage, seat: MediaSeat) -> set[tuple[str, str, bool]]:
    return {(track.source, track.kind, track.muted) for track in there(stage, seat).tracks}


def sid_of(stage: Stage, seat: MediaSeat, source: str) -> str:
    return next(track.sid for track in there(stage, seat).tracks if track.source == source)


def test_tracks_are_listed_with_source_kind_and_mute(stage: Stage) -> None:
    seat = enter(stage)
    stage.publish(seat, "camera", "video")
    stage.publish(seat, "microphone", "audio")
    assert wait_until(lambda: len(tracks(stage, seat)) == 2, seconds=10)
    assert tracks(stage, seat) == {("camera", "video", False), ("microphone", "audio", False)}
    sid = sid_of(stage, seat, "microphone")
    assert stage.server.mute_track(seat.room.name, seat.identity, sid)
    assert wait_until(lambda: ("microphone", "audio", True) in tracks(stage, seat), seconds=5)
    assert ("camera", "video", False) in tracks(stage, seat)


@pytest.mark.parametrize(
    ("purpose", "source", "kind"),
    [
        (SeatPurpose.SECOND_CAMERA, "microphone", "audio"),
        (SeatPurpose.CANDIDATE, "screen_share", "video"),
        (SeatPurpose.VIEW, "camera", "video"),
        (SeatPurpose.INSPECT, "microphone", "audio"),
    ],
)
def test_what_the_seat_may_not_send_is_refused(
    stage: Stage, purpose: SeatPurpose, source: str, kind: str
) -> None:
    seat = enter(stage, purpose)
    with pytest.raises(Exception):  # noqa: B017 - each server has its own words
        stage.publish(seat, source, kind)
    assert there(stage, seat).tracks == ()


def test_the_declared_source_is_all_that_is_checked(stage: Stage) -> None:
    """Why we look at the kind ourselves, and that looking ends such a track while the right stays."""
    seat = enter(stage, SeatPurpose.SECOND_CAMERA)
    stage.publish(seat, "camera", "audio")
    assert wait_until(lambda: tracks(stage, seat) == {("camera", "audio", False)}, seconds=10)
    [track] = there(stage, seat).tracks
    assert is_suspicious(seat, track)
    end_tracks(seat, seat.room.name, ["camera"])
    assert wait_until(lambda: there(stage, seat).tracks == (), seconds=2)
    assert wait_until(lambda: there(stage, seat).permission == permission_of(seat), seconds=2)


def test_ending_a_share_leaves_the_rest_and_may_begin_again(stage: Stage) -> None:
    seat = enter(stage, sharing=True)
    stage.publish(seat, "camera", "video")
    stage.publish(seat, "screen_share", "video")
    assert wait_until(lambda: len(tracks(stage, seat)) == 2, seconds=10)
    end_tracks(seat, seat.room.name, ["screen_share"])
    assert wait_until(lambda: tracks(stage, seat) == {("camera", "video", False)}, seconds=2)
    stage.publish(seat, "screen_share", "video")
    assert wait_until(lambda: len(tracks(stage, seat)) == 2, seconds=10)


def test_losing_the_right_ends_the_track(stage: Stage) -> None:
    seat = enter(stage, sharing=True)
    stage.publish(seat, "screen_share", "video")
    assert wait_until(lambda: len(tracks(stage, seat)) == 1, seconds=10)
    less = replace(permission_of(seat), publish=("camera", "microphone"))
    assert stage.server.update_permission(seat.room.name, seat.identity, less)
    assert wait_until(lambda: tracks(stage, seat) == set(), seconds=2)
    with pytest.raises(Exception):  # noqa: B017
        stage.publish(seat, "screen_share", "video")


@pytest.mark.parametrize("kind", ["audio", "video"])
@pytest.mark.parametrize("source", ["camera", "microphone", "screen_share", "screen_share_audio", "unknown"])
def test_which_pairs_of_source_and_kind_are_honest(source: str, kind: str) -> None:
    honest = {
        ("camera", "video"),
        ("microphone", "audio"),
        ("screen_share", "video"),
        ("screen_share_audio", "audio"),
    }
    seat = loose_seat()
    seat.grants = {**seat.grants, "publish": [*seat.may_publish, *SHARE]}
    track = Track(sid="TR_1", source=source, kind=kind)
    assert is_suspicious(seat, track) == ((source, kind) not in honest)
    assert is_suspicious(loose_seat(SeatPurpose.VIEW), track)


def test_the_real_server_tells_of_a_browser_that_joined_published_and_left(
    real_media_server: RealMediaServer, page: Page
) -> None:
    stage = RealStage(real_media_server, page)
    seat = enter(stage)
    stage.publish(seat, "camera", "video")

    def told() -> set[str]:
        bodies = [json.loads(delivery.body) for delivery in list(real_media_server.webhooks.deliveries)]
        return {body["event"] for body in bodies if body.get("room", {}).get("name") == seat.room.name}

    assert wait_until(lambda: told() >= {"participant_joined", "track_published"}, seconds=5)
    page.evaluate("identity => rooms[identity].disconnect()", seat.identity)
    assert wait_until(lambda: told() >= {"participant_left", "track_unpublished"}, seconds=5)
    assert stage.server.list_participants(seat.room.name) == []
