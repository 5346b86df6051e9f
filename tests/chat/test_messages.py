"""Who may write to whom, and who hears of it."""

from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.chat import queries, services
from kaochang.chat.models import Message
from kaochang.core.errors import Forbidden
from kaochang.exams import services as exams
from kaochang.exams.errors import ExamClosed, TextRequired, TextTooLong
from kaochang.exams.queries import lock_room
from kaochang.realtime import channels
from kaochang.waiting.models import QueueEntry
from tests.accounts.factories import log_in
from tests.factories import Place, assign, make_place, make_room, staff_actor
from tests.traces import channels_of, pushed, recorded, refused

SYSTEM = Actor.system("test")
pytestmark = pytest.mark.django_db

OUTWARD = {"waiting_room_officer", "chief_examiner", "secretary"}
PANEL = {"chief_examiner", "examiner", "secretary"}


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False)


def write(place: Place, what: str, text: str, by: Any) -> Message:
    if what == "panel":
        return services.post_panel_message(place.room, text, by=by)
    if what == "candidate":
        return services.send_candidate_message(place.entries[0], text, by=by)
    return services.broadcast_to_room(place.room, text, by=by)


@pytest.mark.parametrize("what", ["panel", "candidate", "room"])
def test_truth_table_of_writers(place: Place, what: str) -> None:
    allowed = PANEL if what == "panel" else OUTWARD
    for role in place.staff:
        if role in allowed:
            assert write(place, what, "好", place.by(role)).author_role == role
        else:
            with refused(Forbidden):
                write(place, what, "好", place.by(role))
    for stranger in (place.candidate(0), staff_actor(assign(make_room(), "chief_examiner"))):
        with refused(Forbidden):
            write(place, what, "好", stranger)


@pytest.mark.parametrize("what", ["panel", "candidate", "room"])
@pytest.mark.parametrize(("text", "error"), [(" ", TextRequired), ("长" * 2001, TextTooLong)])
def test_texts_have_a_length(place: Place, what: str, text: str, error: Any) -> None:
    with refused(error):
        write(place, what, text, place.chief)


@pytest.mark.parametrize("what", ["panel", "candidate", "room"])
def test_a_closed_exam_takes_no_message(place: Place, what: str) -> None:
    exams.close_session(place.session, by=SYSTEM)
    with refused(ExamClosed):
        write(place, what, "还在吗", place.chief)


@pytest.mark.parametrize("what", ["panel", "candidate", "room"])
def test_a_closed_room_can_still_tell_those_who_were_left(place: Place, what: str) -> None:
    """The chief may open it again; whoever was not examined is told when."""
    exams.mark_room_closed(lock_room(place.room.pk), by=place.chief)
    assert write(place, what, "十点重新开始", place.chief).room_id == place.room.pk


def test_the_panel_speaks_among_itself(place: Place) -> None:
    message = write(place, "panel", "<b>请追问</b>", place.chief)
    assert message.text == "<b>请追问</b>"
    assert channels_of("chat.panel_message_posted") == {channels.room_staff(place.room.pk)}
    assert "追问" not in str(pushed("chat.panel_message_posted")[0].payload)
    assert queries.list_panel_messages(place.room.pk) == [message]
    assert queries.list_messages_to(place.entries[0]) == []
    assert recorded("chat.panel_message_posted")[0]["message_id"] == str(message.pk)


def test_a_word_to_one_reaches_no_other(place: Place) -> None:
    message = write(place, "candidate", "请调整手机", place.officer)
    assert channels_of("chat.candidate_message_delivered") == {channels.candidate(place.entries[0].pk)}
    assert pushed("chat.candidate_message_delivered")[0].payload["data"]["text"] == "请调整手机"
    assert channels_of("chat.candidate_message_sent") == {channels.room_staff(place.room.pk)}
    assert queries.list_messages_to(place.entries[0]) == [message]
    assert queries.list_messages_to(place.entries[1]) == []
    assert len(recorded("chat.candidate_message_sent")) == 1


def test_a_broadcast_carries_its_words(place: Place) -> None:
    message = write(place, "room", "推迟十分钟", place.officer)
    [row] = pushed("chat.broadcast_delivered")
    assert row.channels == [channels.room_candidates(place.room.pk)]
    assert row.payload["data"]["text"] == "推迟十分钟"
    for entry in place.entries:
        assert queries.list_messages_to(entry) == [message]
    assert queries.list_staff_messages(place.room.pk) == [message]


def test_a_word_by_http_is_addressed_by_the_queue_entry() -> None:
    place = make_place(candidates=1)
    queued = QueueEntry.objects.get(roster_entry=place.entries[0])
    path = f"/api/v1/staff/entries/{queued.pk}/messages"
    for role, status in (("examiner", 403), ("waiting_room_officer", 200)):
        client = Client(headers={"X-Kaochang": "1"})
        log_in(client, place.staff[role], "staff")
        answer = client.post(path, {"text": "请稍候"}, content_type="application/json")
        assert answer.status_code == status
    stranger = Client(headers={"X-Kaochang": "1"})
    log_in(stranger, assign(make_room(), "chief_examiner"), "staff")
    assert stranger.post(path, {"text": "好"}, content_type="application/json").status_code == 404
