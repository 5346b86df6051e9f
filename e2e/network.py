"""Cuts one person off the network: their browser runs under a group of its own, whose packets are dropped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from e2e.person import Person


def browser_of_group(folder: Path, chromium: str, group: int) -> str:
    """Path of a start script that puts the browser into the group; the browser itself where not allowed."""
    if not may_cut():
        return chromium
    script = folder / f"chromium-{group}"
    script.write_text(f'#!/bin/sh\nexec setpriv --regid {group} --clear-groups {chromium} "$@"\n')
    script.chmod(0o700)
    return str(script)


def may_cut() -> bool:
    return os.geteuid() == 0 and all(map(shutil.which, ("iptables", "ip6tables")))


@contextmanager
def cut_off(person: Person) -> Iterator[None]:
    """Drop all the person sends on the loop-back; without the right to that, freeze the browser."""
    if may_cut():
        rule = ["OUTPUT", "-o", "lo", "-m", "owner", "--gid-owner", str(person.group), "-j", "DROP"]
        # localhost is two addresses: without both, pages and push go on while the pictures stand.
        with ExitStack() as rules:
            for table in ("iptables", "ip6tables"):
                subprocess.run([table, "-I", *rule], check=True)
                rules.callback(subprocess.run, [table, "-D", *rule], check=True)
            yield
    else:
        for process in person.processes():
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in person.processes():
                os.kill(process, signal.SIGCONT)
