from uuid import UUID

from ninja import Router

from kaochang.accounts.http import SignedInRequest, staff_session
from kaochang.chat.schemas import SentMessageOut, TextIn
from kaochang.chat.services import broadcast_to_room, post_panel_message
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.queries import access_room

staff_router = Router(tags=["chat"], auth=staff_session)

SENT = {200: SentMessageOut, **ERRORS}


@staff_router.post("/rooms/{room_id}/chat", response=SENT)
@idempotent
def post_chat_message(request: SignedInRequest, room_id: UUID, body: TextIn) -> SentMessageOut:
    room = access_room(request.actor, room_id)
    return SentMessageOut.from_orm(post_panel_message(room, body.text, by=request.actor))


@staff_router.post("/rooms/{room_id}/broadcasts", response=SENT)
@idempotent
def post_broadcast(request: SignedInRequest, room_id: UUID, body: TextIn) -> SentMessageOut:
    room = access_room(request.actor, room_id)
    return SentMessageOut.from_orm(broadcast_to_room(room, body.text, by=request.actor))
