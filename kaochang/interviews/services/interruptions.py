"""The candidate is gone, or only their picture: the clock stops from the last frame that was seen.

Two witnesses: the panel's own pages (the media server stays silent for up to 20 s), and the laptop's
presence. One examiner with a bad line must not stop the clock, so most of the connected pages have to agree.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.rules import require
from kaochang.desks import queries as desks
from kaochang.desks.states import FactState
from kaochang.interviews import queries, rules
from kaochang.interviews.errors import InterviewNotLive
from kaochang.interviews.models import FrameReport, Interview
from kaochang.interviews.services.clock import find_open_stop, finish_stop, start_stop
from kaochang.interviews.services.seats import find_desk_room
from kaochang.interviews.states import InterviewState, StopKind
from kaochang.media import queries as media

WATCH = Actor.system("watch")


@transaction.atomic
def report_frames(
    interview: Interview, *, interrupted: bool, last_frame_at: datetime | None, by: Actor
) -> Interview:
    """A panel page says, on change, whether pictures of a switched-on camera still arrive."""
    interview = queries.lock_interview(interview.pk)
    require(rules.can_sit_with_panel, by, interview.room)
    if interview.state != InterviewState.LIVE:
        raise InterviewNotLive()
    now = clock.now()
    FrameReport.objects.update_or_create(
        interview=interview,
        person_id=by.the_person_id,
        defaults={
            "interrupted": interrupted,
            "last_frame_at": min(last_frame_at, now) if last_frame_at else None,
            "reported_at": now,
        },
    )
    _judge(interview, by=by)
    return interview


@transaction.atomic
def judge_interruption(interview: Interview, *, by: Actor = WATCH) -> Interview:
    """Look at both witnesses again: somebody's page left, or the laptop came or went."""
    interview = queries.lock_interview(interview.pk)
    if interview.state == InterviewState.LIVE:
        _judge(interview, by=by)
    return interview


def picture_lost_since(reports: Iterable[FrameReport], watching: Mapping[UUID, datetime]) -> datetime | None:
    """The last frame anybody saw, when most of those who watch report none; else None.

    `watching` holds who is connected since when: what a page said before it was reloaded is void.
    """
    lost = [
        report
        for report in reports
        if report.interrupted
        and report.person_id in watching
        and report.reported_at >= watching[report.person_id]
    ]
    if not lost or len(lost) * 2 <= len(watching):
        return None
    return max(report.last_frame_at or report.reported_at for report in lost)


def _judge(interview: Interview, *, by: Actor) -> None:
    since = _lost_since(interview)
    stop = find_open_stop(interview, StopKind.INTERRUPTION)
    if since is not None and stop is None:
        start_stop(interview, StopKind.INTERRUPTION, at=max(since, _earliest(interview)), by=by)
    elif since is None and stop is not None:
        finish_stop(interview, stop, at=clock.now(), by=by)


def _lost_since(interview: Interview) -> datetime | None:
    laptop = desks.find_laptop(interview.entry.roster_entry_id)
    moments = []
    if laptop is not None and not laptop.online:
        moments.append(laptop.online_changed_at or clock.now())
    # Who switched the camera off is not cut off.
    if laptop is None or laptop.camera != FactState.MUTED:
        picture = picture_lost_since(interview.frame_reports.all(), _watching(interview))
        if picture is not None:
            moments.append(picture)
    return min(moments) if moments else None


def _watching(interview: Interview) -> dict[UUID, datetime]:
    room = find_desk_room(interview.entry)
    if room is None:
        return {}
    return {
        seat.person_id: seat.joined_at
        for seat in media.list_open_seats(room)
        if seat.purpose == "panel" and seat.person_id and seat.joined_at and not seat.left_at
    }


def _earliest(interview: Interview) -> datetime:
    """No stop reaches back over the last one, nor before the beginning."""
    ended = interview.stops.filter(kind=StopKind.INTERRUPTION).order_by("-ended_at").first()
    return max(interview.started_at, ended.ended_at if ended and ended.ended_at else interview.started_at)
