"""What the auditor's page must answer: impossible days, deleted rooms, and who took whole numbers away."""

import pytest

from kaochang.accounts.actor import Actor
from kaochang.exams import rooms
from kaochang.exams import services as exams
from kaochang.planning.staffing import staff_room
from kaochang.schools.services import add_membership
from tests.factories import make_person
from tests.planning.places import ready_draft
from tests.planning.rosters import dry_run, line, make_site, manager, xlsx
from tests.traces import recorded

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
TRAIL = "/api/v1/school/trail"


@pytest.mark.parametrize("days", [{"to_day": "9999-12-31"}, {"from_day": "0001-01-01"}])
@pytest.mark.parametrize("page", [TRAIL, f"{TRAIL}/export"])
def test_a_day_at_the_edge_of_the_calendar_is_refused(page: str, days: dict[str, str]) -> None:
    answer = manager(make_site().school).get(page, days)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_body")


def test_what_happened_to_a_deleted_room_can_still_be_read() -> None:
    place = ready_draft()
    room = exams.create_room(place.session, name="空", by=BY)
    who = make_person(name="王考官")
    add_membership(who, place.school, "staff", by=BY)
    room = staff_room(room, [(who.pk, "waiting_room_officer")], version=room.version, reason="", by=BY)
    room_id = str(room.pk)
    rooms.delete_room(room, version=room.version, by=BY)
    client, exam = manager(place.school), str(place.session.pk)
    queries: list[dict[str, str]] = [{}, {"exam_id": exam}]
    for query in queries:
        items = client.get(TRAIL, {"page_size": "100", **query}).json()["items"]
        told = {item["event"] for item in items}
        assert {
            "exams.room_created",
            "exams.assignment_added",
            "exams.room_staff_edited",
            "exams.assignment_removed",
            "exams.room_deleted",
        } <= told, query
    assert recorded("exams.room_deleted")[0]["room_id"] == room_id
    other = manager(make_site().school).get(TRAIL, {"page_size": 100}).json()["items"]
    assert not {"exams.room_deleted", "exams.assignment_removed"} & {item["event"] for item in other}


def test_whoever_takes_whole_numbers_away_leaves_an_entry() -> None:
    site = make_site()
    made = dry_run(site, xlsx([line(1), line(2, phone="1")]))
    client = manager(site.school)
    import_ = f"/api/v1/school/imports/{made.pk}"
    for page, event in (
        ("/api/v1/school/members/export", "schools.members_exported"),
        ("/api/v1/school/staff/export", "exams.staff_exported"),
        (f"{import_}/bad-rows", "planning.bad_rows_exported"),
        (f"{import_}/rows/{made.rows.order_by('number')[0].number}", "planning.import_row_shown"),
    ):
        assert recorded(event) == []
        assert client.get(page).status_code == 200
        assert len(recorded(event)) == 1, page
    assert "phone" in recorded("schools.members_exported")[0]["columns"]
    told = {item["event"] for item in client.get(TRAIL, {"page_size": 100}).json()["items"]}
    assert {"schools.members_exported", "planning.import_row_shown"} <= told
