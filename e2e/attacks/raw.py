"""Requests written by hand, byte by byte: a client library would tidy the address first."""

from __future__ import annotations

import socket
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.parse import urlsplit


class Answer(NamedTuple):
    status: int
    head: str
    body: bytes


def send(
    url: str, target: str, *, method: str = "GET", headers: dict[str, str] | None = None, body: bytes = b""
) -> Answer:
    """One request to the site at `url`; `target` goes out as it stands. Status 0: the line was cut."""
    parts = urlsplit(url)
    given = {"Host": parts.netloc, "Connection": "close", **(headers or {})}
    if body or method == "POST":
        given.setdefault("Content-Length", str(len(body)))
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=10) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)
        answer = HTTPResponse(line, method=method)
        try:
            answer.begin()
            content = b"" if answer.status == 101 else answer.read()
        except (ConnectionResetError, HTTPException):
            return Answer(0, "", b"")
        return Answer(answer.status, str(answer.headers), content)
