"""The words inside the sentences: states and kinds, columns that were changed, groups to filter by."""

from enum import Enum
from typing import Any

from kaochang.accounts.states import LoginArea
from kaochang.announcements.school_lists import LEVELS
from kaochang.candidates.states import MailingState, SheetState
from kaochang.commitments.states import ConsentKind, SigningMethod
from kaochang.desks.states import CloseReason, DeviceKind, DeviceState, FactState, Orientation, RemovalReason
from kaochang.exams.room_lists import STATES as ROOM_STATES
from kaochang.exams.school_lists import FORMALITIES
from kaochang.exams.school_lists import STATES as SESSION_STATES
from kaochang.exams.staff_columns import ROLES as ROOM_ROLES
from kaochang.exams.states import (
    CandidateLanguage,
    ExamLanguages,
    Formality,
    OrderPolicy,
    RelationKind,
    RelationSource,
    RoomRole,
    RoomState,
    SessionState,
)
from kaochang.exports.xlsx import Words
from kaochang.interviews.states import InvitationState, Outcome, StopKind
from kaochang.media.states import SeatPurpose
from kaochang.notifications.states import TOLD, NotificationKind, Ways
from kaochang.planning.roster.columns import COLUMNS as ROSTER_COLUMNS
from kaochang.planning.states import ImportState, PortraitImportState
from kaochang.schools.roles import ROLES as OFFICES
from kaochang.schools.states import MembershipRole
from kaochang.waiting.states import QueueState

NOTHING = Words("空", "nothing")
YES, NO = Words("是", "yes"), Words("否", "no")
SYSTEM = Words("系统", "The system")
ERASED = Words("（内容已依规清除）", "(content erased as required)")

# Of every enumeration that stands in an event. Members of two enumerations can be equal texts, so each
# has a table of its own.
STATES: dict[type[Enum], dict[Any, Words]] = {
    SessionState: SESSION_STATES,
    Formality: FORMALITIES,
    SheetState: {
        SheetState.QUEUED: Words("已提交", "asked for"),
        SheetState.RUNNING: Words("生成中", "being made"),
        SheetState.DONE: Words("已生成，旧码失效", "ready, older codes are dead"),
        SheetState.FAILED: Words("未生成", "not made"),
    },
    MailingState: {
        MailingState.SENDING: Words("发送中", "being sent"),
        MailingState.SENT: Words("已发送", "sent"),
    },
    RoomState: ROOM_STATES,
    RoomRole: ROOM_ROLES,
    MembershipRole: OFFICES,
    ConsentKind: {
        ConsentKind.PLATFORM_TERMS: Words("用户协议", "terms of use"),
    },
    SigningMethod: {
        SigningMethod.DRAWN: Words("手写签名", "drawn"),
        SigningMethod.TYPED: Words("键入姓名", "typed"),
    },
    NotificationKind: {
        NotificationKind.SLOT_CHANGED: Words("面试时间或考场变更", "slot or room changed"),
        NotificationKind.EXAM_TIME_CHANGED: Words("考试时间变更", "exam moved"),
        NotificationKind.EXAM_WITHDRAWN: Words("撤回发布", "exam withdrawn"),
        NotificationKind.CAMERAS_CHANGED: Words("摄像头数量变更", "number of cameras changed"),
        NotificationKind.ROOM_RENAMED: Words("考场改名", "room renamed"),
        NotificationKind.EXAM_LEFT: Words("移出考试", "taken off the roster"),
        NotificationKind.ANNOUNCEMENT_WITHDRAWN: Words("公告撤回", "announcement withdrawn"),
        NotificationKind.MESSAGE: Words("学校通知", "message of the school"),
        NotificationKind.DUTY_ADDED: Words("新的考务安排", "new duty"),
        NotificationKind.DUTY_REMOVED: Words("考务安排取消", "duty ended"),
        NotificationKind.STATEMENT_ASKED: Words("提醒申报回避关系", "reminder to state relations"),
        NotificationKind.RELATION_MET: Words("发布后的回避冲突", "relation in a published exam"),
        NotificationKind.SECOND_STEP_RESET: Words("两步验证被重置", "second step reset"),
        NotificationKind.SMS_CLOSED: Words("短信停发", "text messages stopped"),
        NotificationKind.TICKET_GIVEN: Words("疑问转交", "question handed over"),
        NotificationKind.TICKET_ANSWERED: Words("疑问答复", "question answered"),
        NotificationKind.WORK_ENDED: Words("后台任务结束", "long work ended"),
    },
    Ways: {
        Ways.PAGE: Words("只在页面", "on the page only"),
        Ways.SMS: Words("短信", "text message"),
        Ways.MAIL: Words("邮件", "mail"),
        Ways.MAIL_OR_SMS: Words("邮件，没有邮箱的发短信", "mail, else text message"),
    },
    CloseReason: {
        CloseReason.INTERVIEW_ENDED: Words("面试已结束", "interview ended"),
        CloseReason.DEFERRED: Words("已暂缓", "deferred"),
        CloseReason.ABSENT: Words("缺考", "absent"),
        CloseReason.ROOM_CLOSED: Words("考场已关闭", "room closed"),
        CloseReason.MOVED: Words("换了考场", "moved to another room"),
    },
    DeviceKind: {
        DeviceKind.LAPTOP: Words("电脑", "laptop"),
        DeviceKind.PHONE: Words("手机", "phone"),
    },
    DeviceState: {
        DeviceState.PENDING: Words("待确认", "to be confirmed"),
        DeviceState.ACTIVE: Words("使用中", "active"),
        DeviceState.REPLACED: Words("已接替", "replaced"),
        DeviceState.REMOVED: Words("已移除", "removed"),
    },
    FactState: {
        FactState.OK: Words("正常", "working"),
        FactState.MUTED: Words("已关闭", "muted"),
        FactState.BLOCKED: Words("未授权", "blocked"),
        FactState.LOST: Words("中断", "lost"),
        FactState.UNKNOWN: Words("未知", "unknown"),
    },
    Orientation: {
        Orientation.PORTRAIT: Words("竖屏", "portrait"),
        Orientation.LANDSCAPE: Words("横屏", "landscape"),
    },
    RemovalReason: {
        RemovalReason.NOT_MINE: Words("不是本人的手机", "not their phone"),
        RemovalReason.STOPPED: Words("自行停止", "stopped"),
    },
    CandidateLanguage: {
        CandidateLanguage.ZH: Words("中文", "Chinese"),
        CandidateLanguage.EN: Words("英文", "English"),
    },
    ExamLanguages: {
        ExamLanguages.ZH: Words("中文", "Chinese"),
        ExamLanguages.ZH_EN: Words("中文和英文", "Chinese and English"),
    },
    RelationKind: {
        RelationKind.FAMILY: Words("亲属", "family"),
        RelationKind.TEACHER: Words("师生", "teacher"),
        RelationKind.INTEREST: Words("利益相关", "interest"),
        RelationKind.OTHER: Words("其他", "other"),
    },
    RelationSource: {
        RelationSource.DECLARED: Words("本人申报", "declared"),
        RelationSource.ENTERED: Words("管理员登记", "entered by the administration"),
    },
    InvitationState: {
        InvitationState.SENT: Words("已发出", "sent"),
        InvitationState.ACCEPTED: Words("已接受", "accepted"),
        InvitationState.DECLINED: Words("已拒绝", "declined"),
        InvitationState.EXPIRED: Words("超时未应答", "expired"),
        InvitationState.WITHDRAWN: Words("已撤回", "withdrawn"),
    },
    Outcome: {
        Outcome.FINISHED: Words("面试完成", "finished"),
        Outcome.SENT_BACK: Words("退回候考", "sent back to wait"),
    },
    StopKind: {
        StopKind.PAUSE: Words("暂停", "pause"),
        StopKind.INTERRUPTION: Words("连接中断", "interruption"),
        StopKind.CLOSURE: Words("考场关闭", "closure"),
    },
    SeatPurpose: {
        SeatPurpose.CANDIDATE: Words("考生", "candidate"),
        SeatPurpose.SECOND_CAMERA: Words("第二机位", "second camera"),
        SeatPurpose.TALK: Words("通话", "talk"),
        SeatPurpose.VIEW: Words("查看", "view"),
        SeatPurpose.PANEL: Words("考官席", "panel"),
        SeatPurpose.PANEL_ROOM: Words("考官合议", "panel room"),
        SeatPurpose.INSPECT: Words("巡考", "inspection"),
        SeatPurpose.CHECK: Words("设备调试", "device check"),
    },
    ImportState: {
        ImportState.READING: Words("正在读取", "being read"),
        ImportState.REFUSED: Words("文件无法读取", "refused"),
        ImportState.CHECKED: Words("已预检", "checked"),
        ImportState.WRITING: Words("正在写入", "being written"),
        ImportState.WRITTEN: Words("已写入", "written"),
        ImportState.ROLLING_BACK: Words("正在撤销", "being taken back"),
        ImportState.ROLLED_BACK: Words("已撤销", "taken back"),
        ImportState.DISCARDED: Words("已放弃", "discarded"),
    },
    PortraitImportState: {
        PortraitImportState.READING: Words("正在读取", "being read"),
        PortraitImportState.REFUSED: Words("文件无法读取", "refused"),
        PortraitImportState.CHECKED: Words("已预检", "checked"),
        PortraitImportState.WRITTEN: Words("已写入", "written"),
        PortraitImportState.DISCARDED: Words("已放弃", "put away"),
    },
    QueueState: {
        QueueState.PREPARING: Words("准备中", "preparing"),
        QueueState.WAITING: Words("候考", "waiting"),
        QueueState.TALKING: Words("通话中", "in a talk"),
        QueueState.CLEARED: Words("可入场", "cleared"),
        QueueState.INVITED: Words("已邀请", "invited"),
        QueueState.ADMITTED: Words("面试中", "in the interview"),
        QueueState.FINISHED: Words("已结束", "finished"),
        QueueState.DEFERRED: Words("已暂缓", "deferred"),
        QueueState.ABSENT: Words("缺考", "absent"),
    },
}

# Plain words that stand in events by field: what has no enumeration of its own.
CODES: dict[str, dict[str, Words]] = {
    "area": {
        "candidate": Words("考生端", "candidates' pages"),
        "staff": Words("工作端", "staff pages"),
        "phone": Words("手机端", "phone pages"),
        "system": Words("系统", "system"),
    },
    "way": {
        "sms": Words("短信验证码", "code by text message"),
        "mail": Words("邮件验证码", "code by mail"),
        "password": Words("密码", "password"),
        "one_time_code": Words("一次性登录码", "one-time code"),
        "sms+totp": Words("短信验证码和动态码", "code by text message and app"),
        "sms+recovery": Words("短信验证码和恢复码", "code by text message and recovery code"),
        "password+totp": Words("密码和动态码", "password and app"),
        "password+recovery": Words("密码和恢复码", "password and recovery code"),
        "invitation": Words("邀请链接", "invitation link"),
    },
    "ticked": {
        "id_card_matches": Words("证件与本人一致", "ID matches"),
        "id_card_valid": Words("证件在有效期内", "ID still valid"),
        "nobody_else": Words("房间无他人", "alone in the room"),
        "allowed_items_only": Words("桌面无多余物品", "desk is clear"),
        "second_camera_placed": Words("第二机位已摆好", "camera 2 placed"),
    },
    "kind": {
        "phone": Words("手机号", "phone number"),
        "candidate_number": Words("考生编号", "candidate number"),
        "staff_account": Words("工号", "staff account"),
        "audio": Words("声音", "sound"),
        "video": Words("画面", "picture"),
    },
    "step": {
        "finished": Words("结束面试", "end"),
        "sent_back": Words("退回候考", "send back"),
        "reopened": Words("恢复面试", "re-open"),
    },
    "source": {
        "camera": Words("摄像头", "camera"),
        "microphone": Words("麦克风", "microphone"),
        "screen_share": Words("屏幕共享", "screen share"),
        "screen_share_audio": Words("屏幕声音", "screen sound"),
    },
    "columns": {column.key: column.title for column in ROSTER_COLUMNS},
    "troubles": {
        "battery_critical": Words("电量极低", "battery critical"),
        "battery_low": Words("电量低", "battery low"),
        "camera_blocked": Words("摄像头未授权", "camera blocked"),
        "camera_lost": Words("摄像头中断", "camera lost"),
        "camera_muted": Words("摄像头已关闭", "camera muted"),
        "microphone_blocked": Words("麦克风未授权", "microphone blocked"),
        "microphone_lost": Words("麦克风中断", "microphone lost"),
        "microphone_muted": Words("麦克风已关闭", "microphone muted"),
        "frames_low": Words("画面卡顿", "few frames"),
        "network_weak": Words("网络较差", "weak network"),
        "page_hidden": Words("页面在后台", "page hidden"),
    },
}
CODES["kinds"] = CODES["kind"]
CODES["unticked"] = CODES["ticked"]

WHO = {LoginArea.CANDIDATE: Words("考生", "candidates"), LoginArea.STAFF: Words("考务人员", "staff")}


def _told(area: LoginArea, kind: NotificationKind) -> Words:
    who, what = WHO[area], STATES[NotificationKind][kind]
    return Words(f"{who.zh}的「{what.zh}」", f"{what.en} ({who.en})")


# Columns that an edit names before and after; `school/fields.json` says the same to the second editor.
FIELDS: dict[str, Words] = {
    **{str(role): words for role, words in ROOM_ROLES.items()},
    **{f"{area}_{kind}": _told(area, kind) for area, kind in TOLD},
    "name": Words("名称", "name"),
    # Of a kind of thing where it has a word of its own.
    "person.name": Words("姓名", "name"),
    # The candidate's, corrected after a question.
    "ticket.name": Words("姓名", "name"),
    "ticket.answer": Words("答复", "answer"),
    "name_en": Words("英文名称", "English name"),
    "title": Words("标题", "title"),
    "title_en": Words("英文标题", "English title"),
    "body": Words("正文", "text"),
    "body_en": Words("英文正文", "English text"),
    "pinned": Words("置顶", "pinned"),
    "level": Words("范围", "for"),
    "session_id": Words("考试", "exam"),
    "must_read": Words("必须阅读", "must be read"),
    "code": Words("代码", "code"),
    "enabled": Words("启用", "enabled"),
    "starts_at": Words("开始时间", "start"),
    "ends_at": Words("结束时间", "end"),
    "entry_opens_minutes": Words("候考区提前开放（分钟）", "waiting area opens before (minutes)"),
    "cameras_required": Words("摄像头", "cameras"),
    "invitation_seconds": Words("邀请有效时间（秒）", "invitation stays open (s)"),
    "minimum_staff": Words("最少在场考官", "least staff"),
    "clearance_required": Words("候考官核验", "clearance needed"),
    "desks_open_limit": Words("同时联系人数", "desks open at once"),
    "interview_seconds": Words("每位时长（秒）", "time for each (s)"),
    "interval_seconds": Words("间隔（秒）", "interval (s)"),
    "share_allowed": Words("共享屏幕", "screen share"),
    "order_policy": Words("面试次序", "order"),
    "languages": Words("文本语言", "languages of the texts"),
    "formality": Words("性质", "formality"),
    "support_phone": Words("考务电话", "support phone"),
    "major_id": Words("专业", "major"),
    "college_id": Words("学院", "college"),
    "room_id": Words("考场", "room"),
    "slot_starts_at": Words("时段", "slot"),
    "order_number": Words("次序", "order number"),
    "candidate_number": Words("考生编号", "candidate number"),
    "language": Words("语言", "language"),
    "time_zone": Words("时区", "time zone"),
    "extra_time_percent": Words("加时（%）", "extra time (%)"),
    "remark": Words("备注", "remark"),
    "room_confirmed_at": Words("核对考场", "room check"),
    "phone": Words("手机号", "phone"),
    "email": Words("邮箱", "mail"),
    "identity_number": Words("证件号码", "identity number"),
    "daily_limit": Words("每日短信限额", "messages a day"),
    "monthly_limit": Words("每月短信预算", "messages a month"),
}

# The part of an event's name before the dot.
GROUPS: dict[str, Words] = {
    "accounts": Words("登录与人员", "Log-ins and people"),
    "audit": Words("操作记录", "Trail"),
    "candidates": Words("考生资料与登录码", "Candidates' data and codes"),
    "announcements": Words("公告", "Announcements"),
    "chat": Words("消息", "Messages"),
    "commitments": Words("协议与承诺书", "Terms and letters"),
    "desks": Words("考生设备", "Candidates' devices"),
    "exams": Words("考试与安排", "Exams and planning"),
    "interviews": Words("面试", "Interviews"),
    "media": Words("音视频", "Picture and sound"),
    "notifications": Words("通知与日程", "Notifications and calendars"),
    "planning": Words("名单导入", "Roster imports"),
    "schools": Words("组织与成员", "Organisation"),
    "waiting": Words("候考", "Waiting area"),
}

# Columns of an edit that hold a state of an enumeration.
_ENUMERATED: list[tuple[str, type[Enum]]] = [
    ("formality", Formality),
    ("languages", ExamLanguages),
    ("language", CandidateLanguage),
    *((f"{area}_{kind}", Ways) for area, kind in TOLD),
]
# Values that an edit names, by the column that was changed.
CHANGED: dict[str, dict[str, Words]] = {
    column: {str(state.value): STATES[states][state] for state in states} for column, states in _ENUMERATED
}
CHANGED["level"] = {str(level.value): words for level, words in LEVELS.items()}
CHANGED["order_policy"] = {OrderPolicy.TIMETABLE: Words("按时间表", "by the timetable")}
