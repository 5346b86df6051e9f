"""Two people with the same page: the second learns who changed what it shows, and changes nothing."""

import json
from typing import Any

import pytest

from kaochang.announcements.models import Announcement
from kaochang.audit.services import record
from kaochang.core.changes import change_of
from kaochang.core.models import BaseModel, touch
from kaochang.edge.openapi import document
from kaochang.exams.events import RosterEntryEdited
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry, Ticket
from kaochang.notifications.models import NotificationPolicy
from kaochang.planning.models import ImportRow, PortraitImport, RosterImport
from kaochang.schools.models import College, Major
from kaochang.sms.models import SmsPolicy
from tests.edge.access_rows import ROWS
from tests.edge.access_world import World, make_world
from tests.factories import make_person, staff_actor
from tests.traces import unchanged

pytestmark = pytest.mark.django_db
SCHOOL = "/api/v1/school/"
# Whose version a page had read, by the first part of the path.
SUBJECTS: dict[str, type[BaseModel]] = {
    "announcements": Announcement,
    "candidates": RosterEntry,
    "colleges": College,
    "exams": ExamSession,
    "imports": RosterImport,
    "majors": Major,
    "portrait-imports": PortraitImport,
    "rooms": ExamRoom,
    "tickets": Ticket,
}


def _versioned() -> list[tuple[str, str]]:
    described = json.loads(document())
    found = []
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
            if "version" in described["components"]["schemas"].get(name, {}).get("properties", {}):
                found.append((method.upper(), path))
    return found


VERSIONED = _versioned()


def subject_of(world: World, path: str) -> BaseModel:
    kind, _, rest = path.removeprefix(SCHOOL).partition("/")
    if "{number}" in rest:
        return ImportRow.objects.get(roster_import_id=world.ids["import_id"], number=world.ids["number"])
    if kind == "sms":
        return SmsPolicy.objects.get_or_create(scope_id=world.place.school.pk)[0]
    if kind == "notification-policy":
        return NotificationPolicy.objects.get_or_create(scope_id=world.place.school.pk)[0]
    return SUBJECTS[kind]._default_manager.get(pk=rest.split("/")[0].format(**world.ids))


def by_another(subject: BaseModel, world: World) -> None:
    first = make_person(name="韩雪")
    edited = RosterEntryEdited(
        roster_entry_id=world.ids["roster_entry_id"], changes=[change_of("remark", "", "轮椅")]
    )
    record(edited, by=staff_actor(first), about=touch(subject), scope_id=world.place.school.pk)


def test_the_bodies_with_a_version_are_the_schools() -> None:
    assert len(VERSIONED) > 20
    assert {path.removeprefix(SCHOOL).partition("/")[0] for _, path in VERSIONED} == {
        *SUBJECTS,
        "notification-policy",
        "sms",
    }


@pytest.mark.parametrize(("method", "path"), VERSIONED, ids=map(" ".join, VERSIONED))
def test_an_old_version_is_refused(method: str, path: str) -> None:
    world = make_world()
    subject = subject_of(world, path)
    body = json.loads(ROWS[method, path].payload(world.ids)) | {"version": subject.version}
    if path.endswith("/state"):
        # An exam is not closed while somebody is inside, whoever asks.
        body["state"] = "open"
    by_another(subject, world)
    # The log-in has noted that it is used.
    assert world.ask("school_admin", "GET", f"{SCHOOL}me", None).status_code == 200
    with unchanged():
        answer = world.ask("school_admin", method, path, json.dumps(body))
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile"), answer.content
    assert answer.json()["params"]["by_name"] == "韩雪"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"{SCHOOL}exams/{{session_id}}/texts/{{kind}}", "letter"),
        (f"{SCHOOL}exams/{{session_id}}/texts/{{kind}}", "notice"),
        (f"{SCHOOL}terms", ""),
    ],
)
def test_an_old_edition_is_refused(path: str, kind: str) -> None:
    world = make_world()
    world.ids["kind"] = kind
    words: dict[str, Any] = {"title": "文本", "text": "甲写的。", "title_en": "Text", "text_en": "By A."}
    words |= {"reason": "更正"} if kind else {}
    edition = 1 if kind != "notice" else world.place.session.notice_edition
    mine = {**words, "edition": edition}
    first = world.ask("school_admin", "POST", path, json.dumps(mine))
    assert first.status_code == 200, first.content
    with unchanged():
        answer = world.ask("school_admin", "POST", path, json.dumps(mine | {"text": "乙写的。"}))
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile"), answer.content
    assert answer.json()["params"]["by_name"] == "school_admin"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", f"{SCHOOL}relations/{{relation_id}}/removal"),
        ("DELETE", f"{SCHOOL}members/{{membership_id}}"),
    ],
)
def test_what_another_has_removed_is_not_there(method: str, path: str) -> None:
    world = make_world()
    body = ROWS[method, path].payload(world.ids)
    assert world.ask("college_admin", method, path, body).status_code == 204
    assert world.ask("school_admin", "GET", f"{SCHOOL}me", None).status_code == 200
    with unchanged():
        answer = world.ask("school_admin", method, path, body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(("act", "undone_by"), [("stop", "start"), ("start", "stop")])
def test_the_switch_of_text_messages_keeps_the_first_reason(act: str, undone_by: str) -> None:
    world = make_world()
    for one, reason in ((undone_by, "先前"), (act, "甲的理由")):
        assert world.ask("school_admin", "POST", f"{SCHOOL}sms/{one}", _why(reason)).status_code < 300
    with unchanged():
        world.ask("school_admin", "POST", f"{SCHOOL}sms/{act}", _why("乙的理由"))


def _why(reason: str) -> str:
    return json.dumps({"reason": reason})
