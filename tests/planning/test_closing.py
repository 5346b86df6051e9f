"""An exam is not closed over the heads of those inside."""

import pytest

from kaochang.exams.models import ExamSession
from kaochang.exams.states import SessionState
from kaochang.interviews import services as interviews
from kaochang.planning.errors import ExamBusy
from kaochang.planning.services import change_state
from tests.announcements.places import BY
from tests.interviews.helpers import admitted, cleared_place, invited
from tests.traces import refused

pytestmark = pytest.mark.django_db


def test_an_exam_closes_when_nobody_is_on_the_way_in_or_inside() -> None:
    place, (entry, _) = cleared_place()

    def change(state: SessionState) -> ExamSession:
        session = ExamSession.objects.get(pk=place.session.pk)
        return change_state(session, state, version=session.version, reason="提前结束", by=BY)

    invitation = invited(place, entry)
    with refused(ExamBusy, count=1, names=place.room.name):
        change(SessionState.CLOSED)
    interviews.withdraw_invitation(invitation, by=place.chief)
    interview = admitted(place, entry)
    with refused(ExamBusy, count=1, names=place.room.name):
        change(SessionState.CLOSED)
    # Left from the time before this was refused.
    ExamSession.objects.filter(pk=place.session.pk).update(state=SessionState.CLOSED)
    with refused(ExamBusy):
        change(SessionState.ARCHIVED)
    ExamSession.objects.filter(pk=place.session.pk).update(state=SessionState.OPEN)
    interviews.end_interview(interview, by=place.chief)
    assert change(SessionState.CLOSED).state == "closed"
    assert change(SessionState.ARCHIVED).state == "archived"
