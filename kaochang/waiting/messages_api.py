"""A message to one candidate. It is chat's, but is addressed by the queue entry, which chat can't know."""

from uuid import UUID

from ninja import Router

from kaochang.accounts.http import SignedInRequest, staff_session
from kaochang.chat.schemas import SentMessageOut, TextIn
from kaochang.chat.services import send_candidate_message
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.waiting.queries import access_entry

messages_router = Router(tags=["chat"], auth=staff_session)


@messages_router.post("/entries/{entry_id}/messages", response={200: SentMessageOut, **ERRORS})
@idempotent
def post_candidate_message(request: SignedInRequest, entry_id: UUID, body: TextIn) -> SentMessageOut:
    entry = access_entry(request.actor, entry_id)
    sent = send_candidate_message(entry.roster_entry, body.text, by=request.actor)
    return SentMessageOut.from_orm(sent)
