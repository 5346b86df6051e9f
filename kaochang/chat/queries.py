"""Reads of messages, oldest first."""

from uuid import UUID

from django.db.models import Q, QuerySet

from kaochang.chat.models import Message
from kaochang.chat.states import Audience
from kaochang.exams.models import RosterEntry

NEWEST = 200


def list_panel_messages(room_id: UUID) -> list[Message]:
    return _newest(Message.objects.filter(room_id=room_id, audience=Audience.PANEL))


def list_messages_to(entry: RosterEntry) -> list[Message]:
    """What this candidate was told: themselves, and everybody in the room."""
    mine = Q(audience=Audience.CANDIDATE, roster_entry_id=entry.pk) | Q(audience=Audience.ROOM)
    return _newest(Message.objects.filter(mine, room_id=entry.exam_room_id))


def list_staff_messages(room_id: UUID) -> list[Message]:
    """What the room's staff told its candidates, one by one or all."""
    outward = [Audience.CANDIDATE, Audience.ROOM]
    return _newest(Message.objects.filter(room_id=room_id, audience__in=outward))


def _newest(messages: QuerySet[Message]) -> list[Message]:
    return list(messages.order_by("-sent_at", "-pk")[:NEWEST])[::-1]
