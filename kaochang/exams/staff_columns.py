"""The list of exam staff as a file."""

from typing import TYPE_CHECKING

from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.staff_lists import RelationState
from kaochang.exams.states import RoomRole
from kaochang.exports.xlsx import Column, Words

if TYPE_CHECKING:
    from kaochang.exams.staff_lists import ListedStaff

ROLES = {
    RoomRole.CHIEF_EXAMINER: Words("主考官", "chief examiner"),
    RoomRole.EXAMINER: Words("考官", "examiner"),
    RoomRole.WAITING_ROOM_OFFICER: Words("候考官", "waiting-room officer"),
    RoomRole.SECRETARY: Words("秘书", "secretary"),
    RoomRole.INSPECTOR: Words("巡考", "inspector"),
}
RELATION_STATES = {
    RelationState.SILENT: Words("未申报", "Not stated"),
    RelationState.NONE: Words("无", "None"),
    RelationState.SOME: Words("有回避关系", "Has relations"),
    RelationState.CONFLICT: Words("有冲突", "Conflict"),
}
ALL = Words("全校", "Whole school")


def _colleges(row: "ListedStaff") -> Words:
    colleges = [Words(one.college.name, one.college.name_en) if one.college else ALL for one in row.pool]
    return Words("、".join(one.zh for one in colleges), ", ".join(one.en for one in colleges))


def _roles(row: "ListedStaff") -> Words:
    """Each once, in the order of the rooms."""
    roles = [ROLES[RoomRole(one)] for one in dict.fromkeys(duty.role for duty in row.duties)]
    return Words("、".join(one.zh for one in roles), ", ".join(one.en for one in roles))


def _duties(row: "ListedStaff") -> Words:
    found = [(one, ROLES[RoomRole(one.role)]) for one in row.duties]
    return Words(
        "；".join(f"{one.room.session.name} {one.room.name} {role.zh}" for one, role in found),
        "; ".join(f"{_english(one.room.session)} {_english(one.room)} {role.en}" for one, role in found),
    )


def _english(named: ExamRoom | ExamSession) -> str:
    return named.name_en or named.name


COLUMNS: "list[Column[ListedStaff]]" = [
    Column("name", Words("姓名", "Name"), lambda row: row.name),
    Column("college", Words("所属", "Pool"), _colleges, width=24),
    Column("role", Words("角色", "Roles"), _roles, width=20),
    Column("duties", Words("安排", "Assignments"), _duties, width=60),
    Column("phone", Words("手机", "Phone"), lambda row: row.phone, width=20),
    Column("email", Words("邮箱", "Mail"), lambda row: row.email, width=28),
    Column(
        "relations",
        Words("回避申报", "Relations"),
        lambda row: RELATION_STATES[RelationState(row.relation_state)],
    ),
    Column("relation_count", Words("回避考生数", "Candidates related"), lambda row: row.relation_count),
    Column("stated_at", Words("申报时间", "Stated"), lambda row: row.stated_at, width=18),
    Column("last_login_at", Words("最近登录", "Last log-in"), lambda row: row.last_login_at, width=18),
]
