"""Writes messages to a file instead of sending them: a school without SMS, and the demo."""

from dataclasses import dataclass
from pathlib import Path

from kaochang.config.environment import environment
from kaochang.core.outbox_file import FILE, write_line
from kaochang.sms.gateways.base import OutgoingSms, Report, SentSms


@dataclass(frozen=True)
class ConsoleGateway:
    path: Path
    name: str = "console"
    reports: bool = False

    @classmethod
    def of_this_site(cls) -> "ConsoleGateway":
        return cls(environment.VAR_DIR / FILE)

    def send(self, message: OutgoingSms) -> str:
        write_line(self.path, to=message.to, template=message.template, code=message.code, text=message.text)
        return ""

    def find_report(self, sent: SentSms) -> Report | None:
        return None
