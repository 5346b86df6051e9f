from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaochang.accounts.actor import Actor
from kaochang.accounts.services import end_login_session, start_login_session
from kaochang.accounts.services.sessions import LIFETIME
from kaochang.chat import services as chat
from kaochang.console.queries.room import read_board, read_panel
from kaochang.console.schemas.staff import RowCall
from kaochang.core import clock
from kaochang.desks import services as desks
from kaochang.exams import queries as exams
from kaochang.exams import services as exam_services
from kaochang.exams.models import Relation
from kaochang.interviews import services
from kaochang.media import services as media_services
from kaochang.media.models import MediaSeat
from kaochang.waiting import services as waiting
from tests.factories import Place, make_place, make_waiting
from tests.interviews.helpers import admitted, cleared_place, invited

pytestmark = pytest.mark.django_db


def board_of(place: Place, role: str = "waiting_room_officer") -> Any:
    return read_board(exams.get_room(place.room.pk), place.by(role))


def panel_of(place: Place, role: str = "chief_examiner") -> Any:
    return read_panel(exams.get_room(place.room.pk), place.by(role))


def test_a_row_per_candidate_in_the_order_of_the_line() -> None:
    place = make_place(candidates=3)
    make_waiting(place, 1)
    board = board_of(place)
    assert [row.roster_entry_id for row in board.rows] == [entry.pk for entry in place.entries]
    assert [row.chip for row in board.rows] == ["not_logged_in", "waiting", "not_logged_in"]
    assert board.counts.model_dump() == {
        "all": 3,
        "needs_help": 0,
        "waiting": 1,
        "preparing": 0,
        "not_logged_in": 2,
        "finished": 0,
    }
    assert board.me.roles == ["waiting_room_officer"]


def test_with_its_exam_a_room_is_over() -> None:
    place, _ = cleared_place()
    assert "archived" not in (board_of(place).room.state, panel_of(place).room.state)
    exam_services.close_session(place.session, by=Actor.system("test"))
    assert (board_of(place).room.state, panel_of(place).room.state) == ("archived", "archived")


def test_who_did_not_come_when_called_stands_out_until_somebody_acts() -> None:
    place, entries = cleared_place()
    invitation = invited(place, entries[0])
    assert board_of(place).rows[0].missed_call is None
    with clock.shifted(timedelta(seconds=61)):
        assert services.expire_invitation(invitation.pk)
    invitation.refresh_from_db()
    board = board_of(place)
    assert invitation.answered_at is not None
    missed = RowCall(state="expired", at=invitation.answered_at)
    assert [row.missed_call for row in board.rows] == [missed, None]
    assert (board.counts.needs_help, board.rows[0].chip) == (1, "cleared")
    with clock.shifted(timedelta(seconds=70)):
        talk = waiting.start_talk(entries[0], by=place.officer)
        waiting.end_talk(talk, cleared=True, by=place.officer)
    board = board_of(place)
    assert (board.rows[0].missed_call, board.counts.needs_help) == (None, 0)
    services.decline_invitation(invited(place, entries[1]), by=place.candidate(1))
    declined = board_of(place)
    assert declined.rows[1].missed_call is not None and declined.counts.needs_help == 1
    assert declined.rows[1].missed_call.state == "declined"


def test_each_row_says_which_seat_is_the_computer_and_which_the_phone() -> None:
    place, entries = cleared_place(2, cameras_required=2)
    desk = desks.open_desk(entries[0].roster_entry, by=place.officer)
    room = media_services.open_room("desk", desk.pk)
    computer = media_services.open_seat(room, purpose="candidate", scope_id=place.room.pk)
    phone = media_services.open_seat(room, purpose="second_camera", scope_id=place.room.pk)
    services.take_desk_seat(entries[0], purpose="view", by=place.officer)
    seats = {(seat.identity, seat.role) for seat in board_of(place).rows[0].seats}
    assert seats == {(computer.identity, "candidate"), (phone.identity, "second_camera")}
    assert panel_of(place, "inspector").rows[0].seats == board_of(place).rows[0].seats
    media_services.close_seats(room=room, purposes=["second_camera"], reason="stopped")
    assert [seat.role for seat in board_of(place).rows[0].seats] == ["candidate"]
    assert board_of(place).rows[1].seats == []


def test_who_logged_out_or_whose_log_in_ran_out_is_not_logged_in() -> None:
    place = make_place(candidates=1)
    person = place.entries[0].person
    session, _ = start_login_session(person, area="candidate", scope_id=place.school.pk)
    assert board_of(place).rows[0].chip == "preparing"
    with clock.shifted(LIFETIME):
        assert board_of(place).rows[0].chip == "not_logged_in"
    end_login_session(session, by=place.candidate())
    assert board_of(place).rows[0].chip == "not_logged_in"
    start_login_session(person, area="staff", scope_id=place.school.pk)
    assert board_of(place).rows[0].chip == "not_logged_in"


def test_help_and_tickets_are_counted_as_needing_help() -> None:
    place = make_place(candidates=2)
    entry = make_waiting(place, 0)
    waiting.ask_help(entry, text="没有声音", by=place.candidate(0))
    exam_services.open_ticket(place.entries[1], "考场名称不对", by=place.candidate(1))
    board = board_of(place)
    assert board.counts.needs_help == 2
    assert (board.rows[0].chip, board.rows[0].help_text) == ("help", "没有声音")
    assert board.rows[1].open_tickets == 1
    assert [ticket.text for ticket in board.tickets] == ["考场名称不对"]


def test_the_talk_is_mine_on_my_board_and_a_fact_on_the_others() -> None:
    place = make_place(candidates=2)
    entry = make_waiting(place, 0)
    talk = waiting.start_talk(entry, by=place.officer)
    services.take_desk_seat(entry, purpose="talk", by=place.officer)
    mine, chiefs = board_of(place), board_of(place, "chief_examiner")
    assert mine.my_talk is not None and mine.my_talk.id == talk.pk
    assert [one.role for one in mine.people] == ["waiting_room_officer"]
    assert chiefs.my_talk is None and chiefs.people == []
    assert chiefs.rows[0].talk is not None and chiefs.rows[0].talk.officer_id == place.officer.person_id
    assert mine.rows[0].desk_open and not mine.rows[1].desk_open


def test_the_panel_follows_invitation_interview_and_end() -> None:
    place, (entry, _) = cleared_place(interview_seconds=600)
    invitation = invited(place, entry)
    rings = panel_of(place)
    assert rings.invitation.id == invitation.pk and rings.interview is None
    interview = services.accept_invitation(invitation, by=place.candidate(0))
    services.take_desk_seat(entry, purpose="panel", by=place.chief)
    services.take_desk_seat(entry, purpose="panel", by=place.by("examiner"))
    services.take_desk_seat(entry, purpose="inspect", by=place.by("inspector"))
    live = panel_of(place)
    assert live.interview.id == interview.pk and live.interview.closes_at is not None
    assert sorted(one.role for one in live.people) == ["chief_examiner", "examiner"]
    services.pause_interview(interview, by=place.chief)
    paused = panel_of(place).interview
    assert paused.paused_since is not None and paused.closes_at is None
    services.end_interview(interview, by=place.chief)
    ended = panel_of(place)
    assert ended.interview.state == "ended" and ended.interview.ended_at is not None
    assert ended.people == [] and ended.rows[0].ended_at is not None
    assert ended.rows[0].last_interview_id == interview.pk


def test_between_candidates_the_people_are_those_of_the_panel_room() -> None:
    place = make_place()
    services.take_panel_room_seat(place.room, by=place.by("secretary"))
    assert [one.role for one in panel_of(place).people] == ["secretary"]
    services.note_staff_presence(place.room, {place.staff["examiner"].pk})
    assert {one.role: one.online for one in panel_of(place).panel} == {
        "chief_examiner": False,
        "examiner": True,
        "secretary": False,
    }


def test_only_the_chief_can_and_only_the_panel_reads_its_private_chat() -> None:
    place = make_place()
    chat.post_panel_message(place.room, "先问第二题", by=place.chief)
    for role in ("chief_examiner", "examiner", "secretary"):
        seen = panel_of(place, role)
        assert [line.text for line in seen.chat] == ["先问第二题"]
        assert seen.can.chief is (role == "chief_examiner")
    assert panel_of(place, "inspector").chat == []
    assert "先问第二题" not in board_of(place).model_dump_json()


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("waiting_room_officer", True),
        ("chief_examiner", True),
        ("secretary", True),
        ("examiner", False),
        ("inspector", False),
    ],
)
def test_telephone_digits_are_for_those_who_call(role: str, shown: bool) -> None:
    place = make_place()
    assert (panel_of(place, role).rows[0].phone_last4 != "") is shown


@pytest.mark.parametrize("read", [board_of, panel_of])
def test_the_same_number_of_queries_at_one_and_three_rows(read: Callable[[Place], Any]) -> None:
    counts = []
    for candidates in (1, 3):
        place, entries = cleared_place(candidates, cameras_required=2)
        for entry in entries:
            exam_services.open_ticket(entry.roster_entry, "问题", by=place.candidate(0))
            chat.send_candidate_message(entry.roster_entry, "请稍候", by=place.officer)
            desks.open_desk(entry.roster_entry, by=place.officer)
            services.take_desk_seat(entry, purpose="view", by=place.officer)
        MediaSeat.objects.update(joined_at=clock.now())
        admitted(place, entries[0])
        with CaptureQueriesContext(connection) as seen:
            board = read(place)
        assert len(board.rows) == candidates and board.rows[-1].watched is (candidates > 1)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 30


@pytest.mark.parametrize("read", [board_of, panel_of])
def test_who_stated_a_relation_is_named_at_the_candidate_in_their_room(read: Callable[[Place], Any]) -> None:
    (place, _), elsewhere = cleared_place(2), make_place(candidates=1)
    officer, stranger = place.staff["waiting_room_officer"], elsewhere.staff["chief_examiner"]
    first = place.entries[0].person
    for staff, kind in ((officer, "teacher"), (stranger, "other")):
        Relation.objects.create(
            school=place.school, staff=staff, candidate=first, kind=kind, source="entered"
        )
    assert [row.close_to for row in read(place).rows] == [[officer.name], []]
