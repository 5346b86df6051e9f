"""A change after the publication: who is told, by which way, and who has said 「知道了」."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kaochang.accounts.services.people import set_email
from kaochang.exams import services as exams
from kaochang.exams.models import Assignment, ExamRoom, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.exams.telling import iso_of, local_time, tell_lengths, tell_moved
from kaochang.mail.models import MailMessage
from kaochang.notifications.models import Notification
from kaochang.notifications.queries import count_unconfirmed, read_inbox
from kaochang.notifications.services import confirm, mark_read
from kaochang.planning.moving import Move, move_candidates
from kaochang.planning.moving import Place as At
from kaochang.planning.staffing import staff_room
from kaochang.realtime import channels
from kaochang.schools.services import add_membership
from kaochang.sms.models import SmsMessage
from tests.accounts.factories import log_in
from tests.announcements.places import BY
from tests.exams.test_school_rooms import manager
from tests.factories import Place, make_person, make_place, make_room, make_session
from tests.planning.test_moving_race import at_once
from tests.traces import channels_of, recorded

pytestmark = pytest.mark.django_db
LIST = "/api/v1/school/notifications"


@pytest.fixture
def place() -> Place:
    """Published; the candidate has the first slot of the room."""
    made = make_place(state=SessionState.PUBLISHED)
    RosterEntry.objects.update(slot_starts_at=made.session.starts_at)
    made.entries[0].refresh_from_db()
    return made


def move(place: Place, minutes: int, reason: str = "考官临时有事") -> None:
    entry = RosterEntry.objects.get(pk=place.entries[0].pk)
    assert entry.slot_starts_at
    was = At(entry.room_id, entry.slot_starts_at)
    to = At(entry.room_id, entry.slot_starts_at + timedelta(minutes=minutes))
    move_candidates(place.session, [Move(entry.pk, was, to)], reason=reason, by=BY)


def test_a_moved_slot_is_told_and_confirmed(place: Place) -> None:
    person = place.entries[0].person
    move(place, 30)
    (told,) = read_inbox(place.candidate()).items
    assert (told.kind, told.reason) == ("slot_changed", "考官临时有事")
    assert told.params["starts_at"] != told.params["was_starts_at"]
    assert told.params["room"] == told.params["was_room"] == place.room.name
    assert channels_of("notifications.notification_sent") == {channels.person("candidate", person.pk)}
    (sms,) = SmsMessage.objects.all()
    assert (sms.template, sms.phone) == ("notification", person.phone)
    assert count_unconfirmed(person.pk, "candidate") == 1
    confirm(told, by=place.candidate())
    confirm(told, by=place.candidate())
    assert count_unconfirmed(person.pk, "candidate") == 0
    assert len(recorded("notifications.notification_confirmed")) == 1
    school = set(channels.school(place.school.pk, place.college.pk))
    assert school <= channels_of("notifications.notification_confirmed")


def test_a_second_move_takes_the_place_of_the_first(place: Place) -> None:
    move(place, 30)
    (first,) = read_inbox(place.candidate()).items
    move(place, 30)
    (second,) = read_inbox(place.candidate()).items
    assert first.pk != second.pk and count_unconfirmed(second.person_id, "candidate") == 1
    confirm(second, by=place.candidate())
    move(place, -30)
    assert len(read_inbox(place.candidate()).items) == 2


def test_a_draft_tells_nobody() -> None:
    place = make_place(state=SessionState.DRAFT, queued=False)
    tell_moved(place.session, [(place.entries[0], (None, None))], reason="", by=BY)
    exams.edit_room(place.room, {"name": "甲"}, version=place.room.version, by=BY)
    assert not Notification.objects.exists() and not SmsMessage.objects.exists()


def test_the_moved_exam_and_the_renamed_room_are_told_to_both_sides(place: Place) -> None:
    session = place.session
    moved = {"starts_at": session.starts_at + timedelta(minutes=5)}
    exams.edit_session(session, moved, version=session.version, reason="设备检修", by=BY)
    exams.edit_room(place.room, {"name": "甲"}, version=place.room.version, reason="换楼", by=BY)
    kinds = set(Notification.objects.values_list("area", "kind", "person_id"))
    mine = place.entries[0].person_id
    staff = {one.pk for one in place.staff.values()}
    for kind in ("exam_time_changed", "room_renamed"):
        assert ("candidate", kind, mine) in kinds
        assert {who for area, one, who in kinds if (area, one) == ("staff", kind)} == staff
    renamed = Notification.objects.get(person_id=mine, kind="room_renamed")
    assert (renamed.params["was_room"], renamed.params["room"]) == (place.room.name, "甲")


def test_an_exam_that_ends_later_tells_nobody_the_time_they_have(place: Place) -> None:
    session = place.session
    later = {"ends_at": session.ends_at + timedelta(hours=1)}
    move(place, 30)
    SmsMessage.objects.all().delete()
    exams.edit_session(session, later, version=session.version, reason="延长", by=BY)
    assert {json.loads(sms.values or "")["summary"] for sms in SmsMessage.objects.all()} == {
        f"{session.name}：考试结束时间改为 {local_time(session, later['ends_at'])}"
    }
    told = Notification.objects.filter(person=place.entries[0].person, superseded_at=None)
    assert {one.kind for one in told} == {"slot_changed", "exam_time_changed"}
    assert "slot_at" not in told.get(kind="exam_time_changed").params


def test_a_moved_exam_takes_the_place_of_slots_that_nobody_confirmed(place: Place) -> None:
    entry = RosterEntry.objects.get(pk=place.entries[0].pk)
    move(place, 30)
    tell_lengths(place.session, [(entry, 1)], reason="", by=BY)
    session = place.session
    day = timedelta(days=1)
    moved = {"starts_at": session.starts_at + day, "ends_at": session.ends_at + day}
    exams.edit_session(session, moved, version=session.version, reason="改期", by=BY)
    entry.refresh_from_db()
    (told,) = read_inbox(place.candidate()).items
    assert told.kind == "exam_time_changed"
    assert told.params["slot_at"] == iso_of(entry.slot_starts_at)
    assert told.params["room"] == place.room.name
    assert told.params["takes"] == f"{entry.planned_seconds / 60:g}"


def test_a_changed_duty_is_told_by_mail_where_there_is_an_address(place: Place) -> None:
    new = make_person()
    add_membership(new, place.school, "staff", by=BY)
    set_email(new, "new@example.edu")
    new.save()
    examiner = place.staff["examiner"]
    duties = [
        (one.person_id, one.role)
        for one in Assignment.objects.filter(room=place.room).exclude(role="examiner")
    ]
    room = ExamRoom.objects.get(pk=place.room.pk)
    staff_room(room, [*duties, (new.pk, "examiner")], version=room.version, reason="换人", by=BY)
    told = {(one.person_id, one.kind): one for one in Notification.objects.all()}
    assert set(told) == {(new.pk, "duty_added"), (examiner.pk, "duty_removed")}
    assert told[new.pk, "duty_added"].params["roles"] == ["examiner"]
    assert MailMessage.objects.get().address == "new@example.edu"
    assert SmsMessage.objects.get().phone == examiner.phone


def test_the_inbox_over_http(place: Place) -> None:
    move(place, 30)
    client = Client(headers={"X-Kaochang": "1"})
    log_in(client, place.entries[0].person, "candidate", place.school.pk)
    inbox = "/api/v1/candidate/notifications"
    answer = client.get(inbox).json()
    assert (answer["unread"], answer["unconfirmed"]) == (1, 1)
    # Another one than mine, seen elsewhere, leaves this one unread.
    assert client.post(f"{inbox}/reading?only={uuid4()}").status_code == 204
    assert client.get(inbox).json()["unread"] == 1
    assert client.post(f"{inbox}/reading").status_code == 204
    assert (client.get(inbox).json()["unread"], client.get(inbox).json()["unconfirmed"]) == (0, 1)
    one = answer["items"][0]["id"]
    assert client.post(f"{inbox}/{one}/confirmation").json()["confirmed_at"]
    assert client.get(inbox).json()["unconfirmed"] == 0


def test_one_that_is_seen_on_its_page_is_read_alone(place: Place) -> None:
    move(place, 30)
    tell_lengths(place.session, [(RosterEntry.objects.get(pk=place.entries[0].pk), 1)], reason="", by=BY)
    mine = Notification.objects.filter(person=place.entries[0].person)
    seen, other = mine
    assert mark_read(seen.person_id, "candidate", seen.pk) == 1
    assert [one.pk for one in mine.filter(read_at=None)] == [other.pk]


def test_administrators_see_who_has_not_confirmed(
    place: Place, django_assert_num_queries: Callable[[int], Any]
) -> None:
    other = make_session(place.school)
    move(place, 30)
    admin = manager(place.school)
    with django_assert_num_queries(5):
        (row,) = admin.get(LIST, {"confirmed": "no"}).json()["items"]
    assert (row["person_name"], row["reason"]) == (place.entries[0].person.name, "考官临时有事")
    assert admin.get(LIST, {"confirmed": "yes"}).json()["items"] == []
    assert manager(place.school, other.college).get(LIST).json()["items"] == []
    assert manager(make_room().session.school).get(LIST).json()["items"] == []
    assert manager(place.school, place.college).get(LIST).json()["total"] == 1
    assert row["number"] == place.entries[0].candidate_number
    assert admin.get(LIST, {"session_id": str(other.pk)}).json()["items"] == []
    assert admin.get(LIST, {"session_id": str(place.session.pk)}).json()["total"] == 1


def test_the_file_says_what_was_and_what_is(place: Place) -> None:
    move(place, 30)
    answer = manager(place.school).get(f"{LIST}/export", {"columns": "number,was,now"})
    at = place.session.starts_at.astimezone(ZoneInfo(place.school.timezone))
    was, now = (f"{one:%Y-%m-%d %H:%M}" for one in (at, at + timedelta(minutes=30)))
    file = io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python() == [
        ["考生编号", "原为", "现为"],
        [place.entries[0].candidate_number, f"{place.room.name} · {was}", f"{place.room.name} · {now}"],
    ]


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_at_once_is_confirmed_once() -> None:
    for number in range(10):
        place = make_place(state=SessionState.PUBLISHED, queued=False)
        tell_moved(place.session, [(place.entries[0], (None, None))], reason="", by=BY)
        (told,) = read_inbox(place.candidate()).items
        assert at_once(*[partial(confirm, told, by=place.candidate())] * 3) == []
        assert len(recorded("notifications.notification_confirmed")) == number + 1
