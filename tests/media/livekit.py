"""The real media server for tests: on free loop-back ports, with the configuration that a site runs.

from tests.media.livekit import RealMediaServer
with RealMediaServer.running() as real: LiveKitServer(real.url) …
"""

import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kaochang.config.environment import Environment
from kaochang.supervisor import build, media_server
from kaochang.supervisor.process import kill_group, spawn, wait_until


@dataclass
class Delivery:
    body: bytes
    authorization: str
    content_type: str


@dataclass
class WebhookSink:
    """Takes what the media server sends, as our own address would: 200 at once."""

    deliveries: list[Delivery] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                sink.deliveries.append(
                    Delivery(body, self.headers["Authorization"] or "", self.headers["Content-Type"] or "")
                )
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def kinds(self) -> list[str]:
        return [json.loads(delivery.body)["event"] for delivery in list(self.deliveries)]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class RealMediaServer:
    """Uses the keys of tests/settings.py, so tokens signed by the product fit."""

    def __init__(self) -> None:
        self.webhooks = WebhookSink()
        self.folder = Path(tempfile.mkdtemp(prefix="kaochang-test-livekit-"))
        self.ports = free_ports(3)
        self.url = f"http://127.0.0.1:{self.ports[0]}"
        self.log = self.folder / "livekit.log"
        self._child: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextmanager
    def running(cls) -> Iterator["RealMediaServer"]:
        server = cls()
        try:
            server.start()
            yield server
        finally:
            server.close()

    def start(self) -> None:
        site = Environment(
            VAR_DIR=self.folder,
            LIVEKIT_PORT=self.ports[0],
            LIVEKIT_TCP_PORT=self.ports[1],
            LIVEKIT_UDP_PORT=self.ports[2],
            WEB_PORT=self.webhooks.port,
        )
        config = media_server.write_config(site)
        self._child = spawn(
            [build.livekit(), "--config", config],
            log=self.log,
            environment={"PATH": os.environ.get("PATH", "/usr/bin:/bin")},
        )
        assert wait_until(self.answers, seconds=20), self.log.read_text()[-3000:]

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.ports[0], timeout=1)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        assert self._child is not None
        self._child.send_signal(signal.SIGKILL)
        self._child.wait(5)
        kill_group(self._child.pid)

    def close(self) -> None:
        if self._child is not None and self._child.poll() is None:
            self.kill()
        self.webhooks.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class SignalClient:
    """The signalling half of a browser: enough to be in a room, to be removed, and to be given new tokens."""

    def __init__(self, url: str, token: str) -> None:
        host, port = url.removeprefix("http://").split(":")
        self.status = 0
        self.text = b""
        self.is_closed = threading.Event()
        self._socket = socket.create_connection((host, int(port)), timeout=5)
        query = f"access_token={token}&auto_subscribe=1&sdk=js&version=2.23.0&protocol=16"
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            f"GET /rtc?{query} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self._socket.sendall(head.encode())
        self._file = self._socket.makefile("rb")
        self.status = int(self._file.readline().split()[1])
        while self._file.readline() not in (b"\r\n", b""):
            pass
        if self.status != 101:
            self.is_closed.set()
            return
        self._socket.settimeout(None)
        threading.Thread(target=self._read, daemon=True).start()

    def refreshed_tokens(self) -> list[str]:
        """Tokens that the server handed out over the open connection."""
        return [hit.decode() for hit in re.findall(rb"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}", self.text)]

    def leave(self) -> None:
        """A leave request, as a page that goes away says it; masked, as clients must."""
        body = bytes([0x42, 0x00])
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(body))
        self._socket.sendall(bytes([0x82, 0x80 | len(body)]) + mask + masked)

    def close(self) -> None:
        self.is_closed.set()
        # close() alone waits for the reader's file.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _read(self) -> None:
        try:
            while True:
                head = self._file.read(2)
                if len(head) < 2 or head[0] & 0x0F == 8:
                    break
                length = head[1] & 0x7F
                if length > 125:
                    length = int.from_bytes(self._file.read(2 if length == 126 else 8), "big")
                self.text += self._file.read(length)
        except (OSError, ValueError):
            pass
        self.is_closed.set()


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
