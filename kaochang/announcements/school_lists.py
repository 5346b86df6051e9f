"""The school's list of announcements, and who has read one."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, TypedDict
from uuid import UUID

from django.db.models import Count, IntegerField, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from ninja import Field

from kaochang.accounts.models import Person
from kaochang.announcements.audience import has_read, recipients_of
from kaochang.announcements.models import Announcement, Receipt
from kaochang.announcements.states import AnnouncementState, Level
from kaochang.core.lists import ListQuery, ordered, searched
from kaochang.core.privacy import mask_phone
from kaochang.exams.models import RosterEntry
from kaochang.exports.xlsx import Column, Words
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Reads(TypedDict):
        read_count: int

    class Reading(TypedDict):
        is_read: bool
        read_at: datetime | None
        candidate_number: str | None

    Listed = WithAnnotations[Announcement, Reads]
    Reader = WithAnnotations[Person, Reading]

SEARCHED = ("title", "title_en")
SORTS = {
    "title": ("title",),
    "level": ("level", "college__name"),
    "state": ("state", "created_at"),
    "published_at": ("published_at", "created_at"),
    "created_at": ("created_at",),
    "read": ("read_count", "created_at"),
}


class AnnouncementListQuery(ListQuery):
    state: Annotated[list[AnnouncementState], Field(default_factory=list)]
    level: Annotated[list[Level], Field(default_factory=list)]
    college_id: Annotated[list[UUID], Field(default_factory=list)]
    session_id: Annotated[list[UUID], Field(default_factory=list)]
    must_read: bool | None = None


def list_announcements(scope: SchoolScope, query: AnnouncementListQuery) -> "QuerySet[Listed]":
    """All that the filters leave, in order; one query however long it is."""
    rows = scope.narrow(Announcement.objects.select_related("school", "college", "major", "session"))
    chosen = {
        "state": query.state,
        "level": query.level,
        "college_id": query.college_id,
        "session_id": query.session_id,
    }
    rows = rows.filter(**{f"{column}__in": values for column, values in chosen.items() if values})
    if query.must_read is not None:
        rows = rows.filter(must_read=query.must_read)
    read = Receipt.objects.filter(
        announcement=OuterRef("pk"), edition__gte=OuterRef("read_from_edition")
    ).order_by()
    counted = read.values("announcement").annotate(count=Count("person", distinct=True)).values("count")
    annotated = rows.annotate(read_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
    return ordered(searched(annotated, query.q, SEARCHED), query.sort, SORTS, default="-created_at")


class ReceiptListQuery(ListQuery):
    read: Annotated[list[Literal["yes", "no"]], Field(default_factory=list)]


READER_SEARCHED = ("name", "phone_last_four", "candidate_number")
READER_SORTS = {
    "name": ("name",),
    "number": ("candidate_number", "name"),
    "read_at": ("read_at", "candidate_number"),
}


def list_readers(announcement: Announcement, query: ReceiptListQuery) -> "QuerySet[Reader]":
    """Everybody concerned: who has read it and when, who has not."""
    entries = RosterEntry.objects.filter(person_id=OuterRef("pk"), session__school_id=announcement.school_id)
    if announcement.college_id is not None:
        entries = entries.filter(session__college_id=announcement.college_id)
    numbers = entries.order_by("-session__starts_at").values("candidate_number")[:1]
    mine = Receipt.objects.filter(
        announcement=announcement, person_id=OuterRef("pk"), edition__gte=announcement.read_from_edition
    ).order_by()
    first = mine.values("person").annotate(first=Min("read_at")).values("first")
    rows = recipients_of(announcement).annotate(
        is_read=has_read(announcement), read_at=Subquery(first), candidate_number=Subquery(numbers)
    )
    if len(set(query.read)) == 1:
        rows = rows.filter(is_read=query.read[0] == "yes")
    return ordered(searched(rows, query.q, READER_SEARCHED), query.sort, READER_SORTS, default="name")


LEVELS = {
    Level.SCHOOL: Words("全校", "Whole school"),
    Level.COLLEGE: Words("学院", "College"),
    Level.MAJOR: Words("专业", "Major"),
    Level.EXAM: Words("考试", "Exam"),
}
STATES = {
    AnnouncementState.DRAFT: Words("草稿", "Draft"),
    AnnouncementState.SCHEDULED: Words("定时发布", "Scheduled"),
    AnnouncementState.PUBLISHED: Words("已发布", "Published"),
    AnnouncementState.WITHDRAWN: Words("已撤回", "Withdrawn"),
}
YES_NO = {True: Words("是", "Yes"), False: Words("否", "No")}


COLUMNS: "list[Column[Listed]]" = [
    Column("title", Words("标题", "Title"), lambda row: row.title, width=40),
    Column("title_en", Words("英文标题", "English title"), lambda row: row.title_en, width=40),
    Column("level", Words("范围", "For"), lambda row: LEVELS[Level(row.level)]),
    Column(
        "target",
        Words("发给", "Candidates of"),
        lambda row: Words(row.target_name, row.target_name_en),
        width=30,
    ),
    Column("state", Words("状态", "State"), lambda row: STATES[AnnouncementState(row.state)]),
    Column("must_read", Words("必须阅读", "Must be read"), lambda row: YES_NO[row.must_read]),
    Column("edition", Words("版次", "Edition"), lambda row: row.edition or None),
    Column("published_at", Words("发布时间", "Published"), lambda row: row.published_at, width=18),
    Column("created_at", Words("创建时间", "Created"), lambda row: row.created_at, width=18),
    Column("read", Words("已读人数", "Readers"), lambda row: row.read_count),
]

READER_COLUMNS: "list[Column[Reader]]" = [
    Column("name", Words("姓名", "Name"), lambda row: row.name),
    Column("candidate_number", Words("考生编号", "Number"), lambda row: row.candidate_number, width=20),
    Column("phone", Words("手机", "Phone"), lambda row: mask_phone(row.phone) if row.phone else "", width=18),
    Column("read", Words("已读", "Read"), lambda row: YES_NO[row.is_read]),
    Column("read_at", Words("阅读时间", "Read at"), lambda row: row.read_at, width=18),
]
