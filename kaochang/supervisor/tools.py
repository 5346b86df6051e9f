"""Versions of the programs we start."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path


def version_of(command: Sequence[str | Path]) -> tuple[int, int, int] | None:
    """The first x.y.z that the program prints; None when it is missing or fails."""
    try:
        run = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", run.stdout)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found and run.returncode == 0 else None
