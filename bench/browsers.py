"""Starts bench/sockets, which plays thousands of pages, and reads what it finds."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kaochang.supervisor.build import CACHE, TOOLCHAIN

SOURCES = Path(__file__).with_name("sockets")


@cache
def binary() -> Path:
    built = CACHE / "bench" / "sockets"
    environment = os.environ | {"GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
    go = TOOLCHAIN / "go" / "bin" / "go"
    command: list[str | Path] = [go, "build", "-buildvcs=false", "-trimpath", "-o", built, "."]
    subprocess.run(command, cwd=SOURCES, env=environment, check=True)
    return built


@dataclass
class Browsers:
    """A running `sockets`; every finding is kept in `found`, oldest first."""

    process: subprocess.Popen[str]
    config: Path
    found: list[dict[str, Any]] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._changed:
                self.found.append(json.loads(line))
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def of_kind(self, kind: str, since: int = 0) -> list[dict[str, Any]]:
        with self._changed:
            return [line for line in self.found[since:] if line["kind"] == kind]

    def mark(self) -> int:
        with self._changed:
            return len(self.found)

    def wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until or self.process.poll() is not None:
                return condition()
            time.sleep(0.25)
        return True

    def quit(self) -> list[dict[str, Any]]:
        """Ends it and returns everything it said."""
        if self.process.poll() is None and self.process.stdin:
            self.process.stdin.write("quit\n")
            self.process.stdin.flush()
        self.process.wait(90)
        self._reader.join(10)
        self.config.unlink(missing_ok=True)  # it holds cookies
        return self.found

    def start(self) -> Browsers:
        self._reader = threading.Thread(target=self.read, daemon=True)
        self._reader.start()
        return self


def start(mode: str, **config: Any) -> Browsers:
    with tempfile.NamedTemporaryFile("w", suffix=".json", prefix="kaochang-bench-", delete=False) as file:
        json.dump(config, file)
    process = subprocess.Popen(
        [binary(), mode, file.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return Browsers(process, Path(file.name)).start()


def load(base: str, origin: str, requests: list[dict[str, str]], *, parallel: int, seconds: float) -> Any:
    """Requests as fast as they are answered; returns the tally."""
    running = start("load", base=base, origin=origin, requests=requests, parallel=parallel, seconds=seconds)
    running.process.wait(seconds + 90)
    return next(line for line in running.quit() if line["kind"] == "tally")
