"""No list, and no file of one, asks the database more often because it is longer."""

from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaochang.announcements.publishing import publish
from kaochang.announcements.services import create_announcement
from kaochang.candidates.models import CodeSheet, Mailing
from kaochang.exams.models import Ticket
from kaochang.exams.telling import tell_moved
from kaochang.planning.models import ImportRow, PortraitImport, PortraitRow, RosterImport
from kaochang.schools.invitations import invite
from kaochang.schools.models import Membership
from tests.edge.access_rows import ROWS
from tests.edge.access_world import BY, World, make_world
from tests.factories import make_entry, make_person, make_room, make_session

pytestmark = pytest.mark.django_db
EXAM, IMPORT = "/api/v1/school/exams/{session_id}", "/api/v1/school/imports/{import_id}"
LISTS = [
    *(path for method, path in ROWS if method == "GET" and path.endswith(("/export", "/bad-rows"))),
    *(
        f"/api/v1/school/{name}"
        for name in (
            *("organisation", "members", "invitations", "sms/messages", "notifications", "exams", "rooms"),
            *("staff", "candidates", "tickets", "mailings", "code-sheets", "announcements", "monitor"),
        )
    ),
    *(f"{EXAM}{part}" for part in ("/imports", "/portrait-imports", "/timetable", "/readiness")),
    f"{IMPORT}/rows",
    "/api/v1/school/portrait-imports/{portrait_import_id}/rows",
    "/api/v1/school/announcements/{announcement_id}/receipts",
    "/api/v1/candidate/announcements",
    "/api/v1/candidate/notifications",
    "/api/v1/staff/notifications",
]
_numbers = count(1)


def grow(world: World, rows: int) -> None:
    place, me = (
        world.place,
        UUID(world.clients["school_admin"].get("/api/v1/school/me").json()["person"]["id"]),
    )
    school, first = place.school, place.entries[0]
    for number in (next(_numbers) for _ in range(rows)):
        entry = make_entry(make_room(place.session))
        make_room(make_session(school))
        tell_moved(
            place.session, [(entry, (place.room, None)), (first, (place.room, None))], reason="", by=BY
        )
        invite(school, "staff", name=f"某{number}", phone=f"137{number:08d}", by=BY)
        Membership.objects.create(person=make_person(), school=school, role="staff")
        Ticket.objects.create(roster_entry=entry, text="有疑问")
        announcement = create_announcement(
            *(school,), level="school", college=None, session=None, title="公告", body="<p>请。</p>", by=BY
        )
        publish(announcement, version=announcement.version, by=BY)
        ImportRow.objects.create(
            roster_import_id=world.ids["import_id"],
            number=number + 2,
            cells='{"name": "某"}',
            outcome="error",
        )
        PortraitRow.objects.create(
            portrait_import_id=world.ids["portrait_import_id"], number=number, roster_entry_id=entry.pk
        )
        for model in (RosterImport, PortraitImport):
            model.objects.create(session=place.session, uploaded_by_id=make_person().pk, state="discarded")
        CodeSheet.objects.create(school=school, made_by_id=me, language="zh", entry_ids=[], state="failed")
        Mailing.objects.create(
            school=school,
            made_by_id=me,
            title="通知",
            text="请。",
            sms=False,
            entry_ids=[str(uuid4())],
            total=1,
        )


def statements(world: World, path: str) -> int:
    role = {"candidate": "candidate_self", "staff": "officer"}.get(path.split("/")[3], "school_admin")
    with CaptureQueriesContext(connection) as asked:
        answer: Any = world.ask(role, "GET", path, b"")
        if answer.streaming:
            assert b"".join(answer.streaming_content)
    assert answer.status_code == 200, (path, answer.content)
    return len(asked)


def test_no_list_asks_more_often_because_it_is_longer() -> None:
    world = make_world()
    grow(world, 2)
    for path in LISTS:
        # What is read once and kept, such as content types.
        statements(world, path)
    few = {path: statements(world, path) for path in LISTS}
    grow(world, 16)
    many = {path: statements(world, path) for path in LISTS}
    assert {path: (few[path], many[path]) for path in LISTS if many[path] > few[path]} == {}
