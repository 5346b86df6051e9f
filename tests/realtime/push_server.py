"""A push server that only remembers: the HTTP shape of the real one, with faults on demand."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class RememberingPush:
    """`seen` holds each message once, in order of arrival; a repeated idempotency key only counts."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.commands: list[tuple[str, dict[str, Any]]] = []
        self.repeats = 0
        self.refused = 0
        self.status = 200
        self.answer: dict[str, Any] = {"result": {}}
        self._keys: set[str] = set()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/api"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, method: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self._lock:
            if self.status != 200 or "error" in self.answer:
                self.refused += 1
                return self.status, self.answer
            self.commands.append((method, body))
            key = body.get("idempotency_key")
            if key is not None and key in self._keys:
                self.repeats += 1
            elif key is not None:
                self._keys.add(key)
                self.seen.append(body["data"])
            return 200, self.answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        push = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = push.take(self.path.removeprefix("/api/"), body)
                text = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: Any) -> None:
                return

        return Handler
