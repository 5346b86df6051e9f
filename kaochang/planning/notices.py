"""Who was told of a change after the publication, and who has said 「知道了」."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery
from ninja import Field, Schema

from kaochang.core.http import Moment
from kaochang.core.lists import ListQuery, ordered, searched
from kaochang.exams.models import RosterEntry
from kaochang.exports.xlsx import Column, Words
from kaochang.notifications.models import Notification
from kaochang.notifications.states import NotificationKind
from kaochang.schools.models import School
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SORTS = {
    "name": ("person__name", "created_at"),
    "created_at": ("created_at",),
    "confirmed_at": ("confirmed_at", "created_at"),
}


NO_CHANGES = (
    NotificationKind.WORK_ENDED,
    NotificationKind.STATEMENT_ASKED,
    NotificationKind.SMS_CLOSED,
    NotificationKind.TICKET_GIVEN,
    NotificationKind.TICKET_ANSWERED,
)
SEARCHED = ("person__name", "person__phone_last_four", "number", "params__exam", "params__exam_en")


class NoticeListQuery(ListQuery):
    confirmed: Annotated[list[Literal["yes", "no"]], Field(default_factory=list)]
    area: Annotated[list[Literal["candidate", "staff"]], Field(default_factory=list)]
    kind: Annotated[list[NotificationKind], Field(default_factory=list)]
    session_id: Annotated[list[UUID], Field(default_factory=list)]


class Numbered(TypedDict):
    number: str | None
    zone: str | None


if TYPE_CHECKING:
    ListedNotice = WithAnnotations[Notification, Numbered]


def list_notices(scope: SchoolScope, query: NoticeListQuery) -> "QuerySet[ListedNotice]":
    rows = Notification.objects.select_related("person").filter(superseded_at__isnull=True)
    # Not changes that anybody has to know of: work ended for whoever began it, and of a reminder the answer
    # is what counts.
    rows = rows.exclude(kind__in=NO_CHANGES)
    rows = scope.narrow(rows, school="scope_id")
    chosen = {"area": query.area, "kind": query.kind, "session_id": query.session_id}
    rows = rows.filter(**{f"{column}__in": values for column, values in chosen.items() if values})
    if len(set(query.confirmed)) == 1:
        rows = rows.filter(confirmed_at__isnull=query.confirmed[0] == "no")
    zone = School.objects.filter(pk=OuterRef("scope_id")).values("timezone")
    numbered = rows.annotate(number=_number_there(), zone=Subquery(zone))
    if query.q:
        numbered = searched(numbered, query.q, SEARCHED)
    return ordered(numbered, query.sort, SORTS, default="-created_at")


def _number_there() -> Subquery:
    """As which candidate they were told; staff have none."""
    entries = RosterEntry.objects.filter(session=OuterRef("session_id"), person=OuterRef("person_id"))
    return Subquery(entries.values("candidate_number")[:1])


class NoticeRowOut(Schema):
    id: UUID
    person_name: str
    # As which candidate they were told; staff have none.
    number: str | None
    area: str
    kind: str
    params: dict[str, Any]
    reason: str
    created_at: Moment
    read_at: Moment | None
    confirmed_at: Moment | None

    @staticmethod
    def resolve_person_name(row: Notification) -> str:
        return row.person.name


AREAS = {"candidate": Words("考生", "Candidate"), "staff": Words("考务人员", "Staff")}
KINDS = {
    NotificationKind.SLOT_CHANGED: Words("面试时间或考场变更", "Slot or room changed"),
    NotificationKind.EXAM_TIME_CHANGED: Words("考试时间变更", "Exam moved"),
    NotificationKind.EXAM_WITHDRAWN: Words("撤回发布", "Exam withdrawn"),
    NotificationKind.CAMERAS_CHANGED: Words("摄像头数量变更", "Number of cameras changed"),
    NotificationKind.ROOM_RENAMED: Words("考场改名", "Room renamed"),
    NotificationKind.EXAM_LEFT: Words("移出考试", "Taken off the roster"),
    NotificationKind.ANNOUNCEMENT_WITHDRAWN: Words("公告撤回", "Announcement withdrawn"),
    NotificationKind.MESSAGE: Words("学校通知", "Message of the school"),
    NotificationKind.DUTY_ADDED: Words("新的考务安排", "New duty"),
    NotificationKind.DUTY_REMOVED: Words("考务安排取消", "Duty ended"),
    NotificationKind.STATEMENT_ASKED: Words("提醒申报回避关系", "Reminder to state relations"),
    NotificationKind.RELATION_MET: Words("发布后的回避冲突", "Relation in a published exam"),
    NotificationKind.SECOND_STEP_RESET: Words("两步验证被重置", "Second step reset"),
    NotificationKind.SMS_CLOSED: Words("短信停发", "Text messages stopped"),
    NotificationKind.TICKET_GIVEN: Words("疑问转交", "Question handed over"),
    NotificationKind.TICKET_ANSWERED: Words("疑问答复", "Question answered"),
    NotificationKind.WORK_ENDED: Words("后台任务结束", "Long work ended"),
}
COLUMNS: "list[Column[ListedNotice]]" = [
    Column("person", Words("姓名", "Name"), lambda row: row.person.name),
    Column("number", Words("考生编号", "Candidate number"), lambda row: row.number),
    Column("area", Words("身份", "Who"), lambda row: AREAS[row.area]),
    Column("kind", Words("变更", "Change"), lambda row: KINDS[NotificationKind(row.kind)], width=24),
    Column("exam", Words("考试", "Exam"), lambda row: _exam_of(row), width=36),
    Column("was", Words("原为", "Before"), lambda row: _arranged(row, "was_"), width=40),
    Column("now", Words("现为", "Now"), lambda row: _arranged(row, ""), width=40),
    Column("reason", Words("原因", "Reason"), lambda row: row.reason, width=36),
    Column("created_at", Words("通知时间", "Told"), lambda row: row.created_at, width=18),
    Column("confirmed_at", Words("确认时间", "Confirmed"), lambda row: row.confirmed_at, width=18),
]


def _arranged(row: "ListedNotice", prefix: str) -> Words:
    """Where, when and how long, or in which words, before the change or since."""
    params, zone = row.params, ZoneInfo(row.zone or "UTC")

    def said(lang: str) -> str:
        room = params.get(f"{prefix}room_en" if lang == "en" else f"{prefix}room") or ""
        times = [
            datetime.fromisoformat(params[f"{prefix}{name}"]).astimezone(zone).strftime("%Y-%m-%d %H:%M")
            for name in ("starts_at", "ends_at")
            if params.get(f"{prefix}{name}")
        ]
        minutes = f"{params[f'{prefix}minutes']} min" if params.get(f"{prefix}minutes") else ""
        words = [] if prefix else [str(params[one]) for one in ("title", "text") if params.get(one)]
        return " · ".join(filter(None, [room, " – ".join(times), minutes, *words]))

    return Words(said("zh"), said("en"))


def _exam_of(row: "ListedNotice") -> Words:
    return Words(str(row.params.get("exam", "")), str(row.params.get("exam_en", "")))
