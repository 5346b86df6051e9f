"""A typo in a time is refused with its reason; none of them kills a page, also one that was saved before."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from kaochang.core import clock
from kaochang.core.errors import TimeImplausible
from kaochang.exams import services as exams
from kaochang.exams.errors import TooManySlots, WindowTooLong
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.windows import MOST_SLOTS
from kaochang.planning.timetable_queries import read_timetable
from tests.announcements.places import BY
from tests.factories import Place
from tests.planning.places import ready_draft
from tests.planning.rosters import dry_run, found, line, make_site, manager, xlsx
from tests.traces import refused

pytestmark = pytest.mark.django_db
EXAMS = "/api/v1/school/exams"
JSON = "application/json"
YEAR_ONE = "0001-01-01T00:00:00+08:00"
END_OF_TIME = "9999-12-31T23:59:59-08:00"


@pytest.fixture
def place() -> Place:
    return ready_draft(1)


def window(**times: str) -> dict[str, str]:
    return {"starts_at": "2026-12-01T00:00:00Z", "ends_at": "2026-12-01T08:00:00Z", **times}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (window(starts_at=YEAR_ONE), "time_implausible"),
        (window(ends_at=END_OF_TIME), "time_implausible"),
        (window(ends_at="2036-12-01T08:00:00Z"), "window_too_long"),
        (window(ends_at="2026-12-20T08:00:00Z") | {"interview_seconds": 60}, "too_many_slots"),
        (window(ends_at="2026-12-01T00:00:00Z"), "window_reversed"),
    ],
)
def test_an_exam_of_such_times_is_not_made_or_copied(place: Place, wrong: dict[str, Any], code: str) -> None:
    client = manager(place.school)
    new = {"college_id": str(place.college.pk), "name": "错年", "formality": "formal", **wrong}
    answer = client.post(EXAMS, new, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    if "interview_seconds" in wrong:
        wrong = {name: value for name, value in wrong.items() if name != "interview_seconds"}
        ExamSession.objects.filter(pk=place.session.pk).update(interview_seconds=60)
    copy = {"name": "副本", "formality": "formal", **wrong}
    answer = client.post(f"{EXAMS}/{place.session.pk}/copy", copy, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert ExamSession.objects.count() == 1


def test_nor_is_one_edited_to_have_them(place: Place) -> None:
    session = place.session
    for values, error in (
        ({"ends_at": session.ends_at + timedelta(days=3650)}, WindowTooLong),
        ({"starts_at": datetime(1, 1, 1, tzinfo=UTC)}, TimeImplausible),
        ({"ends_at": session.starts_at + timedelta(days=20), "interview_seconds": 60}, TooManySlots),
    ):
        with refused(error):
            exams.edit_session(session, values, version=session.version, by=BY)
    edited = exams.edit_session(session, {"name": "改名"}, version=session.version, by=BY)
    assert edited.name == "改名"


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("0001-01-01T00:00:00+14:00", "time_implausible"),
        (END_OF_TIME, "time_implausible"),
        ("2036-12-01T08:00:00Z", "slot_far_away"),
    ],
)
def test_nobody_is_moved_to_such_a_slot(place: Place, at: str, code: str) -> None:
    entry = RosterEntry.objects.get(pk=place.entries[0].pk)
    assert entry.slot_starts_at
    room = str(entry.room_id)
    move = {
        "entry_id": str(entry.pk),
        "was": {"room_id": room, "slot_starts_at": entry.slot_starts_at.isoformat()},
        "to": {"room_id": room, "slot_starts_at": at},
    }
    client, page = manager(place.school), f"{EXAMS}/{place.session.pk}/timetable"
    answer = client.post(f"{page}/moves", {"moves": [move]}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("at", ["0001-01-01 08:00", "9999-12-31 23:59"])
def test_nor_imported_with_one(at: str) -> None:
    made = dry_run(make_site(), xlsx([line(1, slot_starts_at=at)]))
    assert ("slot_starts_at", "time_form") in {(column, code) for _, column, code in found(made)}


def test_what_was_saved_before_is_mended_so_that_the_list_can_be_read(place: Place) -> None:
    mend = import_module("kaochang.exams.migrations.0006_plausible_times").MEND
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name in (("examsession", "session_window"), ("rosterentry", "roster_slot")):
            cursor.execute(f"ALTER TABLE exams_{table} DROP CONSTRAINT exams_{name}_plausible")
        cursor.execute("UPDATE exams_examsession SET starts_at = '0001-01-01 00:00+08'")
        cursor.execute("UPDATE exams_rosterentry SET slot_starts_at = '0001-01-01 00:00+08'")
        cursor.execute(mend)
    client = manager(place.school)
    assert client.get(EXAMS).json()["total"] == 1
    assert client.get(f"{EXAMS}/{place.session.pk}").status_code == 200
    session = ExamSession.objects.get()
    assert (session.starts_at, RosterEntry.objects.get().slot_starts_at) == (clock.EARLIEST, None)


def test_a_long_exam_that_was_saved_before_lists_so_many_slots_and_no_more(place: Place) -> None:
    ends_at = place.session.starts_at + timedelta(days=3650)
    ExamSession.objects.filter(pk=place.session.pk).update(ends_at=ends_at, interview_seconds=60)
    table = read_timetable(ExamSession.objects.get())
    assert len(list(table.slots())) == MOST_SLOTS
