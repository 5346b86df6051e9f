"""Exam staff in the school's web, and relations to candidates: declared, entered, removed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.exams.errors import RelationExists
from kaochang.exams.models import ExamSession, Relation, RosterEntry
from kaochang.exams.relations import add_relation, remove_relation, state_relations
from kaochang.exams.states import RelationSource, SessionState
from kaochang.notifications.models import Notification
from kaochang.realtime import channels
from kaochang.schools.models import College, School
from kaochang.schools.services import add_membership
from kaochang.sms.models import SmsMessage
from tests.accounts.factories import log_in
from tests.factories import (
    Place,
    assign,
    make_entry,
    make_person,
    make_place,
    make_room,
    make_session,
    staff_actor,
)
from tests.traces import channels_of, pushed, recorded, refused

pytestmark = pytest.mark.django_db
STAFF, MINE = "/api/v1/school/staff", "/api/v1/staff/relations"
BY, JSON = Actor.system("test"), "application/json"


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False, roles=["chief_examiner"])


def browser(person: Person, school: School) -> Client:
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, person, "staff", school.pk)
    return client


def manager(school: School, college: College | None = None) -> Client:
    person = make_person()
    add_membership(person, school, "college_admin" if college else "school_admin", college=college, by=BY)
    return browser(person, school)


def pool(school: School, name: str, college: College | None = None) -> Person:
    person = make_person(name=name)
    add_membership(person, school, "staff", college=college, by=BY)
    return person


def relate(person: Person, entry: RosterEntry, **more: Any) -> Relation:
    return add_relation(person, entry, "teacher", **{"source": RelationSource.ENTERED, "by": BY, **more})


def names(client: Client, **query: Any) -> list[str]:
    answer = client.get(STAFF, query)
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


def test_who_is_listed(place: Place) -> None:
    school, other = place.school, make_session(place.school)
    chief = place.staff["chief_examiner"]
    pool(school, "全校")
    pool(school, "本院", place.college)
    pool(school, "外院", other.college)
    assign(make_room(other), "examiner", make_person(name="外院考官"))
    assign(make_room(), "examiner", make_person(name="别校"))
    everybody = {chief.name, "全校", "本院", "外院", "外院考官"}
    assert set(names(manager(school))) == everybody
    assert set(names(manager(school, place.college))) == {chief.name, "全校", "本院"}
    admin = manager(school)
    assert names(admin, role="chief_examiner") == names(admin, room_id=str(place.room.pk)) == [chief.name]
    assert names(admin, session_id=str(place.session.pk)) == [chief.name]
    assert (
        names(admin, college_id=str(other.college_id))
        == names(admin, q="外院", relation="silent", sort="-name")[-1:]
    )
    assert set(names(admin, assignable_in=str(place.college.pk))) == {"全校", "本院"}
    assert admin.get(STAFF, {"sort": "phone"}).json()["code"] == "sort_unknown"


def test_what_is_known_of_relations(place: Place) -> None:
    admin, school = manager(place.school), place.school
    people = {state: pool(school, state) for state in ("silent", "none", "some", "conflict")}
    assign(place.room, "examiner", people["conflict"])
    relate(people["conflict"], place.entries[0])
    relate(people["some"], place.entries[0])
    state_relations(people["none"], school.pk, by=BY)
    chief = place.staff["chief_examiner"].name
    for state in ("none", "some", "conflict"):
        assert set(names(admin, relation=state)) == {state}
    # What the school entered about somebody is not their own word.
    assert set(names(admin, relation="silent")) == {"silent", "some", "conflict", chief}
    assert names(admin, sort="-relations")[0] == "conflict"
    detail = admin.get(f"{STAFF}/{people['conflict'].pk}").json()
    [relation] = detail["relations"]
    [where] = relation["places"]
    assert (relation["kind"], where["meets"], where["room_id"]) == ("teacher", True, str(place.room.pk))
    assert detail["phone"].count("*") and detail["duties"][0]["role"] == "examiner"


def test_the_number_of_queries_does_not_grow(
    place: Place, django_assert_num_queries: Callable[[int], Any]
) -> None:
    admin = manager(place.school)
    for people in (1, 10):
        for number in range(people):
            person = pool(place.school, f"人{number}", place.college)
            assign(place.room, "examiner", person)
            relate(person, place.entries[0])
        # The log-in, its offices, the keys, the page, the total; rooms and offices of all of them.
        with django_assert_num_queries(7):
            admin.get(STAFF)
        # For the trail also how many there are.
        with django_assert_num_queries(7):
            admin.get(f"{STAFF}/export").getvalue()


def test_entered_by_the_school_and_removed_with_a_reason(place: Place) -> None:
    admin, chief, entry = manager(place.school), place.staff["chief_examiner"], place.entries[0]
    found = admin.get("/api/v1/school/relation-candidates", {"q": entry.candidate_number[-4:]}).json()
    assert [one["roster_entry_id"] for one in found] == [str(entry.pk)]
    # Somebody in two exams is found once.
    make_entry(make_room(make_session(place.school)), person=entry.person)
    assert len(admin.get("/api/v1/school/relation-candidates", {"q": entry.person.name}).json()) == 1
    assert admin.get("/api/v1/school/relation-candidates").json() == []
    body = {"roster_entry_id": str(entry.pk), "kind": "family", "note": "侄女"}
    made = admin.post(f"{STAFF}/{chief.pk}/relations", body, JSON)
    assert made.status_code == 201, made.content
    again = admin.post(f"{STAFF}/{chief.pk}/relations", body, JSON)
    assert (again.status_code, again.json()["code"]) == (409, "relation_exists")
    relation = Relation.objects.get()
    assert (relation.source, relation.note) == ("entered", "侄女")
    [row] = recorded("exams.relation_added")
    assert "note" not in row and row["kind"] == "family"
    # Never the candidate.
    told = channels_of("exams.relation_added")
    assert told == {*channels.school(place.school.pk, place.college.pk), channels.person("staff", chief.pk)}
    url = f"/api/v1/school/relations/{relation.pk}/removal"
    assert admin.post(url, {"reason": " "}, JSON).json()["code"] == "malformed_body"
    assert admin.post(url, {"reason": "录错"}, JSON).status_code == 204
    assert recorded("exams.relation_removed")[0]["reason"] == "录错" and not Relation.objects.exists()
    assert admin.post(url, {"reason": "录错"}, JSON).status_code == 404


def test_a_college_sees_relations_to_its_own_candidates_only(place: Place) -> None:
    other = make_session(place.school)
    relation = relate(place.staff["chief_examiner"], make_entry(make_room(other)))
    admin = manager(place.school, place.college)
    person = f"{STAFF}/{place.staff['chief_examiner'].pk}"
    assert admin.get(person).json()["relations"] == []
    assert admin.get(STAFF).json()["items"][0]["relation_count"] == 0
    removal = f"/api/v1/school/relations/{relation.pk}/removal"
    assert admin.post(removal, {"reason": "试"}, JSON).status_code == 404
    body = {"roster_entry_id": str(make_entry(make_room(other)).pk), "kind": "other"}
    assert admin.post(f"{person}/relations", body, JSON).status_code == 404


@pytest.mark.parametrize("state", [SessionState.PUBLISHED, SessionState.OPEN])
def test_a_relation_that_meets_a_published_slot_is_told_to_who_manages_it(state: SessionState) -> None:
    place = make_place(candidates=2, queued=False, roles=["chief_examiner"], state=state)
    chief, (entry, other) = place.staff["chief_examiner"], place.entries
    everywhere, here, elsewhere = make_person(), make_person(), make_person()
    add_membership(everywhere, place.school, "school_admin", by=BY)
    add_membership(here, place.school, "college_admin", college=place.college, by=BY)
    add_membership(
        elsewhere, place.school, "college_admin", college=make_session(place.school).college, by=BY
    )
    # Where the two do not meet there is nothing to rearrange.
    relate(make_person(), entry)
    draft = make_entry(make_room(make_session(place.school)))
    assign(draft.exam_room, "examiner", chief)
    ExamSession.objects.filter(pk=draft.session_id).update(state=SessionState.DRAFT)
    relate(chief, draft)
    assert not Notification.objects.exists()
    relate(chief, entry)
    told = {one.person_id: one for one in Notification.objects.filter(kind="relation_met", area="staff")}
    assert set(told) == {everywhere.pk, here.pk} and len(told) == Notification.objects.count()
    params = told[here.pk].params
    assert (params["exam"], params["room"]) == (place.session.name, place.room.name)
    # Who, to whom and where, with the way there; a message that leaves the school names nobody.
    assert (params["staff"], params["relation"]) == (chief.name, "teacher")
    assert params["candidate"] == f"{entry.person.name} {entry.candidate_number}"
    assert params["room_id"] == str(place.room.pk)
    texts = str(list(SmsMessage.objects.values()))
    assert entry.person.name not in texts and chief.name not in texts
    assert channels_of("exams.relations_met_changed") == {channels.room_staff(place.room.pk)}
    # Who enters it knows.
    relate(chief, other, by=staff_actor(here))
    assert Notification.objects.filter(person=everywhere).count() == 2
    assert Notification.objects.filter(person=here).count() == 1


def test_staff_declare_their_own(place: Place) -> None:
    chief, entry = place.staff["chief_examiner"], place.entries[0]
    me = browser(chief, place.school)
    assert me.get(MINE).json() == {"stated_at": None, "relations": []}
    find = "/api/v1/staff/relation-candidates"
    # The whole number or name; nobody leafs through a roster.
    assert me.get(find, {"q": entry.candidate_number[:3]}).json() == []
    assert me.get(find, {"q": entry.person.name[:1]}).json() == []
    for words in (entry.candidate_number.lower(), entry.person.name):
        assert [one["roster_entry_id"] for one in me.get(find, {"q": words}).json()] == [str(entry.pk)]
    made = me.post(MINE, {"roster_entry_id": str(entry.pk), "kind": "teacher"}, JSON)
    assert made.status_code == 201, made.content
    stated = me.post(f"{MINE}/statement", {}, JSON)
    mine = me.get(MINE).json()
    assert mine["stated_at"] == stated.json()["stated_at"] and mine["relations"][0]["source"] == "declared"
    assert recorded("exams.relations_stated")[0]["relations"] == 1
    assert me.post(f"{MINE}/statement", {}, JSON).json()["stated_at"] > stated.json()["stated_at"]


def test_who_declares_reads_where_they_would_meet_now(place: Place) -> None:
    chief, (here, other) = place.staff["chief_examiner"], place.entries
    move_away(other)
    me = browser(chief, place.school)
    answers = [
        me.post(MINE, {"roster_entry_id": str(one.pk), "kind": "teacher"}, JSON).json()["meets"]
        for one in (here, other)
    ]
    assert answers == [True, False]
    met, apart = me.get(MINE).json()["relations"]
    room = {"room_name": place.room.name, "room_name_en": place.room.name_en}
    exam = {"exam_name": place.session.name, "exam_name_en": place.session.name_en}
    assert (met["meets"], apart["meets"]) == ([{**exam, **room}], [])
    # Once it is rearranged, or the exam is over, nothing is left to be done.
    move_away(here)
    assert [one["meets"] for one in me.get(MINE).json()["relations"]] == [[], []]


def move_away(entry: RosterEntry) -> None:
    RosterEntry.objects.filter(pk=entry.pk).update(room=make_room(entry.session))


@pytest.mark.parametrize("who", ["stranger", "pool", "whole_school"])
def test_only_near_candidates_can_be_named(place: Place, who: str) -> None:
    person = make_person()
    if who != "stranger":
        college = make_session(place.school).college if who == "pool" else None
        add_membership(person, place.school, "staff", college=college, by=BY)
    body = {"roster_entry_id": str(place.entries[0].pk), "kind": "other"}
    answer = browser(person, place.school).post(MINE, body, JSON)
    assert answer.status_code == (201 if who == "whole_school" else 404)
    place.session.state = SessionState.CLOSED
    place.session.save()
    body["roster_entry_id"] = str(place.entries[1].pk)
    assert browser(person, place.school).post(MINE, body, JSON).status_code == 404


def test_a_relation_is_entered_once(place: Place) -> None:
    chief, entry = place.staff["chief_examiner"], place.entries[0]
    relation = relate(chief, entry, by=staff_actor(chief))
    with refused(RelationExists):
        relate(chief, entry)
    # In another exam of the school it is the same person.
    elsewhere = make_entry(make_room(make_session(place.school)), person=entry.person)
    with refused(RelationExists):
        relate(chief, elsewhere)
    remove_relation(relation, reason="录错", by=BY)
    relate(chief, entry)


def test_the_open_pages_of_the_room_hear_that_a_relation_came_or_went_and_not_which() -> None:
    place = make_place(queued=False, roles=["chief_examiner", "examiner"], state=SessionState.OPEN)
    relation = relate(place.staff["examiner"], place.entries[0])
    remove_relation(relation, reason="录错", by=BY)
    here = channels.room_staff(place.room.pk)
    came, went = pushed("exams.relations_met_changed")
    assert [came.channels, went.channels] == [[here], [here]]
    assert came.payload["data"] == went.payload["data"] == {"room_id": str(place.room.pk)}
    for event in ("exams.relation_added", "exams.relation_removed"):
        assert here not in channels_of(event)
