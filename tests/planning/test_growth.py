"""An exam of thousands is moved, filled and told in as many statements as one of two."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaochang.accounts.actor import Actor
from kaochang.accounts.services.people import set_email
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.mail.models import MailMessage
from kaochang.notifications.models import Notification
from kaochang.notifications.policy import edit_policy
from kaochang.notifications.states import Ways
from kaochang.planning.deleting import delete_exam
from kaochang.planning.editing import edit_exam
from kaochang.planning.moving import Move, fill_timetable, move_candidates
from kaochang.planning.moving import Place as At
from kaochang.planning.services import publish_exam
from kaochang.sms.models import SmsMessage
from tests.factories import Place, make_room
from tests.planning.places import ready_draft, unplaced

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
SIZES = (2, 40)


def large_draft(candidates: int) -> Place:
    place = ready_draft(candidates)
    long = timedelta(hours=24)
    ExamSession.objects.filter(pk=place.session.pk).update(ends_at=place.session.starts_at + long)
    place.session.refresh_from_db()
    return place


def published(candidates: int) -> Place:
    place = large_draft(candidates)
    publish_exam(place.session, version=place.session.version, by=BY)
    place.session.refresh_from_db()
    return place


@pytest.mark.parametrize("way", [Ways.SMS, Ways.MAIL])
def test_a_published_exam_is_moved(way: Ways) -> None:
    counts = []
    for candidates in SIZES:
        place = published(candidates)
        edit_policy(place.school.pk, {"candidate_exam_time_changed": way}, version=1, by=BY)
        for entry in place.entries:
            set_email(entry.person, f"{entry.candidate_number}@example.edu")
            entry.person.save()
        session = place.session
        moved = timedelta(hours=1)
        values: dict[str, Any] = {"starts_at": session.starts_at + moved, "ends_at": session.ends_at + moved}
        values |= {"interview_seconds": 600}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            edit_exam(session, values, version=session.version, reason="停电", by=BY)
        counts.append(len(queries))
        told = Notification.objects.filter(area="candidate", session_id=session.pk)
        assert told.filter(kind="exam_time_changed").count() == candidates
        assert told.filter(kind="slot_changed").count() == candidates
        sent = MailMessage.objects if way == Ways.MAIL else SmsMessage.objects
        assert sent.filter(scope_id=session.school_id).count() >= candidates
        first = RosterEntry.objects.get(pk=place.entries[0].pk)
        assert first.slot_starts_at == values["starts_at"]
    assert counts[0] == counts[1], counts


def test_a_draft_is_filled() -> None:
    counts = []
    for candidates in SIZES:
        place = large_draft(0)
        for number in range(candidates):
            unplaced(place.session, f"N{number:03}")
        with CaptureQueriesContext(connection) as queries:
            filling = fill_timetable(place.session, reason="", by=BY).filling
        counts.append(len(queries))
        assert len(filling.placed) == candidates
        placed = RosterEntry.objects.filter(session=place.session).order_by("candidate_number")
        assert [one.order_number for one in placed] == list(range(1, candidates + 1))
        assert {one.version for one in placed} == {2}
    assert counts[0] == counts[1], counts


def test_a_draft_is_deleted() -> None:
    counts = []
    for candidates in SIZES:
        place = large_draft(candidates)
        session = place.session
        with CaptureQueriesContext(connection) as queries:
            delete_exam(session, version=session.version, rooms=1, candidates=candidates, by=BY)
        counts.append(len(queries))
        assert not ExamSession.objects.filter(pk=session.pk).exists()
    assert counts[0] == counts[1], counts


def test_many_of_a_draft_are_moved_to_another_room() -> None:
    counts = []
    for candidates in SIZES:
        place = large_draft(candidates)
        other = make_room(place.session)
        moves = [
            Move(one.pk, At(one.room_id, one.slot_starts_at), At(other.pk, one.slot_starts_at))
            for one in place.entries
        ]
        with CaptureQueriesContext(connection) as queries:
            assert move_candidates(place.session, moves, reason="", by=BY) == candidates
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
