"""The system under test: `kaochang up` with a folder and ports of its own, beside any running system."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def own_environment() -> dict[str, str]:
    """The machine's variables only: the settings of the unit tests put keys and an empty database there."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CACHE_HOME") if name in os.environ}


@dataclass
class Site:
    """A started demo system; `url` is its one origin, `var` its folder."""

    process: subprocess.Popen[bytes]
    url: str
    var: Path

    def demo(self, role: str, number: int = 0) -> dict[str, Any]:
        """The numbered demo person of a role, as var/demo.json lists it."""
        people = json.loads((self.var / "demo.json").read_text())
        found: list[dict[str, Any]] = [person for person in people if person["role"] == role]
        return found[number]

    def sms_codes(self, phone: str) -> list[str]:
        """The codes that the console gateway sent to this phone, oldest first."""
        outbox = self.var / "outbox.jsonl"
        lines = [json.loads(line) for line in outbox.read_text().splitlines()] if outbox.exists() else []
        return [line["code"] for line in lines if line["to"].endswith(phone) and line["code"]]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)


def start_site(var: Path, *, extra: dict[str, str] | None = None) -> Site:
    """Start the parts and wait until the front door says that all are healthy."""
    port = free_port()
    var.mkdir(parents=True, exist_ok=True)
    log = (var / "up.log").open("wb")
    environment = own_environment() | {"VAR_DIR": str(var), "PORT": str(port), "DEMO": "1", **(extra or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "kaochang", "up"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    url = f"http://localhost:{port}"
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"kaochang up ended with {process.returncode}; see {var / 'up.log'}")
        try:
            healthy = httpx.get(f"{url}/api/v1/health", timeout=2).status_code == 200
            if healthy and (var / "demo.json").exists():
                return Site(process, url, var)
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    process.kill()
    said = (var / "up.log").read_text(errors="replace")[-1000:]
    raise RuntimeError(f"kaochang up was not healthy within 120 s. The end of {var / 'up.log'}:\n{said}")


def own_folder(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"kaochang-{name}-"))
    folder.chmod(0o711)  # the database runs as a user of its own and has to reach its folder
    return folder


@contextmanager
def own_site(request: pytest.FixtureRequest, filled: Path, name: str) -> Iterator[Site]:
    """A demo system of its own that begins as a copy of `filled` and is ended with SIGTERM.

    A part that outlives it fails the test. Its folder, with the parts' logs, stays when a test failed on it.
    """
    folder = own_folder(name)
    subprocess.run(["cp", "-a", f"{filled}/.", folder], check=True)  # keeps the owners
    failed_before = request.session.testsfailed
    started = start_site(folder)
    yield started
    assert started.stop() == 0
    if request.session.testsfailed == failed_before:
        shutil.rmtree(folder)
