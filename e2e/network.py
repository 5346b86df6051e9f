"""Cuts one person off the network: their browser runs under a group of its own, whose packets are dropped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from e2e.person import Person


def browser_of_group(folder: Path, chromium: str, group: int) -> str:
    """Path of a start script that puts the browser into the group; the browser itself where not allowed."""
    if os.geteuid() != 0 or not shutil.which("iptables"):
        return chromium
    script = folder / f"chromium-{group}"
    script.write_text(f'#!/bin/sh\nexec setpriv --regid {group} --clear-groups {chromium} "$@"\n')
    script.chmod(0o700)
    return str(script)


@contextmanager
def cut_off(person: Person) -> Iterator[None]:
    """Drop all the person sends on the loop-back; without the right to that, freeze the browser."""
    if os.geteuid() == 0 and shutil.which("iptables"):
        rule = ["OUTPUT", "-o", "lo", "-m", "owner", "--gid-owner", str(person.group), "-j", "DROP"]
        # localhost is two addresses: without both, pages and push go on while the pictures stand.
        tables = ("iptables", "ip6tables")
        for table in tables:
            subprocess.run([table, "-I", *rule], check=True)
        try:
            yield
        finally:
            for table in tables:
                subprocess.run([table, "-D", *rule], check=True)
    else:
        for process in person.processes():
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in person.processes():
                os.kill(process, signal.SIGCONT)
