"""Processor time by part, from /proc: a process's own, and that of its children that have ended."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_TRACES = {
    "push": "engines/push/bin/push",
    "media": "livekit-server",
    "floor": "bench.floor.wsgi",
    "web": "granian",
    "worker": "kaochang worker",
    "relay": "kaochang relay",
    "watch": "kaochang watch",
    "caddy": "caddy run",
    "postgres": "postgres",
}


def part_of(command: str) -> str:
    return next((name for name, trace in _TRACES.items() if trace in command), "other")


def tree_of(root: int) -> dict[int, str]:
    """Every living descendant of `root`, itself included, with the part it belongs to."""
    children: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(FileNotFoundError, ProcessLookupError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                children[int(fields[1])].append(int(folder.name))
    found: dict[int, str] = {}
    waiting = [(root, "supervisor")]
    while waiting:
        pid, parent_part = waiting.pop()
        with suppress(FileNotFoundError, ProcessLookupError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            part = parent_part if parent_part not in {"supervisor", "other"} else part_of(words)
            found[pid] = "supervisor" if pid == root and part == "other" else part
            waiting += [(child, found[pid]) for child in children[pid]]
    return found


def seconds_by_part(*roots: int) -> dict[str, float]:
    used: dict[str, float] = defaultdict(float)
    for root in roots:
        for pid, part in tree_of(root).items():
            with suppress(FileNotFoundError, ProcessLookupError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                used[part] += sum(map(int, fields[11:15])) / _TICK
    return used


class CpuMeter:
    """with CpuMeter(pid) as meter: …; then meter.cores says how many cores each part took on average."""

    def __init__(self, *roots: int) -> None:
        self._roots = roots
        self.cores: dict[str, float] = {}
        self.seconds = 0.0

    def __enter__(self) -> CpuMeter:
        self._before, self._begun = seconds_by_part(*self._roots), time.monotonic()
        return self

    def __exit__(self, *failure: object) -> None:
        self.seconds = time.monotonic() - self._begun
        after = seconds_by_part(*self._roots)
        self.cores = {
            part: max(0.0, used - self._before.get(part, 0.0)) / self.seconds for part, used in after.items()
        }

    @property
    def total(self) -> float:
        return sum(self.cores.values())

    def words(self) -> str:
        parts = sorted(self.cores.items(), key=lambda item: -item[1])
        return ", ".join(f"{part} {cores:.2f}" for part, cores in parts if cores >= 0.005)
