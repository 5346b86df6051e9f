"""Truth tables: every role, alone, against every act."""

import itertools

import pytest

from kaochang.accounts.actor import Actor
from kaochang.exams.states import RoomRole
from kaochang.interviews import rules
from tests.factories import make_place
from tests.interviews.helpers import somebody_else

CHIEF, EXAMINER, OFFICER, SECRETARY, INSPECTOR = (
    "chief_examiner",
    "examiner",
    "waiting_room_officer",
    "secretary",
    "inspector",
)
VISITS = {
    "talk": {OFFICER},
    "view": {OFFICER, SECRETARY, CHIEF},
    "panel": {CHIEF, EXAMINER, SECRETARY},
    "inspect": {INSPECTOR},
}


@pytest.mark.parametrize(("purpose", "role"), list(itertools.product(VISITS, RoomRole)))
def test_who_may_visit_a_desk_as_what(purpose: str, role: RoomRole) -> None:
    assert rules.may_visit(purpose, {role.value}) is (role.value in VISITS[purpose])


def test_no_role_and_an_unknown_purpose_visit_nothing() -> None:
    assert not any(rules.may_visit(purpose, set()) for purpose in VISITS)
    assert not any(rules.may_visit("candidate", {role.value}) for role in RoomRole)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(RoomRole))
def test_who_runs_the_room_and_who_sits_with_the_panel(role: RoomRole) -> None:
    place = make_place(queued=False)
    by = place.by(role)
    assert rules.can_run_room(by, place.room) is (role == CHIEF)
    assert rules.can_sit_with_panel(by, place.room) is (role in {CHIEF, EXAMINER, SECRETARY})
    for purpose, roles in VISITS.items():
        assert rules.can_visit_desk(by, place.room, purpose) is (role in roles)


@pytest.mark.django_db
def test_a_chief_elsewhere_a_candidate_and_a_job_run_nothing_here() -> None:
    place = make_place(queued=False)
    # The chief's own person, seen through a candidate's log-in, is a candidate.
    as_candidate = Actor(place.chief.person_id, None, "candidate")
    for by in (somebody_else(), place.candidate(), Actor.system("watch"), as_candidate):
        assert not rules.can_run_room(by, place.room)
        assert not rules.can_sit_with_panel(by, place.room)
        assert not any(rules.can_visit_desk(by, place.room, purpose) for purpose in VISITS)
