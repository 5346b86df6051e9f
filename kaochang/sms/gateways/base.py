"""What a gateway must do. An outage raises anything (tried again); GatewayRefused is for good."""

from dataclasses import dataclass
from typing import Protocol


class GatewayRefused(Exception):
    """The gateway will never take this message."""


@dataclass(frozen=True)
class OutgoingSms:
    message_id: str
    to: str
    template: str
    code: str
    text: str


class Gateway(Protocol):
    def send(self, message: OutgoingSms) -> None: ...
