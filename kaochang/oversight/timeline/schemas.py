"""HTTP shapes of a candidate's time line."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from kaochang.core.http import Moment
from kaochang.exports.xlsx import Language
from kaochang.oversight.timeline.cursor import FORM
from kaochang.oversight.trail.schemas import TrailChangeOut

Kind = Literal["data", "login", "steps", "devices", "waiting", "interview", "messages", "tickets"]


class TimelineQuery(Schema):
    """`before`: the `next` of the page before."""

    kind: Annotated[list[Kind], Field(default_factory=list)]
    before: str | None = Field(None, pattern=FORM)
    lang: Language = "zh"


class TimelineItemOut(Schema):
    """One thing that happened; `entry_id` says in which exam, if in one.

    `who` is empty where the sentence names them; `failed`: the parts of a device check; `text`: what was
    written.
    """

    id: str
    at: Moment
    event: str
    kind: str
    entry_id: UUID | None
    who: str
    sentence: str
    changes: list[TrailChangeOut]
    failed: list[str]
    text: str


class TimelineOut(Schema):
    items: list[TimelineItemOut]
    next: str | None
