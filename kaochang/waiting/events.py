"""What happens in the line. A candidate's channel gets only what is about that candidate."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event
from kaochang.waiting.states import QueueState


class QueuesFilled(Event):
    """An exam was published: so many candidates got their place and desk."""

    name: ClassVar[str] = "waiting.queues_filled"
    session_id: UUID
    added: int


class AddedToQueue(Event):
    """For the trail and the staff."""

    name: ClassVar[str] = "waiting.added_to_queue"
    entry_id: UUID
    roster_entry_id: UUID
    position: int


class RemovedFromQueue(Event):
    """For the trail and the staff: without a place in the timetable there is none in the line."""

    name: ClassVar[str] = "waiting.removed_from_queue"
    entry_id: UUID
    roster_entry_id: UUID


class MovedToRoom(Event):
    """For the trail and the staff of the new room; those of the old one read it from the roster entry."""

    name: ClassVar[str] = "waiting.moved_to_room"
    entry_id: UUID
    roster_entry_id: UUID
    room_id: UUID


class StateChanged(Event):
    """To the candidate; staff read the same from queue_changed."""

    name: ClassVar[str] = "waiting.state_changed"
    entry_id: UUID
    state: QueueState


class QueueChanged(Event):
    """To the room's staff: this row of the stage board is another now."""

    name: ClassVar[str] = "waiting.queue_changed"
    entry_id: UUID
    state: QueueState


class PlaceChanged(Event):
    """To one candidate: how many are ahead, never who."""

    name: ClassVar[str] = "waiting.place_changed"
    place: int
    ahead: int
    forecast_from: datetime
    forecast_to: datetime


class CandidateArrived(Event):
    name: ClassVar[str] = "waiting.candidate_arrived"
    entry_id: UUID
    arrived_at: datetime


class TalkStarted(Event):
    name: ClassVar[str] = "waiting.talk_started"
    talk_id: UUID
    entry_id: UUID
    officer_name: str
    started_at: datetime


class RelatedTalkStarted(Event):
    """For the trail only: an officer talks with a candidate whom they are close to."""

    name: ClassVar[str] = "waiting.related_talk_started"
    talk_id: UUID
    entry_id: UUID
    reason: str


class TalkFinished(Event):
    name: ClassVar[str] = "waiting.talk_ended"
    talk_id: UUID
    entry_id: UUID
    cleared: bool
    ended_at: datetime


class OfficerAvailabilityChanged(Event):
    """To every candidate of the room: an officer began or ended a talk, never with whom."""

    name: ClassVar[str] = "waiting.officer_availability_changed"
    room_id: UUID


class ClearanceSaved(Event):
    """For the trail and the staff; the note stays in its row."""

    name: ClassVar[str] = "waiting.clearance_saved"
    entry_id: UUID
    ticked: list[str]
    unticked: list[str]
    has_note: bool


class HelpAsked(Event):
    name: ClassVar[str] = "waiting.help_asked"
    entry_id: UUID
    text: str
    asked_at: datetime


class HelpWithdrawn(Event):
    name: ClassVar[str] = "waiting.help_withdrawn"
    entry_id: UUID


class CandidateWentAway(Event):
    name: ClassVar[str] = "waiting.candidate_went_away"
    entry_id: UUID
    since: datetime


class CandidateCameBack(Event):
    name: ClassVar[str] = "waiting.candidate_came_back"
    entry_id: UUID


class CandidateDeferred(Event):
    name: ClassVar[str] = "waiting.candidate_deferred"
    entry_id: UUID


class DeferralReasonGiven(Event):
    """For the trail only."""

    name: ClassVar[str] = "waiting.deferral_reason_given"
    entry_id: UUID
    reason: str


class CandidateMarkedAbsent(Event):
    name: ClassVar[str] = "waiting.candidate_marked_absent"
    entry_id: UUID


class CandidateRestored(Event):
    name: ClassVar[str] = "waiting.candidate_restored"
    entry_id: UUID
    state: QueueState


class ContactShown(Event):
    """For the trail only: somebody looked at the candidate's phone number."""

    name: ClassVar[str] = "waiting.contact_shown"
    entry_id: UUID


class BoardLookedAt(Event):
    """For the trail only: who manages the exam looked at the stage board of a room where they do not work."""

    name: ClassVar[str] = "waiting.board_looked_at"
    room_id: UUID


class LoginCodeReissued(Event):
    """For the trail only: never the code."""

    name: ClassVar[str] = "waiting.login_code_reissued"
    entry_id: UUID
    expires_at: datetime
