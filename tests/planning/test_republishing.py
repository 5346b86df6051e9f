"""Withdrawn, rearranged, published again: nobody comes at the time that they had been told first."""

from datetime import timedelta

import pytest

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.exams import services as exams
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.notifications.models import Notification
from kaochang.planning.editing import edit_exam
from kaochang.planning.moving import Move, Place, move_candidates
from kaochang.planning.services import publish_exam
from tests.planning.places import ready_draft

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def fresh(session: ExamSession) -> ExamSession:
    return ExamSession.objects.get(pk=session.pk)


def withdrawn() -> tuple[ExamSession, list[RosterEntry]]:
    place = ready_draft(2)
    session = publish_exam(place.session, version=place.session.version, by=BY)
    assert not Notification.objects.filter(area="candidate").exists()
    Notification.objects.all().delete()  # the staff's first duties
    session = exams.withdraw_session(session, reason="考官出差", version=session.version, by=BY)
    return session, list(RosterEntry.objects.filter(session=session).order_by("order_number"))


def test_who_knew_another_time_is_told_of_the_new_one() -> None:
    session, (first, _) = withdrawn()
    assert first.slot_starts_at is not None
    was = Place(first.room_id, first.slot_starts_at)
    to = Place(first.room_id, first.slot_starts_at + timedelta(hours=1))
    move_candidates(session, [Move(first.pk, was, to)], reason="", by=BY)
    assert not Notification.objects.exists()
    publish_exam(fresh(session), version=fresh(session).version, by=BY)
    (told,) = Notification.objects.all()
    assert (told.person, told.kind, told.reason) == (first.person, "slot_changed", "考官出差")
    assert told.params["was_starts_at"] != told.params["starts_at"]
    # Once: the next time they know this one.
    session = fresh(session)
    session = exams.withdraw_session(session, reason="又一次", version=session.version, by=BY)
    publish_exam(session, version=session.version, by=BY)
    assert Notification.objects.count() == 1


def test_another_window_is_told_to_everybody() -> None:
    session, entries = withdrawn()
    later = {key: getattr(session, key) + timedelta(days=1) for key in ("starts_at", "ends_at")}
    session = exams.edit_session(session, later, version=session.version, by=BY)
    publish_exam(session, version=session.version, by=BY)
    to = Notification.objects.filter(area="candidate")
    assert {one.person_id for one in to} == {one.person_id for one in entries}
    assert {one.kind for one in to} == {"slot_changed"}
    staff = Notification.objects.filter(area="staff")
    assert {one.kind for one in staff} == {"exam_time_changed"} and staff.count() == 5


def test_another_number_of_cameras_is_told_to_everybody_who_knew_the_old_one() -> None:
    session, entries = withdrawn()
    checked = {"notice_read_at": clock.now(), "notice_edition_read": 9, "room_confirmed_at": clock.now()}
    RosterEntry.objects.filter(session=session).update(**checked)
    edit_exam(session, {"cameras_required": 2}, version=session.version, by=BY)
    assert not Notification.objects.exists()
    assert not RosterEntry.objects.filter(session=session, room_confirmed_at__isnull=False).exists()
    publish_exam(fresh(session), version=fresh(session).version, by=BY)
    told = Notification.objects.all()
    assert {one.person_id for one in told} == {one.person_id for one in entries}
    assert {(one.kind, one.reason) for one in told} == {("cameras_changed", "考官出差")}
    # Once: the next time they know this one.
    session = exams.withdraw_session(fresh(session), reason="又一次", version=fresh(session).version, by=BY)
    publish_exam(session, version=session.version, by=BY)
    assert Notification.objects.count() == 2


def test_what_is_as_it_was_is_told_to_nobody() -> None:
    session, _ = withdrawn()
    publish_exam(session, version=session.version, by=BY)
    assert not Notification.objects.exists()


def test_another_length_is_told_with_each_ones_own_extra_time() -> None:
    place = ready_draft(2)
    slow = RosterEntry.objects.filter(session=place.session).order_by("order_number")[1]
    RosterEntry.objects.filter(pk=slow.pk).update(extra_time_percent=50)
    session = publish_exam(fresh(place.session), version=fresh(place.session).version, by=BY)
    was = session.interview_seconds
    session = exams.withdraw_session(session, reason="缩短", version=session.version, by=BY)
    session = exams.edit_session(session, {"interview_seconds": was // 2}, version=session.version, by=BY)
    publish_exam(session, version=session.version, by=BY)
    told = {one.person_id: one.params for one in Notification.objects.filter(kind="slot_changed")}
    assert len(told) == 2
    half = was / 2 / 60
    mine = told[slow.person_id]
    assert (float(mine["was_minutes"]), float(mine["minutes"])) == (half * 3, half * 1.5)
