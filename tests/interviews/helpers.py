"""Short words for the tests of this folder."""

import json
from typing import Any

import pytest

from kaochang.accounts.actor import Actor
from kaochang.audit.models import TrailEntry
from kaochang.core import clock
from kaochang.core.errors import DomainError
from kaochang.interviews import services
from kaochang.interviews.models import Interview, Invitation
from kaochang.realtime.models import OutboxRow
from kaochang.waiting.models import QueueEntry
from tests.factories import Place, make_place, make_waiting


def cleared_place(candidates: int = 2, **session: Any) -> tuple[Place, list[QueueEntry]]:
    """A room whose candidates are all checked and wait; one chief is enough to begin."""
    place = make_place(candidates=candidates, **session)
    cleared = {"state": "cleared", "cleared_at": clock.now()}
    return place, [make_waiting(place, index, **cleared) for index in range(candidates)]


def invited(place: Place, entry: QueueEntry) -> Invitation:
    return services.invite_candidate(entry, by=place.chief)


def admitted(place: Place, entry: QueueEntry, index: int = 0) -> Interview:
    return services.accept_invitation(invited(place, entry), by=place.candidate(index))


def trail(name: str) -> list[dict[str, Any]]:
    rows = TrailEntry.objects.filter(event=name).order_by("pk")
    return [json.loads(row.payload or "{}") for row in rows]


def told(name: str) -> list[OutboxRow]:
    return [row for row in OutboxRow.objects.order_by("pk") if row.payload.get("type") == name]


def footprint() -> tuple[Any, ...]:
    """What a refusal must leave as it was."""
    return (
        sorted(QueueEntry.objects.values_list("pk", "state", "version")),
        sorted(Invitation.objects.values_list("pk", "state", "version")),
        sorted(Interview.objects.values_list("pk", "state", "version")),
        TrailEntry.objects.count(),
        OutboxRow.objects.count(),
    )


def refused(error: type[DomainError], call: object, *args: object, **kwargs: object) -> None:
    before = footprint()
    with pytest.raises(error):
        call(*args, **kwargs)  # type: ignore[operator]
    assert footprint() == before


def somebody_else() -> Actor:
    other = make_place(candidates=1, queued=False)
    return other.chief
