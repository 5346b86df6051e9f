"""Announcements as the school's web area lists, writes and publishes them."""

from typing import Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.announcements import publishing, services
from kaochang.announcements.detail import read_detail, target_for
from kaochang.announcements.models import Attachment
from kaochang.announcements.queries import access_announcement, access_attachment
from kaochang.announcements.schemas import (
    AnnouncementCreateIn,
    AnnouncementEditIn,
    AnnouncementOut,
    AnnouncementRowOut,
    AnnouncementSavedOut,
    AttachmentOut,
    PublishIn,
    ReaderOut,
    SmsRoundOut,
    VersionIn,
    WithdrawIn,
)
from kaochang.announcements.school_lists import (
    COLUMNS,
    READER_COLUMNS,
    AnnouncementListQuery,
    ReceiptListQuery,
    list_announcements,
    list_readers,
)
from kaochang.announcements.sms_rounds import remind
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.core.privacy import mask_phone
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.storage.http import BYTES_ANSWER, UPLOAD_BODY, WholeBody, answer_stored

school_router = Router(tags=["school"], auth=school_manager)
ONE = "/announcements/{announcement_id}"
SAVED = {200: AnnouncementSavedOut, **ERRORS}


@school_router.get(
    "/announcements",
    response={200: Page[AnnouncementRowOut], **ERRORS},
    operation_id="school_list_announcements",
)
def school_list_announcements(request: SchoolRequest, query: Query[AnnouncementListQuery]) -> dict[str, Any]:
    rows, total = paged(list_announcements(request.scope, query), query)
    return page_of(rows, total, query)


@school_router.get(
    "/announcements/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_announcements",
)
def school_export_announcements(
    request: SchoolRequest, query: Query[AnnouncementListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    rows = list_announcements(request.scope, query).iterator(chunk_size=2000)
    name = "Announcements" if lang == "en" else "公告"
    return answer_xlsx(name, rows, chosen(COLUMNS, columns), lang=lang, zone=request.scope.school.timezone)


@school_router.post(
    "/announcements",
    response={201: AnnouncementSavedOut, **ERRORS},
    operation_id="school_create_announcement",
)
@idempotent
def school_create_announcement(
    request: SchoolRequest, body: AnnouncementCreateIn
) -> Status[AnnouncementSavedOut]:
    target = target_for(request, body.level, body.target_id)
    values = body.dict(exclude={"level", "target_id"})
    made = services.create_announcement(
        request.scope.school, level=body.level, **target, **values, by=request.actor
    )
    return Status(201, AnnouncementSavedOut.from_orm(made))


@school_router.get(ONE, response={200: AnnouncementOut, **ERRORS}, operation_id="school_read_announcement")
def school_read_announcement(request: SchoolRequest, announcement_id: UUID) -> dict[str, Any]:
    return read_detail(access_announcement(request.scope, announcement_id))


@school_router.patch(ONE, response=SAVED, operation_id="school_edit_announcement")
@idempotent
def school_edit_announcement(
    request: SchoolRequest, announcement_id: UUID, body: AnnouncementEditIn
) -> AnnouncementSavedOut:
    found = access_announcement(request.scope, announcement_id)
    values = body.dict(exclude={"version", "level", "target_id"}, exclude_unset=True)
    if body.level is not None:
        values |= services.reach_of(body.level, **target_for(request, body.level, body.target_id))
    edited = services.edit_announcement(found, values, version=body.version, by=request.actor)
    return AnnouncementSavedOut.from_orm(edited)


@school_router.post(
    f"{ONE}/deletion", response={204: None, **ERRORS}, operation_id="school_delete_announcement"
)
@idempotent
def school_delete_announcement(
    request: SchoolRequest, announcement_id: UUID, body: VersionIn
) -> Status[None]:
    found = access_announcement(request.scope, announcement_id)
    services.delete_announcement(found, version=body.version, by=request.actor)
    return Status(204, None)


@school_router.post(f"{ONE}/publication", response=SAVED, operation_id="school_publish_announcement")
@idempotent
def school_publish_announcement(
    request: SchoolRequest, announcement_id: UUID, body: PublishIn
) -> AnnouncementSavedOut:
    found = access_announcement(request.scope, announcement_id)
    if body.publish_at is not None:
        saved = publishing.schedule(
            found, publish_at=body.publish_at, version=body.version, sms=body.sms, by=request.actor
        )
    else:
        saved = publishing.publish(
            found, version=body.version, sms=body.sms, read_again=body.read_again, by=request.actor
        )
    return AnnouncementSavedOut.from_orm(saved)


@school_router.post(f"{ONE}/unscheduling", response=SAVED, operation_id="school_unschedule_announcement")
@idempotent
def school_unschedule_announcement(
    request: SchoolRequest, announcement_id: UUID, body: VersionIn
) -> AnnouncementSavedOut:
    found = access_announcement(request.scope, announcement_id)
    saved = publishing.unschedule(found, version=body.version, by=request.actor)
    return AnnouncementSavedOut.from_orm(saved)


@school_router.post(f"{ONE}/withdrawal", response=SAVED, operation_id="school_withdraw_announcement")
@idempotent
def school_withdraw_announcement(
    request: SchoolRequest, announcement_id: UUID, body: WithdrawIn
) -> AnnouncementSavedOut:
    found = access_announcement(request.scope, announcement_id)
    saved = publishing.withdraw(found, reason=body.reason, version=body.version, by=request.actor)
    return AnnouncementSavedOut.from_orm(saved)


@school_router.post(
    f"{ONE}/reminders", response={201: SmsRoundOut, **ERRORS}, operation_id="school_remind_unread"
)
@idempotent
def school_remind_unread(request: SchoolRequest, announcement_id: UUID) -> Status[SmsRoundOut]:
    """A text message to everybody who has not read it."""
    found = access_announcement(request.scope, announcement_id)
    return Status(201, SmsRoundOut.from_orm(remind(found, by=request.actor)))


@school_router.get(
    f"{ONE}/receipts", response={200: Page[ReaderOut], **ERRORS}, operation_id="school_list_receipts"
)
def school_list_receipts(
    request: SchoolRequest, announcement_id: UUID, query: Query[ReceiptListQuery]
) -> dict[str, Any]:
    found = access_announcement(request.scope, announcement_id)
    rows, total = paged(list_readers(found, query), query)
    for row in rows:
        row.phone = mask_phone(row.phone) if row.phone else ""
    return page_of(rows, total, query)


@school_router.get(
    f"{ONE}/receipts/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_receipts",
)
def school_export_receipts(
    request: SchoolRequest,
    announcement_id: UUID,
    query: Query[ReceiptListQuery],
    columns: str = "",
    lang: Language = "zh",
) -> FileResponse:
    rows = list_readers(access_announcement(request.scope, announcement_id), query)
    name = "Receipts" if lang == "en" else "阅读回执"
    zone = request.scope.school.timezone
    return answer_xlsx(
        name, rows.iterator(chunk_size=2000), chosen(READER_COLUMNS, columns), lang=lang, zone=zone
    )


@school_router.post(
    f"{ONE}/attachments",
    response={201: AttachmentOut, **ERRORS},
    openapi_extra=UPLOAD_BODY,
    operation_id="school_add_attachment",
)
def school_add_attachment(
    request: SchoolRequest, announcement_id: UUID, name: str = ""
) -> Status[AttachmentOut]:
    """The file is the body, as it is."""
    found = access_announcement(request.scope, announcement_id)
    made = services.add_attachment(found, WholeBody(request), name=name, by=request.actor)
    return Status(201, AttachmentOut.of(made))


@school_router.get(
    f"{ONE}/attachments/{{attachment_id}}",
    response=ERRORS,
    openapi_extra=BYTES_ANSWER,
    operation_id="school_open_attachment",
)
def school_open_attachment(
    request: SchoolRequest, announcement_id: UUID, attachment_id: UUID
) -> FileResponse:
    return answer_stored(_attachment(request, announcement_id, attachment_id).file)


@school_router.delete(
    f"{ONE}/attachments/{{attachment_id}}",
    response={204: None, **ERRORS},
    operation_id="school_remove_attachment",
)
@idempotent
def school_remove_attachment(
    request: SchoolRequest, announcement_id: UUID, attachment_id: UUID
) -> Status[None]:
    services.remove_attachment(_attachment(request, announcement_id, attachment_id), by=request.actor)
    return Status(204, None)


def _attachment(request: SchoolRequest, announcement_id: UUID, attachment_id: UUID) -> Attachment:
    return access_attachment(access_announcement(request.scope, announcement_id), attachment_id)
