"""Caddy with the real routes before three small upstreams that say what reached them."""

import contextlib
import json
import signal
import socket
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kaochang.config.environment import Environment
from kaochang.supervisor import front_door, process, site
from kaochang.supervisor.network import choose_free_port
from kaochang.supervisor.parts import parts_of

LINE = 3


@dataclass
class Upstream:
    """Answers every request with what it received, a held one later; the gate says what `gate` holds."""

    name: str
    gate: int = 200
    let_go: threading.Event = field(default_factory=threading.Event)
    seen: list[dict[str, object]] = field(default_factory=list)

    def serve(self) -> ThreadingHTTPServer:
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.endswith("/hangs-up"):
                    # With bytes unread the line is reset: what is still being sent cannot be.
                    self.close_connection = True
                    return
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                heard: dict[str, object] = {
                    "path": self.path,
                    "headers": {k.lower(): v for k, v in self.headers.items()},
                }
                upstream.seen.append(heard)
                if self.path.endswith("/held"):
                    upstream.let_go.wait(30)
                is_gate = upstream.name == "web" and self.path.startswith("/internal/media-gate")
                body = json.dumps({"from": upstream.name, **heard}).encode()
                self.send_response(upstream.gate if is_gate else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the name http.server calls

            def log_message(self, *words: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


@dataclass
class Door:
    port: int
    var: Path
    web: Upstream
    push: Upstream
    livekit: Upstream
    servers: dict[str, ThreadingHTTPServer]

    def ask(
        self, target: str, *, method: str = "GET", headers: str = "", body: bytes = b""
    ) -> tuple[int, str, str]:
        """One raw request: no client tidies the target up. Status, head, body."""
        head = f"{method} {target} HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n{headers}"
        head += f"Content-Length: {len(body)}\r\n\r\n"
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=10)) as line:
            line.sendall(head.encode() + body)
            answer = b""
            # A refused upload is cut off after the answer.
            with contextlib.suppress(ConnectionResetError):
                while piece := line.recv(65536):
                    answer += piece
        top, _, rest = answer.decode(errors="replace").partition("\r\n\r\n")
        return int(top.split()[1]), top, rest


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    var = tmp_path_factory.mktemp("front-door")
    site.make_folders(var)
    pages = var / "pages"
    (pages / "assets").mkdir(parents=True)
    for name in ("index.html", "staff.html", "phone.html", ".built-from", "assets/a-1.js"):
        (pages / name).write_text(f"page {name}")
    (pages / "assets" / "a-1.js.gz").write_text("made smaller by the build")
    ups = {name: Upstream(name) for name in ("web", "push", "livekit")}
    servers = {name: up.serve() for name, up in ups.items()}
    port = choose_free_port(set())
    here = Environment(
        VAR_DIR=var,
        PORT=port,
        PUBLIC_ORIGIN=f"http://localhost:{port}",
        DEMO=True,
        WEB_PORT=servers["web"].server_port,
        PUSH_PORT=servers["push"].server_port,
        LIVEKIT_PORT=servers["livekit"].server_port,
    )
    part = next(one for one in parts_of(here, trust_port=0) if one.name == "caddy")
    child = process.spawn(
        part.command,
        log=var / "logs" / "caddy-output.log",
        environment={**part.environment, "WEB_ROOT": str(pages), "WEB_LINE": str(LINE)},
        cwd=var,
    )
    assert process.wait_until(part.is_ready, seconds=20), (var / "logs" / "caddy-output.log").read_text()
    yield Door(port, var, ups["web"], ups["push"], ups["livekit"], servers)
    process.stop(child, first=signal.SIGTERM, patience=5)
    for server in servers.values():
        server.shutdown()


@pytest.fixture(autouse=True)
def fresh(door: Door) -> None:
    door.web.gate = 200
    for upstream in (door.web, door.push, door.livekit):
        upstream.seen.clear()


REFUSED = [
    "/twirp/livekit.RoomService/ListRooms",
    "/TWIRP/livekit.RoomService/ListRooms",
    "//twirp/livekit.RoomService/ListRooms",
    "/./twirp/livekit.RoomService/ListRooms",
    "/rtc/../twirp/livekit.RoomService/ListRooms",
    "/rtc/%2e%2e/twirp/livekit.RoomService/ListRooms",
    "/%74wirp/livekit.RoomService/ListRooms",
    "/twirp%2flivekit.RoomService/ListRooms",
    "/assets/../twirp/livekit.RoomService/ListRooms",
    "/assets/%2e%2e/twirp/livekit.RoomService/ListRooms",
    "/api/../twirp/livekit.RoomService/ListRooms",
    "/rtc/v2",
    "/rtc/v1/participants",
    "/rtc/validate/x",
    "/settings/regions",
    "/agent",
    "/debug/pprof",
    "/metrics",
    "/push/api/publish",
    "/push/health",
    "/push/metrics",
    "/push/connection/sse",
    "/push/connection/websocket/../../api/publish",
    "/push/connection/%2e%2e/api/info",
    "/internal/media-gate",
    "/INTERNAL/media-gate",
    "//internal/media-gate",
    "/api/../internal/push-revocations",
    "/api/%2e%2e/internal/push-revocations",
    "/api/..%2finternal/push-revocations",
    "/api/v1/..%2f..%2finternal/media-gate",
    "/unknown",
    "/.built-from",
    "/assets/missing.js",
]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("target", REFUSED)
def test_nothing_else_of_an_engine_is_reachable(door: Door, target: str, method: str) -> None:
    code, _, body = door.ask(target, method=method)
    assert code in {400, 404, 405}, body
    assert not door.livekit.seen
    assert not door.push.seen
    assert not [one for one in door.web.seen if "internal" in str(one["path"])]


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("/rtc", "/rtc"),
        ("/rtc/v1", "/rtc/v1"),
        ("/rtc/validate", "/rtc/validate"),
        ("/rtc/v1/validate", "/rtc/v1/validate"),
        ("/twirp/../rtc", "/rtc"),
        ("//rtc//v1", "/rtc/v1"),
    ],
)
def test_media_signalling_passes_the_gate_in_one_spelling(door: Door, asked: str, sent: str) -> None:
    code, _, body = door.ask(f"{asked}?access_token=one&x=1")
    if code == 404:
        assert asked != sent
        return
    assert (code, json.loads(body)["path"]) == (200, f"{sent}?access_token=one&x=1")
    gate = door.web.seen[0]
    assert str(gate["path"]).rstrip("?") == "/internal/media-gate"
    headers = gate["headers"]
    assert isinstance(headers, dict)
    assert headers["x-forwarded-uri"] == f"{sent}?access_token=one&x=1"
    assert headers["x-media-token"] == "one"


ODD_TOKENS = {
    "none": "x=1",
    "empty": "access_token=",
    "blank": "access_token=a+b",
    "null": "access_token=one%00",
    "new line": "access_token=one%0a",
    "carriage return": "access_token=one%0d%0aX-Media-Token:%20two",
    "tab": "access_token=one%09",
    "delete": "access_token=one%7f",
    "escape": "access_token=one%1b",
    "not ASCII": "access_token=%E8%80%83",
    "half a character": "access_token=one%ff",
    "raw bytes": "access_token=\u8003",
    "broken escape": "access_token=one%zz",
    "too long": f"access_token={'a' * 4097}",
    "twice": "access_token=one&access_token=two",
    "twice, once escaped": "access_token=one&access%5Ftoken=two",
    "twice, once odd": "access_token=one&access_token=two%0a",
}


@pytest.mark.parametrize("query", ODD_TOKENS.values(), ids=ODD_TOKENS.keys())
@pytest.mark.parametrize("path", ["/rtc", "/rtc/v1", "/rtc/validate", "/rtc/v1/validate"])
def test_what_cannot_be_a_token_is_refused_for_good(door: Door, path: str, query: str) -> None:
    """No header can hold it, so the gate could not be asked; "not now" would bring the client back."""
    code, head, _ = door.ask(f"{path}?{query}")
    assert code == 403
    assert "Retry-After" not in head
    assert not door.web.seen
    assert not door.livekit.seen


def test_an_address_of_64_kb_is_refused_by_caddy_itself(door: Door) -> None:
    assert door.ask(f"/rtc/v1?access_token={'a' * 65_536}")[0] == 431
    assert door.ask(f"/rtc/v1?access_token=one&x={'a' * 65_536}")[0] == 431
    assert not door.web.seen


@pytest.mark.parametrize("verdict", [403, 503])
def test_the_gates_refusal_is_the_answer(door: Door, verdict: int) -> None:
    door.web.gate = verdict
    assert door.ask("/rtc/v1?access_token=one")[0] == verdict
    assert not door.livekit.seen


def test_gate_and_media_server_see_the_same_token(door: Door) -> None:
    """One more in a header must not be read differently by the two."""
    _, _, body = door.ask(
        "/rtc/v1?access_token=mine",
        headers="Authorization: Bearer removed\r\nX-Media-Token: forged\r\n",
    )
    gate = door.web.seen[0]["headers"]
    assert isinstance(gate, dict)
    assert gate["x-media-token"] == "mine"
    assert json.loads(body)["headers"]["authorization"] == f"Bearer {gate['x-media-token']}"


def test_forged_forwarding_headers_are_dropped(door: Door) -> None:
    forged = "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Prefix: /evil\r\n"
    forged += "Forwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\nX-Internal-Key: guess\r\n"
    code, _, body = door.ask("/api/v1/health", headers=forged)
    assert code == 200
    assert "6.6.6.6" not in body
    assert "evil" not in body
    assert "guess" not in body


def test_push_has_three_addresses(door: Door) -> None:
    for name in ("websocket", "http_stream", "emulation"):
        code, _, body = door.ask(f"/push/connection/{name}", method="POST", body=b"{}")
        assert (code, json.loads(body)["from"]) == (200, "push")
        assert json.loads(body)["path"].rstrip("?") == f"/connection/{name}"


def test_pages_fall_back_to_their_entry(door: Door) -> None:
    pages = {"/": "index", "/c/exams/1": "index", "/s": "staff", "/s/board": "staff", "/p/pair": "phone"}
    for address, entry in pages.items():
        code, head, body = door.ask(address)
        assert (code, body) == (200, f"page {entry}.html")
        assert "Cache-Control: no-cache" in head
    assert "immutable" in door.ask("/assets/a-1.js")[1]


def test_what_the_build_made_smaller_goes_out_as_it_is(door: Door) -> None:
    code, head, body = door.ask("/assets/a-1.js", headers="Accept-Encoding: gzip, br, zstd\r\n")
    assert (code, body) == (200, "made smaller by the build")
    assert "Content-Encoding: gzip" in head and "immutable" in head and "javascript" in head
    assert door.ask("/assets/a-1.js")[2] == "page assets/a-1.js"


def test_every_answer_carries_the_security_headers(door: Door) -> None:
    for address in ("/", "/api/v1/health", "/assets/a-1.js", "/assets/missing.js", "/twirp/x"):
        head = door.ask(address)[1]
        assert f"connect-src 'self' ws://localhost:{door.port};" in head, address
        assert "X-Content-Type-Options: nosniff" in head
        assert "Server:" not in head


def test_a_large_body_is_refused_with_a_code(door: Door) -> None:
    code, _, body = door.ask("/api/v1/x", method="POST", body=b"x" * 1_100_000)
    assert code == 413
    assert json.loads(body)["code"] == "payload_too_large"


def test_a_large_body_is_not_told_to_try_again_when_the_control_plane_hangs_up(door: Door) -> None:
    code, _, body = door.ask("/api/v1/hangs-up", method="POST", body=b"x" * 1_000_000)
    assert (code, json.loads(body)["code"]) == (413, "payload_too_large")
    code, _, body = door.ask("/api/v1/hangs-up", method="POST", body=b"x" * 900_000)
    assert (code, json.loads(body)["code"]) == (503, "service_unavailable")


def test_an_engine_that_is_down_means_not_now(door: Door) -> None:
    stopped = door.servers["livekit"]
    stopped.shutdown()
    stopped.server_close()
    code, _, body = door.ask("/rtc/v1?access_token=one")
    assert (code, json.loads(body)["code"]) == (503, "service_unavailable")


def test_more_than_the_control_plane_is_given_at_once_wait_outside_and_are_told_not_now(door: Door) -> None:
    with ThreadPoolExecutor(LINE + 1) as people:
        inside = [people.submit(door.ask, "/api/v1/held") for _ in range(LINE)]
        assert process.wait_until(lambda: len(door.web.seen) == LINE, seconds=10)
        code, head, body = door.ask("/api/v1/session")
        assert (code, json.loads(body)["code"]) == (503, "service_unavailable")
        assert "Retry-After: 1" in head
        waiting = people.submit(door.ask, "/api/v1/session", method="POST")
        door.web.let_go.set()
        assert [one.result()[0] for one in inside] == [200] * LINE
        assert waiting.result()[0] == 200
    assert len(door.web.seen) == LINE + 1


def test_another_host_gets_nothing(door: Door) -> None:
    with closing(socket.create_connection(("127.0.0.1", door.port), timeout=5)) as line:
        line.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n")
        assert b"from" not in line.recv(65536)
    assert not door.web.seen


def test_the_outbox_is_shown_in_the_demo_on_loop_back_only(door: Door) -> None:
    assert json.loads(door.ask("/outbox")[2])["from"] == "web"
    lan = Environment(VAR_DIR=door.var, DEMO=True, LAN=True, PUBLIC_ORIGIN="https://192.0.2.7:8080")
    assert "outbox" not in front_door.caddyfile(lan, 8081)
    assert "outbox" not in front_door.caddyfile(Environment(VAR_DIR=door.var, DEMO=False), 8081)


def test_logs_hold_no_query_and_the_admin_socket_is_closed(door: Door) -> None:
    door.ask("/rtc/v1?access_token=very-secret")
    log = door.var / "logs" / "access.log"
    assert process.wait_until(lambda: "/rtc/v1" in log.read_text(), seconds=5)
    for path in (door.var / "logs").iterdir():
        assert "very-secret" not in path.read_text(), path
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(front_door.admin_socket(door.var).stat().st_mode) == 0o600
