"""The way of a media join, tried on loop-back: a room is made, joined, refused at the gate, and removed."""

import base64
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import jwt

from kaochang.config.environment import Environment
from kaochang.core import clock
from kaochang.media.server import MediaServerDown, MediaServerRefused, media_server

Line = tuple[str, bool, str, str]


def try_media_path(site: Environment) -> Iterator[Line]:
    room = f"check-{secrets.token_hex(10)}"
    server = media_server()
    try:
        server.create_room(room)
    except (MediaServerDown, MediaServerRefused) as error:
        yield ("media room", False, f"could not be made: {type(error).__name__}", "see var/logs/livekit.log")
        return
    try:
        yield ("media room", True, "made and removed", "")
        token = join_token(site, room)
        direct = handshake("127.0.0.1", site.LIVEKIT_PORT, token)
        remedy = "the keys of livekit.yaml and secrets.json differ: restart the system"
        yield ("media join", direct == 101, f"on loop-back: {said(direct)}", remedy)
        # The same token has no seat: whoever gets in with it has gone round the gate.
        origin = urlsplit(site.public_origin)
        if origin.scheme == "http":
            gated = handshake("127.0.0.1", site.public_port, token, host=origin.netloc)
            remedy = "Caddy must ask /internal/media-gate: see deploy/routes.caddy"
            yield ("media gate", gated == 403, f"a token without a seat: {said(gated)}", remedy)
        tcp = connects(site.LIVEKIT_TCP_PORT)
        text = f"tcp {site.LIVEKIT_TCP_PORT} {'open' if tcp else 'closed'}, udp {site.LIVEKIT_UDP_PORT}"
        udp = not udp_is_free(site.LIVEKIT_UDP_PORT)
        remedy = "another program or a firewall holds the media ports: see var/ports.json"
        yield ("media ports", tcp and udp, f"{text} {'open' if udp else 'closed'}", remedy)
    finally:
        server.delete_room(room)


def join_token(site: Environment, room: str) -> str:
    now = clock.now_ms() // 1000
    video = {"room": room, "roomJoin": True, "canPublish": False, "canSubscribe": False, "hidden": True}
    claims = {"iss": site.LIVEKIT_KEY, "sub": "doctor", "nbf": now - 5, "exp": now + 30, "video": video}
    return jwt.encode(claims, site.LIVEKIT_SECRET, algorithm="HS256")


def handshake(address: str, port: int, token: str, host: str = "") -> int:
    """Asks for the signalling socket as a browser does; the status of the answer, 0 when there is none."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET /rtc?access_token={token}&auto_subscribe=0&protocol=15 HTTP/1.1",
        f"Host: {host or f'{address}:{port}'}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
    ]
    try:
        with closing(socket.create_connection((address, port), timeout=5)) as line:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            answer = line.recv(1024).split(b" ", 2)
    except OSError:
        return 0
    return int(answer[1]) if len(answer) > 1 and answer[1].isdigit() else 0


def said(code: int) -> str:
    words = {101: "let in", 403: "refused", 503: "not now", 0: "no answer"}
    return words.get(code, f"status {code}")


def connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def udp_is_free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            # Any address of this machine: with LAN=1 and on a public site it is not loop-back.
            probe.bind(("0.0.0.0", port))  # noqa: S104 - only looks
        except OSError:
            return False
    return True
