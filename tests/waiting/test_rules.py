"""Who may do what with somebody who waits: every act × every role, in the own room and in another."""

from collections.abc import Callable

import pytest

from kaochang.accounts.actor import Actor
from kaochang.exams.models import ExamRoom
from kaochang.exams.states import RoomRole
from kaochang.waiting import rules
from kaochang.waiting.models import Talk
from tests.factories import Place, make_place
from tests.waiting.helpers import SYSTEM, of

pytestmark = pytest.mark.django_db

OFFICER, CHIEF, SECRETARY = "waiting_room_officer", "chief_examiner", "secretary"
MAY: list[tuple[Callable[[Actor, ExamRoom], bool], set[str]]] = [
    (rules.can_talk, {OFFICER}),
    (rules.can_clear, {OFFICER}),
    (rules.can_set_aside, {OFFICER, CHIEF}),
    (rules.can_contact, {OFFICER, CHIEF, SECRETARY}),
]


@pytest.fixture(scope="module")
def roles() -> list[str]:
    return [str(role) for role in RoomRole]


@pytest.mark.parametrize(("rule", "who"), MAY, ids=lambda value: getattr(value, "__name__", ""))
def test_every_role(rule: Callable[[Actor, ExamRoom], bool], who: set[str], roles: list[str]) -> None:
    place, elsewhere = make_place(), make_place()
    for role in roles:
        assert rule(place.by(role), place.room) is (role in who), role
        assert rule(elsewhere.by(role), place.room) is False, role
        as_candidate = Actor(place.staff[role].pk, None, "candidate")
        assert rule(as_candidate, place.room) is False, role
    assert not rule(place.candidate(), place.room) and not rule(SYSTEM, place.room)


def test_who_ends_a_talk(roles: list[str]) -> None:
    place = make_place()
    mine = Talk(officer_id=place.staff[OFFICER].pk)
    lost = Talk(officer_id=place.room.pk)
    for role in roles:
        assert rules.can_end_talk(place.by(role), place.room, mine) is (role in {OFFICER, CHIEF})
        assert rules.can_end_talk(place.by(role), place.room, lost) is (role in {OFFICER, CHIEF})
        assert rules.is_talking_officer(place.by(role), mine) is (role == OFFICER)


def test_who_withdraws_a_call_for_help(roles: list[str]) -> None:
    place: Place = make_place(candidates=2)
    entry = of(place, 0)
    for role in roles:
        assert rules.can_withdraw_help(place.by(role), entry) is (role in {OFFICER, CHIEF, SECRETARY})
    assert rules.can_withdraw_help(place.candidate(0), entry)
    assert not rules.can_withdraw_help(place.candidate(1), entry)
