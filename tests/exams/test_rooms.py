"""States of a room, and who finds it."""

from collections.abc import Callable
from typing import Any

import pytest

from kaochang.accounts.services import start_login_session
from kaochang.core.errors import Forbidden, InvalidTransition, NotFound
from kaochang.exams import queries, rules, services
from kaochang.exams.errors import AssignmentExists
from kaochang.exams.models import Assignment
from kaochang.exams.states import ROOM, RoomRole, RoomState
from kaochang.media.models import MediaSeat
from kaochang.media.services import open_room, open_seat
from kaochang.realtime import channels
from kaochang.realtime.models import PushRevocation
from tests.factories import Place, assign, make_place, make_room, staff_actor
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db

STEPS: dict[str, tuple[Callable[..., Any], set[RoomState], RoomState]] = {
    "ready": (services.mark_room_ready, {RoomState.PLANNED}, RoomState.READY),
    "examining": (services.mark_room_examining, {RoomState.READY}, RoomState.EXAMINING),
    "closed": (
        services.mark_room_closed,
        {RoomState.PLANNED, RoomState.READY, RoomState.EXAMINING},
        RoomState.CLOSED,
    ),
    "reopened": (services.mark_room_reopened, {RoomState.CLOSED}, RoomState.READY),
}


@pytest.fixture
def place() -> Place:
    return make_place(queued=False)


def put(place: Place, state: RoomState) -> None:
    place.room.state = state
    place.room.closed_at = place.room.created_at if state == RoomState.CLOSED else None
    place.room.save()


@pytest.mark.parametrize("step", sorted(STEPS))
@pytest.mark.parametrize("old", list(RoomState))
def test_every_step_from_every_state(place: Place, step: str, old: RoomState) -> None:
    mark, allowed_from, new = STEPS[step]
    put(place, old)
    more = {"reason": "重新开始"} if step == "reopened" else {}
    if old not in allowed_from:
        with refused(InvalidTransition):
            mark(place.room, by=place.chief, **more)
        return
    mark(place.room, by=place.chief, **more)
    place.room.refresh_from_db()
    assert place.room.state == new
    assert recorded("exams.room_state_changed")[0]["state"] == new
    both = {channels.room_staff(place.room.pk), channels.room_candidates(place.room.pk)}
    assert channels_of("exams.room_state_changed") == both


@pytest.mark.parametrize(("old", "new", "allowed"), list(ROOM.pairs()))
def test_the_table_of_rooms(old: RoomState, new: RoomState, allowed: bool) -> None:
    written = {
        ("planned", "ready"),
        ("planned", "closed"),
        ("ready", "examining"),
        ("ready", "closed"),
        ("examining", "closed"),
        ("closed", "ready"),
        ("closed", "archived"),
    }
    assert allowed == ((old.value, new.value) in written)


def test_a_reason_stays_off_the_candidates_channel(place: Place) -> None:
    put(place, RoomState.CLOSED)
    services.mark_room_reopened(place.room, by=place.chief, reason="误操作")
    assert recorded("exams.room_reason_given")[0]["reason"] == "误操作"
    assert not channels_of("exams.room_reason_given")


def test_strangers_and_candidates_find_no_room(place: Place) -> None:
    elsewhere = assign(make_room(), RoomRole.CHIEF_EXAMINER)
    for actor in (staff_actor(elsewhere), place.candidate(0)):
        with pytest.raises(NotFound):
            queries.access_room(actor, place.room.pk)


def test_staff_without_the_role_are_refused(place: Place) -> None:
    chiefs = {RoomRole.CHIEF_EXAMINER}
    assert queries.access_room(place.chief, place.room.pk, chiefs) == place.room
    with pytest.raises(Forbidden):
        queries.access_room(place.officer, place.room.pk, chiefs)


RULES = {
    rules.is_panel: {"chief_examiner", "examiner", "secretary"},
    rules.can_write_to_candidates: {"waiting_room_officer", "chief_examiner", "secretary"},
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_truth_table_of_roles(place: Place, rule: Callable[..., bool]) -> None:
    granted = {role for role, person in place.staff.items() if rule(person.pk, place.room)}
    assert granted == RULES[rule]
    assert not rule(place.entries[0].person_id, place.room)
    assert not rule(None, place.room)
    assert not any(rule(person.pk, make_room()) for person in place.staff.values())


def test_a_role_is_given_once(place: Place) -> None:
    with refused(AssignmentExists):
        services.add_assignment(place.room, place.staff["examiner"], "examiner", by=place.chief)


def test_removing_ends_seats_and_pushes(place: Place) -> None:
    person = place.staff["examiner"]
    session, _ = start_login_session(person, area="staff", scope_id=place.school.pk)
    media_room = open_room("panel", place.room.pk)
    others = staff_seat = None
    for role in ("examiner", "secretary"):
        seat = open_seat(
            media_room, purpose="panel_room", scope_id=place.room.pk, person_id=place.staff[role].pk
        )
        staff_seat, others = (seat, others) if role == "examiner" else (staff_seat, seat)
    assert staff_seat is not None and others is not None
    services.remove_assignment(Assignment.objects.get(room=place.room, role="examiner"), by=place.chief)
    assert MediaSeat.objects.get(pk=staff_seat.pk).closed_at is not None
    assert MediaSeat.objects.get(pk=others.pk).closed_at is None
    assert PushRevocation.objects.filter(pk=session.pk).exists()
    assert queries.roles_of(person.pk, place.room.pk) == set()
    assert recorded("exams.assignment_removed")[0]["person_id"] == str(person.pk)


def test_my_rooms_once_each_with_all_roles(place: Place) -> None:
    officer = place.staff["waiting_room_officer"]
    services.add_assignment(place.room, officer, "chief_examiner", by=place.chief)
    mine = queries.list_my_rooms(officer.pk)
    assert [(found.room, sorted(found.roles)) for found in mine] == [
        (place.room, ["chief_examiner", "waiting_room_officer"])
    ]
    services.close_session(place.session, by=place.chief)
    assert queries.list_my_rooms(officer.pk) == []
