"""The list of a school's text messages: filters, order, the same as a file. Never a code, never a phone."""

from typing import Annotated

from django.db.models import Q, QuerySet
from ninja import Field

from kaochang.accounts import secrets
from kaochang.core.errors import InvalidPhone
from kaochang.core.lists import ListQuery, ordered
from kaochang.core.privacy import mask_phone, normalize_phone
from kaochang.exports.xlsx import Column, Words
from kaochang.schools.scope import SchoolScope
from kaochang.sms.models import SmsMessage
from kaochang.sms.queries import messages_of
from kaochang.sms.states import SmsState

SORTS = {
    "created_at": ("created_at",),
    "state": ("state", "-created_at"),
    "template": ("template", "-created_at"),
}
KINDS = {
    "login_code": Words("登录验证码", "Log-in code"),
    "one_time_code": Words("一次性登录码", "One-time code"),
    "password_code": Words("重设密码", "New password"),
    "announcement": Words("公告", "Announcement"),
    "announcement_reminder": Words("公告提醒", "Reminder to read"),
    "notification": Words("变更通知", "Change"),
    "staff_invitation": Words("人员邀请", "Invitation"),
    "test_message": Words("测试短信", "Test"),
}
STATES = {
    SmsState.QUEUED: Words("待发送", "queued"),
    SmsState.SENDING: Words("发送中", "being sent"),
    SmsState.SENT: Words("已发出", "sent"),
    SmsState.DELIVERED: Words("已送达", "delivered"),
    SmsState.FAILED: Words("失败", "failed"),
    SmsState.UNCERTAIN: Words("结果不明", "uncertain"),
    SmsState.EXPIRED: Words("已过期", "expired"),
    SmsState.BLOCKED: Words("未发出", "not sent"),
}


class SmsListQuery(ListQuery):
    state: Annotated[list[SmsState], Field(default_factory=list)]
    template: Annotated[list[str], Field(default_factory=list, max_length=20)]


def list_messages(scope: SchoolScope, query: SmsListQuery) -> QuerySet[SmsMessage]:
    """`q`: a whole phone number, or its last four digits."""
    rows = messages_of(scope.school.pk)
    if query.state:
        rows = rows.filter(state__in=query.state)
    if query.template:
        rows = rows.filter(template__in=query.template)
    for word in query.q.split():
        rows = rows.filter(_phone_is(word))
    return ordered(rows, query.sort, SORTS, default="-created_at")


def _phone_is(word: str) -> Q:
    try:
        return Q(phone_lookup=secrets.phone_lookup(normalize_phone(word)))
    except InvalidPhone:
        return Q(phone_last_four=word)


def masked_phone(row: SmsMessage) -> str:
    return mask_phone(row.phone or "")


COLUMNS: list[Column[SmsMessage]] = [
    Column("created_at", Words("时间", "Time"), lambda row: row.created_at, width=18),
    Column("phone", Words("手机", "Phone"), masked_phone, width=18),
    Column("template", Words("类型", "Kind"), lambda row: KINDS.get(row.template, row.template), width=16),
    Column("text", Words("内容", "Text"), lambda row: row.shown_text, width=60),
    Column("state", Words("状态", "State"), lambda row: STATES[SmsState(row.state)]),
    Column("failure_code", Words("原因代码", "Reason code"), lambda row: row.failure_code, width=26),
    Column("sent_at", Words("发出时间", "Sent"), lambda row: row.sent_at, width=18),
    Column("reported_at", Words("回执时间", "Reported"), lambda row: row.reported_at, width=18),
]
