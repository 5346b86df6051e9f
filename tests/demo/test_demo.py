"""The demo school: complete, safe to fill in again, kept through the day, refused on a real site."""

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kaochang.accounts.actor import Actor
from kaochang.accounts.services import log_in_with_one_time_code, log_in_with_password
from kaochang.commitments.queries import list_terms
from kaochang.commitments.services import publish_consent_text
from kaochang.config.environment import Environment
from kaochang.core import clock
from kaochang.core.errors import DomainError
from kaochang.demo.fill import fill, is_embedded, reason_against
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import list_candidate_entries, list_my_rooms
from kaochang.exams.states import Formality, RoomState, SessionState
from kaochang.interviews import services as interviews
from kaochang.interviews.models import Interview
from kaochang.interviews.states import InterviewState
from kaochang.media.models import MediaRoom
from kaochang.planning.clashes import find_clashes
from kaochang.planning.facts import read_facts
from kaochang.planning.readiness import readiness
from kaochang.planning.timetable_queries import read_timetable
from kaochang.schools.models import School
from kaochang.schools.states import MANAGING, MembershipRole
from kaochang.waiting import services as waiting
from kaochang.waiting.models import QueueEntry
from tests.factories import candidate_actor, staff_actor

pytestmark = pytest.mark.django_db

SOCKET_URL = "postgresql://kaochang:secret@/kaochang?host=/run/kaochang-db"


@pytest.fixture
def site(tmp_path: Path) -> Environment:
    return Environment(VAR_DIR=tmp_path, DEMO=True, DATABASE_URL=SOCKET_URL, PORT=8080, PUBLIC_ORIGIN="")


def rows(site: Environment) -> list[dict[str, Any]]:
    return json.loads((site.VAR_DIR / "demo.json").read_text())  # type: ignore[no-any-return]


def of(site: Environment, role: str) -> list[dict[str, Any]]:
    return [row for row in rows(site) if row["role"] == role]


def school_id() -> Any:
    return School.objects.get(code="demo").pk


@pytest.mark.parametrize(
    ("demo", "noted", "given", "allowed"),
    [
        (True, SOCKET_URL, SOCKET_URL, True),
        (False, SOCKET_URL, SOCKET_URL, False),
        (True, None, SOCKET_URL, False),
        (True, SOCKET_URL, "postgresql://kc@db.example.edu/kc", False),
        (True, "postgresql://kc@db.example.edu/kc", "postgresql://kc@db.example.edu/kc", False),
    ],
)
def test_only_with_demo_on_the_embedded_database(
    tmp_path: Path, demo: bool, noted: str | None, given: str, allowed: bool
) -> None:
    if noted:
        (tmp_path / "secrets.json").write_text(json.dumps({"DATABASE_URL": noted}))
    site = Environment(VAR_DIR=tmp_path, DEMO=demo, DATABASE_URL=given)
    assert (reason_against(site) is None) == allowed
    assert is_embedded(site) or not allowed


def test_everybody_of_the_list_can_log_in(site: Environment) -> None:
    fill(site)
    for row in rows(site):
        assert set(row) == {
            "role",
            "name",
            "phone",
            "candidate_number",
            "login_code",
            "url",
            "password",
        }
        if row["role"] == "candidate":
            session, _ = log_in_with_one_time_code(
                scope_id=school_id(), candidate_number=row["candidate_number"], code=row["login_code"]
            )
        else:
            session, _ = log_in_with_password(
                scope_id=school_id(), account=row["phone"], password=row["password"]
            )
        assert session.person.name == row["name"]
        assert row["url"].startswith("http://localhost:8080/")


def test_the_cast(site: Environment) -> None:
    fill(site)
    assert (of(site, "candidate")[0]["name"], of(site, "candidate")[0]["candidate_number"]) == (
        "陈思远",
        "26S0417",
    )
    roles = {row["role"] for row in rows(site)}
    offices = MANAGING | {MembershipRole.AUDITOR}
    assert roles == {"candidate", *Assignment.objects.values_list("role", flat=True), *offices}
    names = {role: [row["name"] for row in of(site, role)] for role in roles}
    assert [names[role] for role in ("school_admin", "college_admin", "auditor")] == [
        ["韩雪"],
        ["苏文婕"],
        ["严正平"],
    ]
    both = set(names["waiting_room_officer"]) & set(names["chief_examiner"])
    assert "周敏" in both
    # The first officer and the first chief are two people, so that two browsers can hold them.
    assert names["waiting_room_officer"][0] != names["chief_examiner"][0]
    assert names["chief_examiner"][0] == "梁国栋"


def test_the_exams_of_the_day(site: Environment) -> None:
    fill(site)
    formal = ExamSession.objects.get(formality=Formality.FORMAL, state=SessionState.OPEN)
    rooms = {room.name: room.roster.count() for room in formal.rooms.all()}
    assert len(rooms) == 2 and max(rooms.values()) == 8
    assert (formal.cameras_required, formal.minimum_staff, formal.invitation_seconds) == (2, 1, 60)
    assert formal.starts_at <= clock.now() < formal.ends_at
    assert QueueEntry.objects.count() == RosterEntry.objects.count()
    two = [entry.person for entry in RosterEntry.objects.filter(session__formality=Formality.REHEARSAL)]
    assert [len(list_candidate_entries(person.pk)) for person in two] == [2]
    notice = formal.notice_texts.get()
    for text in (notice.text, notice.text_en, formal.letter_texts.get().text_en):
        assert len(text) > 500
        assert "{" not in text


def test_its_own_exams_are_planned_as_they_should_be(site: Environment) -> None:
    """No clash at all, and nothing that would block the publication."""
    fill(site)
    for session in ExamSession.objects.filter(state=SessionState.OPEN):
        assert find_clashes(read_timetable(session)) == [], session.name
        items = {item.key: item.problem for item in readiness(read_facts(session)) if item.problem}
        # Staff have not said whom they are close to: that is theirs to do.
        assert items == ({"relations": "not_stated"} if session.formality == Formality.FORMAL else {})


def test_the_file_is_for_its_owner(site: Environment) -> None:
    fill(site)
    assert stat.S_IMODE((site.VAR_DIR / "demo.json").stat().st_mode) == 0o600


def test_a_second_start_the_same_day_keeps_everything(site: Environment) -> None:
    fill(site)
    before = rows(site)
    used = of(site, "candidate")[0]
    log_in_with_one_time_code(
        scope_id=school_id(), candidate_number=used["candidate_number"], code=used["login_code"]
    )
    ids = set(RosterEntry.objects.values_list("pk", flat=True))
    ExamRoom.objects.filter(session__formality=Formality.FORMAL).update(state=RoomState.READY)
    fill(site)
    assert set(RosterEntry.objects.values_list("pk", flat=True)) == ids
    assert ExamRoom.objects.filter(state=RoomState.READY).count() == 2
    after = rows(site)
    changed = [new["name"] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [used["name"]]
    assert of(site, "candidate")[0]["login_code"] != used["login_code"]


def test_the_next_day_is_a_fresh_one(site: Environment) -> None:
    fill(site)
    person = RosterEntry.objects.get(candidate_number="26S0417", session__state=SessionState.OPEN).person
    with clock.shifted(timedelta(days=1)):
        fill(site)
        [entry] = list_candidate_entries(person.pk)
        assert entry.session.starts_at <= clock.now() < entry.session.ends_at
    assert ExamSession.objects.filter(state=SessionState.CLOSED).count() == 2
    assert RosterEntry.objects.filter(person=person).count() == 2
    assert ExamSession.objects.filter(state=SessionState.OPEN).count() == 2
    assert ExamSession.objects.filter(state=SessionState.DRAFT).values("college").distinct().count() == 2
    assert ExamSession.objects.filter(state=SessionState.DRAFT).count() == 2


def test_reset_begins_again(site: Environment) -> None:
    fill(site)
    before = rows(site)
    ids = {entry.pk for entry in RosterEntry.objects.all()}
    fill(site, reset=True)
    for old, new in zip(before, rows(site), strict=True):
        assert (old["name"], old["password"]) == (new["name"], new["password"])
        assert old["role"] != "candidate" or old["login_code"] != new["login_code"]
    fresh = RosterEntry.objects.filter(session__state=SessionState.OPEN)
    assert ids.isdisjoint(entry.pk for entry in fresh)
    with pytest.raises(DomainError):
        log_in_with_one_time_code(
            scope_id=school_id(),
            candidate_number=before[0]["candidate_number"],
            code=before[0]["login_code"],
        )


def test_a_lost_list_is_written_anew(site: Environment) -> None:
    fill(site)
    (site.VAR_DIR / "demo.json").write_text("[{ broken")
    fill(site)
    officer = of(site, "waiting_room_officer")[0]
    session, _ = log_in_with_password(
        scope_id=school_id(), account=officer["phone"], password=officer["password"]
    )
    found = {mine.room.session.formality: set(mine.roles) for mine in list_my_rooms(session.person_id)}
    assert found[Formality.FORMAL.value] == {"waiting_room_officer", "chief_examiner"}


def test_a_day_that_still_runs_is_put_away(site: Environment) -> None:
    fill(site)
    room = ExamRoom.objects.get(session__formality=Formality.FORMAL, name__contains="第二")
    first, second = QueueEntry.objects.filter(room=room).order_by("position")[:2]
    now = clock.now()
    for entry in (first, second):
        entry.state, entry.arrived_at = "cleared", now
        entry.save()
    chief = Assignment.objects.filter(room=room, role="chief_examiner").first()
    assert chief is not None
    by = staff_actor(chief.person)
    invitation = interviews.invite_candidate(first, by=by)
    interviews.accept_invitation(invitation, by=candidate_actor(first.roster_entry.person))
    officer = Assignment.objects.get(room=room, role="waiting_room_officer")
    waiting.start_talk(second, by=staff_actor(officer.person))
    with clock.shifted(timedelta(days=1)):
        fill(site)
    room.refresh_from_db()
    assert room.state == RoomState.CLOSED
    assert not Interview.objects.filter(state=InterviewState.LIVE).exists()
    assert not MediaRoom.objects.filter(state="open").exists()


def test_what_was_published_in_the_web_stays(site: Environment) -> None:
    fill(site)
    school = School.objects.get(pk=school_id())
    edited = publish_consent_text(school, title="自己的协议", text="第一条。", by=Actor.system("test"))
    fill(site)
    assert list_terms(school.pk).first() == edited
