"""What bulk acts are asked and what their previews say."""

from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from kaochang.candidates.choosing import WhomIn
from kaochang.candidates.schemas import CandidateNamedOut
from kaochang.candidates.states import Skip
from kaochang.core.http import Moment

Seal = Annotated[str, Field(max_length=64)]
Reason = Annotated[str, Field(max_length=500)]


class SkippedOut(Schema):
    reason: Skip
    count: int
    # The first few.
    names: list[str]


class BulkPreviewOut(Schema):
    """`seal`: brought back by the act, which does this and nothing else."""

    will: int
    seal: str
    skipped: list[SkippedOut]


class BulkDoneOut(Schema):
    done: int


class SealedIn(WhomIn):
    seal: Seal
    reason: Reason = ""


class PlacingIn(WhomIn):
    # Without one: whoever has no place, into any that fits.
    room_id: UUID | None = None


class PlaceManyIn(SealedIn):
    room_id: UUID | None = None


class FreeRoomOut(CandidateNamedOut):
    free: int


class ExampleOut(Schema):
    name: str
    room: str
    room_en: str
    slot_starts_at: Moment | None


class PlacingPreviewOut(BulkPreviewOut):
    """`coming_over`: so many have a place already and leave it."""

    needs_reason: bool
    coming_over: int
    rooms: list[FreeRoomOut]
    example: ExampleOut | None


class ToldExamOut(CandidateNamedOut):
    count: int


class RemovalPreviewOut(BulkPreviewOut):
    """`names`: the first few. `published`: the exams whose candidates are told, with the reason.

    `texts`: so many text messages go out.
    """

    names: list[str]
    texts: int
    needs_reason: bool
    published: list[ToldExamOut]
    logged_in: int


class MailingPreviewOut(BulkPreviewOut):
    """`sms`: so many text messages; so many may leave now (none is no limit), and why no more."""

    sms: int
    sms_left: int | None
    sms_closed: str


class MailingIn(WhomIn):
    seal: Seal
    title: Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
    text: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]
    sms: bool = False


class MailingTextsOut(Schema):
    """`blocked_by`: what stopped those that did not leave."""

    left: int
    waiting: int
    failed: int
    blocked: int
    blocked_by: list[str]


class MailingOut(Schema):
    id: UUID
    created_at: Moment
    title: str
    state: str
    total: int
    done: int
    sms: bool
    texts: MailingTextsOut
