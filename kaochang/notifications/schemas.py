from typing import Any
from uuid import UUID

from ninja import Schema

from kaochang.core.http import Moment


class NotificationOut(Schema):
    """`params` fill the words of its kind in the catalogues."""

    id: UUID
    kind: str
    params: dict[str, Any]
    reason: str
    created_at: Moment
    read_at: Moment | None
    confirmed_at: Moment | None


class NotificationsOut(Schema):
    items: list[NotificationOut]
    more: bool
    unread: int
    unconfirmed: int
