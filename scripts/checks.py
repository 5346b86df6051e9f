"""Everything `make test` checks before pytest: format, lint, types, imports, generated files, Go, web.

python scripts/checks.py            all of them, in order; the first failure ends it
python scripts/checks.py lint go    the named ones
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
NODE = ROOT / ".toolchain" / "node" / "bin"
GO = ROOT / ".toolchain" / "go" / "bin"
WEB = ROOT / "web"
PYTHON_CODE = ["kaochang", "tests", "scripts", *(name for name in ("e2e", "bench") if (ROOT / name).is_dir())]
# Made by commands from the code, and committed: a change of the code must come with them.
GENERATED = [
    "docs/states.md",
    "docs/events.md",
    "web/openapi.json",
    "web/src/api/schema.d.ts",
    "web/src/live/events.d.ts",
]


def main(wanted: list[str]) -> None:
    for name in wanted or STEPS:
        begun = time.monotonic()
        print(f"── {name}", flush=True)
        STEPS[name]()
        print(f"   {time.monotonic() - begun:.0f} s", flush=True)


def packages() -> None:
    """What the tests use of Debian, where this user may install it: browser, Redis, network cuts, font."""
    wanted = {"chromium": "chromium", "redis-server": "redis-server", "iptables": "iptables"}
    missing = [package for command, package in wanted.items() if not shutil.which(command)]
    fonts = run(["dpkg-query", "-W", "-f=${Status}", "fonts-noto-cjk"], quiet=True, may_fail=True)
    if "install ok installed" not in fonts:
        missing.append("fonts-noto-cjk")
    if not missing:
        return
    if os.getuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"the tests need {' and '.join(missing)}: sudo apt-get install {' '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], more=quiet)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], more=quiet)


def engines() -> None:
    run([BIN / "kaochang", "build", "push", "livekit"])


def lint() -> None:
    run([BIN / "ruff", "format", "--check", "--quiet", *PYTHON_CODE])
    run([BIN / "ruff", "check", "--quiet", *PYTHON_CODE])
    run([BIN / "lint-imports"], quiet=True)


def types() -> None:
    run([BIN / "mypy", "--no-error-summary"])


def generated() -> None:
    """Makes the generated files again; what differs afterwards was stale."""
    before = {name: digest(name) for name in GENERATED}
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    run([BIN / "kaochang", "openapi", "web/openapi.json"], quiet=True, more=settings)
    run([BIN / "kaochang", "docs"], quiet=True, more=settings)
    npm("generate")
    stale = [name for name, was in before.items() if digest(name) != was]
    if stale:
        sys.exit(f"were stale and are fresh now, commit them: {', '.join(stale)}")


def go() -> None:
    push = ROOT / "engines" / "push"
    environment = {"GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
    unformatted = run([GO / "gofmt", "-l", "."], cwd=push, quiet=True)
    if unformatted.strip():
        sys.exit(f"not in gofmt's form:\n{unformatted}")
    run([GO / "go", "vet", "./..."], cwd=push, more=environment)
    run([GO / "go", "test", "./..."], cwd=push, more=environment)


def web() -> None:
    npm("lint")
    npm("typecheck")
    npm("test")
    run([BIN / "kaochang", "build", "web"])


def npm(script: str) -> None:
    if not (WEB / "node_modules" / ".installed-from").exists():
        run([BIN / "kaochang", "build", "web"])
    run([NODE / "npm", "run", "--silent", script], cwd=WEB, more={"PATH": f"{NODE}:{os.environ['PATH']}"})


STEPS: dict[str, Callable[[], None]] = {
    "packages": packages,
    "lint": lint,
    "types": types,
    "engines": engines,
    "generated": generated,
    "go": go,
    "web": web,
}


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    more: dict[str, str] | None = None,
    quiet: bool = False,
    may_fail: bool = False,
) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (more or {}),
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode != 0 and not may_fail:
        shown = " ".join(Path(word).name if index == 0 else str(word) for index, word in enumerate(command))
        sys.exit(f"{done.stdout or ''}\nfailed: {shown}")
    return done.stdout or ""


def digest(name: str) -> str:
    path = ROOT / name
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


if __name__ == "__main__":
    main(sys.argv[1:])
