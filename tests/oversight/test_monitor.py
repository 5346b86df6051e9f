"""The live monitor: the stage board's words for everybody, alarms that last, the same number of queries."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginSession
from kaochang.core import clock
from kaochang.desks.models import Desk, Device
from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.states import SessionState
from kaochang.interviews.models import Interview, StaffPresence, StopInterval
from kaochang.oversight.alarms import WAITS_LONG
from kaochang.oversight.people import read_people
from kaochang.schools.services import add_membership
from kaochang.waiting.chips import ChipFacts, derive
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services.looking import ONE_LOOK
from kaochang.waiting.states import QueueState
from tests.accounts.factories import WRITE, log_in
from tests.factories import (
    Place,
    assign,
    make_entry,
    make_person,
    make_place,
    make_room,
    make_session,
    make_waiting,
)
from tests.traces import recorded

pytestmark = pytest.mark.django_db
MONITOR = "/api/v1/school/monitor"
LOOKED = "waiting.board_looked_at"
BY = Actor.system("test")


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, cameras_required=2)


@pytest.fixture
def admin(place: Place) -> Client:
    return manager(place)


def manager(place: Place, role: str = "school_admin", **more: Any) -> Client:
    person, client = make_person(), Client()
    add_membership(person, place.school, role, by=BY, **more)
    log_in(client, person, "staff", place.school.pk)
    return client


def rooms(client: Client) -> list[dict[str, Any]]:
    answer = client.get(MONITOR)
    assert answer.status_code == 200, answer.content
    return [room for exam in answer.json()["exams"] for room in exam["rooms"]]


def put_device(entry: QueueEntry, kind: str, *, online: bool) -> Device:
    desk, _ = Desk.objects.get_or_create(roster_entry=entry.roster_entry, room=entry.room)
    key = {"login_session_id": uuid4()} if kind == "laptop" else {"token_hash": uuid4().hex}
    return Device.objects.create(
        **key, desk=desk, kind=kind, state="active", online=online, online_changed_at=clock.now()
    )


def test_everybody_stands_under_the_word_of_the_board() -> None:
    """The database's counting against the board's own rule, over all states and flags."""
    room, expected = make_room(), dict[str, int]()
    now = clock.now()
    cases = product(QueueState, (None, True, False), (True, False), (True, False), (True, False))
    one_before_panel = {QueueState.ADMITTED, QueueState.INVITED}
    for number, (state, laptop, asks, away, logged_in) in enumerate(cases):
        # Only one in a room is invited or admitted.
        at = make_room(room.session) if state in one_before_panel else room
        roster = make_entry(at, order_number=number + 1)
        entry = QueueEntry.objects.create(
            roster_entry=roster,
            room=at,
            state=state,
            position=number,
            arrived_at=now,
            help_asked_at=now if asks else None,
            away_since=now if away else None,
        )
        if laptop is not None:
            put_device(entry, "laptop", online=laptop)
        # A phone and a log-in of another area never count twice.
        put_device(entry, "phone", online=True)
        for area in ("staff", *(("candidate",) if logged_in else ())):
            LoginSession.objects.create(
                person=roster.person,
                scope_id=room.session.school_id,
                area=area,
                token_hash=f"{number}-{area}",
                expires_at=now + timedelta(hours=1),
            )
        chip = derive(ChipFacts(state, logged_in, laptop, asks, away))
        expected[chip] = expected.get(chip, 0) + 1
    counted: dict[str, int] = {}
    places = ExamRoom.objects.filter(session=room.session_id).values_list("pk", flat=True)
    for found in read_people(list(places)).values():
        for word in found["chips"]:
            counted[word] = counted.get(word, 0) + 1
    assert counted == {str(chip): count for chip, count in expected.items()}


def test_who_is_shown_what(place: Place, admin: Client) -> None:
    other = make_room(make_session(place.school), name="他院考场")
    make_place(candidates=1)
    make_session(place.school, state=SessionState.DRAFT)
    assert {room["name"] for room in rooms(admin)} == {place.room.name, "他院考场"}
    mine = manager(place, "college_admin", college=place.college)
    assert [room["id"] for room in rooms(mine)] == [str(place.room.pk)]
    theirs = manager(place, "college_admin", college=other.session.college)
    assert [room["name"] for room in rooms(theirs)] == ["他院考场"]
    assert manager(place, "auditor").get(MONITOR).status_code == 403


def test_another_day_is_not_shown_unless_open(place: Place, admin: Client) -> None:
    ExamSession.objects.filter(pk=place.session.pk).update(
        starts_at=clock.now() + timedelta(days=3), ends_at=clock.now() + timedelta(days=3, hours=2)
    )
    assert len(rooms(admin)) == 1
    for state in (SessionState.PUBLISHED, SessionState.CLOSED):
        ExamSession.objects.filter(pk=place.session.pk).update(state=state)
        assert rooms(admin) == []


def test_alarms(place: Place, admin: Client) -> None:
    first, second = make_waiting(place, 0), make_waiting(place, 1)
    QueueEntry.objects.filter(pk=first.pk).update(state=QueueState.ADMITTED)
    put_device(first, "laptop", online=False)
    put_device(second, "laptop", online=True)
    put_device(second, "phone", online=False)
    late = clock.now() - WAITS_LONG - timedelta(minutes=1)
    QueueEntry.objects.filter(pk=second.pk).update(help_asked_at=clock.now(), arrived_at=late)
    (room,) = rooms(admin)
    kinds = [(alarm["kind"], alarm["count"], alarm["names"]) for alarm in room["alarms"]]
    waits = [second.roster_entry.person.name]
    assert kinds == [
        ("interview_lost", 1, [first.roster_entry.person.name]),
        ("no_chief", 0, []),
        ("second_camera_lost", 1, waits),
        ("help", 1, waits),
        ("no_officer", 0, []),
        ("waiting_long", 1, waits),
    ]
    for role in ("chief_examiner", "waiting_room_officer"):
        StaffPresence.objects.create(room=place.room, person_id=place.staff[role].pk)
    assert not {"no_chief", "no_officer"} & {alarm["kind"] for alarm in rooms(admin)[0]["alarms"]}


def alarm_since(client: Client, kind: str) -> str | None:
    (room,) = rooms(client)
    return next((alarm["since"] for alarm in room["alarms"] if alarm["kind"] == kind), None)


def test_nobody_is_missed_before_the_room_opened_for_them(place: Place, admin: Client) -> None:
    """Published within its own window: the quarter of an hour before the start was over by then."""
    starts, opened = clock.now() - timedelta(minutes=20), clock.now() - timedelta(minutes=2)
    exam = ExamSession.objects.filter(pk=place.session.pk)
    exam.update(starts_at=starts, opened_at=starts - timedelta(hours=1))
    due = starts - timedelta(minutes=15)
    assert alarm_since(admin, "no_chief") == alarm_since(admin, "no_officer") == clock.iso(due)
    exam.update(opened_at=opened)
    assert alarm_since(admin, "no_chief") == alarm_since(admin, "no_officer") == clock.iso(opened)
    chief, left = place.staff["chief_examiner"], clock.now() - timedelta(minutes=1)
    there = StaffPresence.objects.create(room=place.room, person_id=chief.pk, changed_at=left)
    assert alarm_since(admin, "no_chief") is None
    StaffPresence.objects.filter(pk=there.pk).update(online=False)
    assert alarm_since(admin, "no_chief") == clock.iso(left)
    assert alarm_since(admin, "no_officer") == clock.iso(opened)


def test_a_device_that_was_off_before_its_candidate_came_is_missed_since_they_came(
    place: Place, admin: Client
) -> None:
    entry = make_waiting(place, 0)
    arrived = clock.now() - timedelta(minutes=3)
    QueueEntry.objects.filter(pk=entry.pk).update(arrived_at=arrived)
    lost = {"connection_lost": put_device(entry, "laptop", online=False)}
    lost["second_camera_lost"] = put_device(entry, "phone", online=False)
    for kind, device in lost.items():
        for off_at in (arrived - timedelta(minutes=30), arrived + timedelta(minutes=2)):
            Device.objects.filter(pk=device.pk).update(online_changed_at=off_at)
            assert alarm_since(admin, kind) == clock.iso(max(off_at, arrived))


def test_many_of_one_kind_are_one_alarm(place: Place, admin: Client) -> None:
    """The longest first, the first three by name; a room beside it has its own."""
    other = make_room(place.session, name="第二考场")
    lost = {}
    for number, room in enumerate([place.room] * 5 + [other]):
        entry = QueueEntry.objects.create(
            roster_entry=make_entry(room),
            room=room,
            state="waiting",
            position=90 - number,
            arrived_at=clock.now() - timedelta(minutes=30),
        )
        device = put_device(entry, "laptop", online=False)
        since = clock.now() - timedelta(minutes=number)
        Device.objects.filter(pk=device.pk).update(online_changed_at=since)
        lost[number] = entry.roster_entry.person.name, clock.iso(since)
    found = {room["name"]: room["alarms"] for room in rooms(admin)}
    one, beside = (
        [alarm for alarm in found[name] if alarm["kind"] == "connection_lost"]
        for name in (place.room.name, "第二考场")
    )
    names = [lost[number][0] for number in (4, 3, 2)]
    assert one == [{"kind": "connection_lost", "count": 5, "names": names, "since": lost[4][1]}]
    assert [(alarm["count"], alarm["names"]) for alarm in beside] == [(1, [lost[5][0]])]


def test_the_clock_of_an_interview(place: Place, admin: Client) -> None:
    entry = make_waiting(place, 0)
    started = clock.now() - timedelta(seconds=100)
    interview = Interview.objects.create(entry=entry, room=place.room, started_at=started, planned_seconds=50)
    (room,) = rooms(admin)
    assert room["current"]["stage"] == "interviewing" and 99 <= room["current"]["elapsed_seconds"] <= 160
    assert "overtime" in {alarm["kind"] for alarm in room["alarms"]}
    StopInterval.objects.create(interview=interview, kind="pause", started_at=started + timedelta(seconds=10))
    (room,) = rooms(admin)
    assert (room["current"]["elapsed_seconds"], room["current"]["stopped"]) == (10, "pause")
    assert "overtime" not in {alarm["kind"] for alarm in room["alarms"]}


def board(client: Client, place: Place) -> Any:
    return client.get(f"/api/v1/staff/rooms/{place.room.pk}/board")


def test_no_board_of_an_exam_that_one_does_not_manage(place: Place) -> None:
    elsewhere = make_session(place.school).college
    refused = (
        manager(place, "auditor"),
        manager(place, "staff", college=place.college),
        manager(place, "college_admin", college=elsewhere),
        manager(make_place()),
    )
    assert [board(client, place).status_code for client in refused] == [404] * len(refused)
    examiner = Client()
    log_in(examiner, place.staff["examiner"], "staff", place.school.pk)
    assert board(examiner, place).status_code == 403
    assert recorded(LOOKED) == []


def test_who_manages_the_exam_looks_at_any_board_and_has_no_act(place: Place, admin: Client) -> None:
    entry = make_waiting(place, 0)
    for client in (admin, manager(place, "college_admin", college=place.college)):
        shown = board(client, place)
        assert shown.status_code == 200, shown.content
        rows = shown.json()["rows"]
        assert rows[0]["name"] == entry.roster_entry.person.name
        assert {row["phone_last4"] for row in rows} == {""}
        assert shown.json()["me"]["roles"] == [] and shown.json()["my_talk"] is None
        queued = f"/api/v1/staff/entries/{entry.pk}"
        bodies = {"seat": {"purpose": "view"}, "deferral": {"reason": "说明"}}
        for act in ("talks", "seat", "contact", "login-code", "deferral"):
            body = bodies.get(act, {})
            answer = client.post(f"{queued}/{act}", body, "application/json", **WRITE)  # type: ignore[arg-type]
            assert answer.status_code == 404, act
        assert client.get(f"{queued}/portrait").status_code == 404
        assert client.get(f"/api/v1/staff/rooms/{place.room.pk}/panel").status_code == 404
    entry.refresh_from_db()
    assert entry.state == QueueState.WAITING


def test_a_look_is_one_entry_in_ten_minutes_for_each_person_and_room(place: Place) -> None:
    person, client = make_person(), Client()
    add_membership(person, place.school, "school_admin", by=BY)
    log_in(client, person, "staff", place.school.pk)
    here, other = {"room_id": str(place.room.pk)}, make_room(place.session)
    assert [board(client, place).status_code for _ in range(3)] == [200] * 3
    assert recorded(LOOKED) == [here]
    client.get(f"/api/v1/staff/rooms/{other.pk}/board")
    assert recorded(LOOKED) == [here, {"room_id": str(other.pk)}]
    board(manager(place), place)
    assert len(recorded(LOOKED)) == 3
    with clock.shifted(ONE_LOOK + timedelta(seconds=1)):
        board(client, place)
    assert len(recorded(LOOKED)) == 4
    assert rooms(client)[0]["mine"] is False
    assign(place.room, "inspector", person)
    with clock.shifted(ONE_LOOK * 3):
        assert board(client, place).json()["me"]["roles"] == ["inspector"]
        assert next(room for room in rooms(client) if room["id"] == str(place.room.pk))["mine"] is True
    assert len(recorded(LOOKED)) == 4


def test_the_number_of_queries_does_not_grow(
    place: Place, admin: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    counts = []
    for more in (0, 19):
        for number in range(more):
            room = make_room(place.session if number % 2 else make_session(place.school))
            assign(room, "chief_examiner")
            entry = QueueEntry.objects.create(
                roster_entry=make_entry(room), room=room, state="admitted", position=1, arrived_at=clock.now()
            )
            put_device(entry, "laptop", online=False)
            interview = Interview.objects.create(entry=entry, room=room, planned_seconds=600)
            StopInterval.objects.create(interview=interview, kind="pause", started_at=clock.now())
        if not more:
            interview = Interview.objects.create(
                entry=make_waiting(place, 0), room=place.room, planned_seconds=600
            )
        with django_assert_max_num_queries(20) as asked:
            assert len(rooms(admin)) == 1 + more
        counts.append(len(asked))
    assert counts[0] == counts[1]
