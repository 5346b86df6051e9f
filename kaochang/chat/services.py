"""Writing messages. Text is plain and stays plain: pages render it as text.

A closed exam takes none. A closed room does: its chief may open it again, and whoever was left is told so.
"""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.queries import get_person
from kaochang.audit.services import record
from kaochang.chat import events, rules
from kaochang.chat.models import Message
from kaochang.chat.states import Audience
from kaochang.core.rules import require
from kaochang.exams.models import ExamRoom, RosterEntry
from kaochang.exams.queries import get_room, hold_session_open, roles_of
from kaochang.exams.states import RoomRole
from kaochang.exams.texts import plain_text
from kaochang.realtime import channels
from kaochang.realtime.services import announce

# Under which of several roles somebody writes: the one that the reader knows them by.
TO_PANEL = (RoomRole.CHIEF_EXAMINER, RoomRole.SECRETARY, RoomRole.EXAMINER)
TO_CANDIDATES = (RoomRole.WAITING_ROOM_OFFICER, RoomRole.CHIEF_EXAMINER, RoomRole.SECRETARY)


@transaction.atomic
def post_panel_message(room: ExamRoom, text: str, *, by: Actor) -> Message:
    """评委私聊: among chief, examiners and secretary."""
    text = plain_text(text)
    require(rules.can_write_to_panel, by.person_id, room)
    message = _write(room, Audience.PANEL, text, TO_PANEL, by=by)
    event = events.PanelMessagePosted(message_id=message.pk, room_id=room.pk, author_role=message.author_role)
    record(event, by=by, about=message, scope_id=room.pk)
    announce(event, to=[channels.room_staff(room.pk)], subject=message)
    return message


@transaction.atomic
def send_candidate_message(entry: RosterEntry, text: str, *, by: Actor) -> Message:
    """To one candidate; the push carries the words."""
    text = plain_text(text)
    room = get_room(entry.exam_room_id)
    require(rules.can_write_to_candidates, by.person_id, room)
    message = _write(room, Audience.CANDIDATE, text, TO_CANDIDATES, by=by, entry=entry)
    event = events.CandidateMessageSent(
        message_id=message.pk, roster_entry_id=entry.pk, author_role=message.author_role
    )
    delivered = events.CandidateMessageDelivered(
        message_id=message.pk,
        author_role=message.author_role,
        author_name=message.author_name,
        text=text,
        sent_at=message.sent_at,
    )
    record(event, by=by, about=message, scope_id=room.pk)
    announce(delivered, to=[channels.candidate(entry.pk)], subject=message)
    announce(event, to=[channels.room_staff(room.pk)], subject=message)
    return message


@transaction.atomic
def broadcast_to_room(room: ExamRoom, text: str, *, by: Actor) -> Message:
    """「群发消息」: to everybody who waits or is examined here; the push carries the words."""
    text = plain_text(text)
    require(rules.can_write_to_candidates, by.person_id, room)
    message = _write(room, Audience.ROOM, text, TO_CANDIDATES, by=by)
    event = events.RoomBroadcastSent(message_id=message.pk, room_id=room.pk, author_role=message.author_role)
    delivered = events.BroadcastDelivered(
        message_id=message.pk,
        author_role=message.author_role,
        author_name=message.author_name,
        text=text,
        sent_at=message.sent_at,
    )
    record(event, by=by, about=message, scope_id=room.pk)
    announce(delivered, to=[channels.room_candidates(room.pk)], subject=message)
    announce(event, to=[channels.room_staff(room.pk)], subject=message)
    return message


def _write(
    room: ExamRoom,
    audience: Audience,
    text: str,
    roles: tuple[RoomRole, ...],
    *,
    by: Actor,
    entry: RosterEntry | None = None,
) -> Message:
    hold_session_open(room.session_id)
    assert by.person_id is not None  # noqa: S101 - the rules above refuse whoever is nobody
    held = roles_of(by.person_id, room.pk)
    return Message.objects.create(
        room=room,
        audience=audience,
        roster_entry=entry,
        author_id=by.person_id,
        author_name=get_person(by.person_id).name,
        author_role=next(role for role in roles if role in held),
        text=text,
    )
