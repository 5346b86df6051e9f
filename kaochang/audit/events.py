"""What happens to the trail itself."""

from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event


class PayloadErased(Event):
    """The content of an entry was emptied, for a reason that the law or a deadline gives."""

    name: ClassVar[str] = "audit.payload_erased"

    entry: int
    reason: str


class TrailChecked(Event):
    """The whole chain was verified against its anchors."""

    name: ClassVar[str] = "audit.trail_checked"

    check_id: UUID
    entries: int
    findings: int
