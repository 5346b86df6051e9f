"""Builds the engines and the web, each only when its sources have changed.

A build is named by the hash of what it was made from. Engines are kept in the user's cache, so a second
clone finds them; the web's result lies in web/dist beside a stamp.
"""

import fcntl
import gzip
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kaochang.config.environment import ROOT, environment
from kaochang.supervisor import process

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaochang"
TOOLCHAIN = ROOT / ".toolchain"
PUSH = ROOT / "engines" / "push"
LIVEKIT = ROOT / "engines" / "livekit"
WEB = ROOT / "web"
NOT_SOURCES = {"node_modules", "dist", "bin", ".git", "coverage", "__pycache__"}


class BuildError(Exception):
    """A build failed; the sentence holds the end of its output."""


def main(words: Sequence[str]) -> int:
    try:
        for name in words or ("push", "livekit", "web"):
            {"push": push, "livekit": livekit, "web": web}[name]()
    except BuildError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def push() -> Path:
    return _engine(PUSH, "push", ".", "the push server")


def livekit() -> Path:
    package = "github.com/livekit/livekit-server/cmd/server"
    return _engine(LIVEKIT, "livekit-server", package, "the media server (some minutes the first time)")


def web() -> Path:
    """npm's packages when the lock file changed, then the pages when any source changed."""
    path = {"PATH": f"{TOOLCHAIN / 'node' / 'bin'}:{os.environ.get('PATH', '')}"}
    with _turn("web"):
        web_packages()
        stamp, wanted = WEB / "dist" / ".built-from", digest_of(sources(WEB))
        if _read(stamp) != wanted:
            _run("the pages", ["npm", "run", "build"], cwd=WEB, more=path)
            _compress(WEB / "dist" / "assets")
            stamp.write_text(wanted)
    return WEB / "dist"


def _compress(assets: Path) -> None:
    """As small as gzip can, once: the front door would do it anew, and less well, for each visitor."""
    for path in assets.iterdir():
        if path.suffix in {".js", ".css"}:
            small = gzip.compress(path.read_bytes(), 9, mtime=0)
            path.with_name(f"{path.name}.gz").write_bytes(small)


def web_packages() -> None:
    path = {"PATH": f"{TOOLCHAIN / 'node' / 'bin'}:{os.environ.get('PATH', '')}"}
    stamp = WEB / "node_modules" / ".installed-from"
    wanted = digest_of([WEB / "package.json", WEB / "package-lock.json"])
    if _read(stamp) != wanted:
        _run("the web's packages", ["npm", "ci", "--no-audit", "--no-fund"], cwd=WEB, more=path)
        stamp.write_text(wanted)


def _engine(module: Path, binary: str, package: str, title: str) -> Path:
    found = [path for path in sources(module) if path.suffix in {".go", ".mod", ".sum"}]
    kept = CACHE / "engines" / f"{binary}-{digest_of(found)[:20]}"
    with _turn(binary):
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
            command: list[str | Path] = [TOOLCHAIN / "go" / "bin" / "go", "build", "-trimpath"]
            command += ["-buildvcs=false", "-ldflags", "-s -w", "-o", unfinished, package]
            # No C compiler on a bare machine, and none wanted.
            _run(title, command, cwd=module, more={"GOTOOLCHAIN": "local", "CGO_ENABLED": "0"})
            unfinished.rename(kept)
        link = module / "bin" / binary
        if not link.is_symlink() or link.readlink() != kept:
            link.parent.mkdir(exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(kept)
    return link


def sources(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        found += [Path(place, name) for name in names]
    return sorted(found)


def digest_of(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(ROOT)}\0{content}\n".encode())
    return whole.hexdigest()


def _run(title: str, command: Sequence[str | Path], *, cwd: Path, more: dict[str, str]) -> None:
    log = environment.VAR_DIR / "logs" / "build.log"
    say(f"building {title}")
    begin = log.stat().st_size if log.exists() else 0
    started = last = time.monotonic()
    running = process.spawn(command, log=log, environment=os.environ | more, cwd=cwd)
    try:
        while running.poll() is None:
            time.sleep(0.1)
            if time.monotonic() - last >= 15:
                last = time.monotonic()
                say(f"  … {last - started:.0f} s")
    finally:
        process.kill_group(running.pid)  # a stop in the middle leaves no compiler behind
        running.wait()
    if running.returncode != 0:
        tail = log.read_bytes()[begin:].decode(errors="replace").splitlines()[-30:]
        raise BuildError("\n".join([f"building {title} failed:", *tail, f"(whole output: {log})"]))
    say(f"  done in {time.monotonic() - started:.0f} s")


@contextmanager
def _turn(name: str) -> Iterator[None]:
    """Two builds of one thing at once take turns."""
    TOOLCHAIN.mkdir(exist_ok=True)
    with (TOOLCHAIN / f".lock-{name}").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"another build of {name} is going on; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def say(text: str) -> None:
    print(f"• {text}", flush=True)  # noqa: T201
