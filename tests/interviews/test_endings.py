from datetime import timedelta

import pytest

from kaochang.core import clock
from kaochang.core.errors import Forbidden, NotFound
from kaochang.desks.models import Desk
from kaochang.exams.errors import ReasonRequired, TextTooLong
from kaochang.exams.models import ExamRoom
from kaochang.exams.states import RoomRole, RoomState
from kaochang.interviews import queries, services
from kaochang.interviews.errors import (
    AlreadyPaused,
    ExtensionOutOfRange,
    InterviewNotLive,
    InterviewNotReopenable,
    InvitationOpen,
    NothingToConfirm,
    NotPaused,
    RoomBusy,
    RoomClosed,
    RoomNotClosed,
)
from kaochang.interviews.states import InterviewState, Outcome, StopKind
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState
from tests.interviews.helpers import admitted, cleared_place, invited, refused, told, trail

pytestmark = pytest.mark.django_db

NOT_CHIEF = [role for role in RoomRole if role != RoomRole.CHIEF_EXAMINER]


def after(seconds: int):  # type: ignore[no-untyped-def]
    return clock.shifted(timedelta(seconds=seconds))


def test_ending_closes_the_desk_to_everyone_and_frees_the_room() -> None:
    place, (entry, other) = cleared_place()
    interview = admitted(place, entry)
    panel = services.take_desk_seat(entry, purpose="panel", by=place.chief)
    desk_room = MediaRoom.objects.get(pk=panel.room_id)
    ended = services.end_interview(interview, by=place.chief, reason="按时结束")
    entry.refresh_from_db()
    desk_room.refresh_from_db()
    assert (ended.state, ended.outcome, entry.state) == ("ended", "finished", QueueState.FINISHED)
    assert desk_room.state == "closed"
    assert not MediaSeat.objects.filter(room=desk_room, closed_at__isnull=True).exists()
    assert not Desk.objects.get(roster_entry=entry.roster_entry).is_open
    assert trail("interviews.interview_ended") and told("interviews.interview_ended")
    assert trail("interviews.reason_given") == [
        {"interview_id": str(interview.pk), "step": "finished", "reason": "按时结束"}
    ]
    assert "按时结束" not in str([row.payload for row in told("interviews.interview_ended")])
    invited(place, other)


def test_ending_twice_is_refused() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    services.end_interview(interview, by=place.chief)
    refused(InterviewNotLive, services.end_interview, interview, by=place.chief)
    refused(InterviewNotLive, services.send_back, interview, by=place.chief)


@pytest.mark.parametrize("role", NOT_CHIEF)
def test_nobody_but_the_chief_acts_on_an_interview(role: RoomRole) -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    by = place.by(role)
    refused(Forbidden, services.end_interview, interview, by=by)
    refused(Forbidden, services.send_back, interview, by=by)
    refused(Forbidden, services.extend_interview, interview, 120, by=by)
    refused(Forbidden, services.pause_interview, interview, by=by)
    refused(Forbidden, services.resume_interview, interview, by=by)
    refused(Forbidden, services.mute_candidate, interview, by=by)
    refused(Forbidden, services.stop_share, interview, by=by)
    refused(Forbidden, services.close_room, place.room, by=by)
    services.end_interview(interview, by=place.chief)
    refused(Forbidden, services.reopen_interview, interview, by=by, reason="误操作")


def test_sent_back_the_candidate_keeps_the_desk_and_the_panel_leaves_it() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    panel = services.take_desk_seat(entry, purpose="panel", by=place.chief)
    services.send_back(interview, by=place.chief, reason="材料未齐")
    entry.refresh_from_db()
    panel.refresh_from_db()
    desk = Desk.objects.get(roster_entry=entry.roster_entry)
    assert entry.state == QueueState.CLEARED
    assert panel.closed_at is not None
    assert desk.is_open and desk.media_room_id == panel.room_id and not desk.share_allowed
    refused(InterviewNotReopenable, services.reopen_interview, interview, by=place.chief, reason="误操作")
    invited(place, entry)


def test_reopened_with_a_reason_on_a_new_epoch_and_the_gap_does_not_count() -> None:
    place, (entry, _) = cleared_place(interview_seconds=600)
    interview = admitted(place, entry)
    first_room = Desk.objects.get(roster_entry=entry.roster_entry).media_room_id
    with after(100):
        services.end_interview(interview, by=place.chief)
    with after(400):
        refused(ReasonRequired, services.reopen_interview, interview, by=place.chief, reason=" ")
        services.reopen_interview(interview, by=place.chief, reason="误点结束")
    with after(410):
        interview.refresh_from_db()
        reading = queries.read(interview, queries.list_stops(interview))
    entry.refresh_from_db()
    desk = Desk.objects.get(roster_entry=entry.roster_entry)
    assert (interview.state, entry.state) == (InterviewState.LIVE, QueueState.ADMITTED)
    assert desk.is_open and desk.media_room_id != first_room and desk.share_allowed
    assert reading.remaining_seconds == pytest.approx(600 - 110, abs=2)
    assert trail("interviews.reason_given")[-1]["reason"] == "误点结束"


def test_not_reopened_once_the_next_was_invited() -> None:
    place, (entry, other) = cleared_place()
    interview = admitted(place, entry)
    refused(InterviewNotReopenable, services.reopen_interview, interview, by=place.chief, reason="误点")
    services.end_interview(interview, by=place.chief)
    invitation = invited(place, other)
    refused(InvitationOpen, services.reopen_interview, interview, by=place.chief, reason="误点")
    services.withdraw_invitation(invitation, by=place.chief)
    refused(InterviewNotReopenable, services.reopen_interview, interview, by=place.chief, reason="误点")


def test_the_candidate_confirms_the_end_once() -> None:
    place, (entry, _other) = cleared_place()
    refused(NothingToConfirm, services.confirm_end, entry, by=place.candidate(0))
    interview = admitted(place, entry)
    refused(NothingToConfirm, services.confirm_end, entry, by=place.candidate(0))
    services.end_interview(interview, by=place.chief)
    refused(NotFound, services.confirm_end, entry, by=place.candidate(1))
    first = services.confirm_end(entry, by=place.candidate(0)).end_confirmed_at
    with after(5):
        assert services.confirm_end(entry, by=place.candidate(0)).end_confirmed_at == first
    assert len(trail("interviews.end_confirmed")) == 1


def test_extending_adds_time_and_knows_its_limits() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    for seconds in (-60, 0, 29, 3601):
        refused(ExtensionOutOfRange, services.extend_interview, interview, seconds, by=place.chief)
    services.extend_interview(interview, 120, by=place.chief)
    extended = services.extend_interview(interview, 120, by=place.chief)
    assert extended.extended_seconds == 240
    assert told("interviews.interview_extended")[-1].payload["data"]["extended_seconds"] == 240


def test_a_pause_stops_the_clock_until_it_is_resumed() -> None:
    place, (entry, _) = cleared_place(interview_seconds=600)
    interview = admitted(place, entry)
    refused(NotPaused, services.resume_interview, interview, by=place.chief)
    with after(10):
        services.pause_interview(interview, by=place.chief)
        refused(AlreadyPaused, services.pause_interview, interview, by=place.chief)
    with after(70):
        services.resume_interview(interview, by=place.chief)
    with after(80):
        interview.refresh_from_db()
        reading = queries.read(interview, queries.list_stops(interview))
    assert reading.remaining_seconds == pytest.approx(580, abs=2)
    assert [row.payload["data"]["kind"] for row in told("interviews.clock_stopped")] == ["pause"]
    assert trail("interviews.clock_resumed")


def test_ending_closes_what_still_stops_the_clock() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    services.pause_interview(interview, by=place.chief)
    services.end_interview(interview, by=place.chief)
    (stop,) = queries.list_stops(interview)
    assert stop.kind == StopKind.PAUSE and stop.ended_at is not None
    refused(InterviewNotLive, services.resume_interview, interview, by=place.chief)
    refused(InterviewNotLive, services.extend_interview, interview, 120, by=place.chief)


def test_the_room_closes_when_nobody_is_called_and_opens_again_with_a_reason() -> None:
    place, (entry, other) = cleared_place()
    invitation = invited(place, entry)
    refused(RoomBusy, services.close_room, place.room, by=place.chief)
    services.withdraw_invitation(invitation, by=place.chief)
    interview = admitted(place, entry)
    refused(RoomBusy, services.close_room, place.room, by=place.chief)
    services.end_interview(interview, by=place.chief)
    refused(RoomNotClosed, services.reopen_room, place.room, by=place.chief, reason="还有一位")
    services.close_room(place.room, by=place.chief)
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.CLOSED
    assert not Desk.objects.filter(room=place.room, media_room_id__isnull=False).exists()
    refused(RoomClosed, services.close_room, place.room, by=place.chief)
    refused(RoomClosed, services.reopen_interview, interview, by=place.chief, reason="误点")
    refused(ReasonRequired, services.reopen_room, place.room, by=place.chief, reason="")
    services.reopen_room(place.room, by=place.chief, reason="还有一位")
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.READY
    invited(place, other)


def test_the_last_interview_is_reopened_after_the_room_was() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    services.end_interview(interview, by=place.chief)
    services.close_room(place.room, by=place.chief)
    services.reopen_room(place.room, by=place.chief, reason="误关")
    reopened = services.reopen_interview(interview, by=place.chief, reason="误关")
    assert reopened.outcome == "" and reopened.state == InterviewState.LIVE
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.EXAMINING


def test_reasons_have_a_length() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    refused(TextTooLong, services.end_interview, interview, by=place.chief, reason="长" * 501)
    ended = services.end_interview(interview, by=place.chief, reason="长" * 500)
    assert ended.outcome == Outcome.FINISHED
    assert QueueEntry.objects.get(pk=entry.pk).state == QueueState.FINISHED
