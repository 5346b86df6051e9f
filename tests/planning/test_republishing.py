"""Withdrawn, rearranged, published again: nobody comes at the time that they had been told first."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.exams import services as exams
from kaochang.exams.models import Assignment, ExamSession, RosterEntry
from kaochang.notifications.models import Notification
from kaochang.notifications.queries import count_unconfirmed
from kaochang.planning.editing import edit_exam
from kaochang.planning.moving import Move, Place, move_candidates
from kaochang.planning.services import publish_exam
from tests.exams.test_school_rooms import manager
from tests.planning.places import ready_draft

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
LIST = "/api/v1/school/notifications"


def fresh(session: ExamSession) -> ExamSession:
    return ExamSession.objects.get(pk=session.pk)


def withdrawn() -> tuple[ExamSession, list[RosterEntry]]:
    place = ready_draft(2)
    session = publish_exam(place.session, version=place.session.version, by=BY)
    assert not Notification.objects.filter(area="candidate").exists()
    session = exams.withdraw_session(session, reason="考官出差", version=session.version, by=BY)
    return session, list(RosterEntry.objects.filter(session=session).order_by("order_number"))


def standing() -> QuerySet[Notification]:
    """What nobody has confirmed and nothing has made void."""
    return Notification.objects.filter(confirmed_at__isnull=True, superseded_at__isnull=True)


def test_everybody_who_was_told_is_told_that_it_does_not_hold() -> None:
    session, entries = withdrawn()
    told = standing()
    assert {(one.kind, one.reason, one.session_id) for one in told} == {
        ("exam_withdrawn", "考官出差", session.pk)
    }
    candidates = {one.person_id for one in told if one.area == "candidate"}
    assert candidates == {one.person_id for one in entries}
    assert len(told) == len(entries) + 5  # the staff: their duties are void as well
    assert len(Notification.objects.filter(kind="duty_added", superseded_at__isnull=False)) >= 5


def test_a_candidate_without_a_place_had_been_told_nothing() -> None:
    place = ready_draft(2)
    nowhere = RosterEntry.objects.filter(session=place.session).order_by("order_number")[1]
    session = publish_exam(place.session, version=place.session.version, by=BY)
    RosterEntry.objects.filter(pk=nowhere.pk).update(room=None, slot_starts_at=None, order_number=None)
    exams.withdraw_session(session, reason="考官出差", version=session.version, by=BY)
    assert not standing().filter(person=nowhere.person).exists()


def test_who_knew_another_time_is_told_of_the_new_one() -> None:
    session, (first, second) = withdrawn()
    assert first.slot_starts_at is not None
    was = Place(first.room_id, first.slot_starts_at)
    to = Place(first.room_id, first.slot_starts_at + timedelta(hours=1))
    before = Notification.objects.count()
    move_candidates(session, [Move(first.pk, was, to)], reason="", by=BY)
    assert Notification.objects.count() == before
    publish_exam(fresh(session), version=fresh(session).version, by=BY)
    told = {one.person_id: one for one in standing().filter(area="candidate")}
    assert {one.kind for one in told.values()} == {"slot_changed"} and len(told) == 2
    assert told[first.person_id].reason == "考官出差"
    assert told[first.person_id].params["was_starts_at"] != told[first.person_id].params["starts_at"]
    # Where it is as before it is said again, as if for the first time.
    mine = told[second.person_id].params
    assert (mine["was_starts_at"], mine["was_room"]) == (None, "") and mine["starts_at"]


def test_staff_are_told_their_duties_again() -> None:
    session, _ = withdrawn()
    publish_exam(session, version=session.version, by=BY)
    told = standing().filter(area="staff")
    assert {one.kind for one in told} == {"duty_added"}
    assert {one.person_id for one in told} == set(
        Assignment.objects.filter(room__session=session).values_list("person_id", flat=True)
    )


def test_after_another_window_everybody_reads_only_the_new_times() -> None:
    session, entries = withdrawn()
    later = {key: getattr(session, key) + timedelta(days=1) for key in ("starts_at", "ends_at")}
    session = exams.edit_session(session, later, version=session.version, by=BY)
    publish_exam(session, version=session.version, by=BY)
    to = standing().filter(area="candidate")
    assert {one.person_id for one in to} == {one.person_id for one in entries}
    assert {one.kind for one in to} == {"slot_changed"}
    assert {one.params["starts_at"] for one in standing().filter(area="staff")} == {
        clock.iso(session.starts_at)
    }


def test_what_was_told_of_an_exam_that_is_over_is_asked_of_nobody() -> None:
    session, entries = withdrawn()
    session = publish_exam(session, version=session.version, by=BY)
    session = exams.open_session(session, version=session.version, by=BY)
    chief = Assignment.objects.get(room__session=session, role="chief_examiner").person_id

    def asked() -> tuple[int, int]:
        return count_unconfirmed(entries[0].person_id, "candidate"), count_unconfirmed(chief, "staff")

    school = manager(session.school)
    unconfirmed = school.get(LIST, {"confirmed": "no"}).json()["total"]
    assert unconfirmed > 2 and min(asked()) > 0
    session = exams.close_session(session, reason="结束", version=session.version, by=BY)
    assert asked() == (0, 0)
    # Who had not confirmed is still to be read.
    assert school.get(LIST, {"confirmed": "no"}).json()["total"] == unconfirmed
    exams.open_session(session, reason="继续", version=session.version, by=BY)
    assert min(asked()) > 0


def test_another_number_of_cameras_is_told_to_everybody_who_knew_the_old_one() -> None:
    session, entries = withdrawn()
    checked = {"notice_read_at": clock.now(), "notice_edition_read": 9, "room_confirmed_at": clock.now()}
    RosterEntry.objects.filter(session=session).update(**checked)
    edit_exam(session, {"cameras_required": 2}, version=session.version, by=BY)
    assert not standing().exclude(kind="exam_withdrawn").exists()
    assert not RosterEntry.objects.filter(session=session, room_confirmed_at__isnull=False).exists()
    publish_exam(fresh(session), version=fresh(session).version, by=BY)
    told = standing().filter(kind="cameras_changed")
    assert {one.person_id for one in told} == {one.person_id for one in entries}
    assert {one.reason for one in told} == {"考官出差"}
    # Once: the next time they know this one.
    session = exams.withdraw_session(fresh(session), reason="又一次", version=fresh(session).version, by=BY)
    publish_exam(session, version=session.version, by=BY)
    assert Notification.objects.filter(kind="cameras_changed").count() == 2


def test_another_length_is_told_with_each_ones_own_extra_time() -> None:
    place = ready_draft(2)
    slow = RosterEntry.objects.filter(session=place.session).order_by("order_number")[1]
    RosterEntry.objects.filter(pk=slow.pk).update(extra_time_percent=50)
    session = publish_exam(fresh(place.session), version=fresh(place.session).version, by=BY)
    was = session.interview_seconds
    session = exams.withdraw_session(session, reason="缩短", version=session.version, by=BY)
    session = exams.edit_session(session, {"interview_seconds": was // 2}, version=session.version, by=BY)
    publish_exam(session, version=session.version, by=BY)
    lengths = Notification.objects.filter(kind="slot_changed", subject_id=session.pk)
    told = {one.person_id: one.params for one in lengths}
    assert len(told) == 2
    half = was / 2 / 60
    mine = told[slow.person_id]
    assert (float(mine["was_minutes"]), float(mine["minutes"])) == (half * 3, half * 1.5)
