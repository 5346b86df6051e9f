"""The gate: everything but one open seat's own live token, shown once in one spelling, stays outside."""

import base64
import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import jwt
import pytest
from django.db import connection
from django.test import Client

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.media import gate, services, status
from kaochang.media.livekit import LiveKitServer
from kaochang.media.models import MediaSeat
from kaochang.media.server import as_permission
from kaochang.media.tokens import sign_admin_token, sign_join_token
from kaochang.supervisor.process import wait_until
from tests.media.livekit import RealMediaServer, SignalClient

pytestmark = pytest.mark.django_db
SECRET = environment.LIVEKIT_SECRET


@pytest.fixture
def seat() -> MediaSeat:
    status.set_up(True)
    room = services.open_room("desk", uuid4())
    return services.open_seat(
        room, purpose="candidate", scope_id=uuid4(), person_id=uuid4(), login_session_id=uuid4()
    )


def token_of(seat: MediaSeat) -> str:
    return sign_join_token(seat, seat.room.name)


def uri_of(token: str, path: str = "/rtc/v1") -> str:
    return f"{path}?access_token={token}&auto_subscribe=1&join_request=CgA"


def claims_of(seat: MediaSeat) -> dict[str, Any]:
    return jwt.decode(token_of(seat), options={"verify_signature": False})


def signed(claims: dict[str, Any], secret: str = SECRET, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.encode(claims, secret, algorithm=algorithm, headers=headers or None)


@pytest.mark.parametrize("path", ["/rtc", "/rtc/validate", "/rtc/v1", "/rtc/v1/validate"])
def test_an_open_seat_passes(seat: MediaSeat, path: str) -> None:
    assert gate.decide(uri_of(token_of(seat), path)) == 200


def test_one_look_up(seat: MediaSeat, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert gate.decide(uri_of(token_of(seat))) == 200
    with django_assert_num_queries(0):
        assert gate.decide(uri_of("nonsense")) == 403


def _without(name: str) -> Callable[[MediaSeat], str]:
    return lambda seat: signed({key: value for key, value in claims_of(seat).items() if key != name})


def _with(**changes: Any) -> Callable[[MediaSeat], str]:
    return lambda seat: signed({**claims_of(seat), **changes})


def _video(**changes: Any) -> Callable[[MediaSeat], str]:
    return lambda seat: signed({**claims_of(seat), "video": {**claims_of(seat)["video"], **changes}})


def _unsigned(algorithm: str) -> Callable[[MediaSeat], str]:
    def make(seat: MediaSeat) -> str:
        head = _part({"alg": algorithm, "typ": "JWT"})
        return f"{head}.{_part(claims_of(seat))}."

    return make


def _resigned_payload(seat: MediaSeat) -> str:
    """Another's identity under a true signature of one's own token."""
    head, _, signature = token_of(seat).split(".")
    return f"{head}.{_part({**claims_of(seat), 'exp': int(time.time()) + 9999})}.{signature}"


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


FORGERIES: dict[str, Callable[[MediaSeat], str]] = {
    "empty": lambda seat: "",
    "not a token": lambda seat: "s-aaaaaaaaaaaaaaaaaaaa",
    "two parts": lambda seat: ".".join(token_of(seat).split(".")[:2]),
    "four parts": lambda seat: token_of(seat) + ".x",
    "no signature": lambda seat: token_of(seat).rsplit(".", 1)[0] + ".",
    "signature cut": lambda seat: token_of(seat)[:-4],
    "signature of another token": lambda seat: (
        token_of(seat).rsplit(".", 1)[0] + "." + signed({"sub": "x"}).rsplit(".", 1)[1]
    ),
    "payload changed": _resigned_payload,
    "alg none": _unsigned("none"),
    "alg None": _unsigned("None"),
    "alg NONE": _unsigned("NONE"),
    "alg empty": _unsigned(""),
    "alg RS256 over the secret": _unsigned("RS256"),
    "HS384": lambda seat: signed(claims_of(seat), algorithm="HS384"),
    "HS512": lambda seat: signed(claims_of(seat), algorithm="HS512"),
    "another secret": lambda seat: signed(claims_of(seat), "x" * 40),
    "the key's name as secret": lambda seat: signed(claims_of(seat), environment.LIVEKIT_KEY * 8),
    "the push secret": lambda seat: signed(claims_of(seat), environment.PUSH_TOKEN_SECRET),
    "Django's secret": lambda seat: signed(claims_of(seat), environment.SECRET_KEY),
    "the empty secret": lambda seat: _unsigned("HS256")(seat) + "",
    "kid and jku": lambda seat: signed(claims_of(seat), "y" * 40, kid="../../dev/null", jku="http://x/"),
    "own key in the header": lambda seat: signed(
        claims_of(seat), "z" * 40, jwk={"kty": "oct", "k": base64.urlsafe_b64encode(b"z" * 40).decode()}
    ),
    "critical header": lambda seat: signed(claims_of(seat), crit=["b64"], b64=False),
    "another issuer": _with(iss="otherkey"),
    "no issuer": _without("iss"),
    "expired": _with(exp=int(time.time()) - 5),
    "expired long ago": _with(exp=1),
    "no expiry": _without("exp"),
    "expiry as text": _with(exp="tomorrow"),
    "not yet": _with(nbf=int(time.time()) + 600),
    "no subject": _without("sub"),
    "subject a list": _with(sub=["s-x"]),
    "subject a number": _with(sub=7),
    "subject unknown": _with(sub="s-aaaaaaaaaaaaaaaaaaaa"),
    "subject empty": _with(sub=""),
    "subject with NUL": _with(sub="s-\x00"),
    "subject a pattern": _with(sub="s-%"),
    "subject in another case": lambda seat: signed(
        {**claims_of(seat), "sub": claims_of(seat)["sub"].upper()}
    ),
    "no video": _without("video"),
    "video a text": _with(video="all"),
    "another room": _video(room="desk-aaaaaaaaaaaaaaaaaaaa"),
    "no room": _video(room=None),
    "empty room": _video(room=""),
    "room a list": lambda seat: signed(
        {**claims_of(seat), "video": {**claims_of(seat)["video"], "room": [seat.room.name]}}
    ),
    "room in another case": lambda seat: _video(room=seat.room.name.upper())(seat),
    "room with a blank": lambda seat: _video(room=seat.room.name + " ")(seat),
    "no right to join": _video(roomJoin=False),
    "right to join a text": _video(roomJoin="true"),
    "with the right to create": _video(roomCreate=True),
    "with the right to list": _video(roomList=True),
    "with the right to administer": _video(roomAdmin=True),
    "with the right to record": _video(roomRecord=True),
    "our own API token": lambda seat: sign_admin_token(seat.room.name),
    "a claim list": lambda seat: f"{_part({'alg': 'HS256'})}.{base64.urlsafe_b64encode(b'[]').decode()}.x",
}


def test_there_are_enough_forgeries() -> None:
    assert len(FORGERIES) >= 30


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused_for_good(seat: MediaSeat, name: str) -> None:
    assert gate.decide(uri_of(FORGERIES[name](seat))) == 403


@pytest.mark.parametrize(
    "spelling",
    [
        "",
        "/",
        "/rtc/v1",
        "/rtc/v1?",
        "/rtc/v1?access_token={t}&access_token={t}",
        "/rtc/v1?access_token=x&access_token={t}",
        "/rtc/v1?access_token={t}&access%5Ftoken={t}",
        "/rtc/v1?access%5Ftoken={t}",
        "/rtc/v1?Access_Token={t}",
        "/rtc/v1?access_token={t}&ACCESS_TOKEN={t}",
        "/rtc/v1?x=1;access_token={t}",
        "/rtc/v1?access_token={t};x=1",
        "/rtc/v1#?access_token={t}",
        "/rtc/v1?access_token={t}#x",
        "/rtc?access_token={t}&publish=again",
        "/rtc?access_token={t}&publis%68=again",
        "/rtc/v1?access_token={t}&publish=",
        "/rtc/v1? access_token={t}",
        "/rtc/v1?access_token= {t}",
        "/rtc/v2?access_token={t}",
        "/RTC?access_token={t}",
        "/rtc/?access_token={t}",
        "/rtc//v1?access_token={t}",
        "//rtc/v1?access_token={t}",
        "/./rtc/v1?access_token={t}",
        "/x/../rtc/v1?access_token={t}",
        "/%72tc/v1?access_token={t}",
        "/rtc%2fv1?access_token={t}",
        "/twirp/livekit.RoomService/ListRooms?access_token={t}",
        "http://x/rtc/v1?access_token={t}",
        "rtc/v1?access_token={t}",
        "/rtc/v1?access_token={t}\r\nX: y",
        "/rtc/v1?access_token={t}&\u0130=1",
        "/rtc/v1?access_token={t}&" + "x" * 70_000,
        "/rtc/v1?access_token={t}&" + "&".join(f"x{n}=1" for n in range(100)),
    ],
)
def test_another_spelling_is_refused(seat: MediaSeat, spelling: str) -> None:
    assert gate.decide(spelling.replace("{t}", token_of(seat))) == 403


def test_only_get_and_no_second_token_in_a_header(seat: MediaSeat) -> None:
    """The media server prefers a header's token, or a form body's, to the one that the gate reads."""
    uri = uri_of(token_of(seat))
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "get", ""):
        assert gate.decide(uri, method=method) == 403
    for name in ("Authorization", "authorization"):
        assert gate.decide(uri, headers={name: "Bearer x"}) == 403
    assert gate.decide(uri, headers={"X-Media-Token": token_of(seat)}) == 200
    assert gate.decide(uri, headers={"X-Media-Token": "another"}) == 403


def test_a_closed_seat_stays_out_with_every_token(seat: MediaSeat) -> None:
    """A token of ten minutes, as the media server hands it out, is worth no more than ours."""
    refreshed = signed({**claims_of(seat), "exp": int(time.time()) + 600, "nbf": int(time.time())})
    assert gate.decide(uri_of(refreshed)) == 200
    services.close_seats(reason="left", identity=seat.identity)
    assert gate.decide(uri_of(refreshed)) == 403
    assert gate.decide(uri_of(token_of(seat))) == 403


def test_a_closed_rooms_tokens_do_not_fit_the_next_opening(seat: MediaSeat) -> None:
    before = token_of(seat)
    services.close_room(seat.room, "over")
    again = services.open_room("desk", seat.room.scope_id)
    assert gate.decide(uri_of(before)) == 403
    forged = signed({**claims_of(seat), "video": {**claims_of(seat)["video"], "room": again.name}})
    assert gate.decide(uri_of(forged)) == 403


def test_a_seat_of_another_room_is_refused(seat: MediaSeat) -> None:
    neighbour = services.open_room("desk", uuid4())
    other = services.open_seat(neighbour, purpose="candidate", scope_id=seat.scope_id)
    swapped = signed({**claims_of(seat), "video": {**claims_of(seat)["video"], "room": neighbour.name}})
    assert gate.decide(uri_of(swapped)) == 403
    assert gate.decide(uri_of(token_of(other))) == 200


def test_a_taken_over_login_is_out(seat: MediaSeat) -> None:
    assert seat.login_session_id
    services.close_seats_of_login_session(seat.login_session_id)
    assert gate.decide(uri_of(token_of(seat))) == 403


def test_an_expired_room_is_out_before_anybody_closed_it(seat: MediaSeat) -> None:
    room = services.open_room("check", uuid4(), expires_at=clock.now() + timedelta(seconds=30))
    check = services.open_seat(room, purpose="check", scope_id=uuid4())
    token = token_of(check)
    assert gate.decide(uri_of(token)) == 200
    with clock.shifted(timedelta(seconds=31)):
        assert gate.decide(uri_of(token)) == 403


def test_not_now_while_the_media_server_is_away(seat: MediaSeat) -> None:
    status.set_up(False)
    assert gate.decide(uri_of(token_of(seat))) == 503
    # What is out for good is told so all the same.
    assert gate.decide(uri_of("x")) == 403
    status.set_up(True)
    assert gate.decide(uri_of(token_of(seat))) == 200


def test_not_now_before_the_watch_ever_looked() -> None:
    room = services.open_room("desk", uuid4())
    seat = services.open_seat(room, purpose="candidate", scope_id=uuid4())
    assert gate.decide(uri_of(token_of(seat))) == 503


def test_not_now_while_the_database_is_away(seat: MediaSeat) -> None:
    token = token_of(seat)
    with connection.execute_wrapper(_database_away):
        assert gate.decide(uri_of(token)) == 503


def _database_away(*args: Any) -> None:
    from django.db import OperationalError  # noqa: PLC0415

    raise OperationalError("away")


def test_the_address(seat: MediaSeat, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    token = token_of(seat)

    def ask(uri: str, method: str = "GET", **headers: str) -> int:
        given = {"X-Forwarded-Uri": uri, "X-Forwarded-Method": method, **headers}
        return client.get("/internal/media-gate", headers=given).status_code

    assert ask(uri_of(token)) == 200
    assert ask(uri_of(token), "POST") == 403
    assert ask(uri_of(token), Authorization="Bearer x") == 403
    assert ask(uri_of(quote(token + "x"))) == 403
    assert client.get("/internal/media-gate").status_code == 403
    status.set_up(False)
    assert ask(uri_of(token)) == 503
    for record in caplog.records:
        assert token not in record.getMessage()
        assert token.split(".")[2] not in str(record.__dict__)


def test_the_token_that_the_real_server_hands_out_is_worth_what_the_seat_is(
    seat: MediaSeat, livekit: LiveKitServer, real_media_server: RealMediaServer
) -> None:
    livekit.create_room(seat.room.name)
    first = token_of(seat)
    page = SignalClient(real_media_server.url, first)
    assert page.status == 101
    assert wait_until(lambda: bool(livekit.list_participants(seat.room.name)), seconds=5)
    less = as_permission(["camera"], subscribe=True, hidden=False)
    assert livekit.update_permission(seat.room.name, seat.identity, less)
    assert wait_until(lambda: bool(page.refreshed_tokens()), seconds=5)
    refreshed = page.refreshed_tokens()[-1]
    assert refreshed != first
    lifetime = jwt.decode(refreshed, options={"verify_signature": False})["exp"] - time.time()
    assert lifetime > 500
    assert gate.decide(uri_of(refreshed)) == 200
    services.close_seats(reason="removed", identity=seat.identity)
    livekit.remove_participant(seat.room.name, seat.identity)
    assert page.is_closed.wait(5)
    # The server itself would take both back …
    for token in (first, refreshed):
        back = SignalClient(real_media_server.url, token)
        assert back.status == 101
        back.close()
    # … the gate does not.
    assert gate.decide(uri_of(first)) == 403
    assert gate.decide(uri_of(refreshed)) == 403
