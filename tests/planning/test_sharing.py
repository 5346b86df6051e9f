"""Rooms of one major have the same officers and inspectors, changed in one act."""

import json
from functools import partial
from typing import Any

import pytest

from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.exams.errors import ReasonRequired
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.states import RoomState, SessionState
from kaochang.notifications.models import Notification, NotificationPolicy
from kaochang.notifications.states import Ways
from kaochang.planning.staffing import preview_sharing, share_staff, staff_room
from kaochang.sms.models import SmsMessage
from tests.announcements.places import BY
from tests.exams.test_school_rooms import manager
from tests.factories import Place, assign, make_place, make_room, make_session
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


def texts() -> dict[str | None, str]:
    """By phone: the one message that went there."""
    sent = list(SmsMessage.objects.all())
    assert len({one.phone for one in sent}) == len(sent)
    return {one.phone: json.loads(one.values or "")["summary"] for one in sent}


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
def test_an_act_sends_one_message_a_person_however_many_rooms() -> None:
    place, other = two_rooms(SessionState.PUBLISHED)
    inspector, officer = place.staff["inspector"], place.staff["waiting_room_officer"]
    left = Assignment.objects.get(room=other, role="waiting_room_officer").person
    # In a third room the officer is inspector: not their first work there, but other work.
    third = make_room(place.session)
    Assignment.objects.create(room=third, person=officer, role="inspector")
    share(place, other, third, reason="统一候考官")
    kinds = {(one.person_id, one.subject_id, one.kind) for one in Notification.objects.all()}
    assert kinds == {
        (inspector.pk, other.pk, "duty_added"),
        (inspector.pk, third.pk, "duty_added"),
        (officer.pk, other.pk, "duty_added"),
        (officer.pk, third.pk, "duty_removed"),
        (left.pk, other.pk, "duty_removed"),
    }
    sent = texts()
    assert len(sent) == 3
    assert sent[inspector.phone].startswith(f"{place.session.name}：请您到 2 个考场工作，")
    assert sent[officer.phone] == f"{place.session.name}：您在 2 个考场的工作安排有变化，请登录查看"
    assert sent[left.phone] == f"{place.session.name}：您不再担任{other.name}的工作"


@pytest.mark.django_db
def test_a_message_speaks_of_what_the_school_sends_only() -> None:
    place, other = two_rooms(SessionState.PUBLISHED)
    NotificationPolicy.objects.create(
        scope_id=place.school.pk, staff_duty_added=Ways.PAGE, staff_duty_removed=Ways.SMS
    )
    officer = place.staff["waiting_room_officer"]
    third = make_room(place.session)
    Assignment.objects.create(room=third, person=officer, role="inspector")
    left = Assignment.objects.get(room=other, role="waiting_room_officer").person
    share(place, other, third, reason="统一候考官")
    sent = texts()
    assert set(sent) == {officer.phone, left.phone}
    assert sent[officer.phone] == f"{place.session.name}：您在{third.name}的职务有变化，请登录查看"


@pytest.mark.django_db
def test_nothing_happens_to_what_was_not_shown_or_has_changed_since() -> None:
    place, other = two_rooms(SessionState.DRAFT)
    before, seen = roles(other), {other.pk: other.version}
    for wrong in (make_place(candidates=0).room, closed_room(place)):
        with refused(NotFound):
            share(place, other, wrong)
    assert roles(other) == before
    staff_room(other, [], version=other.version, reason="", by=BY)
    with refused(ChangedMeanwhile):
        share_staff(place.room, seen, version=place.room.version, reason="", by=BY)
    assert roles(other) == set()


@pytest.mark.django_db
def test_who_left_the_pool_is_neither_shown_nor_shared() -> None:
    place, other = two_rooms(SessionState.DRAFT)
    mine = {(place.staff[role].pk, role) for role in SHARED}
    left = assign(place.room, "inspector")
    # In the other room, too: there they go, as whoever the pattern lacks.
    assign(other, "inspector", left)
    [shown] = preview_sharing(place.room)
    assert {(who.pk, role) for who, role in shown.added} == mine
    assert (left, "inspector") in shown.removed
    share(place, other)
    assert {duty for duty in roles(other) if duty[1] in SHARED} == mine
    assert (left.pk, "inspector") in roles(place.room)


@pytest.mark.django_db(transaction=True)
def test_two_exams_with_the_same_officers_never_wait_for_each_other() -> None:
    """One's first room lacks whom the other's first room has."""
    for _ in range(ROUNDS):
        place, _other = two_rooms(SessionState.DRAFT)
        second = make_session(place.school, college=place.college, state=SessionState.DRAFT)
        officers = [join(place) for _ in range(2)]
        acts = []
        for session, present in ((place.session, officers), (second, officers[::-1])):
            pattern, *others = (make_room(session) for _ in range(3))
            for officer in officers:
                assign(pattern, "inspector", officer)
            for room, officer in zip(sorted(others, key=lambda one: one.pk), present, strict=True):
                assign(room, "inspector", officer)
            seen = {room.pk: room.version for room in others}
            acts.append(partial(share_staff, pattern, seen, version=1, reason="", by=BY))
        assert at_once(*acts) == []
        assert Assignment.objects.filter(person__in=officers).count() == 12


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
