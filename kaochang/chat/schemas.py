from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment


class TextIn(Schema):
    model_config = ConfigDict(extra="forbid")

    text: str


class SentMessageOut(Schema):
    id: UUID
    audience: str
    author_id: UUID
    author_name: str
    author_role: str
    text: str
    sent_at: Moment
