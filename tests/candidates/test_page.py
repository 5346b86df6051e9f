"""One candidate's page: what it shows, corrections, the look at whole numbers, the time line."""

from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.models import Person
from kaochang.accounts.services.people import set_identity_number
from kaochang.commitments.models import Commitment
from kaochang.commitments.services import publish_letter
from kaochang.exams import services as exams
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import SessionState
from kaochang.realtime import channels
from kaochang.schools.services import create_major
from tests.candidates.test_list import BY, manager
from tests.factories import (
    Place,
    make_entry,
    make_place,
    make_ready,
    make_room,
    make_session,
)
from tests.traces import channels_of, recorded

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def page(entry: RosterEntry) -> str:
    return f"/api/v1/school/candidates/{entry.pk}"


def read(client: Client, entry: RosterEntry) -> dict[str, Any]:
    answer = client.get(page(entry))
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def correct(client: Client, entry: RosterEntry, seen: dict[str, Any] | None = None, **values: Any) -> Any:
    seen = seen or read(client, entry)
    body = {"version": seen["version"], "person_version": seen["person_version"], **values}
    return client.patch(page(entry), body, content_type=JSON)


def test_the_page_shows_masked_data_and_what_was_done(place: Place) -> None:
    entry = make_ready(place, 0)
    set_identity_number(entry.person, "11010519491231002X")
    entry.person.save()
    again = make_session(place.school)
    again.college = place.college
    again.save()
    copy = make_entry(make_room(again), person=entry.person)
    foreign = make_entry(make_room(make_session(place.school)), person=entry.person)
    seen = read(manager(place.school), entry)
    assert "****" in seen["phone"] and seen["identity_number"] == "110***********002X"
    assert [one["id"] for one in seen["others"]] == [str(foreign.pk), str(copy.pk)] or len(
        seen["others"]
    ) == 2
    assert seen["consents"][0]["given_at"] and seen["letters"][0]["method"] == "typed"
    assert seen["check"]["passed"] is True and seen["code_expires_at"] is None
    college = read(manager(place.school, place.college), entry)
    assert [one["id"] for one in college["others"]] == [str(copy.pk)]


def test_the_edition_that_was_signed_stays_on_the_page_beside_a_new_one(place: Place) -> None:
    entry = make_ready(place, 0)
    publish_letter(
        place.session, title="承诺书", title_en="", text="第二版", text_en="", reason="更正", by=BY
    )
    now, signed = read(manager(place.school), entry)["letters"]
    assert (now["edition"], now["signed_at"], now["method"]) == (signed["edition"] + 1, None, "")
    assert signed["signed_at"] and signed["method"] == "typed" and now["text_hash"] != signed["text_hash"]
    # What the signature holds is the proof, whatever became of the letter.
    Commitment.objects.filter(roster_entry=entry).update(text_hash="b" * 64)
    assert read(manager(place.school), entry)["letters"][1]["text_hash"] == "b" * 64
    unsigned = read(manager(place.school), place.entries[1])["letters"]
    assert [one["edition"] for one in unsigned] == [now["edition"]]


def test_whole_numbers_are_shown_once_and_in_the_trail(place: Place) -> None:
    entry = place.entries[0]
    answer = manager(place.school).post(f"{page(entry)}/disclosure")
    assert answer.json() == {"phone": entry.person.phone, "identity_number": ""}
    assert recorded("candidates.personal_data_shown") == [{"roster_entry_id": str(entry.pk)}]


def test_a_correction_leaves_before_and_after(place: Place) -> None:
    entry, admin = place.entries[0], manager(place.school)
    major = create_major(place.college, name="物理", by=BY)
    answer = correct(
        admin,
        entry,
        name="张珊",
        phone="138 1234 5678",
        identity_number="11010519491231002x",
        major_id=str(major.pk),
        extra_time_percent=25,
        remark="轮椅",
        reason="核对证件",
    )
    assert answer.status_code == 200, answer.content
    assert (answer.json()["name"], answer.json()["phone"]) == ("张珊", "+86138****5678")
    entry.refresh_from_db()
    assert (entry.major_id, entry.extra_time_percent, entry.remark) == (major.pk, 25, "轮椅")
    (person,), (edited,) = recorded("accounts.person_edited"), recorded("exams.roster_entry_edited")
    assert (person["reason"], edited["reason"]) == ("核对证件", "核对证件")
    assert [change["field"] for change in person["changes"]] == ["name", "phone", "identity_number"]
    assert person["changes"][0]["after"] == "张珊"
    assert person["changes"][1]["after"] == "+86138****5678"
    assert person["changes"][2]["after"] == "110***********002X"
    told_to = channels_of("candidates.corrected")
    assert {channels.candidate(entry.pk), channels.room_staff(place.room.pk)} <= told_to
    assert set(channels.school(place.school.pk, place.college.pk)) <= told_to
    # The new phone logs in, the old one no more.
    assert Person.objects.get(pk=entry.person_id).credentials.filter(kind="phone").count() == 1


def test_a_published_exam_asks_for_a_reason_and_a_draft_does_not(place: Place) -> None:
    admin, entry = manager(place.school), place.entries[0]
    answer = correct(admin, entry, remark="x")
    assert (answer.status_code, answer.json()["code"]) == (422, "reason_required")
    draft = make_entry(make_room(make_session(place.school, state=SessionState.DRAFT)))
    assert correct(admin, draft, remark="x").status_code == 200
    over = make_entry(make_room(make_session(place.school, state=SessionState.CLOSED)))
    assert correct(admin, over, remark="x", reason="y").json()["code"] == "exam_closed"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"identity_number": "110105194912310021"}, "value_refused"),
        ({"name": "<b>"}, "value_refused"),
        ({"phone": "1381234567"}, "value_refused"),
        ({"time_zone": "Mars/Olympus"}, "value_refused"),
        ({"extra_time_percent": 101}, "malformed_body"),
        ({"candidate_number": "1"}, "malformed_body"),
    ],
)
def test_what_cannot_be_right_is_refused(place: Place, values: dict[str, Any], code: str) -> None:
    answer = correct(manager(place.school), place.entries[0], reason="更正", **values)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert recorded("accounts.person_edited") == []


def test_numbers_of_somebody_else_are_refused(place: Place) -> None:
    admin, (mine, other) = manager(place.school), place.entries
    for entry, number in ((mine, "13812345678"), (other, "13812345679")):
        assert correct(admin, entry, phone=number, reason="更正").status_code == 200
    set_identity_number(other.person, "11010519491231002X")
    other.person.save()
    for key, number in (("phone", "13812345679"), ("identity_number", "11010519491231002X")):
        answer = correct(admin, mine, None, **{key: number}, reason="更正")
        assert answer.json()["code"] == "credential_taken"
    major = create_major(make_session(place.school).college, name="别的", by=BY)
    answer = correct(admin, mine, major_id=str(major.pk), reason="更正")
    assert answer.json()["code"] == "candidate_major_unknown"


def test_the_second_editor_is_told_and_a_candidates_step_is_no_conflict(place: Place) -> None:
    first, second, entry = manager(place.school), manager(place.school), place.entries[0]
    seen = read(second, entry)
    exams.read_notice(entry, edition=0, by=place.candidate(0))
    assert correct(second, entry, seen, remark="先到", reason="更正").status_code == 200
    answer = correct(first, entry, seen, remark="后到", reason="更正")
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
    assert answer.json()["params"]["fields"] == ["remark"]
    # Another field of the same candidate is nobody's loss.
    assert correct(first, entry, seen, extra_time_percent=10, reason="更正").status_code == 200
