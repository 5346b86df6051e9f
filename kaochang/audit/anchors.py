"""Heads of the chain kept outside the database: an append-only file that a site copies away."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kaochang.audit.chain import Anchor
from kaochang.config.environment import environment
from kaochang.core import clock


@dataclass(frozen=True)
class AnchorFile:
    path: Path

    @classmethod
    def of_this_site(cls) -> "AnchorFile":
        return cls(environment.VAR_DIR / "trail" / "anchors.jsonl")

    def append(self, anchor: Anchor, at: datetime) -> None:
        """On disk before this returns."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = json.dumps({"at": clock.iso(at), "position": anchor.position, "hash": anchor.chain_hash})
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(handle).st_size
            # A crash may have left half a line: end it, so that this anchor stands on its own.
            broken = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            os.write(handle, (("\n" if broken else "") + line + "\n").encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self) -> Iterator[Anchor]:
        """Every anchor; a line that cannot be read comes as an impossible anchor, so that it is noticed."""
        try:
            text = self.path.read_text(errors="replace")
        except FileNotFoundError:
            return
        yield from _parse(text)

    def last(self) -> Anchor | None:
        """The newest one, from the file's last bytes: the file grows for years."""
        try:
            with self.path.open("rb") as file:
                file.seek(max(0, self.path.stat().st_size - 1024))
                tail = file.read().decode(errors="replace")
        except FileNotFoundError:
            return None
        anchors = list(_parse(tail[tail.find("{") :]))
        return anchors[-1] if anchors else None


def _parse(text: str) -> Iterator[Anchor]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line:
            continue
        try:
            value = json.loads(line)
            yield Anchor(int(value["position"]), str(value["hash"]))
        except (ValueError, KeyError, TypeError):
            torn = line.startswith('{"at"'[: len(line)]) and not line.endswith("}")
            # Half a line is what a crash leaves; a whole one that cannot be read was altered.
            if not torn:
                yield Anchor(-1 - number, "unreadable")
