"""HTTP shapes of the overview and of the live monitor."""

from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel

from kaochang.candidates.states import Stage
from kaochang.core.http import Moment, ProgressOut
from kaochang.schools.sms_schemas import SmsClosed

AlarmKind = Literal[
    "interview_lost",
    "connection_lost",
    "second_camera_lost",
    "help",
    "waiting_long",
    "overtime",
    "no_chief",
    "no_officer",
]
PartKind = Literal["media_down", "push_behind", "trail_behind"]


# What the monitor repeats for every room is checked by pydantic alone: ninja's Schema looks at each object
# through a getter of its own, which with 200 rooms was a large part of the answer.
class AlarmOut(BaseModel):
    """`count` people, the first of them in `names`; none when it is about the room."""

    kind: AlarmKind
    count: int
    names: list[str]
    since: Moment


class CurrentOut(BaseModel):
    """Who is before the panel, or is being called. `elapsed_seconds` without the times that do not count."""

    name: str
    stage: Literal["invited", "interviewing"]
    elapsed_seconds: int
    planned_seconds: int
    stopped: Literal["", "pause", "interruption", "closure"]


class MonitorStaffOut(BaseModel):
    name: str
    role: str
    online: bool


class MonitorRoomOut(BaseModel):
    """`people`: how many by the word that the stage board shows. `mine`: the reader has a role there."""

    id: UUID
    name: str
    name_en: str
    state: str
    current: CurrentOut | None
    people: dict[str, int]
    alarms: list[AlarmOut]
    open_tickets: int
    staff: list[MonitorStaffOut]
    mine: bool


class MonitorExamOut(BaseModel):
    id: UUID
    name: str
    name_en: str
    formality: str
    state: str
    college: str
    college_en: str
    starts_at: Moment
    ends_at: Moment
    rooms: list[MonitorRoomOut]


class MonitorOut(Schema):
    """Exams of today, each with its rooms; `behind`: parts of the system that do not keep up."""

    server_time: Moment
    exams: list[MonitorExamOut]
    behind: list[PartKind]


class SetupStepOut(Schema):
    key: str
    done: bool
    count: int


class OverviewExamOut(Schema):
    id: UUID
    name: str
    name_en: str
    formality: str
    state: str
    college: str
    college_en: str
    starts_at: Moment
    ends_at: Moment
    rooms: int
    candidates: int
    finished: int
    unplaced: int
    without_chief: int
    today: bool


class OverviewTicketOut(Schema):
    id: UUID
    name: str
    exam: str
    exam_en: str
    text: str
    created_at: Moment


class OverviewImportOut(Schema):
    id: UUID
    session_id: UUID
    exam: str
    exam_en: str
    file_name: str
    state: str
    progress: ProgressOut | None


class ChangeOut(Schema):
    id: str
    at: Moment
    sentence: str


class OverviewOut(Schema):
    """`steps`: from an empty school to its first published exam. `sms_closed`: why notices do not leave."""

    steps: list[SetupStepOut]
    sms_closed: SmsClosed
    exams: list[OverviewExamOut]
    open_tickets: int
    tickets: list[OverviewTicketOut]
    imports: list[OverviewImportOut]
    changes: list[ChangeOut]


class StageCountOut(Schema):
    stage: Stage
    count: int


class BusyRoomOut(Schema):
    id: UUID
    name: str
    name_en: str


class FiguresOut(Schema):
    """`stages`: how many stand where, if anybody does. `busy`: rooms that keep the exam from being ended."""

    stages: list[StageCountOut]
    busy: list[BusyRoomOut]
    first_began_at: Moment | None
    last_ended_at: Moment | None
    closed_at: Moment | None
