"""The reference portrait beside a candidate, for who sees that candidate on the stage board."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from kaochang.accounts.http import SignedInRequest, staff_session
from kaochang.console.api import BOARD_ROLES
from kaochang.core.http import ERRORS
from kaochang.exams import queries as exams
from kaochang.exams.portrait_file import PICTURE_ANSWER, answer_portrait
from kaochang.exams.portraits import get_portrait
from kaochang.waiting.queries import access_entry

staff_router = Router(auth=staff_session, tags=["console"])


@staff_router.get("/entries/{entry_id}/portrait", response=ERRORS, openapi_extra=PICTURE_ANSWER)
def read_portrait(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    entry = access_entry(request.actor, entry_id)
    exams.access_room(request.actor, entry.room_id, roles=BOARD_ROLES)
    return answer_portrait(get_portrait(entry.roster_entry_id))
