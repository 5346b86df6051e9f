"""Announcements as candidates read them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import FileResponse
from ninja import Router

from kaochang.accounts.http import SignedInRequest, candidate_session
from kaochang.announcements.models import AnnouncementEdition
from kaochang.announcements.queries import access_mine, list_attachments_of, list_mine
from kaochang.announcements.reading import read_announcement
from kaochang.announcements.schemas import (
    AttachmentOut,
    MyAnnouncementsOut,
    MyAnnouncementTextOut,
    ReadIn,
    ReceiptOut,
)
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.storage.http import BYTES_ANSWER, answer_stored

if TYPE_CHECKING:
    from kaochang.announcements.queries import Mine

candidate_router = Router(tags=["announcements"], auth=candidate_session)
ONE = "/announcements/{announcement_id}"


@candidate_router.get("/announcements", response={200: MyAnnouncementsOut, **ERRORS})
def list_my_announcements(request: SignedInRequest) -> dict[str, Any]:
    items = [_head(one) for one in list_mine(request.actor)]
    return {"server_time": clock.now(), "items": items}


@candidate_router.get(ONE, response={200: MyAnnouncementTextOut, **ERRORS})
def open_announcement(request: SignedInRequest, announcement_id: UUID) -> dict[str, Any]:
    found = access_mine(request.actor, announcement_id)
    edition = _edition(found)
    return {
        **_head(found),
        "body": edition.body,
        "body_en": edition.body_en,
        "attachments": [AttachmentOut.of(one) for one in list_attachments_of(edition)],
    }


@candidate_router.post(f"{ONE}/reading", response={200: ReceiptOut, **ERRORS})
@idempotent
def read_my_announcement(request: SignedInRequest, announcement_id: UUID, body: ReadIn) -> ReceiptOut:
    found = access_mine(request.actor, announcement_id)
    return ReceiptOut.from_orm(read_announcement(found, edition=body.edition, by=request.actor))


@candidate_router.get(f"{ONE}/attachments/{{attachment_id}}", response=ERRORS, openapi_extra=BYTES_ANSWER)
def open_my_attachment(request: SignedInRequest, announcement_id: UUID, attachment_id: UUID) -> FileResponse:
    edition = _edition(access_mine(request.actor, announcement_id))
    wanted = next((one for one in list_attachments_of(edition) if one.pk == attachment_id), None)
    if wanted is None:
        raise NotFound()
    return answer_stored(wanted.file)


def _edition(found: "Mine") -> AnnouncementEdition:
    if found.in_force is None:
        raise NotFound()
    return found.in_force


def _head(found: "Mine") -> dict[str, Any]:
    edition = _edition(found)
    return {
        "id": found.pk,
        "edition": edition.edition,
        "level": found.level,
        "target_name": found.target_name,
        "target_name_en": found.target_name_en,
        "title": edition.title,
        "title_en": edition.title_en,
        "must_read": edition.must_read,
        "pinned": found.pinned,
        "published_at": edition.published_at,
        "read_at": found.my_read_at,
    }
