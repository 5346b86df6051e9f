"""A closed exam session gives no seats: not at the desk, not with the phone, not to the panel."""

import pytest

from kaochang.desks import services as desks
from kaochang.desks.services import phone_actor
from kaochang.exams.errors import ExamClosed
from kaochang.exams.services import close_session
from kaochang.interviews import services
from kaochang.waiting import queries
from tests.desks.helpers import SYSTEM, at_laptop, open_desk, pair
from tests.factories import Place, make_place, make_waiting
from tests.traces import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    place = make_place(cameras_required=2)
    make_waiting(place, 0)
    return place


def test_nobody_sits_down_again(place: Place) -> None:
    phone = pair(place).device
    open_desk(place)
    laptop = at_laptop(place.entries[0])
    desks.take_laptop_seat(place.entries[0], by=laptop)
    close_session(place.session, by=SYSTEM)
    with refused(ExamClosed):
        desks.take_laptop_seat(place.entries[0], by=laptop)
    with refused(ExamClosed):
        desks.take_phone_seat(phone, by=phone_actor(phone))
    with refused(ExamClosed):
        services.take_panel_room_seat(place.room, by=place.chief)
    entry = queries.entry_of(place.entries[0].pk)
    with refused(ExamClosed):
        services.take_desk_seat(entry, purpose="view", by=place.officer)
