"""What is said. Only what goes to candidates carries its text, so that nobody refetches in step."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event


class MessageSent(Event):
    """What both the trail and the pushes below say of a message, without its text."""

    message_id: UUID
    author_role: str


class PanelMessagePosted(MessageSent):
    name: ClassVar[str] = "chat.panel_message_posted"
    room_id: UUID


class CandidateMessageSent(MessageSent):
    name: ClassVar[str] = "chat.candidate_message_sent"
    roster_entry_id: UUID


class RoomBroadcastSent(MessageSent):
    name: ClassVar[str] = "chat.room_broadcast_sent"
    room_id: UUID


class CandidateMessageDelivered(MessageSent):
    name: ClassVar[str] = "chat.candidate_message_delivered"
    author_name: str
    text: str
    sent_at: datetime


class BroadcastDelivered(MessageSent):
    name: ClassVar[str] = "chat.broadcast_delivered"
    author_name: str
    text: str
    sent_at: datetime
