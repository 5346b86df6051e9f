"""Rooms staffed, copied and deleted: whose duties change after the publication is told, and why."""

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from kaochang.accounts.actor import Actor
from kaochang.exams.duties import DutyChange, tell_duties
from kaochang.exams.errors import ReasonRequired, RoomNotEmpty
from kaochang.exams.models import Assignment, ExamRoom, ExamSession
from kaochang.exams.services import edit_session, withdraw_session
from kaochang.exams.setup import add_assignment, create_room
from kaochang.notifications.models import Notification
from kaochang.planning.services import publish_exam
from kaochang.planning.staffing import copy_staffed_room, delete_staffed_room, staff_room
from kaochang.schools.models import Membership
from kaochang.sms.models import SmsMessage
from tests.factories import Place
from tests.planning.places import copied, join, ready_draft
from tests.planning.test_moving_race import at_once
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def place() -> Place:
    return published()


def published() -> Place:
    place = ready_draft()
    publish_exam(place.session, version=place.session.version, by=BY)
    Notification.objects.all().delete()
    place.session.refresh_from_db()
    return place


def fresh(place: Place) -> ExamSession:
    return ExamSession.objects.get(pk=place.session.pk)


def told() -> set[tuple[str, str, str]]:
    return {(one.person.name, one.kind, one.reason) for one in Notification.objects.select_related("person")}


def name(place: Place, role: str) -> str:
    return place.staff[role].name


def test_a_copy_gives_duties_with_a_reason(place: Place) -> None:
    names = [("二", "Two"), ("三", "")]
    with refused(ReasonRequired):
        copy_staffed_room(place.room, names, reason="", by=BY)
    copy_staffed_room(place.room, names, reason="加设考场", by=BY)
    officer, inspector = name(place, "waiting_room_officer"), name(place, "inspector")
    assert told() == {(one, "duty_added", "加设考场") for one in (officer, inspector)}
    assert Notification.objects.count() == 4
    assert [row["reason"] for row in recorded("exams.room_copied")] == ["加设考场"] * 2


def test_a_copy_leaves_out_who_left_the_school(place: Place) -> None:
    Membership.objects.filter(person=place.staff["inspector"]).delete()
    [copy] = copy_staffed_room(place.room, [("二", "")], reason="加设考场", by=BY)
    assert set(Assignment.objects.filter(room=copy).values_list("role", flat=True)) == {
        "waiting_room_officer"
    }


def test_at_the_publication_each_is_told_their_duties_in_one_message() -> None:
    place = ready_draft()
    [second] = copy_staffed_room(place.room, [("二", "")], reason="", by=BY)
    panel = [(join(place).pk, role) for role in ("chief_examiner", "examiner", "secretary")]
    shared = list(Assignment.objects.filter(room=second).values_list("person_id", "role"))
    staff_room(second, [*panel, *shared], version=second.version, reason="", by=BY)
    assert told() == set()
    publish_exam(place.session, version=place.session.version, by=BY)
    people = len(place.staff) + len(panel)
    assert {kind for _, kind, _ in told()} == {"duty_added"} and len(told()) == people
    assert Notification.objects.count() == people + len(shared)
    sent = {one.phone: json.loads(one.values or "")["summary"] for one in SmsMessage.objects.all()}
    assert len(sent) == SmsMessage.objects.count() == people
    when = f"{place.session.starts_at.astimezone(ZoneInfo(place.school.timezone)):%m-%d %H:%M} 开始"
    assert sent[place.staff["inspector"].phone] == f"{place.session.name}：请您到 2 个考场工作，{when}"
    chief = sent[place.staff["chief_examiner"].phone]
    assert chief == f"{place.session.name}：请您到{place.room.name}工作，{when}"


def test_published_again_everybody_is_told_what_they_do_now_and_what_no_longer() -> None:
    place = published()
    copy_staffed_room(place.room, [("二", "")], reason="加设考场", by=BY)
    Notification.objects.all().delete()
    session = withdraw_session(fresh(place), reason="考官出差", version=fresh(place).version, by=BY)
    second, heir = ExamRoom.objects.get(name="二"), join(place)
    delete_staffed_room(second, version=second.version, reason="", by=BY)
    room = ExamRoom.objects.get(pk=place.room.pk)
    held = Assignment.objects.filter(room=room).exclude(role="inspector").values_list("person_id", "role")
    staff_room(room, [*held, (heir.pk, "inspector")], version=room.version, reason="", by=BY)
    assert {kind for _, kind, _ in told()} == {"exam_withdrawn"}
    Notification.objects.all().delete()
    publish_exam(fresh(place), version=fresh(place).version, by=BY)
    old, officer = name(place, "inspector"), name(place, "waiting_room_officer")
    here = Assignment.objects.filter(room=room).values_list("person__name", flat=True)
    assert heir.name in here and len(here) > 3
    assert {one for one in told() if one[1] != "slot_changed"} == {
        *((one, "duty_added", "考官出差") for one in here),
        (old, "duty_removed", "考官出差"),
        (officer, "duty_removed", "考官出差"),
    }
    of_second = Notification.objects.filter(subject_id=second.pk)
    assert {one.person.name for one in of_second} == {old, officer}
    assert {one.params["room"] for one in of_second} == {"二"}
    assert fresh(place).told_duties == {} and session.pk == fresh(place).pk


def test_published_again_a_further_or_lost_role_is_told_with_those_that_stay() -> None:
    place = published()
    chief, examiner = place.staff["chief_examiner"], place.staff["examiner"]
    duties = set(Assignment.objects.filter(room=place.room).values_list("person_id", "role"))
    for wanted, roles in (
        (duties | {(chief.pk, "secretary")}, ["chief_examiner", "secretary"]),
        (duties, ["chief_examiner"]),
    ):
        withdraw_session(fresh(place), reason="调整", version=fresh(place).version, by=BY)
        room = ExamRoom.objects.get(pk=place.room.pk)
        staff_room(room, wanted, version=room.version, reason="", by=BY)
        publish_exam(fresh(place), version=fresh(place).version, by=BY)
        standing = Notification.objects.filter(superseded_at=None, kind__startswith="duty")
        assert {(one.kind, *one.params["roles"]) for one in standing.filter(person=chief)} == {
            ("duty_added", *roles)
        }
        assert {one.kind for one in standing.filter(person=examiner)} == {"duty_added"}


def test_who_is_new_after_a_withdrawal_is_told_no_change_of_hours_that_they_never_knew() -> None:
    place = published()
    session = withdraw_session(fresh(place), reason="改期", version=fresh(place).version, by=BY)
    later = {key: getattr(session, key) + timedelta(days=1) for key in ("starts_at", "ends_at")}
    edit_session(session, later, version=session.version, by=BY)
    heir, room = join(place), ExamRoom.objects.get(pk=place.room.pk)
    held = Assignment.objects.filter(room=room).values_list("person_id", "role")
    staff_room(room, [*held, (heir.pk, "inspector")], version=room.version, reason="", by=BY)
    publish_exam(fresh(place), version=fresh(place).version, by=BY)
    assert {kind for who, kind, _ in told() if who == heir.name} == {"duty_added"}
    # The slots of candidates moved with the exam.
    others = {kind for who, kind, _ in told() if who != heir.name}
    assert others == {"exam_withdrawn", "duty_added", "slot_changed"}


def test_news_of_one_room_leaves_those_of_another() -> None:
    """Of two people in two rooms, each with news of one: what they know of the other room stays."""
    place = published()
    [second] = copy_staffed_room(place.room, [("二", "")], reason="加设考场", by=BY)
    officer, inspector = place.staff["waiting_room_officer"], place.staff["inspector"]
    changes = [
        DutyChange(place.room, officer, ["examiner"], True),
        DutyChange(second, inspector, ["examiner"], True),
    ]
    place.room.session = second.session = fresh(place)
    tell_duties(changes, reason="兼任", by=BY)
    superseded = Notification.objects.filter(superseded_at__isnull=False)
    assert [(one.person, one.subject_id) for one in superseded] == [(inspector, second.pk)]


def test_a_draft_is_copied_without_a_word() -> None:
    place = ready_draft()
    copy_staffed_room(place.room, [("二", "")], reason="", by=BY)
    assert told() == set()


def test_who_worked_in_a_deleted_room_is_told(place: Place) -> None:
    room = create_room(place.session, name="备用", by=BY)
    heir = join(place)
    staff_room(room, [(heir.pk, "chief_examiner"), (heir.pk, "examiner")], version=1, reason="备用", by=BY)
    Notification.objects.all().delete()
    with refused(ReasonRequired):
        delete_staffed_room(room, version=2, reason="", by=BY)
    with refused(RoomNotEmpty):
        delete_staffed_room(place.room, version=1, reason="撤销", by=BY)
    delete_staffed_room(room, version=2, reason="撤销", by=BY)
    assert told() == {(heir.name, "duty_removed", "撤销")}
    assert not ExamRoom.objects.filter(pk=room.pk).exists()


def test_who_loses_one_of_two_roles_is_told_which_are_left(place: Place) -> None:
    chief, examiner = place.staff["chief_examiner"], place.staff["examiner"]
    duties = set(Assignment.objects.filter(room=place.room).values_list("person_id", "role"))
    both = duties | {(chief.pk, "examiner")}
    staff_room(place.room, both, version=1, reason="兼任", by=BY)
    assert told() == {(chief.name, "duty_added", "兼任")}
    Notification.objects.all().delete()
    staff_room(place.room, duties, version=2, reason="不再兼任", by=BY)
    (one,) = Notification.objects.all()
    assert (one.person, one.kind, one.reason) == (chief, "duty_removed", "不再兼任")
    assert (one.params["kept"], one.params["roles"]) == (True, ["chief_examiner"])
    # Another role in place of the old one is said once.
    Notification.objects.all().delete()
    swapped = {(who, "secretary" if who == examiner.pk else role) for who, role in duties}
    staff_room(place.room, swapped, version=3, reason="调换", by=BY)
    (one,) = Notification.objects.all()
    assert (one.person, one.params["roles"]) == (examiner, ["secretary"])


@pytest.mark.django_db(transaction=True)
def test_two_who_copy_do_not_lock_one_another_out() -> None:
    for number in range(10):
        place = published()
        other = create_room(place.session, name="乙", by=BY)
        steps = [
            lambda room=room, name=name: copy_staffed_room(room, [(name, "")], reason="加设", by=BY)
            for room, name in ((place.room, f"丙{number}"), (other, f"丁{number}"))
        ]
        assert at_once(*steps) == []
        assert ExamRoom.objects.filter(session=place.session).count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_room_that_comes_while_the_exam_is_copied_is_in_the_copy_or_not() -> None:
    for _ in range(10):
        place = ready_draft()

        def add(place: Place = place) -> object:
            room = create_room(place.session, name="乙", by=BY)
            return add_assignment(room, place.staff["inspector"], "inspector", by=BY)

        def copy(place: Place = place) -> object:
            return copied(place.session, with_candidates=True)

        assert at_once(add, copy) == []
        made = ExamSession.objects.get(copied_from=place.session)
        assert ExamRoom.objects.filter(session=made).count() in (1, 2)
        assert Assignment.objects.filter(room__session=made).count() in (5, 6)
