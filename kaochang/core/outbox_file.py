"""Messages that leave by no gateway: a line each in a file, for the demo and for a school without one."""

import json
import os
from pathlib import Path

from kaochang.core import clock

FILE = "outbox.jsonl"


def write_line(path: Path, *, to: str, template: str, code: str, text: str) -> None:
    line = json.dumps(
        {"at": clock.iso(clock.now()), "to": to, "template": template, "code": code, "text": text},
        ensure_ascii=False,
    )
    # One write of one line with O_APPEND: two workers never mix their lines.
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, (line + "\n").encode())
    finally:
        os.close(handle)
