"""Sockets as browsers open them: the plain WebSocket, media signalling and push, by address."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import struct
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from e2e.person import wait_until

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
_TOKEN = re.compile(rb"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}")


class WebSocket:
    """`status` is what the opening was answered with: 101 is in. `closed_with` is the closing code."""

    def __init__(self, url: str, target: str, *, headers: dict[str, str] | None = None) -> None:
        parts = urlsplit(url)
        self.status, self.closed_with = 0, 0
        self.closed = threading.Event()
        self.frames: list[bytes] = []
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=10)
        given = {"Host": parts.netloc, "Origin": url, **(headers or {})}
        lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
        lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
        lines += [f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}"]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self._file = self._socket.makefile("rb")
        first = self._file.readline().split()
        self.status = int(first[1]) if len(first) > 1 else 0
        while self._file.readline() not in (b"\r\n", b""):
            pass
        if self.status != 101:
            self.close()
            return
        self._socket.settimeout(None)
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def is_in(self) -> bool:
        return self.status == 101 and not self.closed.is_set()

    def send(self, data: bytes, kind: int = BINARY) -> None:
        mask = os.urandom(4)
        length = len(data)
        head = bytes([0x80 | kind, 0x80 | (length if length < 126 else 126)])
        if length >= 126:
            head += struct.pack(">H", length)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
        self._socket.sendall(head + mask + masked)

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.closed.set()

    def received(self, frame: bytes) -> None:
        self.frames.append(frame)

    def _read(self) -> None:
        with suppress(OSError, ValueError):
            while len(head := self._file.read(2)) == 2:
                length = head[1] & 0x7F
                if length > 125:
                    length = int.from_bytes(self._file.read(2 if length == 126 else 8), "big")
                data = self._file.read(length)
                if head[0] & 0x0F == CLOSE:
                    self.closed_with = int.from_bytes(data[:2], "big")
                    break
                if head[0] & 0x0F == PING:
                    self.send(data, PONG)
                else:
                    self.received(data)
        self.closed.set()


class MediaSocket(WebSocket):
    """The signalling half of a join: enough to be in the room, be removed, and be given a fresh token."""

    def __init__(self, url: str, token: str, *, path: str = "/rtc", more: str = "") -> None:
        query = f"access_token={token}&auto_subscribe=1&sdk=js&version=2.23.0&protocol=16{more}"
        super().__init__(url, f"{path}?{query}")

    def refreshed(self) -> str:
        """The newest token that the media server itself handed out over this socket."""
        found = _TOKEN.findall(b"\0".join(self.frames))
        return found[-1].decode() if found else ""


class PushSocket(WebSocket):
    """The push client: connects with a token, answers pings, keeps every message."""

    def __init__(self, url: str, token: str) -> None:
        self.answers: dict[int, dict[str, Any]] = {}
        self.messages: list[dict[str, Any]] = []
        super().__init__(url, "/push/connection/websocket")
        if self.status == 101:
            self.send(json.dumps({"id": 1, "connect": {"token": token}}).encode(), TEXT)

    def received(self, frame: bytes) -> None:
        for line in frame.splitlines():
            message = json.loads(line)
            if not message:
                self.send(b"{}", TEXT)  # a ping
            elif "id" in message:
                self.answers[message["id"]] = message
            elif "pub" in message.get("push", {}):
                self.messages.append(message["push"]["pub"]["data"])

    @property
    def answer(self) -> dict[str, Any]:
        return self.answers.get(1, {})

    def is_connected(self) -> bool:
        """Whether the token was taken; waits for the word of the server."""
        wait_until(lambda: self.answer or self.closed.is_set(), 5, "the push server's answer")
        return "connect" in self.answer

    def ask(self, number: int, command: dict[str, Any]) -> None:
        self.send(json.dumps({"id": number, **command}).encode(), TEXT)

    def was_refused(self, number: int) -> bool:
        """The command was answered with an error, or cost the connection."""
        wait_until(lambda: number in self.answers or self.closed.is_set(), 5, f"an answer to {number}")
        return number not in self.answers or "error" in self.answers[number]

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in list(self.messages) if message["type"] == kind]
