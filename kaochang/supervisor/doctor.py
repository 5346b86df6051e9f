"""`kaochang doctor`: looks at each part of the site and says, for what is wrong, what to do."""

import ctypes
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from kaochang.config.canary import Fit, read_canary
from kaochang.config.environment import ROOT, environment
from kaochang.core import clock
from kaochang.supervisor import front_door
from kaochang.supervisor.build import LIVEKIT, PUSH, TOOLCHAIN
from kaochang.supervisor.media_path import try_media_path
from kaochang.supervisor.parts import status
from kaochang.supervisor.tools import version_of
from kaochang.supervisor.watching import marked_processes

START = "start the system: make run (or: kaochang up)"
GB = 1_000_000_000


@dataclass(frozen=True)
class Finding:
    what: str
    fine: bool
    said: str
    remedy: str = ""


def main(words: Sequence[str]) -> int:
    findings = []
    for check in CHECKS:
        for finding in look(check):
            findings.append(finding)
            show(finding)
    wrong = sum(not finding.fine for finding in findings)
    print(f"\n{wrong} of {len(findings)} need attention" if wrong else "\nall is well")  # noqa: T201
    return 1 if wrong else 0


def look(check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """A check that fails by itself is a finding too, and does not keep the others from being made."""
    try:
        yield from check()
    except (OSError, DatabaseError) as error:
        yield Finding(
            check.__name__, fine=False, said=f"{type(error).__name__}: {error}".strip(), remedy=START
        )


def show(finding: Finding) -> None:
    print(f"{'✓' if finding.fine else '✗'} {finding.what:<12} {finding.said}")  # noqa: T201
    if not finding.fine and finding.remedy:
        print(f"  → {finding.remedy}")  # noqa: T201


def versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", sys.version_info >= (3, 11), python, "make setup PYTHON=/path/to/python3.11")
    tools: dict[str, tuple[list[str | Path], tuple[int, int]]] = {
        "node": ([TOOLCHAIN / "node" / "bin" / "node", "--version"], (24, 0)),
        "go": ([TOOLCHAIN / "go" / "bin" / "go", "version"], (1, 26)),
        "caddy": ([Path(sys.executable).with_name("caddy"), "version"], (2, 11)),
        "livekit": ([LIVEKIT / "bin" / "livekit-server", "--version"], (1, 13)),
    }
    for name, (command, least) in tools.items():
        found = version_of(command)
        said = ".".join(map(str, found)) if found else "missing"
        yield Finding(name, found is not None and found >= least, said, "make setup, then: kaochang build")
    built = (PUSH / "bin" / "push").exists()
    yield Finding("push", built, "built" if built else "not built", "kaochang build push")
    pages = all(
        (ROOT / "web" / "dist" / name).exists() for name in ("index.html", "staff.html", "phone.html")
    )
    yield Finding("pages", pages, "built" if pages else "not built", "kaochang build web")


def folder() -> Iterator[Finding]:
    var = environment.VAR_DIR
    open_ones = [
        str(path.relative_to(var))
        for path in (var, *var.iterdir())
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXO & ~stat.S_IXOTH)
    ]
    said = f"{var} is closed to others" if not open_ones else f"open to others: {', '.join(open_ones)}"
    yield Finding("var", not open_ones, said, f"chmod -R o-rwx {var}")
    free = shutil.disk_usage(var).free
    yield Finding("disk", free > 5 * GB, f"{free / GB:.1f} GB free", "make room: an interview day needs 5 GB")


def processes() -> Iterator[Finding]:
    running = " ".join(marked_processes(environment.VAR_DIR).values())
    for name, trace in {
        "worker": "kaochang worker",
        "relay": "kaochang relay",
        "watch": "kaochang watch",
    }.items():
        alive = trace in running
        yield Finding(
            name, alive, "runs" if alive else "does not run", f"{START}; its log: {name}.log in var/logs"
        )


def parts() -> Iterator[Finding]:
    addresses = {
        "web": (environment.WEB_PORT, "/api/v1/health"),
        "push": (environment.PUSH_PORT, "/health"),
        "livekit": (environment.LIVEKIT_PORT, "/"),
    }
    for name, (port, path) in addresses.items():
        code = status(port, path)
        said = f"answers on port {port}" if code == 200 else f"port {port}: {code or 'no answer'}"
        yield Finding(name, code == 200, said, f"{START}; its log: {environment.VAR_DIR}/logs/{name}.log")
    answers = front_door.admin_answers(environment.VAR_DIR)
    said = f"serves {environment.public_origin}" if answers else f"nothing serves {environment.public_origin}"
    yield Finding("caddy", answers, said, front_door.obstacle(environment) or START)


def database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        before = clock.now()
        cursor.execute("SELECT clock_timestamp(), version(), (SELECT count(*) FROM pg_stat_activity)")
        there, version, used = cursor.fetchone()
    skew = abs((there - before).total_seconds())
    yield Finding("postgres", True, f"{version.split(' on ')[0]}, {used} connections")
    yield Finding(
        "clock", skew < 1, f"{skew * 1000:.0f} ms off the database's", "run chrony or systemd-timesyncd"
    )
    executor = MigrationExecutor(connection)
    left = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Finding("migrations", not left, f"{left} to apply" if left else "all applied", "kaochang migrate")
    fit = read_canary()
    remedy = (
        "put back the secrets.json that belongs to this database"
        if fit is not Fit.EMPTY
        else "kaochang migrate"
    )
    yield Finding("keys", fit is Fit.FITS, "fit the database" if fit is Fit.FITS else fit.value, remedy)


def machine_clock() -> Iterator[Finding]:
    """What the kernel knows of the clock: candidates' deadlines are this machine's time."""
    buffer = ctypes.create_string_buffer(512)  # struct timex, read only; its size differs by machine
    synchronised = ctypes.CDLL(None).adjtimex(buffer) != 5  # TIME_ERROR
    said = (
        "is kept by a time service" if synchronised else "no time service keeps it (fine on a laptop's demo)"
    )
    yield Finding("time", synchronised or environment.DEMO, said, "apt install chrony")


def media() -> Iterator[Finding]:
    for what, fine, said, remedy in try_media_path(environment):
        yield Finding(what, fine, said, remedy)


CHECKS: list[Callable[[], Iterator[Finding]]] = [
    versions,
    folder,
    processes,
    parts,
    database,
    machine_clock,
    media,
]
