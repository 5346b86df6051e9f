"""A draft is deleted while somebody else works on it: both are answered, and nothing of it is left over."""

import io
from collections.abc import Callable
from functools import partial

import pytest

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginCredential
from kaochang.edge.errors import translate
from kaochang.exams import services as exams
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.planning import import_writing, imports
from kaochang.planning.deleting import delete_exam
from kaochang.planning.models import RosterImport
from kaochang.planning.moving import fill_timetable
from kaochang.planning.services import publish_exam
from kaochang.planning.staffing import staff_room
from kaochang.planning.states import ImportState
from tests.factories import Place, make_person, make_room, make_session, staff_actor
from tests.planning.places import copied, ready_draft, unplaced
from tests.planning.rosters import TITLES, Site, dry_run, line, make_site, write, xlsx
from tests.planning.test_moving_race import at_once

BY = Actor.system("test")
ROUNDS = 4

Act = Callable[[Place], object]
ACTS: dict[str, Act] = {
    "publish": lambda place: publish_exam(place.session, version=place.session.version, by=BY),
    "room": lambda place: exams.create_room(place.session, name="新考场", by=BY),
    "staff": lambda place: staff_room(place.room, [], version=1, reason="", by=BY),
    "fill": lambda place: fill_timetable(place.session, reason="", by=BY),
    "copy": lambda place: copied(place.session, with_candidates=True),
    "upload": lambda place: imports.upload(
        place.session, io.BytesIO(b"x"), name="名单.xlsx", by=staff_actor(make_person())
    ),
}
# Of whoever came second.
TOLD = {"not_found", "changed_meanwhile", "exam_content_changed", "import_running", "version_conflict"}


def answered(step: Callable[[], object]) -> None:
    """As over HTTP: whatever is raised has a code."""
    try:
        step()
    except Exception as error:
        raise translate(error) from error


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.django_db(transaction=True)
def test_a_draft_goes_while_somebody_works_on_it(act: str) -> None:
    for _ in range(ROUNDS):
        place = ready_draft(2)
        if act == "fill":
            unplaced(place.session)
        shown = {"rooms": 1, "candidates": place.session.roster.count()}
        delete = partial(delete_exam, place.session, version=place.session.version, **shown, by=BY)
        told = at_once(partial(answered, delete), partial(answered, partial(ACTS[act], place)))
        assert set(told) <= TOLD and len(told) <= 1, told
        if not ExamSession.objects.filter(pk=place.session.pk).exists():
            here = {"session_id": place.session.pk}
            for model in (ExamRoom, RosterEntry, RosterImport):
                assert not model._default_manager.filter(**here).exists()
            assert not Assignment.objects.filter(room_id=place.room.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_draft_goes_while_mended_rows_take_the_place_of_their_dry_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(ROUNDS):
        site = make_site()
        older = dry_run(site, xlsx([line(1)]))
        newer = imports.upload(site.session, io.BytesIO(b"x"), name="名单.xlsx", by=site.by, replaces=older)
        delete = partial(
            delete_exam, site.session, version=site.session.version, rooms=2, candidates=0, by=BY
        )
        with monkeypatch.context() as patched:
            # At once, without a process of its own.
            patched.setattr(imports, "read_table", lambda _: [(1, TITLES), (2, line(2))])
            read = partial(imports.read, newer.pk, older.pk)
            told = at_once(partial(answered, delete), partial(answered, read))
        assert set(told) <= {"import_running"}, told
        if not told:
            assert not RosterImport.objects.filter(session=site.session.pk).exists()
        else:
            newer.refresh_from_db()
            assert newer.state == ImportState.CHECKED


@pytest.mark.django_db(transaction=True)
def test_a_draft_goes_while_its_candidates_are_written_into_another_exam() -> None:
    everybody = [line(number) for number in range(1, 13)]
    for _ in range(ROUNDS):
        site = make_site()
        write(site, dry_run(site, xlsx(everybody)))
        other = make_session(site.school, college=site.session.college, state="draft", name="另一场")
        again = Site(site.school, other, [make_room(other, name="考场")], site.major, site.person)
        made = dry_run(again, xlsx(everybody[::-1]))
        by = again.by
        import_writing.start_writing(made, only_good=False, reason="", version=made.version, by=by)
        delete = partial(
            delete_exam, site.session, version=site.session.version, rooms=2, candidates=12, by=BY
        )
        job = partial(import_writing.write_rows, made.pk, by)
        assert at_once(partial(answered, delete), partial(answered, job)) == []
        assert not ExamSession.objects.filter(pk=site.session.pk).exists()
        made.refresh_from_db()
        # Written first, or the dry run shows that they are strangers now.
        assert made.state in (ImportState.WRITTEN, ImportState.CHECKED)
        written = RosterEntry.objects.filter(session=other)
        assert written.count() == (12 if made.state == ImportState.WRITTEN else 0)
        for entry in written:
            lookup = secrets.candidate_number_lookup(entry.candidate_number)
            assert LoginCredential.objects.filter(person=entry.person_id, lookup_hash=lookup).exists()
