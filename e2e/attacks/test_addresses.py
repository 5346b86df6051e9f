"""What the front door lets through to the media server: four addresses in one spelling, and nothing else.

Each try carries the control plane's own token, so that a hole in the wall would show: past the wall the same
call works.
"""

from __future__ import annotations

import json

import pytest

from e2e.attacks.day import PATHS, Day
from e2e.attacks.media_api import admin_token, call, media_port
from e2e.attacks.raw import Answer, send
from e2e.inside import Inside
from e2e.site import Site

METHODS = [
    "CreateRoom",
    "ListRooms",
    "DeleteRoom",
    "ListParticipants",
    "GetParticipant",
    "RemoveParticipant",
    "MutePublishedTrack",
    "UpdateParticipant",
    "UpdateSubscriptions",
    "SendData",
    "UpdateRoomMetadata",
    "ForwardParticipant",
    "MoveParticipant",
]
SERVICE = "livekit.RoomService/ListRooms"
SPELLINGS = [
    f"/twirp/{SERVICE}",
    f"/TWIRP/{SERVICE}",
    f"/Twirp/{SERVICE}",
    f"//twirp/{SERVICE}",
    f"///twirp//{SERVICE}",
    f"/./twirp/{SERVICE}",
    f"/x/../twirp/{SERVICE}",
    f"/s/../twirp/{SERVICE}",
    f"/c/../twirp/{SERVICE}",
    f"/assets/../twirp/{SERVICE}",
    f"/assets/%2e%2e/twirp/{SERVICE}",
    f"/assets/..%2ftwirp/{SERVICE}",
    f"/api/../twirp/{SERVICE}",
    f"/api/%2e%2e/twirp/{SERVICE}",
    f"/api/v1/health/../../../twirp/{SERVICE}",
    f"/push/connection/../../twirp/{SERVICE}",
    f"/push/connection/websocket/../../../twirp/{SERVICE}",
    f"/rtc/../twirp/{SERVICE}",
    f"/rtc/%2e%2e/twirp/{SERVICE}",
    f"/rtc/%2E%2E/twirp/{SERVICE}",
    f"/rtc/..%2ftwirp/{SERVICE}",
    f"/rtc/..%5ctwirp/{SERVICE}",
    f"/rtc/..;/twirp/{SERVICE}",
    f"/rtc;/../twirp/{SERVICE}",
    f"/rtc/v1/../../twirp/{SERVICE}",
    f"/rtc/validate/../../twirp/{SERVICE}",
    f"/rtc/v1/validate/..%2f..%2f..%2ftwirp/{SERVICE}",
    f"/rtc%2f..%2ftwirp/{SERVICE}",
    f"/rtc?/../twirp/{SERVICE}",
    f"/rtc%00/../twirp/{SERVICE}",
    f"/twirp/{SERVICE}/",
    f"/twirp/{SERVICE};x=1",
    f"/twirp;x/{SERVICE}",
    f"/twirp/{SERVICE}%20",
    f"/twirp/{SERVICE}%00",
    f"/%74wirp/{SERVICE}",
    f"/twirp%2f{SERVICE}",
    "/twirp/livekit.RoomService%2fListRooms",
    f"/twirp\\{SERVICE}",
    f"/%2ftwirp/{SERVICE}",
    f"/internal/../twirp/{SERVICE}",
    f"/outbox/../twirp/{SERVICE}",
    f"http://127.0.0.1/twirp/{SERVICE}",
    f"*/twirp/{SERVICE}",
]
INSIDE = [
    "/internal/media-gate",
    "/internal/push-revocations",
    "/internal/media-webhook",
    "/INTERNAL/media-gate",
    "//internal/media-gate",
    "/api/../internal/push-revocations",
    "/api/%2e%2e/internal/push-revocations",
    "/%69nternal/push-revocations",
    "/internal%2fpush-revocations",
    "/internal/push-revocations/",
    "/internal;x/push-revocations",
    "/push/api/publish",
    "/push/api/info",
    "/push/connection/../api/info",
    "/push/connection/websocket/../../api/info",
    "/push/connection/%2e%2e/api/info",
    "/push/health",
    "/push/metrics",
    "/PUSH/api/info",
    "//push/api/info",
    "/metrics",
    "/debug/pprof/",
    "/debug/rooms",
    "/settings/regions",
    "/agent",
    "/whip",
    "/rtc/../metrics",
    "/api",
]


def came_from_inside(answer: Answer) -> bool:
    """An answer that only the media server, the push API or an internal address gives."""
    words = (
        b'"rooms"',
        b'"code":"un',
        b'"code":"bad_route"',
        b"twirp",
        b"revocations",
        b'"result"',
        b"# HELP",
    )
    return answer.status == 101 or any(word in answer.body for word in words)


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("target", SPELLINGS)
def test_no_spelling_reaches_the_media_servers_api(
    site: Site, inside: Inside, target: str, method: str
) -> None:
    headers = {"Authorization": f"Bearer {admin_token(inside)}", "Content-Type": "application/json"}
    answer = send(site.url, target, method=method, headers=headers, body=b"{}" if method == "POST" else b"")
    assert answer.status in (0, 400, 403, 404, 405), f"{target}: {answer.status} {answer.body[:200]!r}"
    assert not came_from_inside(answer)


@pytest.mark.parametrize("method", METHODS)
def test_no_call_of_the_api_passes_with_any_roles_token(day: Day, method: str) -> None:
    candidate = day.candidate(0).seat()
    tokens = [
        candidate["token"],
        day.phone(0).seat()["token"],
        day.officer.post(f"/staff/entries/{day.entry(0)}/seat", {"purpose": "view"})["token"],
        day.chief.post(f"/staff/rooms/{day.room()}/panel-seat")["token"],
        day.staff("inspector").post(f"/staff/entries/{day.entry(0)}/seat", {"purpose": "inspect"})["token"],
        admin_token(day.inside, candidate["room"]),
    ]
    body = json.dumps({"room": candidate["room"], "name": "evil", "identity": candidate["identity"]}).encode()
    before = call(day.inside, "ListRooms", {}).get("rooms", [])
    for token in tokens:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        for target in (f"/twirp/livekit.RoomService/{method}", f"/rtc/../twirp/livekit.RoomService/{method}"):
            answer = send(day.site.url, target, method="POST", headers=headers, body=body)
            assert answer.status == 404
            assert not came_from_inside(answer)
    after = call(day.inside, "ListRooms", {}).get("rooms", [])
    assert {room["name"] for room in after} == {room["name"] for room in before}


@pytest.mark.parametrize("target", INSIDE)
def test_inner_addresses_do_not_exist_outside(site: Site, inside: Inside, target: str) -> None:
    """Even for somebody who stole the keys of our engines."""
    secrets = inside.secrets
    headers = {"X-Internal-Key": secrets["INTERNAL_KEY"], "X-API-Key": secrets["PUSH_API_KEY"]}
    for method in ("GET", "POST"):
        answer = send(
            site.url, target, method=method, headers=headers, body=b"{}" if method == "POST" else b""
        )
        assert answer.status in (0, 400, 403, 404, 405), f"{method} {target}: {answer.status}"
        assert not came_from_inside(answer)


def spellings_of(path: str) -> list[str]:
    first, rest = path[1:4], path[4:]
    return [
        path.upper(),
        f"/{first.title()}{rest}",
        f"/%72tc{rest}",
        f"/r%74%63{rest}",
        f"/rtc%2f{rest[1:]}" if rest else "/rtc%2f",
        f"{path}/",
        f"{path}//",
        f"/{path}",
        f"//{path}",
        f"/.{path}",
        f"/x/..{path}",
        f"/api/..{path}",
        f"/api/%2e%2e{path}",
        f"/push/connection/../..{path}",
        f"/assets/..{path}",
        f"{path}/.",
        f"{path}/x/..",
        f"{path}/%2e",
        f"{path}%20",
        f"{path}%00",
        f"{path};",
        f"{path};x=1",
        f"{path}%3f",
        f"{path}/v2",
        f"{path}\\",
        f"{path}.",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_no_other_spelling_of_signalling_goes_round_the_gate(day: Day, path: str) -> None:
    """With a token that the media server would take and the gate refuses: the seat is closed."""
    candidate = day.candidate(1)
    closed = candidate.seat()["token"]
    candidate.seat()
    assert knock_directly(day, closed) == 200, "past the wall the token works"
    for target in [path, *spellings_of(path)]:
        mark = "&" if "?" in target else "?"
        for query in (f"{mark}access_token={closed}&join_request=CgA", f"{mark}access_token={closed}"):
            for headers in ({}, UPGRADE):
                answer = send(day.site.url, target + query, headers=headers)
                assert answer.status in (0, 400, 403, 404, 405), f"{target}: {answer.status}"
                assert b"success" not in answer.body


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "a2FvY2hhbmc9PTEyMzQ1Ng==",
}


def knock_directly(day: Day, token: str) -> int:
    url = f"http://127.0.0.1:{media_port(day.inside)}"
    return send(url, f"/rtc/validate?access_token={token}").status


@pytest.mark.parametrize(
    "more",
    [
        "&publish=again",
        "&publish=",
        "&publis%68=again",
        "&Publish=again",
        "&access_token=x",
        "&access%5Ftoken=x",
        ";access_token=x",
        "&attributes=eyJyb2xlIjoiY2hpZWYifQ==",
    ],
)
def test_no_parameter_makes_more_of_a_seat(day: Day, more: str) -> None:
    """`publish` would seat a second self beside the first one, `attributes` would name oneself a chief."""
    token = day.candidate(2).seat()["token"]
    assert day.knock(token, "/rtc/validate") == 200
    for path in ("/rtc", "/rtc/validate"):
        assert day.knock(token, path, more) in (400, 401, 403)


def test_a_form_in_the_body_is_not_read(day: Day) -> None:
    """The media server would take parameters from a multipart body, which the gate never sees."""
    token = day.candidate(2).seat()["token"]
    line = "--x\r\nContent-Disposition: form-data; name="
    body = f'{line}"publish"\r\n\r\nagain\r\n{line}"attributes"\r\n\r\nnot base64!\r\n--x--\r\n'.encode()
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(len(body))}
    target = f"/rtc/validate?access_token={token}"
    direct = send(f"http://127.0.0.1:{media_port(day.inside)}", target, headers=headers, body=body)
    assert direct.status == 400, "past the wall the form is read"
    assert send(day.site.url, target, headers=headers, body=body).status == 200


def test_headers_from_outside_are_not_believed(day: Day) -> None:
    """Nobody but the front door says what was asked for, from where, or with which token."""
    candidate = day.candidate(2)
    closed = candidate.seat()["token"]
    good = candidate.seat()["token"]
    lies = [
        {"Authorization": f"Bearer {good}"},
        {"X-Media-Token": good},
        {"X-Forwarded-Uri": f"/rtc?access_token={good}"},
        {"X-Forwarded-Method": "GET", "X-Forwarded-Uri": f"/rtc/validate?access_token={good}"},
        {"X-Original-Url": "/twirp/livekit.RoomService/ListRooms"},
        {"X-Rewrite-Url": "/twirp/livekit.RoomService/ListRooms"},
        {"X-Http-Method-Override": "POST"},
    ]
    for lie in lies:
        assert send(day.site.url, f"/rtc/validate?access_token={closed}", headers=lie).status == 403
    # And the other way round: a wrong token in a header cannot replace the right one of the address.
    assert (
        send(
            day.site.url,
            f"/rtc/validate?access_token={good}",
            headers={"Authorization": f"Bearer {admin_token(day.inside)}"},
        ).status
        == 200
    )
    for method in ("POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
        answer = send(day.site.url, f"/rtc/validate?access_token={good}", method=method)
        assert answer.status in (404, 405), f"{method}: {answer.status}"
