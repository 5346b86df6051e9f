"""What a gateway must do, and the three ways in which it may fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class GatewayRefused(Exception):
    """The provider will never take this message, and says why by its `code`."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        super().__init__(f"{code} {detail}".strip())


class GatewayBusy(Exception):
    """The provider certainly did not take it, and may later: the only case that is tried again."""


class GatewayUnclear(Exception):
    """No answer, or none that can be read: perhaps taken. Any other exception counts the same."""


@dataclass(frozen=True)
class OutgoingSms:
    message_id: str
    to: str
    template: str
    language: str
    values: Mapping[str, str]
    code: str
    text: str


@dataclass(frozen=True)
class SentSms:
    message_id: str
    to: str
    provider_id: str
    at: datetime


@dataclass(frozen=True)
class Report:
    delivered: bool
    # The provider's code for what happened.
    code: str


class Gateway(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def reports(self) -> bool:
        """Whether it can be asked what became of a message."""

    def send(self, message: OutgoingSms) -> str:
        """The provider's own number of the message."""

    def find_report(self, sent: SentSms) -> Report | None:
        """None while the provider does not know yet."""
