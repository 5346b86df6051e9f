"""Who of the staff sits where: the panel's own room, a candidate's desk, and the way off it."""

from collections.abc import Sequence

from django.db import transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.core.errors import NotFound
from kaochang.core.rules import require
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.desks.errors import DeskNotOpen
from kaochang.exams import queries as exams
from kaochang.exams.models import ExamRoom
from kaochang.exams.states import RoomState
from kaochang.interviews import events, queries, rules
from kaochang.interviews.errors import InterviewLive, InterviewNotLive, RoomClosed
from kaochang.interviews.models import Interview
from kaochang.interviews.services import looks, rooms
from kaochang.interviews.services.telling import tell
from kaochang.interviews.states import InterviewState
from kaochang.media import queries as media
from kaochang.media import services as media_services
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.waiting import queries as waiting
from kaochang.waiting.errors import NoOpenTalk
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState

# Whose desk staff may open by a visit: somebody who arrived and is still to be examined.
_PRESENT = {QueueState.WAITING, QueueState.CLEARED, QueueState.TALKING, QueueState.INVITED}


@transaction.atomic
def take_panel_room_seat(room: ExamRoom, *, by: Actor) -> MediaSeat:
    """Private talk between candidates; a panel member who sits down counts towards the minimum."""
    accounts.hold_login(by)
    room = exams.lock_room(room.pk)
    require(rules.can_sit_with_panel, by, room)
    if room.state in (RoomState.CLOSED, RoomState.ARCHIVED):
        raise RoomClosed()
    exams.hold_session_open(room.session_id)
    panel_room = media.open_room_of("panel", room.pk) or media_services.open_room("panel", room.pk)
    seat = _open_seat(panel_room, "panel_room", room, by)
    rooms.make_ready_if_staffed(room, present=frozenset())
    return seat


@transaction.atomic
def take_desk_seat(entry: QueueEntry, *, purpose: str, by: Actor) -> MediaSeat:
    """A seat at the candidate's desk; no ending and no loss of a role passes in between."""
    accounts.hold_login(by)
    room = exams.lock_room(entry.room_id)
    entry = waiting.lock_entry(entry.pk)
    require(rules.can_visit_desk, by, room, purpose)
    exams.hold_session_open(room.session_id)
    live = queries.find_interview_of(entry.pk)
    is_live = live is not None and live.state == InterviewState.LIVE
    if purpose == "panel" and not is_live:
        raise InterviewNotLive()
    if purpose in ("talk", "view") and is_live:
        raise InterviewLive()
    if purpose == "talk":
        talk = waiting.find_open_talk(entry.pk)
        if talk is None or talk.officer_id != by.person_id:
            raise NoOpenTalk()
    if purpose == "view" and entry.state in _PRESENT:
        desks.open_desk(entry.roster_entry, by=by)
    desk_room = find_desk_room(entry)
    if desk_room is None:
        raise DeskNotOpen()
    seat = _open_seat(desk_room, purpose, room, by)
    looks.note_began(seat, entry, by=by)
    return seat


@transaction.atomic
def leave_seat(identity: str, *, by: Actor) -> None:
    """Own seats only; leaving twice is leaving."""
    seat = media.find_seat(identity)
    if seat is None or by.person_id is None or seat.person_id != by.person_id:
        raise NotFound()
    media_services.close_seats(reason="left", identity=identity)
    looks.note_ended_look(identity)


@transaction.atomic
def mute_candidate(interview: Interview, *, by: Actor) -> Interview:
    """「静音考生」: the candidate may switch the microphone on again."""
    interview, desk_room = _lock_live(interview, by)
    media_services.mute_source(desk_room, purpose="candidate", source="microphone")
    muted = events.CandidateMuted(interview_id=interview.pk)
    tell(muted, by=by, about=interview, entry=interview.entry)
    return interview


@transaction.atomic
def stop_share(interview: Interview, *, by: Actor) -> Interview:
    interview, desk_room = _lock_live(interview, by)
    for source in ("screen_share", "screen_share_audio"):
        media_services.mute_source(desk_room, purpose="candidate", source=source)
    stopped = events.ShareStopped(interview_id=interview.pk)
    tell(stopped, by=by, about=interview, entry=interview.entry)
    return interview


def clear_visitors(entry: QueueEntry, *, purposes: Sequence[str], reason: str) -> None:
    desk_room = find_desk_room(entry)
    if desk_room is not None:
        media_services.close_seats(reason=reason, room=desk_room, purposes=purposes)


def find_desk_room(entry: QueueEntry) -> MediaRoom | None:
    desk = desk_queries.find_desk(entry.roster_entry_id)
    return media.find_room(desk.media_room_id) if desk and desk.media_room_id else None


def _open_seat(room: MediaRoom, purpose: str, exam_room: ExamRoom, by: Actor) -> MediaSeat:
    return media_services.open_seat(
        room,
        purpose=purpose,
        scope_id=exam_room.pk,
        person_id=by.person_id,
        login_session_id=by.login_session_id,
    )


def _lock_live(interview: Interview, by: Actor) -> tuple[Interview, MediaRoom]:
    interview = queries.lock_interview(interview.pk)
    require(rules.can_run_room, by, interview.room)
    desk_room = find_desk_room(interview.entry)
    if interview.state != InterviewState.LIVE or desk_room is None:
        raise InterviewNotLive()
    return interview, desk_room
