"""Who works for the school, in its web area."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.audit.services import record
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.core.privacy import mask_email, mask_phone
from kaochang.core.rules import require
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools import events, rules, services
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.schools.member_lists import MEMBER_COLUMNS, MemberListQuery, list_members
from kaochang.schools.queries import access_membership
from kaochang.schools.schemas import MemberRowOut, SchoolReasonIn
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from kaochang.schools.member_lists import Member

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get(
    "/members", response={200: Page[MemberRowOut], **ERRORS}, operation_id="school_list_members"
)
def school_list_members(request: SchoolRequest, query: Query[MemberListQuery]) -> dict[str, Any]:
    rows, total = paged(list_members(request.scope, query), query)
    return page_of([_row(request.scope, row) for row in rows], total, query)


def _row(scope: SchoolScope, row: "Member") -> dict[str, Any]:
    person = row.person
    return {
        "id": row.pk,
        "person": person,
        "role": row.role,
        "college": row.college,
        "phone": mask_phone(person.phone) if person.phone else "",
        "email": mask_email(person.email) if person.email else "",
        "last_login_at": row.last_login_at,
        "second_factor": row.second_factor,
        "removable": rules.may_appoint(scope, row.role, row.college_id),
    }


@school_router.get(
    "/members/export", response=ERRORS, openapi_extra=FILE_ANSWER, operation_id="school_export_members"
)
def school_export_members(
    request: SchoolRequest, query: Query[MemberListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    """Who took which data away, and how much of it, is in the trail."""
    rows, wanted = list_members(request.scope, query), chosen(MEMBER_COLUMNS, columns)
    school = request.scope.school
    event = events.MembersExported(rows=rows.count(), columns=[column.key for column in wanted])
    record(event, by=request.actor, about=school, scope_id=school.pk)
    name = "Members" if lang == "en" else "成员"
    return answer_xlsx(name, rows.iterator(chunk_size=2000), wanted, lang=lang, zone=school.timezone)


@school_router.post(
    "/members/{membership_id}/second-factor-reset",
    response={204: None, **ERRORS},
    operation_id="school_reset_second_factor",
)
@idempotent
def school_reset_second_factor(
    request: SchoolRequest, membership_id: UUID, body: SchoolReasonIn
) -> Status[None]:
    """Whoever may take the office away; one's own is switched off with password and code instead."""
    membership = access_membership(request.scope, membership_id)
    require(rules.may_appoint, request.scope, membership.role, membership.college_id)
    require(rules.is_another, request.actor, membership.person_id)
    services.reset_second_factor(membership, reason=body.reason, by=request.actor)
    return Status(204, None)
