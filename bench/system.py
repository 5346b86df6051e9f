"""The system under measurement: all its real parts in a folder and on ports of its own."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
import httpx

from e2e.site import free_port

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class System:
    process: subprocess.Popen[bytes]
    var: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


def raise_file_limit(wanted: int = 65_536) -> int:
    """For the parts too: they inherit it. Without the right to raise the hard limit, as far as that goes."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for most in (max(wanted, hard), hard):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        except (ValueError, OSError):
            continue
        break
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


@contextmanager
def started_system(more: Mapping[str, str] | None = None, *, pages: bool = False) -> Iterator[System]:
    """Start everything (pages if told) and open its database to this process; all ends with the block."""
    raise_file_limit()
    folder = Path(tempfile.mkdtemp(prefix="kaochang-bench-"))
    folder.chmod(0o711)  # the database runs as a user of its own and has to reach its folder
    port = free_port()
    os.environ.update({"VAR_DIR": str(folder), "PORT": str(port), **(more or {})})
    with (folder / "up.log").open("wb") as log:
        command = [sys.executable, "-m", "bench.up", *(["--pages"] if pages else [])]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        await_healthy(f"http://localhost:{port}/api/v1/health", process, folder / "up.log")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "kaochang.config.settings", "LOG_LEVEL": "WARNING"}
        django.setup()
        yield System(process, folder, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def await_healthy(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"ended with {process.returncode}: {log.read_text()[-2000:]}")
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    process.kill()
    raise RuntimeError(f"{url} was not healthy within {seconds:.0f} s; {log.read_text()[-2000:]}")


@contextmanager
def started_floor(system: System, workers: int = 1) -> Iterator[tuple[str, int]]:
    """The floor, served as `kaochang up` serves the product; yields its address and process."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", "12", "--log-level", "warning", "bench.floor.wsgi:application"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_POOL": "12"}
    log = system.var / "floor.log"
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        await_healthy(f"http://127.0.0.1:{port}/empty", process, log, seconds=60)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)
