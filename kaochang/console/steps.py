"""Where a candidate is on their way. Pure: the page of each step is chosen by this one answer."""

from dataclasses import dataclass
from datetime import datetime

from kaochang.console.schemas.candidate import Step, StepOut
from kaochang.exams.states import RoomState
from kaochang.waiting.states import QueueState

_BY_STATE: dict[str, Step] = {
    QueueState.WAITING: "waiting",
    QueueState.CLEARED: "waiting",
    QueueState.TALKING: "talk",
    QueueState.INVITED: "invited",
    QueueState.ADMITTED: "interview",
    QueueState.FINISHED: "ended",
    QueueState.DEFERRED: "deferred",
    QueueState.ABSENT: "absent",
}


@dataclass(frozen=True)
class Mark:
    """Done or not, and when. What an exam does not ask for is done without a time."""

    done: bool
    at: datetime | None = None

    @classmethod
    def when(cls, moment: datetime | None) -> "Mark":
        return cls(moment is not None, moment)


@dataclass(frozen=True)
class Progress:
    consent: Mark
    notice: Mark
    room_check: Mark
    device_check: Mark
    commitment: Mark
    arrival: Mark
    interview: Mark

    def steps(self) -> list[tuple[Step, Mark]]:
        return [
            ("consent", self.consent),
            ("notice", self.notice),
            ("room_check", self.room_check),
            ("device_check", self.device_check),
            ("commitment", self.commitment),
            ("arrival", self.arrival),
            ("interview", self.interview),
        ]


# From here on an announcement that must be read comes first.
HELD_UP: tuple[Step, ...] = ("device_check", "commitment", "arrival")


def step_of(progress: Progress, *, state: str, room_state: str, must_read: bool = False) -> Step:
    """A finished interview outlives the closing of its room: its notice is still to be read."""
    if state != QueueState.FINISHED and room_state in (RoomState.CLOSED, RoomState.ARCHIVED):
        return "closed"
    if state in _BY_STATE:
        return _BY_STATE[state]
    step: Step = next((key for key, mark in progress.steps()[:5] if not mark.done), "arrival")
    return "announcement" if must_read and step in HELD_UP else step


def track_of(progress: Progress) -> list[StepOut]:
    return [StepOut(key=key, done_at=mark.at) for key, mark in progress.steps()]
