"""Two administrators at the same moment, again and again, on connections of their own."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from kaochang.accounts.actor import Actor
from kaochang.core.errors import DomainError
from kaochang.exams.models import Assignment, RosterEntry
from kaochang.exams.rooms import Roles
from kaochang.planning.moving import Move, move_candidates
from kaochang.planning.moving import Place as At
from kaochang.planning.staffing import staff_room
from tests.factories import Place, assign, make_entry, make_room
from tests.planning.places import ready_draft, unplaced

BY = Actor.system("test")
ROUNDS = 15


def at_once(*steps: Callable[[], object]) -> list[str]:
    """The codes of who was refused."""
    told: list[str] = []
    barrier = threading.Barrier(len(steps))

    def act(step: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=30)
            step()
        except DomainError as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def moving(place: Place, move: Move) -> Callable[[], object]:
    return lambda: move_candidates(place.session, [move], reason="", by=BY)


def staffing(place: Place, duties: Roles) -> Callable[[], object]:
    return lambda: staff_room(place.room, duties, version=1, reason="", by=BY)


@pytest.mark.django_db(transaction=True)
def test_of_two_into_one_slot_one_is_refused() -> None:
    for _ in range(ROUNDS):
        place = ready_draft(1)
        free = At(place.room.pk, place.session.starts_at + timedelta(minutes=30))
        rivals = [unplaced(place.session) for _ in range(2)]
        steps = [moving(place, Move(entry.pk, At(), free)) for entry in rivals]
        assert at_once(*steps) == ["slot_taken"]
        assert RosterEntry.objects.filter(room=place.room, slot_starts_at=free.slot_starts_at).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_one_candidate_one_is_told() -> None:
    for _ in range(ROUNDS):
        place = ready_draft(1)
        entry, other = place.entries[0], make_room(place.session)
        was = At(entry.room_id, entry.slot_starts_at)
        targets = [
            At(room.pk, place.session.starts_at + timedelta(minutes=45)) for room in (place.room, other)
        ]
        steps = [moving(place, Move(entry.pk, was, to)) for to in targets]
        assert at_once(*steps) == ["changed_meanwhile"]
        after = RosterEntry.objects.get(pk=entry.pk)
        assert At(after.room_id, after.slot_starts_at) in targets


@pytest.mark.django_db(transaction=True)
def test_two_who_cross_from_room_to_room_never_wait_for_each_other() -> None:
    for _ in range(ROUNDS):
        place = ready_draft(2)
        other = make_room(place.session)
        there = make_entry(other, slot_starts_at=place.session.starts_at)
        here = place.entries[0]
        late = place.session.starts_at + timedelta(minutes=60)
        moves = [
            Move(here.pk, At(place.room.pk, here.slot_starts_at), At(other.pk, late)),
            Move(there.pk, At(other.pk, there.slot_starts_at), At(place.room.pk, late)),
        ]
        steps = [moving(place, move) for move in moves]
        assert at_once(*steps) == []
        assert list(RosterEntry.objects.filter(room=other).values_list("pk", "order_number")) == [
            (here.pk, 1)
        ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_staff_a_room_one_is_told() -> None:
    for _ in range(ROUNDS):
        place = ready_draft(1)
        held = [(one.person_id, one.role) for one in Assignment.objects.filter(room=place.room)]
        smaller = [[duty for duty in held if duty[1] != role] for role in ("examiner", "secretary")]
        steps = [staffing(place, duties) for duties in smaller]
        assert at_once(*steps) == ["changed_meanwhile"]
        left = {(one.person_id, one.role) for one in Assignment.objects.filter(room=place.room)}
        assert left in [set(duties) for duties in smaller]
        assert assign(place.room, "inspector")
