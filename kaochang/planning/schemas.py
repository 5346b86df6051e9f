from typing import Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from kaochang.core.http import Moment
from kaochang.exams.states import Formality, RelationKind, RoomRole, SessionState
from kaochang.planning.readiness import ItemState, Place

TextKind = Literal["notice", "letter"]


class MeetingOut(Schema):
    """A relation that meets in a room."""

    room: str
    staff: str
    roles: list[RoomRole]
    candidate: str
    relation: RelationKind


class ReadinessItemOut(Schema):
    key: str
    state: ItemState
    place: Place
    # Chooses the sentence; empty when there is nothing to say.
    problem: str
    count: int
    names: list[str]
    # Of a clash by relation: the first pairs, a line each.
    meetings: list[MeetingOut]


class ReadinessOut(Schema):
    items: list[ReadinessItemOut]
    ready: int
    total: int
    blocked: int


class ExamStateIn(Schema):
    """`reason` is asked for by what people relied on: withdraw, close, re-open."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    version: int
    state: SessionState
    reason: str = Field("", max_length=500)


class ExamStateOut(Schema):
    id: UUID
    version: int
    state: str


class ExamCopyIn(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=200)
    name_en: str = Field("", max_length=200)
    formality: Formality
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    with_staff: bool = True
    with_candidates: bool = False


class ExamDeletionIn(Schema):
    """What goes with it, as the question said."""

    model_config = ConfigDict(extra="forbid")

    version: int
    rooms: int = Field(ge=0)
    candidates: int = Field(ge=0)


class EditionOut(Schema):
    edition: int
    title: str
    title_en: str
    text: str
    text_en: str
    text_hash: str
    created_at: Moment


class EditionsOut(Schema):
    """All editions, the newest first."""

    notice: list[EditionOut]
    letter: list[EditionOut]


class TermsOut(Schema):
    """What candidates of the school consent to: all editions, the newest first."""

    editions: list[EditionOut]


class TermsIn(Schema):
    """`edition`: which one this page had read; 0 where there was none."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    edition: int = Field(ge=0)
    title: str = Field(min_length=1, max_length=200)
    title_en: str = Field("", max_length=200)
    text: str = Field(min_length=1, max_length=20_000)
    text_en: str = Field("", max_length=20_000)


class EditionIn(TermsIn):
    """From the publication of its exam on, a text changes for a reason."""

    reason: str = Field("", max_length=500)
