"""HTTP shapes of the waiting area."""

from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, StrictBool

from kaochang.core.http import Moment
from kaochang.waiting.models import QueueEntry, Talk
from kaochang.waiting.states import QueueState


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class EntryOut(Schema):
    """The row after the command; the board and the candidate's page read the rest with `now`."""

    entry_id: UUID
    version: int
    state: QueueState
    position: int
    arrived_at: Moment | None
    cleared_at: Moment | None
    away_since: Moment | None
    help_asked_at: Moment | None

    @classmethod
    def of(cls, entry: QueueEntry) -> "EntryOut":
        return cls(
            entry_id=entry.pk,
            version=entry.version,
            state=QueueState(entry.state),
            position=entry.position,
            arrived_at=entry.arrived_at,
            cleared_at=entry.cleared_at,
            away_since=entry.away_since,
            help_asked_at=entry.help_asked_at,
        )


class TalkOut(Schema):
    id: UUID
    entry_id: UUID
    started_at: Moment
    ended_at: Moment | None
    cleared: bool | None

    @classmethod
    def of(cls, talk: Talk) -> "TalkOut":
        return cls(
            id=talk.pk,
            entry_id=talk.entry_id,
            started_at=talk.started_at,
            ended_at=talk.ended_at,
            cleared=talk.cleared,
        )


class HelpIn(Strict):
    text: str = ""


class TalkStartIn(Strict):
    """The reason: why somebody who is close to the candidate talks with them all the same."""

    reason: str | None = None


class TalkEndIn(Strict):
    cleared: StrictBool


class ChecklistIn(Strict):
    """What is left out stays as it was."""

    id_card_matches: StrictBool | None = None
    id_card_valid: StrictBool | None = None
    nobody_else: StrictBool | None = None
    allowed_items_only: StrictBool | None = None
    second_camera_placed: StrictBool | None = None


class ClearanceIn(Strict):
    checklist: ChecklistIn = ChecklistIn()
    note: str | None = None


class DeferralIn(Strict):
    reason: str = ""


class AbsenceIn(Strict):
    confirmed: StrictBool = False


class LoginCodeOut(Schema):
    """Shown once: the server keeps only its hash."""

    candidate_number: str
    code: str
    expires_at: Moment


class ContactOut(Schema):
    phone: str
