"""What the lower domains need to know about whoever acts; `accounts.actor.Actor` is one."""

from typing import Protocol
from uuid import UUID


class Acting(Protocol):
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def login_session_id(self) -> UUID | None: ...
    @property
    def area(self) -> str: ...
    @property
    def label(self) -> str: ...
