"""The chief's hand on the clock. Every change locks the interview's row and derives the rest."""

from datetime import datetime

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.models import save_changed, touch
from kaochang.core.rules import require
from kaochang.interviews import events, queries, rules
from kaochang.interviews.errors import AlreadyPaused, ExtensionOutOfRange, InterviewNotLive, NotPaused
from kaochang.interviews.models import Interview, StopInterval
from kaochang.interviews.services.telling import tell
from kaochang.interviews.states import InterviewState, StopKind

SHORTEST_EXTENSION = 30
LONGEST_EXTENSION = 3600


@transaction.atomic
def extend_interview(interview: Interview, seconds: int, *, by: Actor) -> Interview:
    interview = _lock_live(interview, by)
    if not SHORTEST_EXTENSION <= seconds <= LONGEST_EXTENSION:
        raise ExtensionOutOfRange(shortest=SHORTEST_EXTENSION, longest=LONGEST_EXTENSION)
    interview.extended_seconds += seconds
    save_changed(interview, "extended_seconds")
    extended = events.InterviewExtended(
        interview_id=interview.pk, seconds=seconds, extended_seconds=interview.extended_seconds
    )
    tell(extended, by=by, about=interview, entry=interview.entry)
    return interview


@transaction.atomic
def pause_interview(interview: Interview, *, by: Actor) -> Interview:
    interview = _lock_live(interview, by)
    if find_open_stop(interview, StopKind.PAUSE):
        raise AlreadyPaused()
    start_stop(interview, StopKind.PAUSE, at=clock.now(), by=by)
    return interview


@transaction.atomic
def resume_interview(interview: Interview, *, by: Actor) -> Interview:
    interview = _lock_live(interview, by)
    stop = find_open_stop(interview, StopKind.PAUSE)
    if stop is None:
        raise NotPaused()
    finish_stop(interview, stop, at=clock.now(), by=by)
    return interview


def find_open_stop(interview: Interview, kind: StopKind) -> StopInterval | None:
    return interview.stops.filter(kind=kind, ended_at__isnull=True).first()


def start_stop(interview: Interview, kind: StopKind, *, at: datetime, by: Actor) -> StopInterval:
    """The caller holds the interview's lock. The interview's version moves, so that pages notice."""
    stop = StopInterval.objects.create(interview=interview, kind=kind, started_at=at)
    touch(interview)
    stopped = events.ClockStopped(interview_id=interview.pk, kind=kind, started_at=at)
    tell(stopped, by=by, about=interview, entry=interview.entry)
    return stop


def finish_stop(interview: Interview, stop: StopInterval, *, at: datetime, by: Actor) -> None:
    stop.ended_at = max(at, stop.started_at)
    save_changed(stop, "ended_at")
    touch(interview)
    resumed = events.ClockResumed(
        interview_id=interview.pk,
        kind=StopKind(stop.kind),
        started_at=stop.started_at,
        ended_at=stop.ended_at,
    )
    tell(resumed, by=by, about=interview, entry=interview.entry)


def finish_all_stops(interview: Interview, *, at: datetime, by: Actor) -> None:
    for stop in interview.stops.filter(ended_at__isnull=True):
        finish_stop(interview, stop, at=at, by=by)


def _lock_live(interview: Interview, by: Actor) -> Interview:
    interview = queries.lock_interview(interview.pk)
    require(rules.can_run_room, by, interview.room)
    if interview.state != InterviewState.LIVE:
        raise InterviewNotLive()
    return interview
