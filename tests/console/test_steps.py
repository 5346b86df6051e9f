import itertools

import pytest

from kaochang.console.steps import Mark, Progress, step_of, track_of
from kaochang.core import clock
from kaochang.exams.states import RoomState
from kaochang.waiting.states import QueueState

KEYS = ["consent", "notice", "room_check", "device_check", "commitment", "arrival", "interview"]
BY_STATE = {
    "waiting": "waiting",
    "cleared": "waiting",
    "talking": "talk",
    "invited": "invited",
    "admitted": "interview",
    "finished": "ended",
    "deferred": "deferred",
    "absent": "absent",
}


def progress(*done: str) -> Progress:
    now = clock.now()
    return Progress(**{key: Mark.when(now if key in done else None) for key in KEYS})


@pytest.mark.parametrize("count", range(6))
def test_while_preparing_it_is_the_first_step_that_is_not_done(count: int) -> None:
    assert step_of(progress(*KEYS[:count]), state="preparing", room_state="ready") == KEYS[count]


def test_a_step_that_asks_again_comes_back_before_the_later_ones() -> None:
    asked_again = progress("notice", "room_check", "device_check", "commitment")
    assert step_of(asked_again, state="preparing", room_state="ready") == "consent"


def test_what_an_exam_does_not_ask_for_is_done_without_a_time() -> None:
    marks = {**dict.fromkeys(KEYS, Mark.when(clock.now())), "commitment": Mark(True), "arrival": Mark(False)}
    without_letter = Progress(**marks)
    assert step_of(without_letter, state="preparing", room_state="planned") == "arrival"
    assert {step.key: step.done_at for step in track_of(without_letter)}["commitment"] is None


@pytest.mark.parametrize(("state", "room_state"), list(itertools.product(QueueState, RoomState)))
def test_every_state_of_the_entry_in_every_state_of_the_room(
    state: QueueState, room_state: RoomState
) -> None:
    step = step_of(progress(*KEYS), state=state, room_state=room_state)
    if state == QueueState.FINISHED:
        assert step == "ended"
    elif room_state in (RoomState.CLOSED, RoomState.ARCHIVED):
        assert step == "closed"
    else:
        assert step == BY_STATE.get(state.value, "arrival")
