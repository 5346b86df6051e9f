"""`kaochang up`: everything from nothing to running, until Ctrl-C or SIGTERM."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kaochang.config.environment import ROOT, Environment
from kaochang.supervisor import build, front_door, greeting, process, site
from kaochang.supervisor.network import lan_address
from kaochang.supervisor.parts import base_environment, control_plane, parts_of
from kaochang.supervisor.postgres import EmbeddedPostgres, Passwords, PostgresFailed
from kaochang.supervisor.watching import BACK_OFF, Parts, StartFailed, kill_leftovers, reason


def main(words: Sequence[str]) -> int:
    # Until the first part runs, a stop may cut in anywhere; afterwards it is a request.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    try:
        build.push()
        build.livekit()
        build.web()
        os.umask(0o077)  # every file of the running system is for its own user
        with only_one(Environment().VAR_DIR) as var:
            Supervisor(var, StopRequest()).run(reset_demo="--reset-demo" in words)
    except (build.BuildError, StartFailed, PostgresFailed, OSError, ValueError) as error:
        print(f"\nkaochang could not start: {error}", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


class StopRequest:
    """Ctrl-C, SIGTERM and a closed terminal ask for a clean end; asking twice changes nothing."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def __call__(self) -> bool:
        return self.asked


class Supervisor:
    def __init__(self, var: Path, stop: StopRequest) -> None:
        self.var = var
        self.stop = stop
        self.begun = time.monotonic()
        if left := kill_leftovers(var):
            say(f"ended {len(left)} processes that an earlier start had left behind")
        secrets = site.ensure_secrets(var)
        self.ports, moved = site.ensure_ports(var)
        for name in moved:
            say(f"another program took the port of {name}; it is now {self.ports[name]}")
        self.database: EmbeddedPostgres | None = None
        if "DATABASE_URL" not in os.environ:
            passwords = Passwords(secrets["DATABASE_ADMIN_PASSWORD"], secrets["DATABASE_PASSWORD"])
            self.database = EmbeddedPostgres(var, passwords)
            site.write_private(var / "secrets.json", secrets | {"DATABASE_URL": self.database.url})
        self.site = configured()
        if self.site.DEMO and not self.database:
            raise StartFailed("DEMO=1 works on the embedded database only: unset DATABASE_URL or DEMO")
        if why := front_door.obstacle(self.site):
            raise StartFailed(why)
        self.server: subprocess.Popen[bytes] | None = None
        self.server_deaths = 0

    def run(self, *, reset_demo: bool) -> None:
        parts = Parts(parts_of(self.site, self.ports["TRUST_PORT"]), self.var / "logs", self.var, say)
        try:
            self._start_database()
            if self.site.DEMO:
                title = "bringing the database and the demo school up to date"
                self._do("demo", title, *(["--reset"] if reset_demo else []))
            else:
                self._do("migrate", "bringing the database up to date")
            parts.start_all(self.stop)
            if not self.stop():
                site.remember_start(self.site)
                greeting.greet(self.site, self.ports["TRUST_PORT"], seconds=time.monotonic() - self.begun)
            while not self.stop():
                self._look_at_database()
                parts.look()
                time.sleep(0.1)
        finally:
            say("stopping")
            parts.stop_all()
            if self.database and self.server:
                self.database.stop(self.server)
            site.started_file(self.var).unlink(missing_ok=True)
            say("stopped; nothing is left running")

    def _start_database(self) -> None:
        if not self.database or self.stop():
            return
        self.server = server = self.database.start()
        ready = self.database.is_ready
        process.wait_until(lambda: self.stop() or server.poll() is not None or ready(), seconds=60)
        if server.poll() is not None:
            raise StartFailed(f"postgres {reason(server)}; see {self.database.log}")
        if not self.stop():
            self.database.provide()

    def _look_at_database(self) -> None:
        if not self.database or not self.server or self.server.poll() is None:
            return
        wait = BACK_OFF[min(self.server_deaths, len(BACK_OFF) - 1)]
        self.server_deaths += 1
        say(f"postgres {reason(self.server)}; starting it again in {wait:g} s")
        time.sleep(wait)
        self._start_database()

    def _do(self, command: str, title: str, *words: str) -> None:
        """One command of ours, to its end; it ends with us too."""
        if self.stop():
            return
        say(title)
        log = self.var / "logs" / f"{command}.log"
        child = process.spawn(
            [sys.executable, "-m", "kaochang", command, *words],
            log=log,
            environment=base_environment(self.site) | control_plane(self.site),
            cwd=ROOT,
        )
        try:
            process.wait_until(lambda: self.stop() or child.poll() is not None, seconds=600)
        finally:
            process.stop(child)
        if not self.stop() and child.returncode != 0:
            tail = "\n  ".join(log.read_text(errors="replace").splitlines()[-15:])
            raise StartFailed(f"`kaochang {command}` {reason(child)}:\n  {tail}")


def configured() -> Environment:
    """The environment as it is now that secrets, ports and the database's address exist."""
    found = Environment()
    if not found.LAN or found.PUBLIC_ORIGIN:
        return found
    address = lan_address(found)
    if not address:
        raise StartFailed("LAN=1 needs a network address; name it: make run LAN=1 LAN_ADDRESS=192.168.1.20")
    return Environment(PUBLIC_ORIGIN=f"https://{address}:{found.PORT}", LAN_ADDRESS=address)


@contextmanager
def only_one(var: Path) -> Iterator[Path]:
    site.make_folders(var)
    with (var / "run" / "supervisor.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StartFailed(f"it is already running here (process {lock.read().strip()})") from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        # The file says nothing about the last start's address any more.
        site.started_file(var).unlink(missing_ok=True)
        yield var


def say(text: str) -> None:
    print(f"• {text}", flush=True)  # noqa: T201
