import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kaochang.accounts.actor import Actor
from kaochang.chat import services as chat
from kaochang.console.queries.candidate import access_entry, read_now
from kaochang.console.queries.my_exams import read_exams
from kaochang.core import clock
from kaochang.desks import services as desks
from kaochang.exams import queries as exams
from kaochang.exams import services as exam_services
from kaochang.interviews import services
from kaochang.media.models import MediaSeat
from kaochang.waiting import services as waiting
from tests.accounts.factories import log_in
from tests.factories import Place, make_entry, make_place, make_ready, make_waiting, queue
from tests.interviews.helpers import admitted, cleared_place, invited

pytestmark = pytest.mark.django_db


def now_of(place: Place, index: int = 0) -> Any:
    return read_now(access_entry(place.candidate(index), place.entries[index].pk), as_of="")


def test_the_way_from_log_in_to_the_waiting_area() -> None:
    place = make_place()
    assert now_of(place).step == "consent"
    make_ready(place)
    now = now_of(place)
    assert now.step == "arrival"
    assert [step.done_at is not None for step in now.steps] == [True] * 5 + [False, False]
    make_waiting(place)
    waits = now_of(place)
    assert (waits.step, waits.queue.place, waits.queue.ahead) == ("waiting", 1, 0)
    assert waits.queue.forecast_from is not None
    assert {item.key for item in waits.missing} >= {"commitment", "device_check", "clearance"}


def test_ringing_interview_end_and_confirmation() -> None:
    place, (entry, _) = cleared_place(interview_seconds=600)
    invitation = invited(place, entry)
    rings = now_of(place)
    assert rings.step == "invited" and rings.invitation.id == invitation.pk
    assert now_of(place, 1).invitation is None
    interview = services.accept_invitation(invitation, by=place.candidate(0))
    services.take_desk_seat(entry, purpose="panel", by=place.chief)
    runs = now_of(place)
    assert runs.step == "interview" and runs.invitation is None and runs.desk.open
    assert runs.interview.remaining_seconds == pytest.approx(600, abs=2)
    assert [one.role for one in runs.people] == ["chief_examiner"]
    services.pause_interview(interview, by=place.chief)
    stands = now_of(place).interview
    assert stands.paused and stands.closes_at is None
    interview.refresh_from_db()
    services.end_interview(interview, by=place.chief, reason="答非所问")
    ended = now_of(place)
    assert ended.step == "ended" and ended.ended.confirmed_at is None and not ended.desk.open
    assert ended.people == [] and "答非所问" not in ended.model_dump_json()
    services.confirm_end(entry, by=place.candidate(0))
    assert now_of(place).ended.confirmed_at is not None


def test_the_end_notice_is_there_after_the_room_closed() -> None:
    place, (entry, _) = cleared_place()
    services.end_interview(admitted(place, entry), by=place.chief)
    services.close_room(place.room, by=place.chief)
    assert now_of(place).step == "ended"
    assert now_of(place, 1).step == "closed"


def test_who_still_waits_when_the_exam_ends_is_told_so() -> None:
    place, (entry, _) = cleared_place()
    services.end_interview(admitted(place, entry), by=place.chief)
    assert now_of(place, 1).step == "waiting"
    left_at = exams.get_room(place.room.pk).state
    exam_services.close_session(place.session, by=Actor.system("test"))
    assert (now_of(place).step, now_of(place, 1).step) == ("ended", "closed")
    assert exams.get_room(place.room.pk).state == left_at, "opened again, it goes on from there"


def test_the_officer_is_named_to_the_one_they_talk_with() -> None:
    place, (entry, _) = cleared_place()
    assert now_of(place).officer.state == "absent"
    services.note_staff_presence(place.room, {place.staff["waiting_room_officer"].pk})
    assert now_of(place).officer.state == "available"
    waiting.start_talk(entry, by=place.officer)
    services.take_desk_seat(entry, purpose="talk", by=place.officer)
    mine, others = now_of(place), now_of(place, 1)
    assert (mine.officer.state, mine.step) == ("with_me", "talk")
    assert [one.role for one in mine.people] == ["waiting_room_officer"]
    assert (others.officer.state, others.talk, others.people) == ("busy", None, [])


def test_who_only_looks_is_an_eye_and_not_a_name_an_inspector_is_nothing() -> None:
    place, (entry, _) = cleared_place()
    desks.open_desk(entry.roster_entry, by=place.officer)
    services.take_desk_seat(entry, purpose="view", by=place.officer)
    services.take_desk_seat(entry, purpose="inspect", by=place.by("inspector"))
    seen = now_of(place)
    assert seen.people == [] and seen.watched is False
    MediaSeat.objects.filter(purpose="inspect").update(joined_at=clock.now())
    assert now_of(place).watched is False
    MediaSeat.objects.filter(purpose="view").update(joined_at=clock.now())
    assert now_of(place).watched is True and now_of(place).people == []


def test_nothing_of_another_candidate_is_in_it() -> None:
    place, entries = cleared_place(3)
    chat.send_candidate_message(entries[1].roster_entry, "只给第二位", by=place.officer)
    chat.broadcast_to_room(place.room, "给所有人", by=place.officer)
    admitted(place, entries[1], 1)
    text = now_of(place).model_dump_json()
    assert "只给第二位" not in text and "给所有人" in text
    for other in entries[1:]:
        words: list[object] = [other.pk, other.roster_entry_id, other.roster_entry.person_id]
        words += [other.roster_entry.person.name, other.roster_entry.candidate_number]
        assert not [word for word in words if str(word) in text]


def test_my_exams_tell_formal_from_rehearsal_and_what_to_do_next() -> None:
    place = make_place()
    make_ready(place)
    other = make_place(candidates=0, formality="rehearsal")
    queue(make_entry(other.room, person=place.entries[0].person))
    make_place()
    answer = read_exams(place.candidate())
    assert [(exam.formality, exam.step) for exam in answer.exams] == [
        ("formal", "arrival"),
        ("rehearsal", "consent"),
    ]


def test_whom_to_call_is_there_before_the_connection_is_lost() -> None:
    place = make_place(support_phone="010-62510001 转 802")
    assert now_of(place).exam.support_phone == "010-62510001 转 802"
    [exam] = read_exams(place.candidate(0)).exams
    assert exam.support_phone == "010-62510001 转 802"


def test_times_are_utc_with_milliseconds(client: Client) -> None:
    place = make_place()
    log_in(client, place.entries[0].person, "candidate", place.school.pk)
    answer = client.get(f"/api/v1/candidate/entries/{place.entries[0].pk}/now")
    assert answer.status_code == 200
    body = json.loads(answer.content)
    assert body["server_time"].endswith("Z") and len(body["server_time"].split(".")[1]) == 4
    assert body["candidate"]["phone_masked"].count("*") >= 4


def test_the_same_number_of_queries_whatever_the_length_of_the_line() -> None:
    counts = []
    for candidates in (1, 3):
        place, entries = cleared_place(candidates)
        for entry in entries:
            chat.send_candidate_message(entry.roster_entry, "请稍候", by=place.officer)
        with CaptureQueriesContext(connection) as seen:
            now_of(place)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 13  # and two before: who asks, and the moment


def test_the_same_number_of_queries_whatever_the_number_of_exams() -> None:
    place = make_place()
    make_ready(place)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            read_exams(place.candidate())
        counts.append(len(seen))
        for _ in range(2):
            other = make_place(candidates=0)
            queue(make_entry(other.room, person=place.entries[0].person))
    assert counts[0] == counts[1]
