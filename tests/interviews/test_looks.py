"""Who only looked at whom, from when to when, is in the trail, however the visit ended."""

from datetime import timedelta

import pytest

from kaochang.core import clock
from kaochang.interviews import services
from kaochang.media.models import MediaSeat
from kaochang.waiting import services as waiting
from kaochang.watch.tick import note_ended_looks
from tests.interviews.helpers import admitted, cleared_place
from tests.traces import pushed, recorded

pytestmark = pytest.mark.django_db


def joined(seat: MediaSeat) -> None:
    MediaSeat.objects.filter(pk=seat.pk).update(joined_at=clock.now())


def a_round() -> int:
    """The watch's, and how many ends it noted."""
    before = len(recorded("interviews.look_ended"))
    note_ended_looks()
    return len(recorded("interviews.look_ended")) - before


def test_a_look_is_in_the_trail_from_its_beginning_to_its_end() -> None:
    place, (entry, _) = cleared_place()
    seat = services.take_desk_seat(entry, purpose="view", by=place.officer)
    joined(seat)
    began = {"entry_id": str(entry.pk), "seat_id": str(seat.pk), "purpose": "view"}
    assert recorded("interviews.look_began") == [began]
    assert a_round() == 0
    services.leave_seat(seat.identity, by=place.officer)
    (ended,) = recorded("interviews.look_ended")
    assert began.items() <= ended.items()
    assert (ended["person_id"], ended["reason"]) == (str(place.officer.person_id), "left")
    assert ended["joined"] is True and ended["began_at"] < ended["ended_at"]
    # The candidate's eye closes with it, not when the media server notices.
    assert pushed("desks.visitors_changed")[-1].payload["data"]["watched"] is False
    assert a_round() == 0 and len(recorded("interviews.look_ended")) == 1


def test_whoever_leaves_notes_no_other_visit() -> None:
    place, (entry, _) = cleared_place()
    gone = services.take_desk_seat(entry, purpose="view", by=place.chief)
    MediaSeat.objects.filter(pk=gone.pk).update(closed_at=clock.now(), close_reason="left")
    mine = services.take_desk_seat(entry, purpose="view", by=place.officer)
    services.leave_seat(mine.identity, by=place.officer)
    assert [ended["seat_id"] for ended in recorded("interviews.look_ended")] == [str(mine.pk)]


def test_an_inspection_is_in_the_trail_and_tells_nobody() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    services.take_desk_seat(entry, purpose="inspect", by=place.by("inspector"))
    told = len(pushed("desks.visitors_changed"))
    services.end_interview(interview, by=place.chief)
    assert a_round() == 1
    (ended,) = recorded("interviews.look_ended")
    assert (ended["purpose"], ended["joined"]) == ("inspect", False)
    assert len(pushed("desks.visitors_changed")) == told


def test_a_second_look_ends_the_first() -> None:
    place, (entry, _) = cleared_place()
    services.take_desk_seat(entry, purpose="view", by=place.officer)
    services.take_desk_seat(entry, purpose="view", by=place.officer)
    services.take_desk_seat(entry, purpose="view", by=place.chief)
    assert a_round() == 1
    assert [ended["reason"] for ended in recorded("interviews.look_ended")] == ["replaced"]


def test_a_browser_that_is_gone_for_good_ends_its_look_when_it_was_last_there() -> None:
    place, (entry, _) = cleared_place()
    seat = services.take_desk_seat(entry, purpose="view", by=place.officer)
    joined(seat)
    left_at = clock.now()
    MediaSeat.objects.filter(pk=seat.pk).update(left_at=left_at)
    assert a_round() == 0
    with clock.shifted(timedelta(seconds=61)):
        assert a_round() == 1
    (ended,) = recorded("interviews.look_ended")
    assert ended["reason"] == "gone"
    assert ended["ended_at"].startswith(left_at.strftime("%Y-%m-%dT%H:%M:%S"))


def test_a_talk_is_no_look() -> None:
    place, (entry, _) = cleared_place()
    waiting.start_talk(entry, by=place.officer)
    services.take_desk_seat(entry, purpose="talk", by=place.officer)
    assert recorded("interviews.look_began") == []
