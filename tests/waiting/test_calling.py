"""What the panel does with an entry: the marks that `interviews` calls under its locks."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kaochang.core import clock
from kaochang.core.errors import InvalidTransition
from kaochang.realtime import channels
from kaochang.realtime.models import OutboxRow
from kaochang.waiting import queries, services
from kaochang.waiting.forecasts import average_of
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services.telling import moving_line
from kaochang.waiting.states import QUEUE, QueueState
from tests.factories import Place, make_place, make_waiting
from tests.traces import channels_of, pushed, recorded, refused
from tests.waiting.helpers import SYSTEM, calling, of, room_of

pytestmark = pytest.mark.django_db
MARKS = {
    "mark_invited": {"invited"},
    "mark_back": {"waiting", "cleared"},
    "mark_admitted": {"admitted"},
    "mark_finished": {"finished"},
    "mark_sent_back": {"cleared"},
    "mark_reopened": {"admitted"},
}


@pytest.fixture
def place() -> Place:
    place = make_place(candidates=3)
    for index in range(3):
        make_waiting(place, index)
    return place


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("state", [str(state) for state in QueueState])
def test_a_mark_never_leaves_the_table(place: Place, mark: str, state: str) -> None:
    QueueEntry.objects.filter(pk=of(place).pk).update(state=state, state_before="")
    target = "waiting" if mark == "mark_back" else next(iter(MARKS[mark]))
    if QUEUE.allows(state, target):
        assert calling(mark, of(place), place.chief).state == target
        assert [row["state"] for row in recorded("waiting.state_changed")] == [target]
    else:
        with refused(InvalidTransition):
            calling(mark, of(place), place.chief)


@pytest.mark.parametrize("before", ["waiting", "cleared"])
def test_an_invitation_that_comes_to_nothing(place: Place, before: str) -> None:
    QueueEntry.objects.filter(pk=of(place).pk).update(state=before)
    calling("mark_invited", of(place), place.chief)
    assert of(place).state_before == before
    calling("mark_back", of(place), SYSTEM)
    assert (of(place).state, of(place).state_before) == (before, "")


def test_a_whole_way(place: Place) -> None:
    services.ask_help(of(place), text="x", by=place.candidate(0))
    services.go_away(of(place), by=place.candidate(0))
    calling("mark_invited", of(place), place.chief)
    calling("mark_admitted", of(place), place.candidate(0))
    entry = of(place)
    assert entry.admitted_at and not entry.finished_at
    assert entry.away_since is None and entry.help_asked_at is None and entry.help_text == ""
    calling("mark_sent_back", of(place), place.chief)
    assert of(place).state == "cleared" and of(place).admitted_at is None
    calling("mark_invited", of(place), place.chief)
    calling("mark_admitted", of(place), place.candidate(0))
    calling("mark_finished", of(place), place.chief)
    assert of(place).finished_at is not None
    calling("mark_reopened", of(place), place.chief)
    assert of(place).state == "admitted" and of(place).finished_at is None


def test_the_table_holds_one_before_the_panel(place: Place) -> None:
    calling("mark_invited", of(place, 0), place.chief)
    for state in ("invited", "admitted"):
        with pytest.raises(IntegrityError), transaction.atomic():
            QueueEntry.objects.filter(pk=of(place, 1).pk).update(state=state)


def test_inviting_out_of_order_moves_those_ahead(place: Place) -> None:
    calling("mark_invited", of(place, 2), place.chief)
    places = {row.channels[0]: row.payload["data"]["place"] for row in pushed("waiting.place_changed")}
    assert places == {channels.candidate(place.entries[index].pk): index + 2 for index in (0, 1)} | {
        channels.candidate(place.entries[2].pk): 1
    }


def test_a_place_is_told_though_its_candidate_asks_for_help_in_between(place: Place) -> None:
    """A page drops what is older than what it was shown of the same subject."""
    entry = of(place, 2)
    with moving_line(room_of(place), only=entry):
        services.ask_help(of(place, 0), text="", by=place.candidate(0))
        entry.position = -1
    mine = [
        row
        for row in OutboxRow.objects.order_by("id")
        if channels.candidate(place.entries[0].pk) in row.channels
    ]
    assert [row.payload["type"] for row in mine] == ["waiting.help_asked", "waiting.place_changed"]
    assert mine[1].subject != mine[0].subject or mine[1].payload["version"] >= mine[0].payload["version"]


def test_state_goes_to_the_candidate_and_the_row_to_staff(place: Place) -> None:
    calling("mark_invited", of(place), place.chief)
    assert channels_of("waiting.state_changed") == {channels.candidate(place.entries[0].pk)}
    assert channels_of("waiting.queue_changed") == {channels.room_staff(place.room.pk)}


def test_no_candidates_channel_carries_anothers_id(place: Place) -> None:
    calling("mark_invited", of(place, 1), place.chief)
    calling("mark_admitted", of(place, 1), place.candidate(1))
    calling("mark_finished", of(place, 1), place.chief)
    services.defer(of(place, 0), by=place.officer)
    services.restore(of(place, 0), by=place.officer)
    from_outbox = [
        (channel, str(row.payload))
        for name in ("state_changed", "place_changed", "candidate_deferred", "candidate_restored")
        for row in pushed(f"waiting.{name}")
        for channel in row.channels
        if channel.startswith("candidate:")
    ]
    assert from_outbox
    for index, entry in enumerate(place.entries):
        others = [
            word
            for other in range(3)
            if other != index
            for word in (
                str(place.entries[other].pk),
                str(of(place, other).pk),
                place.entries[other].person.name,
                place.entries[other].candidate_number,
            )
        ]
        mine = [text for channel, text in from_outbox if channel == channels.candidate(entry.pk)]
        assert not any(word in text for text in mine for word in others)


def test_the_average_comes_from_real_interviews(place: Place) -> None:
    room = room_of(place)

    def average() -> int:
        return average_of(queries.list_spots(room.pk), planned_seconds=1_234)

    assert average() == 1_234
    for index, minutes in ((0, 10), (1, 20)):
        now = clock.now()
        QueueEntry.objects.filter(pk=of(place, index).pk).update(
            state="finished", admitted_at=now - timedelta(minutes=minutes), finished_at=now
        )
    assert average() == 900
    QueueEntry.objects.filter(pk=of(place, 1).pk).update(state="admitted")
    assert average() == 600


def test_the_gap_of_an_ending_by_mistake_does_not_make_interviews_longer(place: Place) -> None:
    with clock.stopped(), ExitStack() as time:
        for step, minutes in (
            ("invited", 0),
            ("admitted", 8),
            ("finished", 15),
            ("reopened", 2),
            ("finished", 0),
        ):
            calling(f"mark_{step}", of(place), place.chief)
            time.enter_context(clock.shifted(timedelta(minutes=minutes)))
        spots = queries.list_spots(room_of(place).pk)
    assert average_of(spots, planned_seconds=1_234) == 600


def test_a_forecast_that_moves_is_told_though_the_place_stays(place: Place) -> None:
    calling("mark_invited", of(place, 0), place.chief)
    calling("mark_admitted", of(place, 0), place.candidate(0))
    told = len(pushed("waiting.place_changed"))
    calling("mark_finished", of(place, 0), place.chief)
    sooner = pushed("waiting.place_changed")[told:]
    assert sorted(row.payload["data"]["place"] for row in sooner) == [1, 2]
