"""What people are told. The words are in no event; the page reads them."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Change, Event
from kaochang.notifications.states import NotificationKind


class NotificationSent(Event):
    name: ClassVar[str] = "notifications.notification_sent"
    notification_id: UUID
    kind: NotificationKind


class NotificationConfirmed(Event):
    name: ClassVar[str] = "notifications.notification_confirmed"
    notification_id: UUID
    kind: NotificationKind
    confirmed_at: datetime


class NotificationPolicyEdited(Event):
    name: ClassVar[str] = "notifications.policy_edited"
    school_id: UUID
    changes: list[Change]


class CalendarFeedRenewed(Event):
    name: ClassVar[str] = "notifications.calendar_feed_renewed"
    feed_id: UUID
