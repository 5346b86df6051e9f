"""Messages of the media server: forged ones refused, true ones kept once, and none of them believed."""

import base64
import hashlib
import json
import random
import time
from typing import Any
from uuid import uuid4

import jwt
import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.audit.models import TrailEntry
from kaochang.config.environment import environment
from kaochang.edge.webhooks import dispatch
from kaochang.media import services
from kaochang.media.fake import FakeMediaServer
from kaochang.media.livekit import LiveKitServer
from kaochang.media.models import MediaSeat, WebhookEvent
from kaochang.media.tokens import sign_join_token
from kaochang.realtime.models import OutboxRow
from kaochang.supervisor.process import wait_until
from tests.media.livekit import RealMediaServer, SignalClient

pytestmark = pytest.mark.django_db
TYPE = "application/webhook+json"


def a_seat(purpose: str = "candidate") -> MediaSeat:
    room = services.open_room("panel", uuid4())
    return services.open_seat(room, purpose=purpose, scope_id=uuid4(), person_id=uuid4())


def message(kind: str, seat: MediaSeat, number: int = 1) -> bytes:
    body = {
        "event": kind,
        "id": f"EV_{number}",
        "createdAt": "1790000000",
        "room": {"name": seat.room.name, "sid": "RM_1", "turnPassword": "turn-secret"},
        "participant": {"identity": seat.identity, "sid": "PA_1", "metadata": "claimed"},
    }
    return json.dumps(body).encode()


def signature(body: bytes, secret: str = environment.LIVEKIT_SECRET, **changes: Any) -> str:
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    claims = {"iss": environment.LIVEKIT_KEY, "exp": int(time.time()) + 300, "sha256": digest, **changes}
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, secret, algorithm="HS256")


def post(client: Client, body: bytes, authorization: str | None = None, content_type: str = TYPE) -> int:
    return client.post(
        "/internal/media-webhook",
        body,
        content_type=content_type,
        headers={"Authorization": signature(body) if authorization is None else authorization},
    ).status_code


def dispatch_all() -> None:
    for event in WebhookEvent.objects.order_by("pk"):
        dispatch(event.pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "x" * 40},
        {"iss": "other"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"sha256": None},
        {"sha256": ""},
        {"sha256": base64.b64encode(hashlib.sha256(b"another body").digest()).decode()},
        {"sha256": ["x"]},
    ],
)
def test_a_forged_message_is_refused(client: Client, changes: dict[str, Any]) -> None:
    body = message("participant_joined", a_seat())
    assert post(client, body, signature(body, **changes)) == 403
    assert not WebhookEvent.objects.exists()


def test_a_malformed_message_is_refused(client: Client) -> None:
    for body in (b"", b"{}", b"[]", b"null", b"\xff", b'{"event": "x"}', b'{"id": "x"}'):
        assert post(client, body) == 403
    body = message("participant_joined", a_seat())
    for authorization in ("", "Bearer", "Bearer x.y.z", signature(body)[:-3]):
        assert post(client, body, authorization) == 403
    for content_type in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        assert post(client, body, content_type=content_type) == 403
    assert client.get("/internal/media-webhook").status_code == 405
    assert not WebhookEvent.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="edge.dispatch_webhook").exists()


def test_kept_once_without_secrets(client: Client) -> None:
    body = message("participant_joined", a_seat())
    assert [post(client, body) for _ in range(3)] == [200, 200, 200]
    [event] = WebhookEvent.objects.all()
    assert "turn-secret" not in json.dumps(event.body)
    assert "claimed" not in json.dumps(event.body)
    assert ProcrastinateJob.objects.filter(task_name="edge.dispatch_webhook").count() == 1


def test_a_message_is_a_hint_not_a_fact(client: Client, fake: FakeMediaServer) -> None:
    """A true signature under "joined" for somebody who is not there changes nothing."""
    seat = a_seat()
    fake.create_room(seat.room.name)
    post(client, message("participant_joined", seat))
    dispatch_all()
    seat.refresh_from_db()
    assert seat.joined_at is None


def test_repeated_and_reordered_messages_end_in_the_truth(client: Client, fake: FakeMediaServer) -> None:
    seat = a_seat()
    fake.create_room(seat.room.name)
    kinds = ["participant_joined", "track_published", "participant_left", "participant_joined"]
    messages = [message(kind, seat, number) for number, kind in enumerate(kinds)]
    fake.join(sign_join_token(seat, seat.room.name))
    shuffled = messages * 3
    random.Random(5).shuffle(shuffled)  # noqa: S311
    for body in shuffled:
        assert post(client, body) == 200
        dispatch_all()
        dispatch_all()
    seat.refresh_from_db()
    assert seat.is_connected
    told = OutboxRow.objects.filter(payload__type="media.people_changed")
    assert told.count() == 1
    assert WebhookEvent.objects.filter(dispatched_at__isnull=True).count() == 0


def test_messages_about_unknown_or_closed_rooms_are_harmless(client: Client, fake: FakeMediaServer) -> None:
    seat = a_seat()
    services.close_room(seat.room, "over")
    post(client, message("participant_joined", seat, 1))
    post(client, json.dumps({"event": "room_started", "id": "EV_2", "room": {"name": "x" * 500}}).encode())
    post(client, json.dumps({"event": "egress_started", "id": "EV_3"}).encode())
    dispatch_all()
    assert WebhookEvent.objects.filter(dispatched_at__isnull=False).count() == 3


def test_an_inspector_comes_and_goes_without_a_word(client: Client, fake: FakeMediaServer) -> None:
    seat = a_seat("inspect")
    fake.create_room(seat.room.name)
    fake.join(sign_join_token(seat, seat.room.name))
    post(client, message("participant_joined", seat))
    dispatch_all()
    seat.refresh_from_db()
    assert seat.is_connected
    assert not OutboxRow.objects.exists()


def test_a_suspicious_track_is_in_the_trail_and_told_to_staff(client: Client, fake: FakeMediaServer) -> None:
    seat = a_seat("second_camera")
    fake.create_room(seat.room.name)
    fake.join(sign_join_token(seat, seat.room.name))
    fake.publish(seat.room.name, seat.identity, source="camera", kind="audio")
    post(client, message("track_published", seat))
    dispatch_all()
    assert fake.list_participants(seat.room.name)[0].tracks == ()
    [entry] = TrailEntry.objects.filter(event="media.suspicious_track_found")
    assert entry.scope_id == seat.scope_id
    [row] = OutboxRow.objects.filter(payload__type="media.suspicious_track_found")
    assert row.channels == [f"room-staff:{seat.scope_id}"]


def test_somebody_without_any_seat_is_removed_and_in_the_trail(client: Client, fake: FakeMediaServer) -> None:
    seat = a_seat()
    fake.create_room(seat.room.name)
    stranger = MediaSeat(room=seat.room, identity="s-stranger", purpose="panel", grants=seat.grants)
    fake.join(sign_join_token(stranger, seat.room.name))
    post(client, message("participant_joined", seat))
    dispatch_all()
    assert fake.list_participants(seat.room.name) == []
    assert TrailEntry.objects.filter(event="media.stranger_removed").count() == 1


def test_the_real_servers_own_messages(
    client: Client,
    livekit: LiveKitServer,
    real_media_server: RealMediaServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A hidden visitor's too: joined, seen, left; each as the real server signs and spells it."""
    caplog.set_level(0)
    sink = real_media_server.webhooks
    seat = a_seat("view")
    services.join_answer(seat)
    token = sign_join_token(seat, seat.room.name)

    def mine(kind: str) -> list[Any]:
        bodies = ((json.loads(d.body), d) for d in list(sink.deliveries))
        return [d for body, d in bodies if body["event"] == kind and body["room"]["name"] == seat.room.name]

    def deliver(kind: str) -> None:
        assert wait_until(lambda: bool(mine(kind)), seconds=5)
        [delivery] = mine(kind)
        assert post(client, delivery.body, delivery.authorization, delivery.content_type) == 200
        dispatch_all()
        seat.refresh_from_db()

    deliver("room_started")
    page = SignalClient(real_media_server.url, token)
    # Without media the server tells nobody of a participant; any message about the room brings the look.
    assert wait_until(lambda: bool(livekit.list_participants(seat.room.name)), seconds=5)
    post(client, message("room_metadata_changed", seat, 77))
    dispatch_all()
    seat.refresh_from_db()
    assert seat.is_connected
    page.leave()
    assert wait_until(lambda: not livekit.list_participants(seat.room.name), seconds=5)
    services.close_room(seat.room, "over")
    livekit.delete_room(seat.room.name)
    deliver("room_finished")
    assert "turnPassword" not in json.dumps([event.body for event in WebhookEvent.objects.all()])
    for record in caplog.records:
        assert token.split(".")[2] not in str(record.__dict__)
        assert environment.LIVEKIT_SECRET not in str(record.__dict__)
