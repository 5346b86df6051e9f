"""Who stands where: the word of the stage board for each, told by the database, and who is in trouble."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When

from kaochang.accounts.states import LoginArea, LoginSessionState
from kaochang.core import clock
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.oversight.alarms import aggregates_of_people
from kaochang.waiting.chips import Chip
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState

_SETTLED = {
    QueueState.FINISHED: Chip.FINISHED,
    QueueState.ABSENT: Chip.ABSENT,
    QueueState.DEFERRED: Chip.DEFERRED,
    QueueState.ADMITTED: Chip.INTERVIEWING,
    QueueState.INVITED: Chip.INVITED,
    QueueState.TALKING: Chip.TALKING,
}
_HERE = Q(state__in=[QueueState.WAITING, QueueState.CLEARED])


def with_devices(entries: QuerySet[QueueEntry]) -> QuerySet[QueueEntry]:
    """Beside each: the active laptop, the active phone, the working log-in, where there is one."""
    device, login = "roster_entry__desk__devices", "roster_entry__person__login_sessions"

    def active(kind: DeviceKind) -> FilteredRelation:
        at_work = {f"{device}__kind": kind, f"{device}__state": DeviceState.ACTIVE}
        return FilteredRelation(device, condition=Q(**at_work))

    working = {
        f"{login}__area": LoginArea.CANDIDATE,
        f"{login}__state": LoginSessionState.ACTIVE,
        f"{login}__expires_at__gt": clock.now(),
    }
    return entries.annotate(
        laptop=active(DeviceKind.LAPTOP),
        phone=active(DeviceKind.PHONE),
        login=FilteredRelation(login, condition=Q(**working)),
    )


# `waiting.chips.derive` for many rows at once; a test holds the two together over all combinations.
CHIP = Case(
    *(When(state=state, then=Value(str(chip))) for state, chip in _SETTLED.items()),
    When(_HERE & Q(laptop__online=False), then=Value(str(Chip.INTERRUPTED))),
    When(help_asked_at__isnull=False, then=Value(str(Chip.HELP))),
    When(away_since__isnull=False, then=Value(str(Chip.AWAY))),
    When(state=QueueState.PREPARING, login__pk__isnull=True, then=Value(str(Chip.NOT_LOGGED_IN))),
    default=F("state"),
    output_field=CharField(),
)


def read_people(rooms: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """By room: everybody's word, and what the alarms are made of. One grouped query."""
    entries = with_devices(QueueEntry.objects.filter(room__in=rooms))
    grouped = entries.order_by().values("room_id").annotate(chips=ArrayAgg(CHIP), **aggregates_of_people())
    return {row["room_id"]: dict(row) for row in grouped}
