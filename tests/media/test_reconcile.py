"""The server's own list against the rows: what each difference leads to, and that old looks undo nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kaochang.core import clock
from kaochang.media import commands, services
from kaochang.media.fake import FakeMediaServer
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.media.reconcile import Findings, Tell, create_missing_rooms, reconcile_room, tell_nobody
from kaochang.media.reconcile import _compare as compare
from kaochang.media.server import MediaServerDown, Permission, as_permission, use_media_server
from kaochang.media.states import SeatPurpose
from kaochang.media.sweep import Sweep
from kaochang.media.tokens import sign_join_token

pytestmark = pytest.mark.django_db


def a_seat(purpose: str = "candidate", room: MediaRoom | None = None) -> MediaSeat:
    room = room or services.open_room("desk", uuid4())
    return services.open_seat(room, purpose=purpose, scope_id=uuid4(), person_id=uuid4())


def join(fake: FakeMediaServer, seat: MediaSeat) -> MediaSeat:
    fake.create_room(seat.room.name)
    fake.join(sign_join_token(seat, seat.room.name))
    return seat


def look(tell: Tell = tell_nobody) -> list[Findings]:
    found = [reconcile_room(name, tell) for name in Sweep().due()]
    return [findings for findings in found if findings is not None]


def test_lost_rooms_are_made_again_under_their_names(fake: FakeMediaServer) -> None:
    rooms = [services.open_room("desk", uuid4()) for _ in range(3)]
    closed = services.open_room("desk", uuid4())
    services.close_room(closed, "over")
    create_missing_rooms()
    assert fake.list_rooms() == {room.name for room in rooms}
    fake.die()
    fake.start()
    assert sorted(create_missing_rooms()) == sorted(room.name for room in rooms)
    assert create_missing_rooms() == []


def test_rooms_that_are_not_open_here_go(fake: FakeMediaServer) -> None:
    room = services.open_room("desk", uuid4())
    fake.create_room("desk-left-over")
    look()
    assert fake.list_rooms() == {room.name}


def test_joining_and_leaving_come_true_once(fake: FakeMediaServer) -> None:
    seat = join(fake, a_seat())
    told: list[Findings] = []
    [found] = look(told.append)
    assert [s.pk for s in found.joined] == [seat.pk]
    seat.refresh_from_db()
    assert seat.is_connected
    assert seat.version == 1
    look(told.append)
    assert len(told) == 1
    fake.leave(seat.room.name, seat.identity)
    [found] = look(told.append)
    assert [s.pk for s in found.left] == [seat.pk]
    seat.refresh_from_db()
    assert not seat.is_connected
    assert len(told) == 2


def test_a_stranger_is_removed_and_the_others_stay(fake: FakeMediaServer) -> None:
    seat = join(fake, a_seat())
    gone = join(fake, a_seat("talk", seat.room))
    services.close_seats(reason="left", identity=gone.identity)
    found = reconcile_room(seat.room.name)
    assert found is not None
    assert found.strangers == [gone.identity]
    assert [p.identity for p in fake.list_participants(seat.room.name)] == [seat.identity]


def test_a_seat_of_another_room_is_a_stranger_here(fake: FakeMediaServer) -> None:
    seat, other = join(fake, a_seat()), a_seat()
    fake.join(sign_join_token(other, seat.room.name))
    look()
    assert [p.identity for p in fake.list_participants(seat.room.name)] == [seat.identity]


def test_rights_that_drifted_come_back(fake: FakeMediaServer) -> None:
    seat = join(fake, a_seat("second_camera"))
    everything = as_permission(["camera", "microphone", "everything"], subscribe=True, hidden=False)
    fake.update_permission(seat.room.name, seat.identity, everything)
    look()
    [participant] = fake.list_participants(seat.room.name)
    assert participant.permission == commands.permission_of(seat)


def test_a_late_token_with_an_old_right_loses_it(fake: FakeMediaServer) -> None:
    seat = a_seat()
    fake.create_room(seat.room.name)
    shared = services.grant_screen_share(seat, True)
    with_share = sign_join_token(shared, seat.room.name)
    services.grant_screen_share(seat, False)
    fake.join(with_share)
    fake.publish(seat.room.name, seat.identity, source="screen_share", kind="video")
    look()
    [participant] = fake.list_participants(seat.room.name)
    assert participant.permission.publish == ("camera", "microphone")
    assert participant.tracks == ()


def test_an_audio_track_labelled_camera_ends_and_is_told_once_a_track(fake: FakeMediaServer) -> None:
    seat = join(fake, a_seat(SeatPurpose.SECOND_CAMERA))
    fake.publish(seat.room.name, seat.identity, source="camera", kind="audio")
    told: list[Findings] = []
    reconcile_room(seat.room.name, told.append)
    assert [s.track.kind for s in told[0].suspicious] == ["audio"]
    [participant] = fake.list_participants(seat.room.name)
    assert participant.tracks == ()
    assert participant.permission == commands.permission_of(seat)
    reconcile_room(seat.room.name, told.append)
    fake.publish(seat.room.name, seat.identity, source="camera", kind="audio")
    reconcile_room(seat.room.name, told.append)
    assert sum(len(findings.suspicious) for findings in told) == 2


class OnceDown(FakeMediaServer):
    """Fails at the first change of rights, as a server does that is just going away."""

    failures = 1

    def update_permission(self, room: str, identity: str, permission: Permission) -> bool:
        if self.failures:
            self.failures -= 1
            raise MediaServerDown("for a moment")
        return super().update_permission(room, identity, permission)


def test_a_false_track_that_could_not_be_ended_is_ended_by_the_next_look() -> None:
    with use_media_server(OnceDown()) as fake:
        assert isinstance(fake, OnceDown)
        seat = join(fake, a_seat(SeatPurpose.SECOND_CAMERA))
        fake.publish(seat.room.name, seat.identity, source="camera", kind="audio")
        told: list[Findings] = []
        with pytest.raises(MediaServerDown):
            reconcile_room(seat.room.name, told.append)
        reconcile_room(seat.room.name, told.append)
        assert fake.list_participants(seat.room.name)[0].tracks == ()
        assert sum(len(findings.suspicious) for findings in told) == 1


def test_honest_tracks_are_only_noted(fake: FakeMediaServer) -> None:
    seat = join(fake, a_seat())
    fake.publish(seat.room.name, seat.identity, source="camera", kind="video")
    track = fake.publish(seat.room.name, seat.identity, source="microphone", kind="audio")
    fake.mute_track(seat.room.name, seat.identity, track.sid)
    [found] = look()
    assert found.suspicious == []
    seat.refresh_from_db()
    assert [(t["source"], t["kind"], t["muted"]) for t in seat.publishing] == [
        ("camera", "video", False),
        ("microphone", "audio", True),
    ]


def test_an_older_look_undoes_nothing(fake: FakeMediaServer) -> None:
    """A webhook's look and the tick's overlap; the one that began earlier comes later."""
    seat = join(fake, a_seat())
    before = clock.now()
    there = fake.list_participants(seat.room.name)
    reconcile_room(seat.room.name)
    fake.leave(seat.room.name, seat.identity)
    reconcile_room(seat.room.name)
    late = compare(seat.room, before, there)
    assert not late.joined
    seat.refresh_from_db()
    assert not seat.is_connected
    # Nor does one that found nobody, when somebody came since.
    early = clock.now()
    with clock.shifted(timedelta(seconds=1)):
        join(fake, seat)
        reconcile_room(seat.room.name)
    assert not compare(seat.room, early, []).left
    seat.refresh_from_db()
    assert seat.is_connected


def test_a_room_that_closed_meanwhile_is_left_alone(fake: FakeMediaServer) -> None:
    seat = join(fake, a_seat())
    there = fake.list_participants(seat.room.name)
    services.close_room(seat.room, "over")
    found = compare(seat.room, clock.now(), there)
    assert not found.has_news
    assert reconcile_room(seat.room.name) is None


def test_jobs_bring_the_server_to_the_rows(fake: FakeMediaServer) -> None:
    seat = a_seat()
    commands.create_room(seat.room.pk)
    join(fake, seat)
    services.grant_screen_share(seat, True)
    commands.apply_grants(seat.pk)
    assert "screen_share" in fake.list_participants(seat.room.name)[0].permission.publish
    services.close_seats(reason="left", identity=seat.identity)
    commands.apply_grants(seat.pk)
    commands.remove_seats([seat.pk])
    assert fake.list_participants(seat.room.name) == []
    commands.delete_room(seat.room.name)  # still open here: stays
    assert fake.list_rooms() == {seat.room.name}
    services.close_room(seat.room, "over")
    commands.create_room(seat.room.pk)
    commands.delete_room(seat.room.name)
    assert fake.list_rooms() == set()


def test_muting_and_ending_a_share(fake: FakeMediaServer) -> None:
    seat = join(fake, services.grant_screen_share(a_seat(), True))
    chief = join(fake, a_seat("panel", seat.room))
    name = seat.room.name
    for source, kind in (("microphone", "audio"), ("camera", "video"), ("screen_share", "video")):
        fake.publish(name, seat.identity, source=source, kind=kind)
    fake.publish(name, chief.identity, source="microphone", kind="audio")
    commands.mute_source(seat.room.pk, "candidate", "microphone")
    commands.mute_source(seat.room.pk, "candidate", "screen_share")
    people = {p.identity: p for p in fake.list_participants(name)}
    tracks = {t.source: t.muted for t in people[seat.identity].tracks}
    assert tracks == {"microphone": True, "camera": False}
    assert "screen_share" in people[seat.identity].permission.publish
    assert [t.muted for t in people[chief.identity].tracks] == [False]
