"""Invitations of staff: the school's list, and the page that the link opens."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query, Router, Status

from kaochang.accounts.http import device_label, set_session_cookie
from kaochang.accounts.queries import has_staff_password
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.core.rules import require
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools import invitations, rules
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.schools.member_lists import INVITATION_COLUMNS, InvitationListQuery, list_invitations
from kaochang.schools.models import StaffInvitation
from kaochang.schools.queries import access_college, access_invitation
from kaochang.schools.schemas import (
    AcceptanceIn,
    AcceptedOut,
    InvitationIdOut,
    InvitationIn,
    InvitationRowOut,
    LinkIn,
    LinkOut,
)
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from kaochang.schools.member_lists import Invited

school_router = Router(tags=["school"], auth=school_manager)
public_router = Router(tags=["login"])


@school_router.get(
    "/invitations", response={200: Page[InvitationRowOut], **ERRORS}, operation_id="school_list_invitations"
)
def school_list_invitations(request: SchoolRequest, query: Query[InvitationListQuery]) -> dict[str, Any]:
    rows, total = paged(list_invitations(request.scope, query), query)
    return page_of([_row(request.scope, row) for row in rows], total, query)


@school_router.get(
    "/invitations/export",
    response=ERRORS,
    openapi_extra=FILE_ANSWER,
    operation_id="school_export_invitations",
)
def school_export_invitations(
    request: SchoolRequest, query: Query[InvitationListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    rows = list_invitations(request.scope, query).iterator(chunk_size=2000)
    name, zone = "Invitations" if lang == "en" else "邀请", request.scope.school.timezone
    return answer_xlsx(name, rows, chosen(INVITATION_COLUMNS, columns), lang=lang, zone=zone)


def _row(scope: SchoolScope, row: "Invited") -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "role": row.role,
        "college": row.college,
        "contact": invitations.masked_contact(row),
        "stage": row.stage,
        "last_sent_at": row.last_sent_at,
        "expires_at": row.expires_at,
        "invited_by": row.invited_by.name if row.invited_by else "",
        "manageable": rules.may_appoint(scope, row.role, row.college_id),
    }


@school_router.post("/invitations", response={201: InvitationIdOut, **ERRORS}, operation_id="school_invite")
@idempotent
def school_invite(request: SchoolRequest, body: InvitationIn) -> Status[InvitationIdOut]:
    college = access_college(request.scope, body.college_id) if body.college_id else None
    require(rules.may_appoint, request.scope, body.role, body.college_id)
    values = body.dict(exclude={"college_id", "role"})
    made = invitations.invite(
        request.scope.school,
        body.role,
        college=college,
        within=request.scope.college_ids,
        **values,
        by=request.actor,
    )
    return Status(201, InvitationIdOut.from_orm(made))


@school_router.post(
    "/invitations/{staff_invitation_id}/resending",
    response={200: InvitationIdOut, **ERRORS},
    operation_id="school_resend_invitation",
)
@idempotent
def school_resend_invitation(request: SchoolRequest, staff_invitation_id: UUID) -> InvitationIdOut:
    return InvitationIdOut.from_orm(invitations.resend(_mine(request, staff_invitation_id), by=request.actor))


@school_router.post(
    "/invitations/{staff_invitation_id}/revocation",
    response={200: InvitationIdOut, **ERRORS},
    operation_id="school_revoke_invitation",
)
@idempotent
def school_revoke_invitation(request: SchoolRequest, staff_invitation_id: UUID) -> InvitationIdOut:
    return InvitationIdOut.from_orm(invitations.revoke(_mine(request, staff_invitation_id), by=request.actor))


def _mine(request: SchoolRequest, staff_invitation_id: UUID) -> StaffInvitation:
    invitation = access_invitation(request.scope, staff_invitation_id)
    require(rules.may_appoint, request.scope, invitation.role, invitation.college_id)
    return invitation


@public_router.post(
    "/staff-invitations/link", response={200: LinkOut, **ERRORS}, operation_id="open_staff_invitation"
)
def open_staff_invitation(request: HttpRequest, body: LinkIn) -> dict[str, Any]:
    """What the link is about; it stays good."""
    invitation, member = invitations.find_open(body.secret)
    has_password = member is not None and has_staff_password(member.pk, invitation.school_id)
    return {
        "school": invitation.school.name,
        "school_en": invitation.school.name_en,
        "college": invitation.college,
        "role": invitation.role,
        "name": invitation.name,
        "contact": invitations.masked_contact(invitation),
        "needs_password": not has_password,
        "expires_at": invitation.expires_at,
    }


@public_router.post(
    "/staff-invitations/acceptance",
    response={200: AcceptedOut, **ERRORS},
    operation_id="accept_staff_invitation",
)
def accept_staff_invitation(request: HttpRequest, response: HttpResponse, body: AcceptanceIn) -> AcceptedOut:
    invitation, logged_in = invitations.accept(
        body.secret, password=body.password, device_label=device_label(request)
    )
    if logged_in is not None:
        session, token = logged_in
        set_session_cookie(response, session.area, token)
    return AcceptedOut(logged_in=logged_in is not None, school_id=invitation.school_id)
