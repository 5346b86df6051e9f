"""Queue entries: the full product of states, written out from the product text."""

import pytest

from kaochang.core.errors import InvalidTransition
from kaochang.waiting.states import QUEUE, QueueState

TABLE = {
    "preparing": "waiting deferred absent",
    "waiting": "cleared talking invited deferred absent",
    "cleared": "waiting talking invited deferred absent",
    "talking": "waiting cleared",
    "invited": "waiting cleared admitted",
    "admitted": "cleared finished",
    "finished": "admitted",
    "deferred": "preparing waiting cleared",
    "absent": "preparing waiting cleared",
}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in QueueState for new in QueueState])
def test_every_pair(old: QueueState, new: QueueState) -> None:
    if str(new) in TABLE[old].split():
        QUEUE.require(old, new)
    else:
        with pytest.raises(InvalidTransition):
            QUEUE.require(old, new)


def test_absent_never_while_invited() -> None:
    assert not QUEUE.allows(QueueState.INVITED, QueueState.ABSENT)
