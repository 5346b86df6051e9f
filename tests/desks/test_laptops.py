"""The candidate's laptop: the newest tab holds the seat, another laptop leaves its mark."""

import pytest

from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import NotLoggedIn, SessionTakenOver
from kaochang.accounts.models import LoginSession
from kaochang.accounts.services import end_login_session, start_login_session
from kaochang.core.errors import Forbidden
from kaochang.desks import queries, services
from kaochang.desks.errors import DeskNotOpen
from kaochang.desks.models import Device
from kaochang.media.models import MediaSeat
from kaochang.realtime import channels
from tests.accounts.factories import log_in
from tests.desks.helpers import at_laptop, fresh, open_desk
from tests.factories import Place, make_place
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False)


def test_no_seat_while_the_desk_is_closed(place: Place) -> None:
    with refused(DeskNotOpen):
        services.take_laptop_seat(place.entries[0], by=at_laptop(place.entries[0]))


def test_the_seat_is_the_persons_of_this_log_in(place: Place) -> None:
    entry = place.entries[0]
    me = at_laptop(entry)
    desk = open_desk(place)
    seat = services.take_laptop_seat(entry, by=me)
    assert (seat.purpose, seat.room_id, seat.scope_id) == ("candidate", desk.media_room_id, place.room.pk)
    assert (seat.person_id, seat.login_session_id) == (entry.person_id, me.login_session_id)
    laptop = queries.find_laptop(entry.pk)
    assert laptop is not None and laptop.pk == seat.device_id and laptop.online
    assert recorded("desks.laptop_seat_taken")[0]["identity"] == seat.identity
    assert channels_of("desks.laptop_seat_taken") == {channels.candidate(entry.pk)}


def test_a_browser_that_was_taken_over_meanwhile_gets_no_seat_back(place: Place) -> None:
    """Its cookie was read before the take-over; its request reaches the desk after it."""
    entry = place.entries[0]
    open_desk(place)
    session, _ = start_login_session(entry.person, area="candidate", scope_id=place.school.pk)
    old = Actor(person_id=entry.person_id, login_session_id=session.pk, area="candidate")
    start_login_session(entry.person, area="candidate", scope_id=place.school.pk)
    for late in (services.take_laptop_seat, services.register_laptop, services.open_check_room):
        with refused(SessionTakenOver):
            late(entry, by=old)
    end_login_session(LoginSession.objects.get(pk=session.pk), by=old)
    with refused(NotLoggedIn):
        services.take_laptop_seat(entry, by=old)


def test_a_second_tab_takes_over_and_is_the_same_laptop(place: Place) -> None:
    entry = place.entries[0]
    me = at_laptop(entry)
    open_desk(place)
    first = services.take_laptop_seat(entry, by=me)
    second = services.take_laptop_seat(entry, by=me)
    assert not MediaSeat.objects.get(pk=first.pk).is_open
    assert second.is_open and second.identity != first.identity
    assert Device.objects.filter(kind="laptop").count() == 1
    assert not recorded("desks.laptop_changed")


def test_another_laptop_replaces_the_first_and_staff_see_it(place: Place) -> None:
    entry = place.entries[0]
    first = services.register_laptop(entry, by=at_laptop(entry))
    assert queries.lock_desk(entry.pk).device_changed_at is None
    second = services.register_laptop(entry, by=at_laptop(entry))
    assert fresh(first).state == "replaced" and not fresh(first).online
    assert queries.find_laptop(entry.pk) == second
    assert queries.lock_desk(entry.pk).device_changed_at is not None
    assert channels.room_staff(place.room.pk) in channels_of("desks.laptop_changed")


def test_the_label_comes_from_the_log_in(place: Place, client: object) -> None:
    entry = place.entries[0]
    session = log_in(client, entry.person, "candidate", device_label="Edge · Windows")  # type: ignore[arg-type]
    me = at_laptop(entry)
    by = type(me)(person_id=me.person_id, login_session_id=session.pk, area="candidate")
    assert services.register_laptop(entry, by=by).label == "Edge · Windows"


def test_nobody_registers_a_laptop_for_somebody_else(place: Place) -> None:
    for stranger in (at_laptop(place.entries[1]), place.officer):
        with refused(Forbidden):
            services.register_laptop(place.entries[0], by=stranger)
