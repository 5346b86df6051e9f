"""A draft is deleted while somebody else works on it: both are answered, and nothing of it is left over."""

import io
from collections.abc import Callable
from functools import partial

import pytest

from kaochang.accounts.actor import Actor
from kaochang.edge.errors import translate
from kaochang.exams import services as exams
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.planning import imports
from kaochang.planning.deleting import delete_exam
from kaochang.planning.models import RosterImport
from kaochang.planning.moving import fill_timetable
from kaochang.planning.services import publish_exam
from kaochang.planning.staffing import staff_room
from tests.factories import Place, make_person, staff_actor
from tests.planning.places import copied, ready_draft, unplaced
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
