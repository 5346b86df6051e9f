"""A draft deleted: what refuses it, what goes with it, and what stays."""

import io
from typing import Any

import pytest

from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.accounts.models import LoginCredential, Person
from kaochang.announcements.services import create_announcement
from kaochang.audit.models import TrailEntry
from kaochang.commitments.models import LetterText
from kaochang.core import clock
from kaochang.core.errors import DomainError, NotFound
from kaochang.edge.errors import translate
from kaochang.exams.errors import ExamContentChanged, ExamInUse, ExamWasPublished
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, NoticeText, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning import imports, portraits
from kaochang.planning.deleting import delete_exam
from kaochang.planning.editing import edit_exam
from kaochang.planning.errors import ImportRunning
from kaochang.planning.models import ImportRow, PortraitImport, RosterImport
from kaochang.planning.moving import hold_timetable
from kaochang.planning.services import publish_exam
from kaochang.realtime import channels
from kaochang.storage.models import StoredFile
from kaochang.storage.services import path_of
from tests.factories import Place, make_entry, make_room, make_session
from tests.planning.places import copied, ready_draft
from tests.planning.rosters import BY, Site, dry_run, line, make_site, manager, write, xlsx
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
TRAIL = "/api/v1/school/trail"


@pytest.fixture
def draft() -> Place:
    return ready_draft()


def delete(session: ExamSession, **shown: int) -> None:
    session = ExamSession.objects.get(pk=session.pk)
    delete_exam(
        session,
        **{
            "version": session.version,
            "rooms": session.rooms.count(),
            "candidates": session.roster.count(),
            **shown,
        },
        by=BY,
    )


@pytest.mark.parametrize(
    "columns",
    [
        {"state": SessionState.PUBLISHED},
        {"state": SessionState.OPEN},
        {"state": SessionState.CLOSED},
        {"state": SessionState.ARCHIVED},
        # Withdrawn: people had seen it.
        {"published_at": clock.now()},
    ],
)
def test_what_was_published_stays(draft: Place, columns: dict[str, Any]) -> None:
    ExamSession.objects.filter(pk=draft.session.pk).update(**columns)
    with refused(ExamWasPublished):
        delete(draft.session)


@pytest.mark.parametrize(
    ("shown", "refusal"),
    [
        ({"version": 99}, ChangedMeanwhile),
        ({"rooms": 0}, ExamContentChanged),
        ({"candidates": 1}, ExamContentChanged),
    ],
)
def test_nothing_goes_that_the_page_had_not_shown(
    draft: Place, shown: dict[str, int], refusal: type[DomainError]
) -> None:
    with refused(refusal):
        delete(draft.session, **shown)


def test_an_announcement_keeps_its_exam(draft: Place) -> None:
    create_announcement(
        draft.school,
        level="exam",
        college=draft.college,
        session=draft.session,
        title="时间有变",
        body="<p>见通知</p>",
        by=BY,
    )
    with refused(ExamInUse):
        delete(draft.session)


def test_a_file_that_is_being_read_is_waited_for() -> None:
    site = make_site()
    file = xlsx([line(1)])
    made = imports.upload(site.session, io.BytesIO(file), name="名单.xlsx", by=site.by)
    with refused(ImportRunning):
        delete(site.session)
    imports.read(made.pk)
    portraits.upload(site.session, io.BytesIO(b"no zip"), name="照片.zip", by=site.by)
    with refused(ImportRunning):
        delete(site.session)
    portraits.read(PortraitImport.objects.get().pk)
    delete(site.session)
    assert not ExamSession.objects.filter(pk=site.session.pk).exists()


def imported() -> Site:
    """Two candidates written, and a second file that waits; one of the two is in another exam as well."""
    site = make_site()
    write(site, dry_run(site, xlsx([line(1), line(2)])))
    dry_run(site, xlsx([line(3)]), name="补充.xlsx")
    other = make_room(make_session(site.school, state=SessionState.DRAFT))
    double = RosterEntry.objects.get(session=site.session, candidate_number="26S00002")
    make_entry(other, person=double.person, candidate_number="26S00002")
    return site


def test_everything_goes_that_was_prepared_in_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    site = imported()
    alone, double = RosterEntry.objects.filter(session=site.session).order_by("candidate_number")
    files = [path_of(file.pk) for file in StoredFile.objects.all()]
    assert len(files) == 2 and all(file.exists() for file in files)
    with django_capture_on_commit_callbacks(execute=True):
        delete(site.session)
    for model in (RosterImport, ImportRow, StoredFile):
        assert not model._default_manager.exists()
    assert not any(file.exists() for file in files)
    assert not ExamRoom.objects.filter(session_id=site.session.pk).exists()
    # Who was a candidate of this exam only goes with it; who is one of another keeps their log-ins.
    assert not Person.objects.filter(pk=alone.person_id).exists()
    assert set(LoginCredential.objects.filter(person=double.person_id).values_list("kind", flat=True)) == {
        "candidate_number",
        "phone",
    }
    assert channels_of("exams.session_deleted") == set(
        channels.school(site.school.pk, site.session.college_id)
    )


def test_staff_texts_and_copies(draft: Place) -> None:
    copy = copied(draft.session, with_candidates=True)
    delete(draft.session)
    for model in (NoticeText, LetterText, ExamRoom, RosterEntry):
        assert set(model._default_manager.values_list("session", flat=True)) == {copy.pk}
    copy.refresh_from_db()
    assert copy.copied_from is None
    # Candidates and staff of the copy are who they were.
    assert RosterEntry.objects.filter(session=copy, person__in=[one.person for one in draft.entries]).count()
    assert Assignment.objects.filter(room__session=copy, person__in=draft.staff.values()).count() == 5


def test_the_trail_tells_what_was_deleted_and_keeps_what_happened_there(draft: Place) -> None:
    client = manager(draft.school)
    room = str(draft.room.pk)
    url = f"/api/v1/school/exams/{draft.session.pk}"
    edited = client.patch(
        f"/api/v1/school/rooms/{room}", {"version": 1, "name": "弃用考场"}, "application/json"
    )
    assert edited.status_code == 200
    shown = client.get(url).json()
    body = {"version": shown["version"], "rooms": shown["room_count"], "candidates": shown["candidate_count"]}
    assert client.post(f"{url}/deletion", body, "application/json").status_code == 204
    [gone] = recorded("exams.session_deleted")
    assert (gone["exam"], gone["rooms"], gone["assignments"], gone["candidates"]) == (
        draft.session.name,
        1,
        5,
        2,
    )
    told = client.get(TRAIL, {"q": draft.session.name}).json()["items"]
    assert "删除了考试草稿「硕士研究生复试」" in told[0]["sentence"], told
    assert "1 个考场，5 项人员安排，2 名考生" in told[0]["sentence"]
    # What had happened in its room is still the school's to read.
    events = {one["event"] for one in client.get(TRAIL, {"page_size": "100"}).json()["items"]}
    assert {"exams.room_edited", "exams.roster_entry_removed", "exams.assignment_removed"} <= events
    assert len(recorded("exams.roster_entry_removed")) == 2
    assert TrailEntry.objects.filter(event="exams.room_deleted", scope_id=draft.school.pk).count() == 1


def test_whoever_has_its_page_open_is_told_that_it_is_gone(draft: Place) -> None:
    client, json = manager(draft.school), "application/json"
    exam, room = f"/api/v1/school/exams/{draft.session.pk}", f"/api/v1/school/rooms/{draft.room.pk}"
    delete(draft.session)
    answers = [
        client.get(exam),
        client.patch(exam, {"version": 1, "cameras_required": 2}, json),
        client.post(f"{exam}/state", {"version": 1, "state": "published"}, json),
        client.post(f"{exam}/deletion", {"version": 1, "rooms": 1, "candidates": 2}, json),
        client.get(f"{exam}/timetable"),
        client.post(f"{exam}/timetable/filling", {}, json),
        client.post(f"{exam}/rooms", {"name": "新"}, json),
        client.patch(room, {"version": 1, "name": "新"}, json),
        client.get(f"/api/v1/school/candidates/{draft.entries[0].pk}"),
    ]
    assert {(one.status_code, one.json()["code"]) for one in answers} == {(404, "not_found")}


def test_whoever_was_on_the_way_when_it_went_is_told_the_same(draft: Place) -> None:
    """They had found it, and then waited for its lock."""
    found = ExamSession.objects.get(pk=draft.session.pk)
    delete(draft.session)

    def answer_to(act: Any) -> DomainError:
        with pytest.raises(Exception) as caught:
            act()
        return translate(caught.value)

    for act in (
        lambda: hold_timetable(found.pk),
        lambda: publish_exam(found, version=found.version, by=BY),
        lambda: edit_exam(found, {"cameras_required": 2}, version=found.version, by=BY),
        lambda: copied(found, with_candidates=True),
        lambda: imports.upload(found, io.BytesIO(b"x"), name="名单.xlsx", by=make_site().by),
        lambda: delete_exam(found, version=found.version, rooms=1, candidates=2, by=BY),
    ):
        assert isinstance(answer_to(act), NotFound)
