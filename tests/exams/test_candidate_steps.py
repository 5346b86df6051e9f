"""Reading the notice, confirming the room, asking the school."""

import pytest

from kaochang.core.errors import Forbidden, NotFound
from kaochang.exams import queries, services
from kaochang.exams.errors import (
    ExamClosed,
    StepMissing,
    TextRequired,
    TextTooLong,
    TicketAnswered,
    TooManyTickets,
)
from kaochang.exams.states import TicketState
from kaochang.exams.tickets import OPEN_TICKETS
from kaochang.realtime import channels
from tests.factories import Place, candidate_actor, make_person, make_place
from tests.traces import channels_of, pushed, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False)


def test_reading_is_refused_when_the_exam_is_closed(place: Place) -> None:
    services.close_session(place.session, by=place.chief)
    with refused(ExamClosed):
        services.read_notice(place.entries[0], edition=0, by=place.candidate(0))


def test_the_room_is_not_confirmed_before_the_notice(place: Place) -> None:
    with refused(StepMissing, step="notice"):
        services.confirm_room(place.entries[0], by=place.candidate(0))


def test_notice_and_room_leave_receipt_trail_and_push(place: Place) -> None:
    entry = services.read_notice(place.entries[0], edition=0, by=place.candidate(0))
    entry = services.confirm_room(entry, by=place.candidate(0))
    assert entry.notice_read_at and entry.room_confirmed_at
    assert [row["roster_entry_id"] for row in recorded("exams.notice_read")] == [str(entry.pk)]
    assert [row["roster_entry_id"] for row in recorded("exams.room_confirmed")] == [str(entry.pk)]
    both = {channels.candidate(entry.pk), channels.room_staff(place.room.pk)}
    assert channels_of("exams.notice_read") == channels_of("exams.room_confirmed") == both


def test_doing_it_again_changes_nothing(place: Place) -> None:
    first = services.read_notice(place.entries[0], edition=0, by=place.candidate(0))
    again = services.read_notice(place.entries[0], edition=0, by=place.candidate(0))
    assert (again.notice_read_at, again.version) == (first.notice_read_at, first.version)
    assert len(recorded("exams.notice_read")) == len(pushed("exams.notice_read")) == 1


@pytest.mark.parametrize(("text", "error"), [("  \n ", TextRequired), ("问" * 5000, TextTooLong)])
def test_a_ticket_needs_a_text_of_a_length(place: Place, text: str, error: type) -> None:
    with refused(error):
        services.open_ticket(place.entries[0], text, by=place.candidate(0))


def test_open_tickets_are_limited(place: Place) -> None:
    for number in range(OPEN_TICKETS):
        services.open_ticket(place.entries[0], f"第{number}问", by=place.candidate(0))
    with refused(TooManyTickets):
        services.open_ticket(place.entries[0], "又一问", by=place.candidate(0))


@pytest.mark.parametrize("role", ["examiner", "inspector"])
def test_who_may_not_answer(place: Place, role: str) -> None:
    ticket = services.open_ticket(place.entries[0], "考场名称对吗", by=place.candidate(0))
    with refused(Forbidden):
        services.answer_ticket(ticket, "对", by=place.by(role))


@pytest.mark.parametrize("role", ["waiting_room_officer", "chief_examiner", "secretary"])
def test_who_may_answer(place: Place, role: str) -> None:
    ticket = services.open_ticket(place.entries[0], " 考场名称对吗\r\n", by=place.candidate(0))
    answered = services.answer_ticket(ticket, "对", by=place.by(role))
    assert (answered.text, answered.answer, answered.state) == ("考场名称对吗", "对", TicketState.ANSWERED)
    assert answered.answered_by_id == place.staff[role].pk
    assert len(recorded("exams.ticket_opened")) == len(recorded("exams.ticket_answered")) == 1
    assert channels.candidate(place.entries[0].pk) in channels_of("exams.ticket_answered")
    assert "考场" not in str(pushed("exams.ticket_opened")[0].payload)


def test_a_ticket_is_answered_once(place: Place) -> None:
    ticket = services.open_ticket(place.entries[0], "考场名称对吗", by=place.candidate(0))
    services.answer_ticket(ticket, "对", by=place.officer)
    with refused(TicketAnswered):
        services.answer_ticket(ticket, "不对", by=place.chief)


def test_only_ones_own_entry_exists(place: Place) -> None:
    entry = place.entries[0]
    assert queries.access_roster_entry(place.candidate(0), entry.pk) == entry
    for stranger in (place.candidate(1), place.officer, candidate_actor(make_person())):
        with pytest.raises(NotFound):
            queries.access_roster_entry(stranger, entry.pk)
