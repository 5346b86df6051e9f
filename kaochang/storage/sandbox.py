"""Reads uploaded files in a process of its own, which gives up its powers before the first byte."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import structlog

from kaochang.storage.errors import FileRefused
from kaochang.storage.models import StoredFile
from kaochang.storage.services import open_file

TABLE_READER = Path(__file__).with_name("table_reader.py")
WALL_SECONDS = 60
log = structlog.get_logger(__name__)


def read_table(file: StoredFile) -> list[tuple[int, list[Any]]]:
    """(number, cells) of each row that has something; FileRefused says what is wrong with the file."""
    answer = _run(TABLE_READER, file)
    if "refused" in answer:
        raise FileRefused(reason=answer["refused"], **answer["params"])
    return [(number, cells) for number, cells in answer["rows"]]


def _run(program: Path, file: StoredFile) -> dict[str, Any]:
    # -I: nothing of ours is on the path. No environment: no key and no address of the database.
    command = [sys.executable, "-I", str(program)]
    with open_file(file) as stream:
        try:
            done = subprocess.run(
                command,
                stdin=stream,
                capture_output=True,
                timeout=WALL_SECONDS,
                check=False,
                env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
                cwd="/",
            )
        except subprocess.TimeoutExpired as error:
            raise FileRefused(reason="file_unpacks_too_large") from error
    if done.returncode < 0:
        # Ended by a signal: one of its limits, memory or time.
        raise FileRefused(reason="file_unpacks_too_large")
    if done.returncode != 0:
        # Nothing of the file itself goes into the log: only where the reader gave up.
        log.error("reader_failed", place=_place_of(done.stderr))
        raise FileRefused(reason="file_broken")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _place_of(traceback: bytes) -> str:
    lines = [line.strip() for line in traceback.decode(errors="replace").splitlines()]
    return next((line for line in reversed(lines) if line.startswith("File ")), "")
