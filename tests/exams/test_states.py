"""The full product of the small tables; that of rooms is in test_rooms.py."""

import pytest

from kaochang.core.states import StateMachine
from kaochang.exams.states import SESSION, TICKET

WRITTEN = {
    SESSION.name: {
        ("draft", "published"),
        ("published", "draft"),
        ("published", "open"),
        ("open", "closed"),
        ("closed", "open"),
        ("closed", "archived"),
    },
    TICKET.name: {("open", "answered"), ("open", "closed"), ("answered", "closed")},
}


@pytest.mark.parametrize("machine", [SESSION, TICKET], ids=lambda machine: machine.name)
def test_every_pair(machine: StateMachine) -> None:  # type: ignore[type-arg]
    for old, new, allowed in machine.pairs():
        assert allowed == ((old.value, new.value) in WRITTEN[machine.name]), (old, new)
