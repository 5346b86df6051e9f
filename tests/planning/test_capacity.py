"""The hint beside a timetable: how long earlier interviews of the college really took."""

from datetime import timedelta
from typing import Any

import pytest

from kaochang.core import clock
from kaochang.exams.models import ExamSession
from kaochang.planning.capacity import ENOUGH, Experience, read_experience
from tests.factories import make_entry, make_room, make_school, make_session, queue

pytestmark = pytest.mark.django_db


def hold(session: ExamSession, *minutes: int) -> None:
    """Interviews of that exam that ended a while ago, each so many minutes long."""
    room = make_room(session)
    ended = clock.now() - timedelta(hours=2)
    for each in minutes:
        begun = ended - timedelta(minutes=each)
        queue(make_entry(room), state="finished", arrived_at=begun, admitted_at=begun, finished_at=ended)


def next_exam(held: ExamSession, **columns: Any) -> ExamSession:
    draft = make_session(held.school, state="draft", **columns)
    draft.college = held.college
    draft.save()
    return draft


def test_too_few_say_nothing() -> None:
    held = make_session(interview_seconds=1200)
    hold(held, *[24] * (ENOUGH - 1))
    assert read_experience(next_exam(held)) is None


def test_the_planned_time_grows_by_what_earlier_ones_took_longer() -> None:
    held = make_session(interview_seconds=1200)
    hold(held, 22, 23, 24, 25, 26)  # 24 minutes in the middle, of 20 planned
    assert read_experience(next_exam(held, interview_seconds=600)) == Experience(5, 720)


def test_rehearsals_other_colleges_and_unfinished_ones_say_nothing() -> None:
    school = make_school()
    held = make_session(school, interview_seconds=1200)
    hold(held, *[20] * (ENOUGH - 1))
    rehearsal = next_exam(held, formality="rehearsal", interview_seconds=1200)
    hold(rehearsal, 60)
    hold(make_session(school, interview_seconds=1200), 60)
    room = make_room(held)
    begun = clock.now() - timedelta(hours=1)
    queue(make_entry(room), state="admitted", arrived_at=begun, admitted_at=begun)
    assert read_experience(next_exam(held)) is None
    hold(held, 20)
    assert read_experience(next_exam(held, interview_seconds=1200)) == Experience(ENOUGH, 1200)
