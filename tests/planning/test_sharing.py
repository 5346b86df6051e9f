"""Rooms of one major have the same officers and inspectors, changed in one act."""

from functools import partial
from typing import Any

import pytest

from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.exams.errors import NotInStaffPool, ReasonRequired
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.states import RoomState, SessionState
from kaochang.notifications.models import Notification
from kaochang.planning.staffing import preview_sharing, share_staff, staff_room
from tests.announcements.places import BY
from tests.exams.test_school_rooms import manager
from tests.factories import Place, assign, make_place, make_room
from tests.planning.places import join
from tests.planning.test_moving_race import ROUNDS, at_once
from tests.traces import recorded, refused

SHARED = ("waiting_room_officer", "inspector")


def two_rooms(state: SessionState) -> tuple[Place, ExamRoom]:
    """The other has a chief, and an officer whom the first does not have."""
    place = make_place(candidates=0, state=state)
    for person in place.staff.values():
        join(place, person)
    other = make_room(place.session)
    for role in ("chief_examiner", "waiting_room_officer"):
        join(place, assign(other, role))
    return place, other


def closed_room(place: Place) -> ExamRoom:
    return make_room(place.session, state=RoomState.CLOSED, closed_at=clock.now())


def roles(room: ExamRoom) -> set[tuple[Any, str]]:
    return set(Assignment.objects.filter(room=room).values_list("person_id", "role"))


def share(place: Place, *others: ExamRoom, reason: str = "") -> list[ExamRoom]:
    room = ExamRoom.objects.get(pk=place.room.pk)
    seen = {one.pk: ExamRoom.objects.get(pk=one.pk).version for one in others}
    return share_staff(room, seen, version=room.version, reason=reason, by=BY)


@pytest.mark.django_db
def test_officers_and_inspectors_become_those_of_the_pattern_and_the_panel_stays() -> None:
    place, other = two_rooms(SessionState.DRAFT)
    closed = closed_room(place)
    mine = {(place.staff[role].pk, role) for role in SHARED}
    panel = {(who, role) for who, role in roles(other) if role not in SHARED}
    [shown] = preview_sharing(place.room)
    assert shown.room == other and {(who.pk, role) for who, role in shown.added} == mine
    assert [role for _, role in shown.removed] == ["waiting_room_officer"]
    share(place, other)
    assert roles(other) == panel | mine and roles(closed) == set()
    assert [one.added + one.removed for one in preview_sharing(place.room)] == [[]]
    assert len(recorded("exams.room_staff_edited")) == 1
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_after_publishing_with_a_reason_and_those_concerned_are_told() -> None:
    place, other = two_rooms(SessionState.PUBLISHED)
    left = Assignment.objects.get(room=other, role="waiting_room_officer").person_id
    before = roles(other)
    with refused(ReasonRequired):
        share(place, other)
    assert roles(other) == before
    share(place, other, reason="统一候考官")
    told = {(one.person_id, one.kind, one.reason) for one in Notification.objects.all()}
    new = {place.staff[role].pk for role in SHARED}
    assert told == {(left, "duty_removed", "统一候考官")} | {(one, "duty_added", "统一候考官") for one in new}


@pytest.mark.django_db
def test_nothing_happens_to_what_was_not_shown_or_has_changed_since() -> None:
    place, other = two_rooms(SessionState.DRAFT)
    before, seen = roles(other), {other.pk: other.version}
    for wrong in (make_place(candidates=0).room, closed_room(place)):
        with refused(NotFound):
            share(place, other, wrong)
    stranger = assign(place.room, "inspector")
    with refused(NotInStaffPool):
        share(place, other)
    Assignment.objects.get(person=stranger).delete()
    assert roles(other) == before
    staff_room(other, [], version=other.version, reason="", by=BY)
    with refused(ChangedMeanwhile):
        share_staff(place.room, seen, version=place.room.version, reason="", by=BY)
    assert roles(other) == set()


@pytest.mark.django_db(transaction=True)
def test_two_who_share_across_never_wait_for_each_other() -> None:
    for _ in range(ROUNDS):
        place, other = two_rooms(SessionState.DRAFT)
        one, two = (
            partial(share_staff, room, {to.pk: to.version}, version=room.version, reason="", by=BY)
            for room, to in ((place.room, other), (other, place.room))
        )
        assert at_once(one, two) == ["changed_meanwhile"]
        assert roles(place.room) & roles(other)


@pytest.mark.django_db
def test_over_http() -> None:
    place, other = two_rooms(SessionState.DRAFT)
    admin = manager(place.school)
    url = f"/api/v1/school/rooms/{place.room.pk}/sharing"
    shown = admin.get(url).json()
    [room] = shown["rooms"]
    assert room["id"] == str(other.pk) and {one["role"] for one in room["added"]} == set(SHARED)
    body = {"version": shown["version"], "rooms": [{"id": room["id"], "version": room["version"]}]}
    answer: Any = admin.post(url, body, "application/json")
    assert (answer.status_code, answer.json()) == (200, {"rooms": 1})
    again: Any = admin.post(url, body, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "changed_meanwhile")
