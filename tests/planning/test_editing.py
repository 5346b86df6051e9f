"""A published exam's window and lengths, and extra time: they bring no clash, and candidates are told."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kaochang.accounts.actor import Actor
from kaochang.candidates.correcting import correct_candidate
from kaochang.core import clock
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.notifications.models import Notification
from kaochang.planning.clashes import find_clashes
from kaochang.planning.editing import edit_exam
from kaochang.planning.errors import NewClash
from kaochang.planning.moving import Move, move_candidates
from kaochang.planning.moving import Place as At
from kaochang.planning.services import publish_exam
from kaochang.planning.timetable_queries import read_timetable
from kaochang.schools.scope import SchoolScope
from kaochang.sms.models import SmsMessage
from kaochang.waiting.models import QueueEntry
from tests.factories import Place, assign, make_entry, make_room, make_session
from tests.planning.places import join, ready_draft
from tests.planning.test_moving_race import at_once
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def published(candidates: int = 2, state: SessionState = SessionState.PUBLISHED) -> Place:
    place = ready_draft(candidates)
    publish_exam(place.session, version=place.session.version, by=BY)
    ExamSession.objects.filter(pk=place.session.pk).update(state=state)
    place.session.refresh_from_db()
    return place


def edit(place: Place, reason: str = "调整", **values: Any) -> ExamSession:
    return edit_exam(place.session, values, version=place.session.version, reason=reason, by=BY)


def correct(place: Place, index: int = 0, **values: Any) -> RosterEntry:
    entry = RosterEntry.objects.select_related("person", "session").get(pk=place.entries[index].pk)
    scope = SchoolScope(school=place.school, roles=frozenset({"school_admin"}), college_ids=None)
    return correct_candidate(
        entry,
        values,
        scope=scope,
        version=entry.version,
        person_version=entry.person.version,
        reason="听力障碍",
        by=BY,
    )


def told(place: Place, index: int = 0) -> list[tuple[str, str, str]]:
    notes = Notification.objects.filter(person=place.entries[index].person).order_by("created_at")
    return [(one.params.get("was_minutes"), one.params.get("minutes"), one.reason) for one in notes]


@pytest.mark.parametrize("state", [SessionState.PUBLISHED, SessionState.OPEN])
@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"interview_seconds": 1800}, "slot_overlap"),
        ({"ends_at": timedelta(minutes=20)}, "outside_window"),
    ],
)
def test_what_a_move_may_not_bring_no_edit_brings(
    state: SessionState, values: dict[str, Any], kind: str
) -> None:
    place = published(state=state)
    given: dict[str, Any] = {
        key: place.session.starts_at + value if isinstance(value, timedelta) else value
        for key, value in values.items()
    }
    first, second = (entry.person.name for entry in place.entries)
    at = (place.session.starts_at + timedelta(minutes=15)).astimezone(ZoneInfo("Asia/Shanghai"))
    where = f"{place.room.name} {at:%H:%M}"
    said = {
        "slot_overlap": (f"{second}（{where}）与 {first} 重叠", f"{second} ({where}) overlaps {first}"),
        "outside_window": (
            f"{second}（{where}）超出考试时间",
            f"{second} ({where}) lies outside the exam's hours",
        ),
    }
    names, names_en = said[kind]
    with refused(NewClash, kinds=[kind], count=1, names=names, names_en=names_en):
        edit(place, **given)


def test_of_many_clashes_the_first_are_named() -> None:
    place = published(6)
    with pytest.raises(NewClash) as refusal:
        edit(place, interview_seconds=1800)
    params = refusal.value.params
    assert params["count"] == 5
    for said, apart, more in ((params["names"], "；", " 等"), (params["names_en"], "; ", " and more")):
        assert said.endswith(more) and said.count(apart) == 2
        for number, entry in enumerate(place.entries):
            assert (entry.person.name in said) == (number < 4)


def test_somebody_of_two_rooms_is_named_with_both() -> None:
    """They do not touch until interviews get longer."""
    place = published(1)
    secretary = join(place)
    other = make_room(place.session, name="第二考场", name_en="Room 2")
    make_entry(other, slot_starts_at=place.session.starts_at + timedelta(minutes=20))
    for room in (place.room, other):
        assign(room, "secretary", secretary)
    with refused(
        NewClash,
        kinds=["staff_twice"],
        count=1,
        names=f"{secretary.name} 同时在 {place.room.name} 和 第二考场",
        names_en=f"{secretary.name} in {place.room.name} and Room 2 at once",
    ):
        edit(place, interview_seconds=1500)


def test_the_other_exam_of_a_candidate_is_named() -> None:
    place = published(1)
    entry = place.entries[0]
    starts = place.session.starts_at + timedelta(minutes=17)
    hours = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    elsewhere = make_session(place.school, state=SessionState.PUBLISHED, name="博士", name_en="PhD", **hours)
    make_entry(make_room(elsewhere), person=entry.person, slot_starts_at=starts)
    where = f"{place.room.name} {place.session.starts_at.astimezone(ZoneInfo('Asia/Shanghai')):%H:%M}"
    with refused(
        NewClash,
        kinds=["candidate_twice"],
        names=f"{entry.person.name}（{where}）同一时间参加 博士",
        names_en=f"{entry.person.name} ({where}) is in PhD at that time",
    ):
        edit(place, interview_seconds=1200)


def test_a_draft_is_rearranged_freely() -> None:
    place = ready_draft()
    assert edit(place, reason="", interview_seconds=1800).interview_seconds == 1800
    assert not Notification.objects.exists()


def test_other_columns_are_edited_while_there_are_clashes() -> None:
    place = published()
    ExamSession.objects.filter(pk=place.session.pk).update(interview_seconds=1800)
    place.session.refresh_from_db()
    assert edit(place, support_phone="010").support_phone == "010"
    # What is there already is no reason to refuse a change that brings nothing.
    place.session.refresh_from_db()
    assert edit(place, interval_seconds=60).interval_seconds == 60


def test_another_length_is_told_to_who_is_still_to_come() -> None:
    place = published(3)
    finished, _, extra = place.entries
    QueueEntry.objects.filter(roster_entry=finished).update(state="finished", arrived_at=clock.now())
    RosterEntry.objects.filter(pk=extra.pk).update(extra_time_percent=50)
    edit(place, interview_seconds=600)
    assert [told(place, one) for one in range(3)] == [
        [],
        [("15", "10", "调整")],
        [("22.5", "15", "调整")],
    ]
    note = Notification.objects.get(person=extra.person)
    assert (note.kind, note.confirmed_at) == ("slot_changed", None)
    [row] = recorded("exams.session_edited")
    assert row["changes"] == [{"field": "interview_seconds", "before": 900, "after": 600}]


def test_news_of_a_move_outlives_news_of_a_length() -> None:
    place = published(1)
    entry = place.entries[0]
    was = At(entry.room_id, entry.slot_starts_at)
    to = At(entry.room_id, place.session.starts_at + timedelta(hours=2))
    move_candidates(place.session, [Move(entry.pk, was, to)], reason="改期", by=BY)
    place.session.refresh_from_db()
    edit(place, interview_seconds=600)
    place.session.refresh_from_db()
    edit(place, interview_seconds=1200)
    standing = Notification.objects.filter(superseded_at__isnull=True, area="candidate")
    assert [one.params.get("minutes") for one in standing.order_by("created_at")] == [None, "20"]


@pytest.mark.parametrize("cameras", [1, 2])
def test_another_number_of_cameras_is_told_and_the_room_checked_again(cameras: int) -> None:
    place = published(4)
    prepares, waits, inside, _ = place.entries
    ExamSession.objects.filter(pk=place.session.pk).update(cameras_required=3 - cameras)
    place.session.refresh_from_db()
    checked = clock.now()
    checks = {"notice_read_at": checked, "notice_edition_read": 9, "room_confirmed_at": checked}
    RosterEntry.objects.filter(pk__in=[prepares.pk, waits.pk, inside.pk]).update(**checks)
    for entry, state in ((waits, "waiting"), (inside, "admitted")):
        QueueEntry.objects.filter(roster_entry=entry).update(state=state, arrived_at=checked)
    edit(place, reason="新增机位", cameras_required=cameras)
    # Whoever is in the waiting area stays there.
    confirmed = [RosterEntry.objects.get(pk=one.pk).room_confirmed_at for one in place.entries]
    assert confirmed == [None, checked, checked, None]
    notes = {one.person_id: one for one in Notification.objects.filter(kind="cameras_changed")}
    assert set(notes) == {one.person_id for one in place.entries if one != inside}
    note = notes[prepares.person_id]
    assert (note.params["cameras"], note.reason, note.confirmed_at) == (cameras, "新增机位", None)
    phones = {one.phone for one in SmsMessage.objects.all()}
    assert prepares.person.phone in phones and inside.person.phone not in phones
    place.session.refresh_from_db()
    edit(place, cameras_required=cameras, support_phone="010")
    assert Notification.objects.filter(kind="cameras_changed").count() == 3


def test_other_cameras_in_a_draft_are_told_to_nobody() -> None:
    place = ready_draft()
    edit(place, reason="", cameras_required=2)
    assert not Notification.objects.exists()


def test_extra_time_brings_no_clash_and_is_told() -> None:
    place = published()
    with refused(NewClash, kinds=["slot_overlap"]):
        correct(place, 0, extra_time_percent=50)
    assert correct(place, 1, extra_time_percent=50).planned_seconds == 1350
    assert (told(place, 0), told(place, 1)) == ([], [("15", "22.5", "听力障碍")])
    correct(place, 1, remark="轮椅")
    assert len(told(place, 1)) == 1
    # Whose interview goes on, or is over, is not planned any more.
    for state in ("admitted", "finished"):
        QueueEntry.objects.filter(roster_entry=place.entries[1]).update(state=state, arrived_at=clock.now())
        place.entries[1].refresh_from_db()
        correct(place, 1, extra_time_percent=40)
        assert len(told(place, 1)) == 1


def test_extra_time_in_a_draft_is_told_to_nobody() -> None:
    place = ready_draft()
    assert correct(place, 0, extra_time_percent=100).extra_time_percent == 100
    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_move_slips_in_beside_a_longer_interview() -> None:
    """One of the two is refused: together they would overlap."""
    for _ in range(10):
        place = published(2)
        second = place.entries[1]
        was = At(second.room_id, second.slot_starts_at)
        late = place.session.starts_at + timedelta(hours=1)
        RosterEntry.objects.filter(pk=second.pk).update(slot_starts_at=late)
        move = Move(second.pk, At(second.room_id, late), was)

        def longer(place: Place = place) -> object:
            return correct(place, 0, extra_time_percent=50)

        def closer(place: Place = place, move: Move = move) -> object:
            return move_candidates(place.session, [move], reason="提前", by=BY)

        assert at_once(longer, closer) == ["new_clash"]
        table = read_timetable(ExamSession.objects.get(pk=place.session.pk))
        assert not [clash for clash in find_clashes(table) if clash.blocks]
