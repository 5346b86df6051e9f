"""Writes messages to a file instead of sending them: a school without SMS, and the demo."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.sms.gateways.base import OutgoingSms

FILE = "outbox.jsonl"


@dataclass(frozen=True)
class ConsoleGateway:
    path: Path

    @classmethod
    def of_this_site(cls) -> "ConsoleGateway":
        return cls(environment.VAR_DIR / FILE)

    def send(self, message: OutgoingSms) -> None:
        line = json.dumps(
            {
                "at": clock.iso(clock.now()),
                "to": message.to,
                "template": message.template,
                "code": message.code,
                "text": message.text,
            },
            ensure_ascii=False,
        )
        # One write of one line with O_APPEND: two workers never mix their lines.
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, (line + "\n").encode())
        finally:
            os.close(handle)
