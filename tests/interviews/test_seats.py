import pytest

from kaochang.core.errors import Forbidden, NotFound
from kaochang.desks.errors import DeskNotOpen
from kaochang.desks.models import Desk
from kaochang.exams import services as exams
from kaochang.exams.models import ExamRoom
from kaochang.exams.states import RoomRole, RoomState
from kaochang.interviews import queries, services
from kaochang.interviews.errors import InterviewLive, InterviewNotLive, RoomClosed
from kaochang.media.models import MediaRoom, MediaSeat
from kaochang.waiting import services as waiting
from kaochang.waiting.errors import NoOpenTalk
from kaochang.waiting.models import QueueEntry
from tests.factories import make_place, make_waiting
from tests.interviews.helpers import admitted, cleared_place, refused, told

pytestmark = pytest.mark.django_db

PANEL = {"chief_examiner", "examiner", "secretary"}


@pytest.mark.parametrize("role", list(RoomRole))
def test_who_sits_in_the_panels_own_room(role: RoomRole) -> None:
    place = make_place(minimum_staff=2)
    if role in PANEL:
        seat = services.take_panel_room_seat(place.room, by=place.by(role))
        assert (seat.purpose, seat.person_id) == ("panel_room", place.by(role).person_id)
        assert seat.room.kind == "panel" and seat.scope_id == place.room.pk
    else:
        refused(Forbidden, services.take_panel_room_seat, place.room, by=place.by(role))
        assert not MediaRoom.objects.exists()


def test_the_room_becomes_ready_by_itself_at_minimum_staff() -> None:
    place = make_place(minimum_staff=2)
    services.take_panel_room_seat(place.room, by=place.chief)
    services.take_panel_room_seat(place.room, by=place.chief)
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.PLANNED
    services.take_panel_room_seat(place.room, by=place.by("examiner"))
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.READY


def test_presence_of_the_panel_makes_it_ready_others_do_not_count() -> None:
    place = make_place(minimum_staff=2)
    people = {role: person.pk for role, person in place.staff.items()}
    others = {people["waiting_room_officer"], people["inspector"], people["chief_examiner"]}
    services.note_staff_presence(place.room, others)
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.PLANNED
    services.note_staff_presence(place.room, {people["secretary"], people["examiner"]})
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.READY


def test_presence_is_told_once_and_candidates_learn_only_whether_an_officer_is_there() -> None:
    place = make_place()
    officer = place.staff["waiting_room_officer"].pk
    assert services.note_staff_presence(place.room, {officer})
    assert services.note_staff_presence(place.room, {officer}) is False
    assert queries.online_staff(place.room.pk) == {officer}
    (to_candidates,) = told("interviews.officer_presence_changed")
    assert to_candidates.payload["data"] == {"room_id": str(place.room.pk), "online": True}
    assert len(told("interviews.staff_presence_changed")) == 1
    assert services.note_staff_presence(place.room, set())
    assert told("interviews.officer_presence_changed")[-1].payload["data"]["online"] is False


def test_candidates_learn_when_another_officer_is_the_one_who_is_there() -> None:
    place = make_place()
    first, second = place.staff["waiting_room_officer"], place.staff["secretary"]
    told_before = len(told("exams.officers_changed"))
    exams.add_assignment(place.room, second, "waiting_room_officer", by=place.chief)
    assert len(told("exams.officers_changed")) == told_before + 1
    services.note_staff_presence(place.room, {first.pk, second.pk})
    services.note_staff_presence(place.room, {second.pk})
    assert len(told("interviews.officer_presence_changed")) == 2


def test_a_stranger_in_the_presence_list_is_nobody() -> None:
    place, other = make_place(), make_place()
    assert services.note_staff_presence(place.room, {other.staff["chief_examiner"].pk}) is False
    assert queries.online_staff(place.room.pk) == set()


def test_the_panel_sits_at_the_desk_only_while_the_interview_runs() -> None:
    place, (entry, other) = cleared_place()
    refused(InterviewNotLive, services.take_desk_seat, entry, purpose="panel", by=place.chief)
    interview = admitted(place, entry)
    for role in PANEL:
        assert services.take_desk_seat(entry, purpose="panel", by=place.by(role)).purpose == "panel"
    refused(InterviewNotLive, services.take_desk_seat, other, purpose="panel", by=place.chief)
    services.end_interview(interview, by=place.chief)
    refused(InterviewNotLive, services.take_desk_seat, entry, purpose="panel", by=place.chief)
    assert not MediaSeat.objects.filter(purpose="panel", closed_at__isnull=True).exists()


def test_the_officers_seat_needs_the_officers_own_talk_and_ends_with_the_accept() -> None:
    place, (entry, _) = cleared_place()
    refused(NoOpenTalk, services.take_desk_seat, entry, purpose="talk", by=place.officer)
    talk = waiting.start_talk(entry, by=place.officer)
    seat = services.take_desk_seat(entry, purpose="talk", by=place.officer)
    assert seat.purpose == "talk"
    waiting.end_talk(talk, cleared=True, by=place.officer)
    refused(NoOpenTalk, services.take_desk_seat, entry, purpose="talk", by=place.officer)
    view = services.take_desk_seat(entry, purpose="view", by=place.officer)
    admitted(place, entry)
    view.refresh_from_db()
    assert view.closed_at is not None
    refused(InterviewLive, services.take_desk_seat, entry, purpose="view", by=place.officer)


def test_looking_opens_the_desk_of_who_waits_and_of_nobody_else() -> None:
    place = make_place(candidates=2)
    waits = make_waiting(place, 0)
    prepares = QueueEntry.objects.get(roster_entry=place.entries[1])
    seat = services.take_desk_seat(waits, purpose="view", by=place.officer)
    assert Desk.objects.get(roster_entry=place.entries[0]).media_room_id == seat.room_id
    assert seat.grants["publish"] == []
    refused(DeskNotOpen, services.take_desk_seat, prepares, purpose="view", by=place.officer)


def test_an_inspector_sits_unseen_and_opens_nothing() -> None:
    place, (entry, _) = cleared_place()
    refused(DeskNotOpen, services.take_desk_seat, entry, purpose="inspect", by=place.by("inspector"))
    admitted(place, entry)
    seat = services.take_desk_seat(entry, purpose="inspect", by=place.by("inspector"))
    assert seat.grants == {"publish": [], "subscribe": True, "hidden": True}


@pytest.mark.parametrize(
    ("purpose", "role"),
    [
        ("talk", "chief_examiner"),
        ("talk", "inspector"),
        ("view", "examiner"),
        ("view", "inspector"),
        ("panel", "waiting_room_officer"),
        ("panel", "inspector"),
        ("inspect", "chief_examiner"),
        ("inspect", "waiting_room_officer"),
    ],
)
def test_each_role_comes_only_as_what_it_is(purpose: str, role: str) -> None:
    place, (entry, _) = cleared_place()
    admitted(place, entry)
    refused(Forbidden, services.take_desk_seat, entry, purpose=purpose, by=place.by(role))


def test_leaving_gives_back_ones_own_seat_only() -> None:
    place = make_place()
    seat = services.take_panel_room_seat(place.room, by=place.chief)
    refused(NotFound, services.leave_seat, seat.identity, by=place.by("examiner"))
    refused(NotFound, services.leave_seat, "s-nobody", by=place.chief)
    services.leave_seat(seat.identity, by=place.chief)
    seat.refresh_from_db()
    assert seat.closed_at is not None
    services.leave_seat(seat.identity, by=place.chief)


def test_a_closed_room_has_no_panel_room() -> None:
    place = make_place()
    seat = services.take_panel_room_seat(place.room, by=place.chief)
    services.close_room(place.room, by=place.chief)
    seat.refresh_from_db()
    assert seat.closed_at is not None
    refused(RoomClosed, services.take_panel_room_seat, place.room, by=place.chief)


def test_muting_and_stopping_a_share_are_the_chiefs_and_are_told() -> None:
    place, (entry, _) = cleared_place()
    interview = admitted(place, entry)
    services.mute_candidate(interview, by=place.chief)
    services.stop_share(interview, by=place.chief)
    assert told("interviews.candidate_muted") and told("interviews.share_stopped")
    services.end_interview(interview, by=place.chief)
    refused(InterviewNotLive, services.mute_candidate, interview, by=place.chief)
    refused(InterviewNotLive, services.stop_share, interview, by=place.chief)
