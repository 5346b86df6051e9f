"""Reads uploaded files in a process of its own, which gives up its powers before the first byte."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

import structlog

from kaochang.storage.errors import FileRefused
from kaochang.storage.models import StoredFile
from kaochang.storage.services import open_file

TABLE_READER = Path(__file__).with_name("table_reader.py")
PICTURE_READER = Path(__file__).with_name("picture_reader.py")
WALL_SECONDS = 60
PICTURES_WALL_SECONDS = 1800
MOST_PICTURE_BYTES = 400_000
log = structlog.get_logger(__name__)


def read_table(file: StoredFile) -> list[tuple[int, list[Any]]]:
    """(number, cells) of each row that has something; FileRefused says what is wrong with the file."""
    answer = _run(TABLE_READER, file)
    if "refused" in answer:
        raise FileRefused(reason=answer["refused"], **answer["params"])
    return [(number, cells) for number, cells in answer["rows"]]


@dataclass(frozen=True)
class ReadPicture:
    """`picture`: a small JPEG made anew; empty when there is a problem with this one."""

    name: str
    picture: bytes
    width: int
    height: int
    problem: str
    params: dict[str, Any]


def read_pictures(file: StoredFile, *, begin: Callable[[int], None]) -> Iterator[ReadPicture]:
    """One after the other, as they are read; FileRefused, at any point, is about the whole file.

    `begin` learns first how many there are to read.
    """
    with (
        open_file(file) as stream,
        subprocess.Popen(
            _command(PICTURE_READER),
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
        ) as child,
    ):
        over = Timer(PICTURES_WALL_SECONDS, child.kill)
        over.start()
        try:
            ended = False
            for line in child.stdout or ():
                said = json.loads(line)
                if "refused" in said:
                    raise FileRefused(reason=said["refused"], **said["params"])
                if "files" in said:
                    begin(int(said["files"]))
                    continue
                if "done" in said:
                    ended = True
                    continue
                yield _picture_of(said)
            if not ended:
                # Ended by one of its limits, or broken in a way that nobody foresaw.
                log.error("picture_reader_failed", code=child.wait())
                raise FileRefused(reason="file_unpacks_too_large" if child.wait() < 0 else "file_broken")
        finally:
            over.cancel()
            child.kill()


def _picture_of(said: dict[str, Any]) -> ReadPicture:
    """What came from a process that a hostile file may have taken over is believed only in its form."""
    picture = base64.b64decode(said.get("picture", ""), validate=True)
    if picture and (not picture.startswith(b"\xff\xd8\xff") or len(picture) > MOST_PICTURE_BYTES):
        raise FileRefused(reason="file_broken")
    return ReadPicture(
        name=str(said["name"]),
        picture=picture,
        width=int(said.get("width", 0)),
        height=int(said.get("height", 0)),
        problem=str(said.get("problem", "")),
        params=dict(said.get("params", {})),
    )


_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": os.defpath}


def _command(program: Path) -> list[str]:
    # -I: nothing of ours is on the path. No environment: no key and no address of the database.
    return [sys.executable, "-I", str(program)]


def _run(program: Path, file: StoredFile) -> dict[str, Any]:
    with open_file(file) as stream:
        try:
            done = subprocess.run(
                _command(program),
                stdin=stream,
                capture_output=True,
                timeout=WALL_SECONDS,
                check=False,
                env=_ENVIRONMENT,
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
