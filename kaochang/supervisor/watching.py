"""Keeps the parts running: starts them in order, starts a dead one again, stops them in reverse."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kaochang.supervisor import process
from kaochang.supervisor.parts import MARK, Part

BACK_OFF = (0.05, 0.5, 1.0, 2.0, 5.0, 10.0)
CALM_AFTER = 20.0  # seconds alive after which a part's next death counts as its first
PROBE_EVERY = 5.0
SILENT_PROBES = 12  # a minute: thousands who come back at once can keep a living part from answering for long


class StartFailed(Exception):
    """A part did not come up; the sentence names it and its log."""


@dataclass
class Running:
    part: Part
    child: subprocess.Popen[bytes]
    since: float
    deaths: int = 0
    start_at: float | None = None  # when it is dead: the moment of the next try
    probe_at: float = 0.0
    silent: int = 0


class Parts:
    def __init__(self, parts: list[Part], logs: Path, cwd: Path, say: Callable[[str], None]) -> None:
        self.parts = parts
        self.logs = logs
        self.cwd = cwd
        self.say = say
        self.running: dict[str, Running] = {}

    def start_all(self, stopping: Callable[[], bool], seconds: float = 60.0) -> None:
        for part in self.parts:
            if stopping():
                return
            self.running[part.name] = Running(part, self._spawn(part), time.monotonic())
            if not part.ready_last:
                self._await(part, stopping, seconds)
        for part in self.parts:
            if part.ready_last:
                self._await(part, stopping, seconds)

    def _await(self, part: Part, stopping: Callable[[], bool], seconds: float) -> None:
        running = self.running[part.name]

        def settled() -> bool:
            return stopping() or running.child.poll() is not None or part.is_ready()

        in_time = process.wait_until(settled, seconds=seconds)
        if stopping():
            return
        if running.child.poll() is not None:
            raise StartFailed(f"{part.name} ended at once ({reason(running.child)}). {self._tail(part)}")
        if not in_time:
            raise StartFailed(f"{part.name} is not ready after {seconds:.0f} s. {self._tail(part)}")

    def look(self) -> None:
        """One round: called a few times a second, never blocks for long."""
        now = time.monotonic()
        for running in self.running.values():
            if running.start_at is not None:
                if now >= running.start_at:
                    running.child, running.since, running.start_at = self._spawn(running.part), now, None
                    running.silent, running.probe_at = 0, now + PROBE_EVERY
            elif running.child.poll() is not None:
                self._died(running, now, reason(running.child))
            elif running.part.answers and now >= running.probe_at:
                running.silent = 0 if running.part.answers() else running.silent + 1
                running.probe_at = now + PROBE_EVERY
                if running.silent >= SILENT_PROBES:
                    self._died(running, now, "did not answer any more")

    def _died(self, running: Running, now: float, why: str) -> None:
        process.kill_group(running.child.pid)
        running.child.wait()
        running.deaths = 1 if now - running.since > CALM_AFTER else running.deaths + 1
        wait = BACK_OFF[min(running.deaths, len(BACK_OFF)) - 1]
        running.start_at = now + wait
        self.say(f"{running.part.name} {why}; starting it again in {wait:g} s")

    def stop_all(self) -> None:
        """All are asked at once, front door first; then each is waited for, and killed past its patience."""
        order = [self.running[part.name] for part in reversed(self.parts) if part.name in self.running]
        asked = time.monotonic()
        for running in order:
            if running.child.poll() is None:
                running.child.send_signal(signal.SIGTERM)
        for running in order:
            left = asked + running.part.patience - time.monotonic()
            process.wait_until(lambda child=running.child: child.poll() is not None, seconds=max(0.0, left))  # type: ignore[misc]
            process.kill_group(running.child.pid)
            running.child.wait()

    def _spawn(self, part: Part) -> subprocess.Popen[bytes]:
        return process.spawn(
            part.command,
            log=self.logs / f"{part.name}.log",
            environment=part.environment,
            cwd=self.cwd,
            death_signal=part.death_signal,
        )

    def _tail(self, part: Part) -> str:
        log = self.logs / f"{part.name}.log"
        lines = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
        return "\n  ".join([f"The end of {log}:", *lines])


def reason(child: subprocess.Popen[bytes]) -> str:
    code = child.returncode
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


def kill_leftovers(var: Path) -> list[int]:
    """Ends what an earlier start of this var folder left behind."""
    found = [pid for pid in marked_processes(var) if pid != os.getpid()]
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait_until(lambda: not any(process.started_at(pid) for pid in found), seconds=5)
    return found


def marked_processes(var: Path) -> dict[int, str]:
    """The processes of this var folder, told by the mark in their environment, with their command lines."""
    wanted = f"{MARK}={var}".encode()
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError, PermissionError):
                if wanted in (folder / "environ").read_bytes().split(b"\0"):
                    words = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                    found[int(folder.name)] = words.decode(errors="replace")
    return found
