"""Exam rooms in the school's web: listed, made, renamed, copied, staffed, deleted."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.core.errors import DomainError
from kaochang.exams import services
from kaochang.exams.errors import (
    ExamClosed,
    MajorOfAnotherCollege,
    NotInStaffPool,
    ReasonRequired,
    RoomNameTaken,
    RoomNotEmpty,
)
from kaochang.exams.models import Assignment, ExamRoom, RosterEntry
from kaochang.exams.rooms import copy_room, delete_room, set_room_staff
from kaochang.exams.states import SessionState
from kaochang.realtime import channels
from kaochang.schools.models import College, School
from kaochang.schools.services import add_membership, create_major
from tests.accounts.factories import log_in
from tests.factories import (
    Place,
    assign,
    make_entry,
    make_person,
    make_place,
    make_room,
    make_school,
    make_session,
    staff_actor,
)
from tests.traces import channels_of, pushed, recorded, refused

pytestmark = pytest.mark.django_db
ROOMS = "/api/v1/school/rooms"
BY = Actor.system("test")


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def draft() -> Place:
    return make_place(candidates=0, queued=False, state=SessionState.DRAFT)


def manager(school: School, college: College | None = None) -> Client:
    person, client = make_person(), Client(headers={"X-Kaochang": "1"})
    role = "college_admin" if college else "school_admin"
    add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return client


def names(client: Client, **query: Any) -> list[str]:
    answer = client.get(ROOMS, query)
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


def test_filters_search_and_order(school: School) -> None:
    admin = manager(school)
    first = make_session(school, name="甲场")
    second = make_session(school, state=SessionState.DRAFT, starts_at=first.starts_at + timedelta(hours=1))
    major = create_major(first.college, name="材料物理", by=BY)
    a = make_room(first, name="A", major=major)
    make_room(first, name="B", state="closed", closed_at=first.starts_at)
    make_room(second, name="C")
    make_room(name="别校")
    make_entry(a)
    assert names(admin) == ["C", "A", "B"] and names(admin, sort="-name") == ["C", "B", "A"]
    assert names(admin, sort="-candidates")[0] == "A"
    assert names(admin, state="closed") == ["B"] and names(admin, exam_state="draft") == ["C"]
    assert names(admin, session_id=str(first.pk), sort="name") == ["A", "B"]
    assert names(admin, college_id=str(second.college_id)) == ["C"]
    assert names(admin, major_id=str(major.pk)) == names(admin, q="材料") == ["A"]
    assert names(admin, q="甲场 B") == ["B"]
    assert names(manager(school, second.college)) == ["C"]
    for query, code in (({"sort": "x"}, "sort_unknown"), ({"state": "x"}, "malformed_body")):
        assert admin.get(ROOMS, query).json()["code"] == code


def test_the_number_of_queries_does_not_grow(
    school: School, django_assert_num_queries: Callable[[int], Any]
) -> None:
    admin, session = manager(school), make_session(school)
    for rows in (1, 10):
        for _ in range(rows):
            room = make_room(session)
            assign(room, "chief_examiner")
            assign(room, "examiner")
            make_entry(room, slot_starts_at=session.starts_at)
            make_entry(room, slot_starts_at=session.starts_at + timedelta(minutes=15))
        # The log-in, its offices, the page, the total.
        with django_assert_num_queries(5):
            items = admin.get(ROOMS).json()["items"]
        assert {(item["candidate_count"], item["staff_count"], len(item["chiefs"])) for item in items} == {
            (2, 2, 1)
        }
        assert all(item["first_slot_at"] < item["last_slot_at"] for item in items)
        with django_assert_num_queries(3):
            admin.get(f"{ROOMS}/export").getvalue()


def test_the_file_has_what_the_list_has(school: School) -> None:
    room = make_room(make_session(school, name="=1+1"), name="@第一考场")
    assign(room, "chief_examiner", make_person(name="梁国栋"))
    answer: Any = manager(school).get(f"{ROOMS}/export", {"columns": "name,exam,chiefs,exam_state"})
    with ZipFile(BytesIO(answer.getvalue())) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    for text in ("@第一考场", "=1+1", "梁国栋", "主考官", "进行中"):
        assert f"<t>{text}</t>" in sheet
    assert "<f>" not in sheet


def test_made_edited_and_deleted_over_http(draft: Place) -> None:
    client, json = manager(draft.school), "application/json"
    major = create_major(draft.college, name="材料物理", by=BY)
    url = f"/api/v1/school/exams/{draft.session.pk}/rooms"
    made = client.post(url, {"name": "新", "major_id": str(major.pk)}, json).json()
    room = f"{ROOMS}/{made['id']}"
    assert client.get(room).json()["major"]["name"] == "材料物理"
    opened = client.patch(room, {"version": 1, "major_id": None, "name_en": "New"}, json).json()
    read = client.get(room).json()
    assert (read["major"], read["name_en"], read["version"]) == (None, "New", opened["version"])
    stale = client.patch(room, {"version": 1, "name": "旧"}, json)
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    assert stale.json()["params"]["fields"] == ["major_id", "name_en"]
    copies = client.post(f"{room}/copies", {"rooms": [{"name": "新二"}, {"name": "新三"}]}, json)
    assert copies.status_code == 201 and len(copies.json()["ids"]) == 2
    gone = client.post(f"{room}/deletion", {"version": opened["version"]}, json)
    assert gone.status_code == 204 and client.get(room).status_code == 404


def test_a_room_is_for_a_major_of_its_own_college(draft: Place) -> None:
    foreign = create_major(make_session(draft.school).college, name="英语", by=BY)
    with refused(MajorOfAnotherCollege):
        services.create_room(draft.session, name="新", major=foreign, by=BY)
    with refused(MajorOfAnotherCollege):
        services.edit_room(draft.room, {"major_id": foreign.pk}, version=1, by=BY)


def test_a_copy_has_the_major_and_the_staff_that_rooms_share(draft: Place) -> None:
    draft.room.major = create_major(draft.college, name="材料物理", by=BY)
    draft.room.save()
    for person in draft.staff.values():
        add_membership(person, draft.school, "staff", by=BY)
    [one, two] = copy_room(draft.room, [("二", "Two"), ("三", "")], by=BY)
    assert (one.name, one.name_en, one.major, two.session) == ("二", "Two", draft.room.major, draft.session)
    for copy in (one, two):
        roles = set(Assignment.objects.filter(room=copy).values_list("role", flat=True))
        assert roles == {"waiting_room_officer", "inspector"}
    assert recorded("exams.room_copied")[0]["copied_from_id"] == str(draft.room.pk)
    with refused(RoomNameTaken):
        copy_room(draft.room, [("四", ""), ("二", "")], by=BY)


def test_a_room_is_deleted_while_it_is_empty(draft: Place) -> None:
    entry = make_entry(draft.room)
    with refused(RoomNotEmpty):
        delete_room(draft.room, version=1, by=BY)
    RosterEntry.objects.filter(pk=entry.pk).update(room=None, order_number=None)
    with refused(ChangedMeanwhile):
        delete_room(draft.room, version=9, by=BY)
    delete_room(draft.room, version=1, by=BY)
    assert not ExamRoom.objects.filter(pk=draft.room.pk).exists()
    assert len(recorded("exams.assignment_removed")) == 5
    assert channels_of("exams.room_deleted") == set(channels.school(draft.school.pk, draft.college.pk))


def test_a_room_where_something_happened_stays() -> None:
    place = make_place(candidates=1, state=SessionState.DRAFT)
    RosterEntry.objects.filter(room=place.room).update(room=None, order_number=None)
    with refused(RoomNotEmpty):
        delete_room(place.room, version=1, by=BY)


Act = Callable[[Place, str], object]
ACTS: dict[str, Act] = {
    "delete": lambda place, reason: delete_room(place.room, version=1, reason=reason, by=BY),
    "staff": lambda place, reason: set_room_staff(place.room, [], version=1, reason=reason, by=BY),
}


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize(
    ("state", "reason", "refusal"),
    [
        ("draft", "", None),
        ("published", "", ReasonRequired),
        ("published", "停用", None),
        ("open", "", ReasonRequired),
        ("open", "停用", None),
        ("closed", "停用", ExamClosed),
        ("archived", "停用", ExamClosed),
    ],
)
def test_from_the_publication_on_with_a_reason(
    act: str, state: str, reason: str, refusal: type[DomainError] | None
) -> None:
    place = make_place(candidates=0, queued=False, state=SessionState(state))
    if refusal:
        with refused(refusal):
            ACTS[act](place, reason)
    else:
        ACTS[act](place, reason)


def pool(place: Place, name: str = "", college: College | None = None) -> Any:
    person = make_person(name=name)
    add_membership(person, place.school, "staff", college=college, by=BY)
    return person


def duties(place: Place) -> set[tuple[Any, str]]:
    return {(one.person_id, one.role) for one in Assignment.objects.filter(room=place.room)}


def test_one_follows_another_in_one_step(draft: Place) -> None:
    old, new = draft.staff["examiner"], pool(draft, college=draft.college)
    wanted = {(who, role) for who, role in duties(draft) if who != old.pk} | {(new.pk, "examiner")}
    room = set_room_staff(draft.room, wanted, version=1, by=BY)
    assert duties(draft) == wanted and room.version == 2
    [row] = recorded("exams.room_staff_edited")
    assert row["changes"] == [{"field": "examiner", "before": str(old.pk), "after": str(new.pk)}]
    told = {channel for row in pushed("exams.assignment_added") for channel in row.channels}
    assert channels.person("staff", new.pk) in told
    assert channels.person("staff", old.pk) in channels_of("exams.assignment_removed")
    # The same again is no change.
    assert set_room_staff(room, wanted, version=2, by=BY).version == 2


def test_who_is_not_in_the_pool_is_not_assigned(draft: Place) -> None:
    elsewhere = pool(draft, college=make_session(draft.school).college)
    foreign = make_person()
    add_membership(foreign, make_school(), "staff", by=BY)
    for person in (make_person(), elsewhere, foreign):
        with refused(NotInStaffPool):
            set_room_staff(draft.room, {*duties(draft), (person.pk, "examiner")}, version=1, by=BY)
    whole_school = pool(draft)
    set_room_staff(draft.room, {*duties(draft), (whole_school.pk, "examiner")}, version=1, by=BY)


def test_the_second_editor_is_told_who_changed_the_staff(draft: Place) -> None:
    first = make_person(name="苏文婕")
    few = [duty for duty in duties(draft) if duty[1] != "examiner"]
    set_room_staff(draft.room, few, version=1, by=staff_actor(first))
    with refused(ChangedMeanwhile, by_name="苏文婕", fields=["examiner"]):
        set_room_staff(draft.room, [], version=1, by=BY)
