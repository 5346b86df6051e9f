"""Who may do what at a desk, each cell of the table."""

from itertools import product
from uuid import uuid4

import pytest

from kaochang.accounts.actor import Actor, Area
from kaochang.accounts.models import Person
from kaochang.desks import rules
from kaochang.desks.models import Desk, Device
from kaochang.desks.states import DeviceKind
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.rules import is_own_entry

ME, OTHER = Person(name="我"), Person(name="他")
ENTRY = RosterEntry(person=ME)
DESK = Desk(roster_entry=ENTRY)
SESSION, OTHER_SESSION = uuid4(), uuid4()
AREAS: tuple[Area, ...] = ("candidate", "staff", "phone", "system")


@pytest.mark.parametrize(("area", "person"), list(product(AREAS, [ME, OTHER, None])))
def test_own_entry_and_desk(area: Area, person: Person | None) -> None:
    by = Actor(person_id=person.pk if person else None, login_session_id=None, area=area)
    expected = area == "candidate" and person is ME
    assert is_own_entry(by, ENTRY) is expected
    assert rules.is_own_desk(by, DESK) is expected


@pytest.mark.parametrize(
    ("area", "person", "session"), list(product(AREAS, [ME, OTHER], [SESSION, OTHER_SESSION, None]))
)
def test_a_laptop_speaks_by_its_own_log_in(area: Area, person: Person, session: object) -> None:
    laptop = Device(desk=DESK, kind=DeviceKind.LAPTOP, login_session_id=SESSION)
    by = Actor(person_id=person.pk, login_session_id=session, area=area)  # type: ignore[arg-type]
    expected = area == "candidate" and person is ME and session == SESSION
    assert rules.is_this_device(by, laptop) is expected


@pytest.mark.parametrize(("area", "is_its_own"), list(product(AREAS, [True, False])))
def test_a_phone_speaks_by_its_own_token(area: Area, is_its_own: bool) -> None:
    phone = Device(desk=DESK, kind=DeviceKind.PHONE)
    by = Actor(person_id=ME.pk, login_session_id=phone.pk if is_its_own else uuid4(), area=area)
    assert rules.is_this_device(by, phone) is (area == "phone" and is_its_own)


@pytest.mark.parametrize(("cameras", "wanted"), [(1, False), (2, True)])
def test_second_camera_only_where_asked_for(cameras: int, wanted: bool) -> None:
    assert rules.wants_second_camera(ExamSession(cameras_required=cameras)) is wanted
