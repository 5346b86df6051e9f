"""The school's lists of members and of invitations: filters, order, and the members as a file."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypedDict, TypeVar
from uuid import UUID

from django.db.models import Case, Exists, F, Model, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from ninja import Field

from kaochang.accounts import secrets
from kaochang.accounts.models import LoginSession, SecondFactor
from kaochang.accounts.states import LoginArea
from kaochang.core import clock
from kaochang.core.errors import InvalidPhone
from kaochang.core.lists import ListQuery, ordered, searched
from kaochang.core.privacy import normalize_phone
from kaochang.exports.xlsx import Column, Words
from kaochang.schools.invitations import masked_contact
from kaochang.schools.models import College, Membership, StaffInvitation
from kaochang.schools.roles import ROLES
from kaochang.schools.scope import SchoolScope
from kaochang.schools.states import InvitationStage, MembershipRole, StaffInvitationState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Told(TypedDict):
    last_login_at: datetime | None
    second_factor: bool


class Staged(TypedDict):
    stage: str


if TYPE_CHECKING:
    Member = WithAnnotations[Membership, Told]
    Invited = WithAnnotations[StaffInvitation, Staged]

M = TypeVar("M", bound=Model)

MEMBER_SORTS = {
    "name": ("person__name",),
    "role": ("role", "person__name"),
    "college": ("college__name", "person__name"),
    "last_login_at": ("last_login_at",),
    "created_at": ("created_at",),
}
INVITATION_SORTS = {
    "name": ("name",),
    "role": ("role", "name"),
    "stage": ("stage", "-last_sent_at"),
    "last_sent_at": ("last_sent_at",),
    "expires_at": ("expires_at",),
}


MEMBER_SEARCHED = ("person__name", "person__phone_last_four", "college__name", "college__name_en")


INVITED_SEARCHED = ("name", "college__name", "college__name_en")


class MemberListQuery(ListQuery):
    role: Annotated[list[MembershipRole], Field(default_factory=list)]
    college_id: Annotated[list[UUID], Field(default_factory=list)]


class InvitationListQuery(MemberListQuery):
    stage: Annotated[list[InvitationStage], Field(default_factory=list)]


def list_members(scope: SchoolScope, query: MemberListQuery) -> "QuerySet[Member]":
    """All that the filters leave, in order; one query however long it is."""
    rows = _narrowed(scope.narrow(Membership.objects.select_related("person", "college")), query)
    sessions = LoginSession.objects.filter(
        person=OuterRef("person"), area=LoginArea.STAFF, scope_id=OuterRef("school_id")
    )
    newest = sessions.order_by("-created_at").values("created_at")[:1]
    rows = searched(rows, query.q, MEMBER_SEARCHED)
    on = SecondFactor.objects.filter(person=OuterRef("person"), on_since__isnull=False)
    rows = rows.annotate(last_login_at=Subquery(newest), second_factor=Exists(on))
    return ordered(rows, query.sort, MEMBER_SORTS, default="role")


def list_invitations(scope: SchoolScope, query: InvitationListQuery) -> "QuerySet[Invited]":
    rows = scope.narrow(StaffInvitation.objects.select_related("college", "invited_by"))
    rows = _narrowed(rows, query)
    if query.q:
        rows = searched(rows, query.q, INVITED_SEARCHED) | rows.filter(contact_lookup=_contact(query.q))
    staged = rows.annotate(message=Coalesce("sms__state", "mail__state")).annotate(stage=_stage())
    if query.stage:
        staged = staged.filter(stage__in=query.stage)
    return ordered(staged, query.sort, INVITATION_SORTS, default="-last_sent_at")


def _contact(words: str) -> str:
    """Contacts are kept encrypted: a whole one is found, not a part of it."""
    try:
        return secrets.phone_lookup(normalize_phone(words))
    except InvalidPhone:
        return secrets.email_lookup(words.strip().lower())


def _narrowed(rows: QuerySet[M], query: MemberListQuery) -> QuerySet[M]:
    chosen = {"role": query.role, "college_id": query.college_id}
    return rows.filter(**{f"{column}__in": values for column, values in chosen.items() if values})


def _stage() -> Case:
    """While it is open, the message tells: queued, sent, or lost; a link that is too old beats them all."""
    settled = [StaffInvitationState.ACCEPTED, StaffInvitationState.REVOKED]
    return Case(
        When(state__in=settled, then=F("state")),
        When(expires_at__lte=clock.now(), then=Value(InvitationStage.EXPIRED)),
        When(message__in=["queued", "sending"], then=Value(InvitationStage.PENDING)),
        When(message__in=["sent", "delivered"], then=Value(InvitationStage.SENT)),
        default=Value(InvitationStage.UNDELIVERED),
    )


def _scope_of(college: College | None) -> Words:
    return Words(college.name, college.name_en) if college else Words("全校", "School")


MEMBER_COLUMNS: "list[Column[Member]]" = [
    Column("name", Words("姓名", "Name"), lambda row: row.person.name),
    Column("role", Words("角色", "Role"), lambda row: ROLES[MembershipRole(row.role)], width=20),
    Column("college", Words("范围", "Scope"), lambda row: _scope_of(row.college), width=24),
    Column("phone", Words("手机", "Phone"), lambda row: row.person.phone, width=20),
    Column("email", Words("邮箱", "Mail"), lambda row: row.person.email, width=28),
    Column(
        "second_factor",
        Words("两步验证", "Two-step log-in"),
        lambda row: Words("已开启", "on") if row.second_factor else Words("未开启", "off"),
    ),
    Column("last_login_at", Words("最近登录", "Last log-in"), lambda row: row.last_login_at, width=18),
]

STAGES = {
    InvitationStage.PENDING: Words("待发送", "queued"),
    InvitationStage.SENT: Words("已发送", "sent"),
    InvitationStage.UNDELIVERED: Words("未送达", "not delivered"),
    InvitationStage.EXPIRED: Words("已过期", "expired"),
    InvitationStage.ACCEPTED: Words("已接受", "accepted"),
    InvitationStage.REVOKED: Words("已撤回", "taken back"),
}

INVITATION_COLUMNS: "list[Column[Invited]]" = [
    Column("name", Words("姓名", "Name"), lambda row: row.name),
    Column("role", Words("角色", "Role"), lambda row: ROLES[MembershipRole(row.role)], width=20),
    Column("college", Words("范围", "Scope"), lambda row: _scope_of(row.college), width=24),
    Column("contact", Words("联系方式", "Contact"), masked_contact, width=28),
    Column("stage", Words("状态", "State"), lambda row: STAGES[InvitationStage(row.stage)]),
    Column("last_sent_at", Words("最近发送", "Last sent"), lambda row: row.last_sent_at, width=18),
    Column("expires_at", Words("有效期至", "Valid until"), lambda row: row.expires_at, width=18),
    Column(
        "invited_by", Words("邀请人", "Invited by"), lambda row: row.invited_by.name if row.invited_by else ""
    ),
]
