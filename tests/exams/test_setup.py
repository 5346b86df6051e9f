"""Sessions, rooms and the roster being set up."""

from datetime import timedelta

import pytest

from kaochang.accounts.errors import CredentialTaken
from kaochang.core.errors import InvalidTransition
from kaochang.exams import queries, services
from kaochang.exams.errors import CandidateNumberTaken, RoomOfAnotherSession
from kaochang.exams.models import RosterEntry
from kaochang.media.models import MediaSeat
from kaochang.media.services import open_room, open_seat
from kaochang.realtime import channels
from tests.factories import Place, make_place, make_room, make_session
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(queued=False)


def test_a_candidate_number_is_taken_once(place: Place) -> None:
    number = place.entries[0].candidate_number
    with refused(CandidateNumberTaken):
        services.add_roster_entry(
            place.room, name="重号", candidate_number=number, order_number=9, by=place.chief
        )


def test_a_number_of_the_school_stays_with_its_person(place: Place) -> None:
    services.add_roster_entry(place.room, name="甲", candidate_number="26S9", order_number=9, by=place.chief)
    other = make_room(make_session(place.school))
    with refused(CredentialTaken):
        services.add_roster_entry(other, name="乙", candidate_number="26S9", order_number=1, by=place.chief)


def test_the_room_is_of_the_session(place: Place) -> None:
    other = make_session()
    with refused(RoomOfAnotherSession):
        services.add_roster_entry(
            place.room,
            session=other,
            name="甲",
            candidate_number="26S9",
            order_number=9,
            by=place.chief,
        )


def test_a_roster_entry_can_log_in_both_ways(place: Place) -> None:
    entry = services.add_roster_entry(
        place.room,
        name="甲",
        phone="138 0013 8000",
        candidate_number="26S9",
        order_number=9,
        by=place.chief,
    )
    kinds = set(entry.person.credentials.values_list("kind", flat=True))
    assert kinds == {"phone", "candidate_number"}
    assert entry.person.phone == "+8613800138000"
    assert recorded("exams.roster_entry_added")[0]["roster_entry_id"] == str(entry.pk)
    assert channels_of("exams.roster_entry_added") == {channels.room_staff(place.room.pk)}
    assert queries.list_candidate_entries(entry.person.pk) == [entry]


def test_slots_move_with_the_session(place: Place) -> None:
    entry = place.entries[0]
    entry.slot_starts_at = place.session.starts_at
    entry.save()
    later = timedelta(days=2)
    times = {"starts_at": place.session.starts_at + later, "ends_at": place.session.ends_at + later}
    services.edit_session(place.session, times, version=1, reason="考场停电", by=place.chief)
    assert RosterEntry.objects.get(pk=entry.pk).slot_starts_at == place.session.starts_at + later
    both = {channels.room_staff(place.room.pk), channels.room_candidates(place.room.pk)}
    # The school's own pages show it too.
    web = channels.school(place.school.pk, place.college.pk)
    assert channels_of("exams.session_edited") == both | set(web)


def test_a_session_closes_once(place: Place) -> None:
    services.close_session(place.session, by=place.chief)
    with refused(InvalidTransition):
        services.close_session(place.session, by=place.chief)
    assert queries.list_candidate_entries(place.entries[0].person_id) == []


def test_who_sits_in_the_rooms_of_a_session_is_out_when_it_closes(place: Place) -> None:
    other = make_room(make_session(place.school))
    second = make_room(place.session)
    seats = {
        room.pk: open_seat(open_room("panel", room.pk), purpose="panel_room", scope_id=room.pk)
        for room in (place.room, second, other)
    }
    services.close_session(place.session, by=place.chief)
    still_open = MediaSeat.objects.filter(closed_at__isnull=True)
    assert [seat.pk for seat in still_open] == [seats[other.pk].pk]
    assert MediaSeat.objects.get(pk=seats[second.pk].pk).close_reason == "exam_closed"
