"""HTTP shapes of the room's commands. Times are UTC with milliseconds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from kaochang.core.http import Moment
from kaochang.desks.schemas import SeatOut as SeatOut
from kaochang.interviews import queries
from kaochang.interviews.models import Interview, StopInterval
from kaochang.interviews.states import StopKind


class Strict(Schema):
    """A field we don't know is a mistake of the caller, not something to overlook."""

    model_config = ConfigDict(extra="forbid")


class SeatIn(Strict):
    purpose: Literal["talk", "view", "panel", "inspect"]


class OptionalReasonIn(Strict):
    reason: str | None = None


class ReasonIn(Strict):
    reason: str


class ExtensionIn(Strict):
    seconds: int


class FrameReportIn(Strict):
    interrupted: bool
    last_frame_at: AwareDatetime | None = None


class InvitationOut(Schema):
    id: UUID
    entry_id: UUID
    state: str
    sent_at: Moment
    expires_at: Moment


class StopOut(Schema):
    kind: str
    started_at: Moment
    ended_at: Moment | None


class InterviewOut(Schema):
    """`closes_at` is unknown while the clock stands; below zero `remaining_seconds` is overtime."""

    id: UUID
    entry_id: UUID
    state: str
    started_at: Moment
    planned_seconds: int
    extended_seconds: int
    closes_at: Moment | None
    remaining_seconds: int
    paused_since: Moment | None
    interrupted_since: Moment | None
    stops: list[StopOut] = Field(default_factory=list)
    ended_at: Moment | None
    outcome: str


class EndOut(Schema):
    at: Moment | None
    confirmed_at: Moment | None


class RoomOut(Schema):
    id: UUID
    state: str


def interview_out(
    interview: Interview, stops: Sequence[StopInterval], now: datetime | None = None
) -> InterviewOut:
    reading = queries.read(interview, stops, now)
    standing = {stop.kind: stop.started_at for stop in stops if stop.ended_at is None}
    return InterviewOut(
        id=interview.pk,
        entry_id=interview.entry_id,
        state=interview.state,
        started_at=interview.started_at,
        planned_seconds=interview.planned_seconds,
        extended_seconds=interview.extended_seconds,
        closes_at=reading.closes_at if interview.ended_at is None else None,
        remaining_seconds=reading.remaining_seconds,
        paused_since=standing.get(StopKind.PAUSE),
        interrupted_since=standing.get(StopKind.INTERRUPTION),
        stops=[StopOut(kind=stop.kind, started_at=stop.started_at, ended_at=stop.ended_at) for stop in stops],
        ended_at=interview.ended_at,
        outcome=interview.outcome,
    )
