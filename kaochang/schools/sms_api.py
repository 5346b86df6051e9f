"""「设置」→「短信」 in the school's web area."""

from typing import Any

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.accounts.models import Person
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.core.privacy import mask_phone
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools import sms
from kaochang.schools.http import SchoolRequest, require_school_admin, school_manager
from kaochang.schools.schemas import SchoolReasonIn
from kaochang.schools.sms_lists import COLUMNS, SmsListQuery, list_messages, masked_phone
from kaochang.schools.sms_schemas import SmsLimitsIn, SmsOut, SmsRowOut, SmsTestIn
from kaochang.sms.gateways import chosen_gateway, missing_templates, sign_name
from kaochang.sms.models import SmsMessage
from kaochang.sms.queries import policies_of, usage_of, why_closed

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get("/sms", response={200: SmsOut, **ERRORS}, operation_id="school_sms")
def school_sms(request: SchoolRequest) -> dict[str, Any]:
    """Managers of a college read it too."""
    school_id = request.scope.school.pk
    policy, site = policies_of(school_id)
    usage = usage_of(school_id)
    people = Person.objects.in_bulk(
        [pk for pk in (policy.stopped_by_id, request.actor.the_person_id) if pk is not None]
    )
    stopped_by = people.get(policy.stopped_by_id) if policy.stopped_by_id else None
    return {
        "version": policy.version,
        "gateway": chosen_gateway().name,
        "sign_name": sign_name(),
        "missing_templates": missing_templates(),
        "closed": why_closed(school_id),
        "closed_for_many": why_closed(school_id, for_many=True),
        "stopped_at": policy.stopped_at,
        "stopped_reason": policy.stopped_reason,
        "stopped_by": stopped_by.name if stopped_by else "",
        "site_stopped": site.stopped_at is not None,
        "site_reason": site.stopped_reason,
        "used_today": usage.today,
        "used_this_month": usage.month,
        "daily_limit": policy.daily_limit,
        "monthly_limit": policy.monthly_limit,
        "own_phone": mask_phone(people[request.actor.the_person_id].phone or ""),
        "can_edit": request.scope.manages_school,
    }


@school_router.put("/sms/limits", response={204: None, **ERRORS}, operation_id="school_edit_sms_limits")
@idempotent
def school_edit_sms_limits(request: SchoolRequest, body: SmsLimitsIn) -> Status[None]:
    require_school_admin(request)
    values = body.dict(exclude={"version"})
    sms.edit_limits(request.scope.school, values, version=body.version, by=request.actor)
    return Status(204, None)


@school_router.post("/sms/stop", response={204: None, **ERRORS}, operation_id="school_stop_sms")
@idempotent
def school_stop_sms(request: SchoolRequest, body: SchoolReasonIn) -> Status[None]:
    require_school_admin(request)
    sms.stop(request.scope.school, reason=body.reason, by=request.actor)
    return Status(204, None)


@school_router.post("/sms/start", response={204: None, **ERRORS}, operation_id="school_start_sms")
@idempotent
def school_start_sms(request: SchoolRequest, body: SchoolReasonIn) -> Status[None]:
    require_school_admin(request)
    sms.start(request.scope.school, reason=body.reason, by=request.actor)
    return Status(204, None)


@school_router.post("/sms/test", response={201: SmsRowOut, **ERRORS}, operation_id="school_send_test_sms")
@idempotent
def school_send_test_sms(request: SchoolRequest, body: SmsTestIn) -> Status[dict[str, Any]]:
    require_school_admin(request)
    message = sms.send_test(request.scope.school, language=body.language, by=request.actor)
    return Status(201, _row(message))


@school_router.get(
    "/sms/messages", response={200: Page[SmsRowOut], **ERRORS}, operation_id="school_list_sms_messages"
)
def school_list_sms_messages(request: SchoolRequest, query: Query[SmsListQuery]) -> dict[str, Any]:
    require_school_admin(request)
    rows, total = paged(list_messages(request.scope, query), query)
    return page_of([_row(row) for row in rows], total, query)


@school_router.get(
    "/sms/messages/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_sms_messages",
)
def school_export_sms_messages(
    request: SchoolRequest, query: Query[SmsListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    require_school_admin(request)
    rows = list_messages(request.scope, query).iterator(chunk_size=2000)
    name, zone = "Text messages" if lang == "en" else "短信", request.scope.school.timezone
    return answer_xlsx(name, rows, chosen(COLUMNS, columns), lang=lang, zone=zone)


def _row(row: SmsMessage) -> dict[str, Any]:
    return {
        "id": row.pk,
        "phone": masked_phone(row),
        "template": row.template,
        "text": row.shown_text or "",
        "state": row.state,
        "failure_code": row.failure_code,
        "provider_id": row.provider_id,
        "created_at": row.created_at,
        "sent_at": row.sent_at,
        "reported_at": row.reported_at,
    }
