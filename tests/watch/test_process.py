"""The process: one works, the next takes over when it is killed, and it ends at once when asked."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from kaochang.media import status
from kaochang.supervisor.postgres import EmbeddedPostgres
from kaochang.supervisor.process import spawn, stop, wait_until
from kaochang.watch.lock import SingleLock
from tests.media.livekit import RealMediaServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_holds_the_lock() -> None:
    first, second = SingleLock(), SingleLock()
    assert first.is_held()
    assert first.is_held()
    assert not second.is_held()
    first.release()
    assert second.is_held()
    assert not first.is_held()
    second.release()


def test_a_lost_connection_is_a_lost_lock() -> None:
    first, second = SingleLock(), SingleLock()
    assert first.is_held()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks "
            "WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        )
    assert not first.is_held()
    assert wait_until(second.is_held, seconds=5)
    second.release()


class Processes:
    def __init__(self, postgres: EmbeddedPostgres, media: RealMediaServer, folder: Path) -> None:
        from django.conf import settings  # noqa: PLC0415

        from kaochang.config.environment import environment  # noqa: PLC0415

        name = settings.DATABASES["default"]["NAME"]
        self._variables = {
            "PATH": "/usr/bin:/bin",
            "VAR_DIR": str(folder / "var"),
            "DATABASE_URL": postgres.url.replace("@/kaochang?", f"@/{name}?"),
            "LIVEKIT_API_URL": media.url,
            "PUSH_API_URL": "http://127.0.0.1:9/api",
        }
        for key in ("SECRET_KEY", "LOOKUP_KEY", "ENCRYPTION_KEYS", "LIVEKIT_KEY", "LIVEKIT_SECRET"):
            self._variables[key] = getattr(environment, key)
        self._folder = folder
        self.started: list[tuple[subprocess.Popen[bytes], Path]] = []

    def start(self) -> tuple[subprocess.Popen[bytes], Path]:
        log = self._folder / f"watch-{len(self.started)}.log"
        child = spawn([sys.executable, "-m", "kaochang", "watch"], log=log, environment=self._variables)
        self.started.append((child, log))
        return child, log


@pytest.fixture
def processes(postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[Processes]:
    with RealMediaServer.running() as media:
        found = Processes(postgres, media, tmp_path)
        yield found
        for child, _ in found.started:
            stop(child)


def test_the_next_takes_over_from_a_killed_one(processes: Processes) -> None:
    first, first_log = processes.start()
    assert wait_until(status.is_up, seconds=20), first_log.read_text()
    second, second_log = processes.start()
    assert not wait_until(lambda: "watch_starts" in second_log.read_text(), seconds=2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert wait_until(lambda: "watch_starts" in second_log.read_text(), seconds=10), second_log.read_text()
    second.send_signal(signal.SIGTERM)
    assert second.wait(5) == 0
    assert "Traceback" not in first_log.read_text() + second_log.read_text()
