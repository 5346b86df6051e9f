"""Tokens that somebody made or changed: for media, for push, for log-in sessions, phones and pairing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from e2e.attacks.day import PATHS, Day
from e2e.attacks.media_api import admin_token
from e2e.callers import Caller
from e2e.sockets import PushSocket

Forge = Callable[[str, str], str]
FAR = 10**9


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def parts_of(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    head, claims, signature = token.split(".")

    def read(text: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return found

    return read(head), read(claims), signature


def changed(**claims: Any) -> Forge:
    """Other claims over the old signature."""
    return lambda token, key: ".".join(
        [part(parts_of(token)[0]), part({**parts_of(token)[1], **claims}), parts_of(token)[2]]
    )


def signed_with(key: str, digest: str = "sha256") -> Forge:
    """Signed by hand: the library refuses keys that are as weak as these."""

    def make(token: str, real: str) -> str:
        text = f"{part({'alg': f'HS{digest[3:]}', 'typ': 'JWT'})}.{part(parts_of(token)[1])}"
        made = hmac.new(key.encode(), text.encode(), digest).digest()
        return f"{text}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"

    return make


def headed(**head: Any) -> Forge:
    """Another head, signed with HMAC-SHA256 and the empty key, or with nothing."""

    def make(token: str, key: str) -> str:
        text = f"{part({**parts_of(token)[0], **head})}.{part(parts_of(token)[1])}"
        digest = hmac.new(b"", text.encode(), hashlib.sha256).digest()
        return f"{text}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    return make


def unsigned(algorithm: str) -> Forge:
    return lambda token, key: f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(parts_of(token)[1])}."


# Without the key: what anybody can make from a token they once had.
WITHOUT_KEY: dict[str, Forge] = {
    "nothing": lambda token, key: "",
    "a word": lambda token, key: "undefined",
    "two parts": lambda token, key: token.rsplit(".", 1)[0],
    "no signature": lambda token, key: token.rsplit(".", 1)[0] + ".",
    "four parts": lambda token, key: token + ".x",
    "signature cut": lambda token, key: token[:-3],
    "signature turned": lambda token, key: token.rsplit(".", 1)[0] + "." + token.rsplit(".", 1)[1][::-1],
    "signature in hex": lambda token, key: token.rsplit(".", 1)[0] + "." + "0" * 64,
    "upper case": lambda token, key: token.upper(),
    "with a blank": lambda token, key: token.replace(".", "%20.", 1),
    "with a line break": lambda token, key: token + "%0a",
    "alg none": unsigned("none"),
    "alg None": unsigned("None"),
    "alg NONE": unsigned("NONE"),
    "alg empty": unsigned(""),
    "alg a list": headed(alg=["HS256"]),
    "alg RS256": headed(alg="RS256"),
    "own key in the head": headed(jwk={"kty": "oct", "k": ""}),
    "key by address": headed(jku="http://127.0.0.1/key"),
    "key by file": headed(kid="../../../../dev/null"),
    "empty key": signed_with(""),
    "key secret": signed_with("secret"),
    "key devkey": signed_with("devkey"),
    "key of zeros": signed_with("\0" * 48),
    "the name of the key as key": lambda token, key: signed_with(
        str(parts_of(token)[1].get("iss", "kaochang"))
    )(token, key),
    "HS512 without the key": signed_with("x" * 64, "sha512"),
    "lives longer": changed(exp=int(time.time()) + FAR),
    "somebody else": changed(sub="s-aaaaaaaaaaaaaaaaaaaa"),
    "no subject": changed(sub=None),
    "an admin": changed(video={"roomAdmin": True, "roomCreate": True, "roomList": True, "roomJoin": True}),
    "more channels": changed(channels=["room-staff:x"]),
    "another generation": changed(gen=99),
}
# Signed with the real key: nobody has it, but no claim is believed for its signature alone.
MEDIA_WITH_KEY: dict[str, Forge] = {
    "expired": lambda token, key: jwt.encode({**parts_of(token)[1], "exp": 1}, key),
    "not yet": lambda token, key: jwt.encode({**parts_of(token)[1], "nbf": int(time.time()) + 600}, key),
    "for ever": lambda token, key: jwt.encode(
        {name: value for name, value in parts_of(token)[1].items() if name != "exp"}, key
    ),
    "HS512": lambda token, key: jwt.encode(parts_of(token)[1], key, algorithm="HS512"),
    "another issuer": lambda token, key: jwt.encode({**parts_of(token)[1], "iss": "devkey"}, key),
    "nobody's seat": lambda token, key: jwt.encode(
        {**parts_of(token)[1], "sub": "s-aaaaaaaaaaaaaaaaaaaa"}, key
    ),
    "a pattern": lambda token, key: jwt.encode({**parts_of(token)[1], "sub": "s-%"}, key),
}


def video(**rights: Any) -> Forge:
    def make(token: str, key: str) -> str:
        claims = parts_of(token)[1]
        return jwt.encode({**claims, "video": {**claims["video"], **rights}}, key)

    return make


MEDIA_WITH_KEY |= {
    "no room": video(room=""),
    "a room that nobody opened": video(room="desk-aaaaaaaaaaaaaaaaaaaa"),
    "may create rooms": video(roomCreate=True),
    "may list rooms": video(roomList=True),
    "may administer": video(roomAdmin=True),
    "may not join": video(roomJoin=False),
}
PUSH_WITH_KEY: dict[str, Forge] = {
    "expired": lambda token, key: jwt.encode({**parts_of(token)[1], "exp": 1}, key),
    "for ever": lambda token, key: jwt.encode({**parts_of(token)[1], "exp": FAR * 9}, key),
    "no end": lambda token, key: jwt.encode(
        {name: value for name, value in parts_of(token)[1].items() if name != "exp"}, key
    ),
    "HS384": lambda token, key: jwt.encode(parts_of(token)[1], key, algorithm="HS384"),
    "no login session": lambda token, key: jwt.encode({**parts_of(token)[1], "ls": ""}, key),
    "no generation": lambda token, key: jwt.encode({**parts_of(token)[1], "gen": None}, key),
    "no channels": lambda token, key: jwt.encode({**parts_of(token)[1], "channels": None}, key),
    "no subject": lambda token, key: jwt.encode({**parts_of(token)[1], "sub": ""}, key),
}


def test_there_are_enough() -> None:
    assert len(WITHOUT_KEY) >= 30


@pytest.mark.parametrize("name", [*WITHOUT_KEY, *MEDIA_WITH_KEY])
def test_a_forged_media_token_opens_no_door(day: Day, name: str) -> None:
    forge = WITHOUT_KEY.get(name) or MEDIA_WITH_KEY[name]
    forged = forge(day.candidate(0).seat()["token"], day.inside.secrets["LIVEKIT_SECRET"])
    # A line break fits in no header: the front door cannot even ask the gate, and says "not now".
    refusals = (400, 403, 503) if name == "with a line break" else (400, 403)
    for path in PATHS:
        assert day.knock(forged, path) in refusals, f"{name} at {path}"


def test_a_neighbours_desk_stays_shut_for_each_role(day: Day) -> None:
    """Each role's own token, with the neighbour's room or seat named wherever a client can name one."""
    neighbour = day.join(day.candidate(1).seat())
    tokens = [
        day.candidate(0).seat()["token"],
        day.phone(0).seat()["token"],
        day.officer.post(f"/staff/entries/{day.entry(0)}/seat", {"purpose": "view"})["token"],
        day.chief.post(f"/staff/rooms/{day.room()}/panel-seat")["token"],
        day.staff("inspector").post(f"/staff/entries/{day.entry(0)}/seat", {"purpose": "inspect"})["token"],
    ]
    key, room, identity = (
        day.inside.secrets["LIVEKIT_SECRET"],
        neighbour.seat["room"],
        neighbour.seat["identity"],
    )
    before = len(neighbour.socket.frames)
    for token in tokens:
        assert day.knock(token, "/rtc/validate") == 200
        for more in (f"&room={room}", f"&room={room}&identity={identity}", f"&sid={identity}&reconnect=1"):
            status = day.knock(token, "/rtc", more)
            assert status == 101, "the token's own room opens, whatever else is asked for"
        # Even if the key were known, a seat fits no other room.
        moved = video(room=room)(token, key)
        assert {day.knock(moved, path) for path in PATHS} == {403}
    # A stranger at the desk would have been told, by identity, to whoever sits there.
    strangers = [
        str(jwt.decode(token, options={"verify_signature": False})["sub"]).encode() for token in tokens
    ]
    assert not [one for one in strangers if any(one in frame for frame in neighbour.socket.frames[before:])]
    neighbour.socket.close()


def test_the_control_planes_own_token_is_refused_too(day: Day) -> None:
    room = day.candidate(0).seat()["room"]
    assert {day.knock(admin_token(day.inside, room), path) for path in PATHS} == {403}


@pytest.mark.parametrize("name", [*WITHOUT_KEY, *PUSH_WITH_KEY])
def test_a_forged_push_token_connects_nobody(day: Day, name: str) -> None:
    forge = WITHOUT_KEY.get(name) or PUSH_WITH_KEY[name]
    token = day.known.setdefault("push token", day.candidate(0).push_token("candidate"))
    forged = forge(token, day.inside.secrets["PUSH_TOKEN_SECRET"])
    socket = PushSocket(day.site.url, forged)
    assert not socket.is_connected()
    socket.close()


def test_a_push_token_names_its_channels_and_no_client_adds_one(day: Day) -> None:
    socket = PushSocket(day.site.url, day.candidate(0).push_token("candidate"))
    assert socket.is_connected()
    given = set(socket.answer["connect"]["subs"])
    assert not {name for name in given if name.startswith(("room-staff:", "phone:"))}
    room = day.room()
    socket.ask(2, {"subscribe": {"channel": f"room-staff:{room}"}})
    socket.ask(3, {"publish": {"channel": f"room-candidates:{room}", "data": {"type": "chat.message_sent"}}})
    socket.ask(4, {"presence": {"channel": f"presence:{room}"}})
    socket.ask(5, {"history": {"channel": f"room-candidates:{room}", "limit": 10}})
    socket.ask(6, {"rpc": {"method": "publish", "data": {}}})
    for number in range(2, 7):
        assert socket.was_refused(number)


COOKIES = [
    "",
    "x",
    "0",
    "null",
    "a" * 43,
    "a" * 5000,
    "../../etc/passwd",
    "' OR 1=1 --",
    "eyJhbGciOiJub25lIn0.e30.",
]


@pytest.mark.parametrize("area", ["candidate", "staff", "phone"])
@pytest.mark.parametrize("cookie", COOKIES)
def test_an_invented_cookie_is_nobody(day: Day, area: str, cookie: str) -> None:
    path = "/phone/now" if area == "phone" else f"/{area}/session"
    stranger = Caller(day.site)
    assert stranger.refused("GET", path, Cookie=f"kc_{area}={cookie}") == (401, "not_logged_in")


def test_a_cookie_works_in_its_own_area_only(day: Day) -> None:
    tokens = {
        "candidate": day.candidate(0).cookie("kc_candidate"),
        "staff": day.officer.cookie("kc_staff"),
        "phone": day.phone(0).cookie("kc_phone"),
    }
    paths = {"candidate": "/candidate/session", "staff": "/staff/session", "phone": "/phone/now"}
    stranger = Caller(day.site)
    for owner, token in tokens.items():
        for area, path in paths.items():
            for forged in (token, token[:-1], token.swapcase(), token + "A", token[::-1]):
                answer = stranger.ask("GET", path, Cookie=f"kc_{area}={forged}")
                is_own = owner == area and forged == token
                assert answer.status_code == (200 if is_own else 401), f"{owner}'s cookie in {area}"


def test_pairing_secrets_are_used_once_and_cannot_be_guessed(day: Day) -> None:
    candidate = day.candidate(3)
    first = candidate.pairing_secret()
    second = candidate.post(f"{candidate.path}/pairing-codes")
    secret, short = second["url"].partition("#")[2], second["short_code"]
    stranger = Caller(day.site)

    def refused(given: str) -> str:
        status, code = stranger.refused("POST", "/phone/pairings", {"secret": given, "label": ""})
        assert status in (404, 409, 410, 422)
        return code

    assert refused(first) == "pairing_code_invalid", "an earlier code dies with the next"
    for given in (
        "",
        "x",
        secret[:-1],
        secret.swapcase(),
        secret + "A",
        secret[::-1],
        short,
        "a" * 5000,
        "\u0000",
    ):
        refused(given)
    neighbour = day.site.demo("candidate", 4)["candidate_number"]
    body = {"candidate_number": neighbour, "short_code": short, "label": ""}
    assert stranger.refused("POST", "/phone/pairings/by-code", body)[1] == "pairing_code_invalid"
    stranger.post("/phone/pairings", {"secret": secret, "label": ""})
    assert refused(secret) == "pairing_code_used"
