"""Two chiefs invite two people at the same moment, again and again, on connections of their own."""

import threading

import pytest
from django.db import connection

from kaochang.core.errors import DomainError
from kaochang.interviews import services
from kaochang.interviews.models import Invitation
from kaochang.interviews.states import InvitationState
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState
from tests.factories import assign, staff_actor
from tests.interviews.helpers import cleared_place

ROUNDS = 200


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_at_once_exactly_one_wins() -> None:
    place, entries = cleared_place()
    chiefs = [place.chief, staff_actor(assign(place.room, "chief_examiner"))]
    barrier = threading.Barrier(2)
    results: list[list[str]] = [[], []]

    def invite_again_and_again(who: int) -> None:
        try:
            for _ in range(ROUNDS):
                barrier.wait(timeout=30)
                try:
                    services.invite_candidate(entries[who], by=chiefs[who])
                    results[who].append("won")
                except DomainError as refusal:
                    results[who].append(refusal.code)
                barrier.wait(timeout=30)
                if who == 0:
                    standing = Invitation.objects.filter(state=InvitationState.SENT)
                    counts.append((standing.count(), _before_the_panel()))
                    services.withdraw_invitation(standing.get(), by=chiefs[0])
        finally:
            barrier.abort() if len(results[who]) < ROUNDS else None
            connection.close()

    counts: list[tuple[int, int]] = []
    threads = [threading.Thread(target=invite_again_and_again, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    pairs = list(zip(*results, strict=True))
    assert len(pairs) == ROUNDS
    assert all(sorted(pair) == ["invitation_open", "won"] for pair in pairs)
    assert counts == [(1, 1)] * ROUNDS
    # Nothing else than winning and losing happened: each invitation is there once.
    assert Invitation.objects.count() == ROUNDS


def _before_the_panel() -> int:
    return QueueEntry.objects.filter(state__in=[QueueState.INVITED, QueueState.ADMITTED]).count()
