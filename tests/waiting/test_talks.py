"""The officer with one candidate: one talk each, picture gone at its end, clearance kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from kaochang.accounts.actor import Actor
from kaochang.core.errors import Forbidden
from kaochang.desks import queries as desks
from kaochang.exams.errors import RelationReasonNeeded, TextTooLong
from kaochang.exams.models import Assignment, ExamRoom, Relation
from kaochang.exams.setup import remove_assignment
from kaochang.exams.states import RoomRole
from kaochang.media import queries as media
from kaochang.media import services as media_services
from kaochang.media.models import MediaSeat
from kaochang.realtime import channels
from kaochang.waiting import queries, services
from kaochang.waiting.errors import (
    EntryInvited,
    NotInWaitingArea,
    OfficerBusy,
    TalkEnded,
    TalkExists,
    WaitingAreaClosed,
)
from kaochang.waiting.models import QueueEntry, Talk
from tests.factories import Place, assign, make_place, make_waiting, staff_actor
from tests.traces import channels_of, pushed, recorded, refused
from tests.waiting.helpers import SYSTEM, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    place = make_place(candidates=3, desks_open_limit=0)
    for index in range(3):
        make_waiting(place, index)
    return place


def second_officer(place: Place) -> Actor:
    return staff_actor(assign(place.room, RoomRole.WAITING_ROOM_OFFICER))


def test_everybody_who_waits_learns_that_the_officer_is_busy_or_free_and_not_with_whom(place: Place) -> None:
    talk = services.start_talk(of(place), by=place.officer)
    services.end_talk(talk, cleared=False, by=place.officer)
    rows = pushed("waiting.officer_availability_changed")
    assert [row.channels for row in rows] == [[channels.room_candidates(place.room.pk)]] * 2
    assert [row.payload["data"] for row in rows] == [{"room_id": str(place.room.pk)}] * 2
    assert {row.payload["subject"] for row in rows} == {f"exam_room:{place.room.pk}"}


@pytest.mark.parametrize("role", [str(role) for role in RoomRole if role != "waiting_room_officer"])
def test_only_the_officer_talks(place: Place, role: str) -> None:
    with refused(Forbidden):
        services.start_talk(of(place), by=place.by(role))


def test_an_officer_of_another_room_does_not(place: Place) -> None:
    stranger = make_place().officer
    with refused(Forbidden):
        services.start_talk(of(place), by=stranger)


@pytest.mark.parametrize("state", ["preparing", "admitted", "finished", "deferred", "absent"])
def test_only_who_waits_is_talked_to(place: Place, state: str) -> None:
    QueueEntry.objects.filter(pk=of(place).pk).update(state=state)
    with refused(NotInWaitingArea, state=state):
        services.start_talk(of(place), by=place.officer)


def test_not_while_the_screen_rings(place: Place) -> None:
    QueueEntry.objects.filter(pk=of(place).pk).update(state="invited")
    with refused(EntryInvited):
        services.start_talk(of(place), by=place.officer)


def test_not_in_a_closed_room(place: Place) -> None:
    ExamRoom.objects.update(state="closed", closed_at=place.session.starts_at)
    with refused(WaitingAreaClosed):
        services.start_talk(of(place), by=place.officer)


def test_one_talk_an_officer_and_one_a_candidate(place: Place) -> None:
    services.start_talk(of(place, 0), by=place.officer)
    with refused(OfficerBusy):
        services.start_talk(of(place, 1), by=place.officer)
    other = second_officer(place)
    with refused(TalkExists):
        services.start_talk(of(place, 0), by=other)
    assert services.start_talk(of(place, 1), by=other).ended_at is None


def test_the_tables_refuse_a_second_open_talk(place: Place) -> None:
    talk = services.start_talk(of(place, 0), by=place.officer)
    twins = [
        {"entry": of(place, 1), "officer_id": talk.officer_id},
        {"entry": of(place, 0), "officer_id": place.room.pk},
    ]
    for columns in twins:
        with pytest.raises(IntegrityError), transaction.atomic():
            Talk.objects.create(officer_name="x", **columns)


def test_starting(place: Place) -> None:
    services.ask_help(of(place), text="声音", by=place.candidate(0))
    talk = services.start_talk(of(place), by=place.officer)
    entry = of(place)
    assert (entry.state, entry.state_before) == ("talking", "waiting")
    assert entry.help_asked_at is None and entry.help_text == ""
    assert talk.officer_name == place.staff["waiting_room_officer"].name
    desk = desks.find_desk(place.entries[0].pk)
    assert desk is not None and desk.is_open, "opens at once, whatever the limit"
    both = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of("waiting.talk_started") == both
    assert recorded("waiting.talk_started")[0]["talk_id"] == str(talk.pk)
    assert queries.open_talks(place.room.pk) == {entry.pk: talk}
    assert queries.has_open_talk(place.room.pk)
    assert queries.find_talk_of_officer(talk.officer_id) == talk


def test_an_officer_close_to_the_candidate_says_why_they_talk_all_the_same(place: Place) -> None:
    officer, second = place.staff["waiting_room_officer"], second_officer(place)
    Relation.objects.create(
        school=place.school,
        staff=officer,
        candidate=place.entries[0].person,
        kind="teacher",
        source="declared",
    )
    for reason in (None, "", "  "):
        with refused(RelationReasonNeeded):
            services.start_talk(of(place, 0), by=place.officer, reason=reason)
    with refused(TextTooLong):
        services.start_talk(of(place, 0), by=place.officer, reason="长" * 501)
    # Whoever is not close to them, and every other candidate, is asked for nothing.
    services.end_talk(services.start_talk(of(place, 0), by=second), cleared=False, by=second)
    other = services.start_talk(of(place, 1), by=place.officer, reason="多余的理由")
    services.end_talk(other, cleared=False, by=place.officer)
    assert recorded("waiting.related_talk_started") == []
    talk = services.start_talk(of(place, 0), by=place.officer, reason="只有一位候考官")
    (kept,) = recorded("waiting.related_talk_started")
    assert (kept["talk_id"], kept["reason"]) == (str(talk.pk), "只有一位候考官")
    assert not pushed("waiting.related_talk_started"), "nothing of it for the candidate"


@pytest.mark.parametrize("before", ["waiting", "cleared"])
@pytest.mark.parametrize("cleared", [True, False])
def test_ending(place: Place, before: str, cleared: bool) -> None:
    QueueEntry.objects.filter(pk=of(place).pk).update(state=before)
    talk = services.start_talk(of(place), by=place.officer)
    services.end_talk(talk, cleared=cleared, by=place.officer)
    entry = of(place)
    assert entry.state == ("cleared" if cleared else before)
    assert entry.state_before == ""
    assert (entry.cleared_at is not None) is cleared
    assert entry.cleared_by_id == (place.officer.person_id if cleared else None)
    assert recorded("waiting.talk_ended")[0]["cleared"] is cleared
    assert queries.find_open_talk(entry.pk) is None


def test_the_officers_seat_closes_with_the_talk(place: Place) -> None:
    talk = services.start_talk(of(place), by=place.officer)
    desk = desks.find_desk(place.entries[0].pk)
    room = media.find_room(desk.media_room_id if desk else None)
    assert room is not None
    seats = {
        purpose: media_services.open_seat(
            room, purpose=purpose, scope_id=place.room.pk, person_id=place.officer.person_id
        )
        for purpose in ("talk", "view", "candidate")
    }
    services.end_talk(talk, cleared=False, by=place.officer)
    left = set(MediaSeat.objects.filter(closed_at__isnull=True).values_list("pk", flat=True))
    assert left == {seats["view"].pk, seats["candidate"].pk}


def test_a_talk_ends_once(place: Place) -> None:
    talk = services.start_talk(of(place), by=place.officer)
    services.end_talk(talk, cleared=True, by=place.officer)
    with refused(TalkEnded):
        services.end_talk(talk, cleared=False, by=place.officer)


def test_somebody_else_frees_the_candidate_but_clears_nobody(place: Place) -> None:
    talk = services.start_talk(of(place), by=place.officer)
    for role in ("examiner", "secretary", "inspector"):
        with refused(Forbidden):
            services.end_talk(talk, cleared=False, by=place.by(role))
    for other in (place.chief, second_officer(place)):
        with refused(Forbidden):
            services.end_talk(talk, cleared=True, by=other)
    services.end_talk(talk, cleared=False, by=place.chief)
    assert of(place).state == "waiting"


def test_only_talks_of_who_is_no_officer_here_any_more_are_deserted(place: Place) -> None:
    """Officer of another room, or examiner of this one, is not enough: the picture is gone with the role."""
    other = second_officer(place)
    kept = services.start_talk(of(place, 0), by=place.officer)
    lost = services.start_talk(of(place, 1), by=other)
    officer = Assignment.objects.get(room=place.room, person_id=other.the_person_id)
    assign(place.room, RoomRole.EXAMINER, officer.person)
    assign(make_place().room, RoomRole.WAITING_ROOM_OFFICER, officer.person)
    assert services.end_deserted_talks(place.room, by=SYSTEM) == 0
    remove_assignment(officer, by=place.chief)
    assert services.end_deserted_talks(place.room, by=SYSTEM) == 1
    assert queries.open_talks(place.room.pk) == {kept.entry_id: kept}
    assert queries.find_talk_of_officer(lost.officer_id) is None
    assert (of(place, 1).state, of(place, 1).cleared_at) == ("waiting", None)


def test_clearance_is_kept_and_merged(place: Place) -> None:
    entry = of(place)
    services.save_clearance(
        entry, checklist={"id_card_matches": True, "nobody_else": False}, note_text=" 眼镜 ", by=place.officer
    )
    services.save_clearance(entry, checklist={"nobody_else": True}, note_text=None, by=place.officer)
    saved = of(place)
    assert saved.checklist == {"id_card_matches": True, "nobody_else": True}
    assert saved.note == "眼镜" and saved.state == "waiting"
    assert recorded("waiting.clearance_saved")[1]["ticked"] == ["id_card_matches", "nobody_else"]
    assert channels_of("waiting.clearance_saved") == {channels.room_staff(place.room.pk)}
    assert "眼镜" not in str(recorded("waiting.clearance_saved"))


def test_clearance_is_refused(place: Place) -> None:
    for role in ("examiner", "secretary", "inspector", "chief_examiner"):
        with refused(Forbidden):
            services.save_clearance(of(place), checklist={}, note_text="x", by=place.by(role))
    with refused(TextTooLong, limit=2000):
        services.save_clearance(of(place), checklist={}, note_text="长" * 5000, by=place.officer)
    QueueEntry.objects.filter(pk=of(place).pk).update(state="admitted")
    with refused(NotInWaitingArea):
        services.save_clearance(of(place), checklist={}, note_text="x", by=place.officer)


def test_a_talk_moves_nobody_in_the_line(place: Place) -> None:
    talk = services.start_talk(of(place, 0), by=place.officer)
    services.end_talk(talk, cleared=True, by=place.officer)
    assert pushed("waiting.place_changed") == []


@pytest.mark.django_db(transaction=True)
def test_one_officer_in_two_rooms_at_the_same_moment() -> None:
    """The rooms' locks differ, so only the index stands between the officer and two talks."""
    first, second = make_place(), make_place()
    officer = first.staff["waiting_room_officer"]
    assign(second.room, RoomRole.WAITING_ROOM_OFFICER, officer)
    entries: list[UUID] = [make_waiting(place).pk for place in (first, second)]
    start = Barrier(2)

    def talk(entry_id: UUID) -> str:
        try:
            entry = queries.get_entry(entry_id)
            start.wait(timeout=30)
            services.start_talk(entry, by=staff_actor(officer))
            return "started"
        except OfficerBusy as busy:
            return busy.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(talk, entries)) == ["officer_busy", "started"]
    assert Talk.objects.count() == 1
