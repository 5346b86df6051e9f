"""A sign of life that stands in no line: the time of a file, set when the web has answered somebody.

One that is busy with thousands answers the supervisor's question late, but goes on answering; one that
hangs answers nobody. Only the second is started again.
"""

import os
import time
from pathlib import Path

EVERY = 1.0
_last = 0.0


def file_of(var: Path) -> Path:
    return var / "run" / "web.beat"


def beat(var: Path) -> None:
    """Called after each answer; touches the file once a second at most."""
    global _last
    now = time.monotonic()
    if now - _last < EVERY:
        return
    _last = now
    path = file_of(var)
    try:
        os.utime(path)
    except FileNotFoundError:
        path.touch(0o600)


def is_beating(var: Path, *, within: float) -> bool:
    try:
        return time.time() - file_of(var).stat().st_mtime < within
    except FileNotFoundError:
        return False
