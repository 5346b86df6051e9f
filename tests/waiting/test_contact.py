"""「联系」 and 「重发登录码」: each look and each code is in the trail, neither number nor code is."""

import pytest

from kaochang.accounts.models import Person
from kaochang.core.errors import Forbidden
from kaochang.realtime.models import OutboxRow
from kaochang.waiting import services
from kaochang.waiting.errors import NoPhoneNumber
from tests.factories import Place, make_place
from tests.traces import recorded, refused
from tests.waiting.helpers import SYSTEM, of

pytestmark = pytest.mark.django_db
MAY = ["waiting_room_officer", "chief_examiner", "secretary"]


@pytest.fixture
def place() -> Place:
    return make_place()


def test_who_may_not(place: Place) -> None:
    for by in (place.by("examiner"), place.by("inspector"), place.candidate(0), make_place().chief, SYSTEM):
        with refused(Forbidden):
            services.show_contact(of(place), by=by)
        with refused(Forbidden):
            services.reissue_login_code(of(place), by=by)


@pytest.mark.parametrize("role", MAY)
def test_each_look_is_in_the_trail(place: Place, role: str) -> None:
    phone = services.show_contact(of(place), by=place.by(role))
    assert phone == place.entries[0].person.phone
    assert recorded("waiting.contact_shown") == [{"entry_id": str(of(place).pk)}]
    assert not OutboxRow.objects.exists()


def test_no_number(place: Place) -> None:
    Person.objects.filter(pk=place.entries[0].person_id).update(phone=None)
    with refused(NoPhoneNumber):
        services.show_contact(of(place), by=place.officer)


@pytest.mark.parametrize("role", MAY)
def test_a_fresh_code_kills_the_one_before(place: Place, role: str) -> None:
    first = services.reissue_login_code(of(place), by=place.by(role))
    second = services.reissue_login_code(of(place), by=place.by(role))
    assert first.code != second.code
    rows = recorded("waiting.login_code_reissued")
    assert len(rows) == 2 and second.code not in str(rows)
