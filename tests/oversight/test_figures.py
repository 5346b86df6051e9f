"""Who is where when an exam is to be ended, and what it came to."""

from typing import Any

import pytest

from kaochang.exams.models import ExamSession
from kaochang.exams.states import SessionState
from kaochang.interviews import services as interviews
from kaochang.planning.services import change_state
from tests.announcements.places import BY
from tests.factories import make_entry, make_session
from tests.interviews.helpers import admitted, cleared_place
from tests.planning.rosters import manager

pytestmark = pytest.mark.django_db


def test_who_is_where_before_the_end_and_what_it_came_to() -> None:
    place, (entry, _) = cleared_place()
    make_entry(place.room)
    admin = manager(place.school)

    def read() -> dict[str, Any]:
        return dict(admin.get(f"/api/v1/school/exams/{place.session.pk}/figures").json())

    def stages() -> dict[str, int]:
        return {one["stage"]: one["count"] for one in read()["stages"]}

    assert stages() == {"cleared": 2, "not_logged_in": 1} and read()["busy"] == []
    interview = admitted(place, entry)
    assert stages() == {"admitted": 1, "cleared": 1, "not_logged_in": 1}
    assert [one["name"] for one in read()["busy"]] == [place.room.name]
    assert (read()["last_ended_at"], read()["closed_at"]) == (None, None)
    interviews.end_interview(interview, by=place.chief)
    session = ExamSession.objects.get(pk=place.session.pk)
    change_state(session, SessionState.CLOSED, version=session.version, reason="提前结束", by=BY)
    after = read()
    assert stages()["finished"] == 1 and after["busy"] == []
    assert after["first_began_at"] < after["last_ended_at"] <= after["closed_at"]
    other = manager(place.school, make_session(place.school).college)
    assert other.get(f"/api/v1/school/exams/{place.session.pk}/figures").status_code == 404
