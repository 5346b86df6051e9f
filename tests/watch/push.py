"""The real push server on a free port, and connections to it as a page holds them (HTTP stream)."""

import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kaochang.config.environment import environment
from kaochang.supervisor import build
from kaochang.supervisor.process import spawn, stop, wait_until
from tests.media.livekit import free_ports

INTERNAL_KEY = "internal-key-of-the-tests-" + "5" * 20
API_KEY = "api-key-of-the-tests-" + "6" * 20


class _NoRevocations(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({"revocations": []}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        return


class RealPush:
    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self._port, self.process = port, process
        self._open: list[HTTPConnection] = []
        self._silent: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{port}/api"

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=1)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def connect(self, token: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=5)
        self._open.append(connection)
        body = json.dumps({"id": 1, "connect": {"token": token}})
        headers = {"Origin": environment.public_origin, "Content-Type": "application/json"}
        connection.request("POST", "/connection/http_stream", body, headers)
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        first = json.loads(answer.readline())
        assert "connect" in first, first
        return answer

    def connect_and_fall_silent(self, token: str) -> None:
        """A WebSocket whose page says who it is, and then neither answers nor goes."""
        line = socket.create_connection(("127.0.0.1", self._port), timeout=5)
        self._silent.append(line)
        asked = ["GET /connection/websocket HTTP/1.1", "Host: push", f"Origin: {environment.public_origin}"]
        asked += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
        asked += [f"Sec-WebSocket-Key: {'A' * 22}==", "", ""]
        line.sendall("\r\n".join(asked).encode())
        answer = line.makefile("rb")
        assert b" 101 " in answer.readline()
        while answer.readline() != b"\r\n":
            pass
        text = json.dumps({"id": 1, "connect": {"token": token}}).encode()
        # One text frame of a client: two bytes of length, and a mask of zeros.
        line.sendall(b"\x81" + struct.pack(">BHI", 0x80 | 126, len(text), 0) + text)
        assert answer.read(1) == b"\x81"

    def disconnect_all(self) -> None:
        for line in self._silent:
            line.close()
        self._silent.clear()
        for connection in self._open:
            if connection.sock is not None:
                connection.sock.close()
            connection.close()
        self._open.clear()


@contextmanager
def real_push() -> Iterator[RealPush]:
    revocations = ThreadingHTTPServer(("127.0.0.1", 0), _NoRevocations)
    threading.Thread(target=revocations.serve_forever, daemon=True).start()
    [port] = free_ports(1)
    folder = Path(tempfile.mkdtemp(prefix="kaochang-test-push-"))
    variables = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "PUSH_PORT": str(port),
        "PUSH_TOKEN_SECRET": environment.PUSH_TOKEN_SECRET,
        "PUSH_API_KEY": API_KEY,
        "PUBLIC_ORIGIN": environment.public_origin,
        "INTERNAL_KEY": INTERNAL_KEY,
        "PUSH_REVOCATIONS_URL": f"http://127.0.0.1:{revocations.server_address[1]}/",
    }
    log = folder / "push.log"
    process = spawn([build.push()], log=log, environment=variables)
    push = RealPush(port, process)
    try:
        assert wait_until(push.answers, seconds=20), log.read_text()
        yield push
    finally:
        push.disconnect_all()
        stop(process)
        revocations.shutdown()
        revocations.server_close()
        shutil.rmtree(folder, ignore_errors=True)
