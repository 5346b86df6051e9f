"""What happens between panel and candidate.

A candidate's page receives these too: no name or id of staff or of another candidate is in them.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Event
from kaochang.interviews.states import InvitationState, Outcome, StopKind
from kaochang.media.states import SeatPurpose


class CandidateInvited(Event):
    """The page can ring from this alone."""

    name: ClassVar[str] = "interviews.candidate_invited"
    invitation_id: UUID
    entry_id: UUID
    expires_at: datetime


class UnclearedCandidateInvited(Event):
    """For the trail only: the chief called somebody whom the officer had not cleared."""

    name: ClassVar[str] = "interviews.uncleared_candidate_invited"
    invitation_id: UUID
    entry_id: UUID
    reason: str


class RelatedCandidateInvited(Event):
    """For the trail only: the chief called somebody to whom staff of the room are close; `names` says who."""

    name: ClassVar[str] = "interviews.related_candidate_invited"
    invitation_id: UUID
    entry_id: UUID
    names: list[str]
    reason: str


class InvitationClosed(Event):
    name: ClassVar[str] = "interviews.invitation_closed"
    invitation_id: UUID
    entry_id: UUID
    state: InvitationState


class InterviewStarted(Event):
    name: ClassVar[str] = "interviews.interview_started"
    interview_id: UUID
    entry_id: UUID
    invitation_id: UUID
    started_at: datetime
    planned_seconds: int


class InterviewExtended(Event):
    name: ClassVar[str] = "interviews.interview_extended"
    interview_id: UUID
    seconds: int
    extended_seconds: int


class ClockStopped(Event):
    name: ClassVar[str] = "interviews.clock_stopped"
    interview_id: UUID
    kind: StopKind
    started_at: datetime


class ClockResumed(Event):
    name: ClassVar[str] = "interviews.clock_resumed"
    interview_id: UUID
    kind: StopKind
    started_at: datetime
    ended_at: datetime


class InterviewEnded(Event):
    name: ClassVar[str] = "interviews.interview_ended"
    interview_id: UUID
    entry_id: UUID
    outcome: Outcome
    ended_at: datetime


class InterviewReopened(Event):
    name: ClassVar[str] = "interviews.interview_reopened"
    interview_id: UUID
    entry_id: UUID


class ReasonGiven(Event):
    """For the trail only: why the chief ended, sent back or re-opened."""

    name: ClassVar[str] = "interviews.reason_given"
    interview_id: UUID
    step: str
    reason: str


class EndConfirmed(Event):
    name: ClassVar[str] = "interviews.end_confirmed"
    interview_id: UUID
    entry_id: UUID


class CandidateMuted(Event):
    name: ClassVar[str] = "interviews.candidate_muted"
    interview_id: UUID


class ShareStopped(Event):
    name: ClassVar[str] = "interviews.share_stopped"
    interview_id: UUID


class LookBegan(Event):
    """For the trail only: one of the staff came to a desk only to look, with 「查看」 or as inspector."""

    name: ClassVar[str] = "interviews.look_began"
    entry_id: UUID
    seat_id: UUID
    purpose: SeatPurpose


class LookEnded(Event):
    """For the trail only: from when to when who looked. Not joined: nothing was ever seen."""

    name: ClassVar[str] = "interviews.look_ended"
    entry_id: UUID
    seat_id: UUID
    purpose: SeatPurpose
    person_id: UUID | None
    joined: bool
    began_at: datetime
    ended_at: datetime
    reason: str


class StaffPresenceChanged(Event):
    name: ClassVar[str] = "interviews.staff_presence_changed"
    room_id: UUID
    person_id: UUID
    online: bool


class OfficerPresenceChanged(Event):
    """For every candidate of a room, who are told no more than whether an officer is there."""

    name: ClassVar[str] = "interviews.officer_presence_changed"
    room_id: UUID
    online: bool
