"""`kaochang up` as a whole: real parts are killed, the supervisor too, and nothing is left behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaochang.config.environment import ROOT
from kaochang.supervisor.network import choose_free_port
from kaochang.supervisor.parts import status
from kaochang.supervisor.process import started_at, wait_until
from kaochang.supervisor.watching import marked_processes

TRACES = {
    "push": "engines/push/bin/push",
    "livekit": "livekit-server",
    "web": "granian",
    "worker": "kaochang worker",
    "relay": "kaochang relay",
    "watch": "kaochang watch",
    "caddy": "caddy run",
}


class Up:
    """One start after another on the same folder and port."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = choose_free_port(set())
        self.output = var / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> subprocess.Popen[bytes]:
        own = {
            name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "XDG_CACHE_HOME"}
        }
        environment = own | {"VAR_DIR": str(self.var), "PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        with self.output.open("ab") as output:
            command = [sys.executable, "-m", "kaochang", "up"]
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)

    def start(self) -> float:
        begun = time.monotonic()
        self.output.write_bytes(b"")
        self.process = process = self.command()
        wait_until(lambda: process.poll() is not None or "runs at" in self.said(), seconds=60)
        assert process.poll() is None, self.said()
        assert "runs at" in self.said(), self.said()
        return time.monotonic() - begun

    def said(self) -> str:
        return self.output.read_text()

    def pids(self, trace: str) -> list[int]:
        return sorted(pid for pid, words in marked_processes(self.var).items() if trace in words)

    def healthy(self) -> bool:
        return status(self.port, "/api/v1/health") == 200

    def database_pid(self) -> int:
        return int((self.var / "postgres" / "data" / "postmaster.pid").read_text().split()[0])


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    var = Path(tempfile.mkdtemp(prefix="kaochang-test-up-"))
    var.chmod(0o711)
    site = Up(var)
    yield site
    if site.process and site.process.poll() is None:
        site.process.terminate()
        site.process.wait(30)
    shutil.rmtree(var, ignore_errors=True)


def test_it_starts_from_nothing_and_ends_clean(up: Up) -> None:
    up.start()
    assert up.healthy()
    assert all(up.pids(trace) for trace in TRACES.values())
    database = up.database_pid()
    assert up.process
    up.process.terminate()
    assert up.process.wait(30) == 0
    assert not marked_processes(up.var)
    assert not started_at(database)
    assert "nothing is left running" in up.said()


def test_a_second_start_takes_less_than_ten_seconds(up: Up) -> None:
    assert up.start() < 10
    assert up.healthy()


def test_a_second_supervisor_on_the_same_folder_is_refused(up: Up) -> None:
    second = up.command()
    assert second.wait(30) == 1
    assert "already running" in up.said()
    assert up.healthy()


@pytest.mark.parametrize("part", TRACES)
def test_a_killed_part_is_back(up: Up, part: str) -> None:
    before = up.pids(TRACES[part])
    assert before
    os.kill(before[0], signal.SIGKILL)

    def is_back() -> bool:
        noticed = f"{part} was killed by SIGKILL" in up.said()
        now = up.pids(TRACES[part])
        return noticed and bool(now) and before[0] not in now and up.healthy()

    assert wait_until(is_back, seconds=20), up.said()


def test_a_killed_database_is_back(up: Up) -> None:
    before = up.database_pid()
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: "postgres was killed" in up.said() and up.healthy(), seconds=30), up.said()
    assert up.database_pid() != before


def test_a_killed_supervisor_leaves_nothing_and_the_next_start_recovers(up: Up) -> None:
    assert up.process
    database = up.database_pid()
    up.process.kill()
    up.process.wait()
    assert wait_until(lambda: not marked_processes(up.var), seconds=8), marked_processes(up.var)
    assert wait_until(lambda: not started_at(database), seconds=8)
    up.start()
    assert up.healthy()


def test_ctrl_c_ends_it_clean_too(up: Up) -> None:
    assert up.process
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(30) == 0
    assert not marked_processes(up.var)
