"""求助 and 暂离 stand beside the state and change no place."""

import pytest

from kaochang.core.errors import Forbidden
from kaochang.exams.errors import TextTooLong
from kaochang.realtime import channels
from kaochang.waiting import services
from kaochang.waiting.errors import AlreadyAway, HelpNotAsked, NotAway, NotInWaitingArea
from kaochang.waiting.models import QueueEntry
from tests.factories import Place, make_place, make_waiting
from tests.traces import channels_of, pushed, recorded, refused
from tests.waiting.helpers import SYSTEM, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    place = make_place(candidates=2)
    make_waiting(place, 0)
    return place


def both(place: Place) -> set[str]:
    return {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}


def test_only_the_candidate_raises_flags(place: Place) -> None:
    for stranger in (place.candidate(1), place.officer, place.chief, SYSTEM):
        with refused(Forbidden):
            services.ask_help(of(place), text="x", by=stranger)
        with refused(Forbidden):
            services.go_away(of(place), by=stranger)
        with refused(Forbidden):
            services.come_back(of(place), by=stranger)


def test_help(place: Place) -> None:
    services.ask_help(of(place), text=" 听不到声音\x00 ", by=place.candidate(0))
    entry = of(place)
    assert entry.help_text == "听不到声音" and entry.help_asked_at and entry.state == "waiting"
    assert recorded("waiting.help_asked")[0]["text"] == "听不到声音"
    assert channels_of("waiting.help_asked") == both(place)
    assert pushed("waiting.place_changed") == []
    first = entry.help_asked_at
    services.ask_help(of(place), text="", by=place.candidate(0))
    assert (of(place).help_asked_at, of(place).help_text) == (first, "")
    services.withdraw_help(of(place), by=place.candidate(0))
    assert of(place).help_asked_at is None
    assert channels_of("waiting.help_withdrawn") == both(place)


def test_help_before_the_waiting_area_but_not_after_the_end(place: Place) -> None:
    assert services.ask_help(of(place, 1), text="登录后黑屏", by=place.candidate(1)).help_asked_at
    for state in ("finished", "absent"):
        QueueEntry.objects.filter(pk=of(place).pk).update(state=state)
        with refused(NotInWaitingArea):
            services.ask_help(of(place), text="x", by=place.candidate(0))


def test_a_text_of_5000_characters(place: Place) -> None:
    with refused(TextTooLong, limit=500):
        services.ask_help(of(place), text="救" * 5000, by=place.candidate(0))


def test_staff_settle_a_call(place: Place) -> None:
    services.ask_help(of(place), text="x", by=place.candidate(0))
    for stranger in (place.candidate(1), place.by("examiner"), place.by("inspector"), SYSTEM):
        with refused(Forbidden):
            services.withdraw_help(of(place), by=stranger)
    services.withdraw_help(of(place), by=place.by("secretary"))
    with refused(HelpNotAsked):
        services.withdraw_help(of(place), by=place.officer)


def test_away_and_back(place: Place) -> None:
    with refused(NotAway):
        services.come_back(of(place), by=place.candidate(0))
    services.go_away(of(place), by=place.candidate(0))
    assert of(place).away_since and of(place).state == "waiting"
    with refused(AlreadyAway):
        services.go_away(of(place), by=place.candidate(0))
    services.come_back(of(place), by=place.candidate(0))
    assert of(place).away_since is None
    assert channels_of("waiting.candidate_went_away") == channels_of("waiting.candidate_came_back")
    assert channels_of("waiting.candidate_came_back") == both(place)
    assert len(recorded("waiting.candidate_went_away")) == len(recorded("waiting.candidate_came_back")) == 1


@pytest.mark.parametrize("state", ["preparing", "talking", "invited", "admitted", "finished", "deferred"])
def test_away_only_from_the_waiting_area(place: Place, state: str) -> None:
    QueueEntry.objects.filter(pk=of(place).pk).update(state=state)
    with refused(NotInWaitingArea):
        services.go_away(of(place), by=place.candidate(0))
