"""Who lives in the demo school: the cast of the pictures, with numbers that belong to nobody."""

from dataclasses import dataclass, field

from kaochang.exams.states import RoomRole
from kaochang.schools.states import MembershipRole

MAIN, SECOND, REHEARSAL = "main", "second", "rehearsal"


@dataclass(frozen=True)
class Candidate:
    """`rooms`: one in the formal exam, and the rehearsal's if they take part in it too."""

    name: str
    number: str
    phone: str
    major: str
    rooms: tuple[str, ...] = (MAIN,)


@dataclass(frozen=True)
class Staff:
    """Roles by room, and offices in the school. `account` is the staff number."""

    name: str
    account: str
    phone: str
    roles: dict[str, tuple[RoomRole, ...]] = field(default_factory=dict)
    offices: tuple[MembershipRole, ...] = ()


MATERIALS, CHEMISTRY, PHYSICS = "材料科学与工程", "材料物理与化学", "材料加工工程"

# In the order of the draw.
CANDIDATES = (
    Candidate("陈思远", "26S0417", "13800000001", MATERIALS),
    Candidate("王若溪", "26S0409", "13800000002", MATERIALS, (MAIN, REHEARSAL)),
    Candidate("马浩然", "26S0428", "13800000003", CHEMISTRY),
    Candidate("李书瑶", "26S0413", "13800000004", MATERIALS),
    Candidate("周子航", "26S0435", "13800000005", PHYSICS),
    Candidate("孙婧", "26S0406", "13800000006", MATERIALS),
    Candidate("阿依古丽·买买提", "26S0440", "13800000007", CHEMISTRY),
    Candidate("吴承泽", "26S0422", "13800000008", MATERIALS),
    Candidate("何嘉怡", "26S0402", "13800000009", PHYSICS, (SECOND,)),
    Candidate("赵一鸣", "26S0431", "13800000010", MATERIALS, (SECOND,)),
    Candidate("林晓棠", "26S0419", "13800000011", CHEMISTRY, (SECOND,)),
)

_OFFICER, _CHIEF = RoomRole.WAITING_ROOM_OFFICER, RoomRole.CHIEF_EXAMINER

# The first chief listed and the first officer are two people, so that two browsers can hold them. Nobody
# is on two panels: all rooms of the day are examined at the same time. Officers and inspectors may be.
STAFF = (
    Staff("梁国栋", "T2602", "13800000102", {MAIN: (_CHIEF,)}),
    # Alone, with this one log-in, a newcomer can play officer and chief.
    Staff("周敏", "T2601", "13800000101", {MAIN: (_OFFICER, _CHIEF)}),
    Staff("许静宜", "T2603", "13800000103", {MAIN: (RoomRole.EXAMINER,)}),
    Staff("唐文博", "T2604", "13800000104", {MAIN: (RoomRole.EXAMINER,)}),
    Staff("高岚", "T2605", "13800000105", {MAIN: (RoomRole.SECRETARY,)}),
    Staff("方远", "T2606", "13800000106", {MAIN: (RoomRole.INSPECTOR,), SECOND: (RoomRole.INSPECTOR,)}),
    Staff("段志强", "T2608", "13800000108", {SECOND: (_CHIEF,)}),
    Staff("宋佳", "T2607", "13800000107", {SECOND: (_OFFICER,), REHEARSAL: (_OFFICER, _CHIEF)}),
    Staff("韩雪", "T2609", "13800000109", offices=(MembershipRole.SCHOOL_ADMIN,)),
    Staff("苏文婕", "T2612", "13800000112", offices=(MembershipRole.COLLEGE_ADMIN,)),
    Staff("严正平", "T2613", "13800000113", offices=(MembershipRole.AUDITOR,)),
)
