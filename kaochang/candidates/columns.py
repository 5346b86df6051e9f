"""The list of candidates as a file. Phones and identity numbers stay masked: whole they are in the roster."""

from kaochang.candidates.facts import Row
from kaochang.candidates.states import Stage, Step
from kaochang.core.privacy import mask_phone, mask_tail
from kaochang.exams.states import CandidateLanguage
from kaochang.exports.xlsx import Column, Words

STAGES = {
    Stage.NOT_LOGGED_IN: Words("未登录", "Never logged in"),
    Stage.PREPARING: Words("准备中", "Preparing"),
    Stage.WAITING: Words("候考", "Waiting"),
    Stage.TALKING: Words("通话中", "Talking"),
    Stage.CLEARED: Words("可入场", "Cleared"),
    Stage.INVITED: Words("已邀请", "Invited"),
    Stage.ADMITTED: Words("面试中", "Interviewing"),
    Stage.DEFERRED: Words("已暂缓", "Deferred"),
    Stage.ABSENT: Words("缺考", "Absent"),
    Stage.FINISHED: Words("已结束", "Finished"),
}
LANGUAGES = {
    CandidateLanguage.ZH: Words("中文", "Chinese"),
    CandidateLanguage.EN: Words("英文", "English"),
}
DONE, NOT_DONE = Words("已完成", "Done"), Words("未完成", "Not done")


def masked_phone(row: Row) -> str:
    return mask_phone(row.entry.person.phone) if row.entry.person.phone else ""


def masked_identity(row: Row) -> str:
    return mask_tail(row.entry.person.identity_number) if row.entry.person.identity_number else ""


def _step(step: Step, title: Words) -> Column[Row]:
    return Column(step.value, title, lambda row: DONE if step in row.done else NOT_DONE, width=12)


def _room(row: Row) -> Words | None:
    room = row.entry.room
    return Words(room.name, room.name_en or room.name) if room else None


def _major(row: Row) -> Words | None:
    major = row.entry.major
    return Words(major.name, major.name_en or major.name) if major else None


def _exam(row: Row) -> Words:
    session = row.entry.session
    return Words(session.name, session.name_en or session.name)


def _college(row: Row) -> Words:
    college = row.entry.session.college
    return Words(college.name, college.name_en or college.name)


COLUMNS: list[Column[Row]] = [
    Column("name", Words("姓名", "Name"), lambda row: row.entry.person.name),
    Column("candidate_number", Words("考生编号", "Candidate number"), lambda row: row.entry.candidate_number),
    Column("stage", Words("阶段", "Stage"), lambda row: STAGES[Stage(row.entry.stage)], width=12),
    Column("progress", Words("进度", "Progress"), lambda row: f"{len(row.done)} / {len(Step)}", width=10),
    Column("exam", Words("考试", "Exam"), _exam, width=36),
    Column("room", Words("考场", "Room"), _room, width=20),
    Column("order", Words("顺序", "Order"), lambda row: row.entry.order_number, width=8),
    Column("slot", Words("时段", "Slot"), lambda row: row.entry.slot_starts_at, width=18),
    Column("college", Words("学院", "College"), _college, width=24),
    Column("major", Words("专业", "Major"), _major, width=24),
    Column("phone", Words("手机", "Phone"), masked_phone, width=18),
    Column("identity_number", Words("证件号码", "Identity number"), masked_identity, width=22),
    Column(
        "language",
        Words("语言", "Language"),
        lambda row: LANGUAGES[CandidateLanguage(row.entry.language)],
        width=10,
    ),
    Column("extra_time", Words("加时 %", "Extra time %"), lambda row: row.entry.extra_time_percent, width=10),
    _step(Step.CONSENT, Words("用户协议", "Consents")),
    _step(Step.NOTICE, Words("系统须知", "Notice")),
    _step(Step.ROOM_CHECK, Words("核对考场", "Room check")),
    _step(Step.DEVICE_CHECK, Words("设备调试", "Device check")),
    _step(Step.COMMITMENT, Words("承诺书", "Letter")),
    Column("last_login_at", Words("最近登录", "Last log-in"), lambda row: row.entry.last_login_at, width=18),
    Column("remark", Words("备注", "Remark"), lambda row: row.entry.remark, width=30),
]
