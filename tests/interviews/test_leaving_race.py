"""Somebody leaves a seat while the media server's list is compared with the rows, or an ending begins."""

from collections.abc import Callable

import pytest

from kaochang.accounts.actor import Actor
from kaochang.desks import queries as desks
from kaochang.desks.models import Desk
from kaochang.desks.services import close_desk, media_room_of
from kaochang.interviews import services
from kaochang.media.reconcile import reconcile_room
from tests.interviews.helpers import cleared_place
from tests.interviews.test_seats_race import while_it_ends
from tests.traces import recorded

pytestmark = pytest.mark.django_db(transaction=True)


def compare(desk: Desk) -> object:
    """What a webhook's job and each look of the watch do."""
    return reconcile_room(media_room_of(desk).name)


def close(desk: Desk) -> object:
    return close_desk(desk, reason="moved", by=Actor.system("test"))


@pytest.mark.parametrize("meanwhile", [compare, close])
def test_leaving_a_look_ends_in_no_deadlock(meanwhile: Callable[[Desk], object]) -> None:
    """A row that was written twice has its parents asked after at the commit: no lock may be in the way."""
    place, (entry, _) = cleared_place()
    seat = services.take_desk_seat(entry, purpose="view", by=place.officer)
    desk = desks.find_desk(entry.roster_entry_id)
    assert desk is not None
    refusal = while_it_ends(
        lambda: services.leave_seat(seat.identity, by=place.officer), lambda: meanwhile(desk)
    )
    assert refusal == ""
    (ended,) = recorded("interviews.look_ended")
    assert (ended["seat_id"], ended["reason"]) == (str(seat.pk), "left")
