"""How many people stand where: the word of the stage board for each, counted in the database."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, CharField, Count, F, FilteredRelation, Q, QuerySet, Value, When

from kaochang.accounts.states import LoginArea, LoginSessionState
from kaochang.core import clock
from kaochang.desks.states import DeviceKind, DeviceState
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


def count_people(exams: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """By room and word: one grouped query, however many rooms and people."""
    entries = QueueEntry.objects.filter(room__session__in=exams)
    counted = with_devices(entries).annotate(chip=CHIP).order_by().values("room_id", "chip")
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for row in counted.annotate(count=Count("pk")):
        found[row["room_id"]][row["chip"]] = row["count"]
    return found
