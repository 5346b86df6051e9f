"""A session from the draft to the open waiting area, and what each side sees of it on the way."""

from datetime import timedelta
from typing import Any

import pytest

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.errors import InvalidTransition
from kaochang.desks.services import open_check_room
from kaochang.exams import queries, services
from kaochang.exams.errors import ExamClosed, ExamNotOpenYet, RoomNotAssigned, TextOutdated
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.interviews.services import take_panel_room_seat
from kaochang.waiting.services import enter_waiting_area
from kaochang.watch.tick import open_due_sessions
from tests.factories import Place, make_notice, make_place, make_ready, make_session
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def published(**columns: Any) -> Place:
    """Tomorrow at this time, published."""
    at = clock.now() + timedelta(days=1)
    return make_place(state=SessionState.PUBLISHED, starts_at=at, ends_at=at + timedelta(hours=4), **columns)


def test_a_new_session_is_a_draft_that_nobody_sees() -> None:
    now = clock.now()
    made = services.create_session(
        make_session().college,
        name="复试",
        formality="formal",
        starts_at=now,
        ends_at=now + timedelta(1),
        by=BY,
    )
    assert made.state == SessionState.DRAFT
    place = make_place(state=SessionState.DRAFT)
    person = place.entries[0].person_id
    assert queries.list_candidate_entries(person) == [] and queries.school_ids_of(person) == []
    assert queries.list_my_rooms(place.staff["examiner"].pk) == []
    assert queries.staff_room_ids(place.staff["examiner"].pk) == []
    with refused(ExamClosed):
        services.read_notice(place.entries[0], edition=0, by=place.candidate())


def test_a_published_one_is_seen_by_both_sides_and_not_watched_yet() -> None:
    place = published()
    assert queries.list_candidate_entries(place.entries[0].person_id) == place.entries
    assert [mine.room for mine in queries.list_my_rooms(place.staff["examiner"].pk)] == [place.room]
    assert queries.staff_room_ids(place.staff["examiner"].pk) == [place.room.pk]
    assert list(queries.rooms_in_use()) == []


def test_before_the_day_everything_up_to_the_waiting_area() -> None:
    place = published()
    by = place.candidate()
    services.confirm_room(services.read_notice(place.entries[0], edition=0, by=by), by=by)
    services.open_ticket(place.entries[0], "专业不对", by=by)
    assert open_check_room(place.entries[0], by=by).publisher.person_id == by.person_id
    entry = make_ready(place)
    opens_at = clock.iso(place.session.starts_at - timedelta(minutes=60))
    with refused(ExamNotOpenYet, opens_at=opens_at):
        enter_waiting_area(entry, by=by)
    with refused(ExamNotOpenYet, opens_at=opens_at):
        take_panel_room_seat(place.room, by=place.chief)


def test_the_watch_opens_what_is_due() -> None:
    due, later = published(entry_opens_minutes=90), published(entry_opens_minutes=30)
    with clock.shifted(timedelta(hours=22, minutes=29)):
        open_due_sessions()
        assert ExamSession.objects.get(pk=due.session.pk).state == SessionState.PUBLISHED
    with clock.shifted(timedelta(hours=22, minutes=31)):
        open_due_sessions()
    assert ExamSession.objects.get(pk=later.session.pk).state == SessionState.PUBLISHED
    opened = ExamSession.objects.get(pk=due.session.pk)
    assert opened.state == SessionState.OPEN and opened.opened_at is not None
    assert enter_waiting_area(make_ready(due), by=due.candidate()).state == "waiting"
    [row] = recorded("exams.session_state_changed")
    said = {"was_state": "published", "state": "open", "reason": ""}
    assert row == {"session_id": str(opened.pk), **said}


def test_what_is_over_before_it_was_opened_stays_closed() -> None:
    place = published()
    with clock.shifted(timedelta(days=2)):
        open_due_sessions()
    assert ExamSession.objects.get(pk=place.session.pk).state == SessionState.PUBLISHED


def test_only_what_is_published_opens() -> None:
    draft = make_session(state=SessionState.DRAFT)
    with refused(InvalidTransition):
        services.open_session(draft, by=BY)
    opened = services.open_session(services.publish_session(draft, by=BY), by=BY)
    assert opened.published_at and opened.opened_at
    with refused(InvalidTransition):
        services.publish_session(opened, by=BY)


def test_a_new_edition_of_the_notice_asks_again() -> None:
    place = make_place()
    by, entry = place.candidate(), place.entries[0]
    first = make_notice(place.session)
    entry = services.read_notice(entry, edition=1, by=by)
    assert entry.notice_done_at is not None
    second = make_notice(place.session, "请准备好证件和白纸。")
    assert (first.edition, second.edition) == (1, 2) and first.text_hash != second.text_hash
    assert queries.get_roster_entry(entry.pk).notice_done_at is None
    # The words on the candidate's page were the old ones.
    with refused(TextOutdated):
        services.read_notice(entry, edition=1, by=by)
    assert services.read_notice(entry, edition=2, by=by).notice_done_at is not None
    assert [row["edition"] for row in recorded("exams.notice_read")] == [1, 2]


def test_who_has_no_room_yet() -> None:
    place = make_place()
    entry = services.add_roster_entry(
        None, session=place.session, name="甲", candidate_number="26S1", order_number=None, by=BY
    )
    for needed in ("exam_room", "exam_room_id"):
        with refused(RoomNotAssigned):
            getattr(entry, needed)
    assert entry.trail_scope_id == place.school.pk
    assert queries.list_candidate_entries(entry.person_id) == []
    services.read_notice(entry, edition=0, by=Actor(entry.person_id, None, "candidate"))
    with refused(RoomNotAssigned):
        enter_waiting_area(entry, by=Actor(entry.person_id, None, "candidate"))


def test_a_number_in_the_order_comes_with_a_room() -> None:
    place = make_place()
    entry = RosterEntry.objects.get(pk=place.entries[0].pk)
    entry.room = None
    with pytest.raises(Exception, match="exams_order_number_with_room"):
        entry.save()
