"""Reads: the switch, the limits, what was used."""

from dataclasses import dataclass
from datetime import date
from math import inf
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from kaochang.core import clock
from kaochang.sms.models import SmsMessage, SmsPolicy, SmsUsage
from kaochang.sms.states import SmsState

# The days and months of both providers' bills.
BILLING = ZoneInfo("Asia/Shanghai")
# One message in so many is left to log-in codes.
CODES_KEEP = 10


@dataclass(frozen=True)
class Usage:
    today: int
    month: int


def today() -> date:
    return clock.now().astimezone(BILLING).date()


def usage_of(scope_id: UUID, *, and_waiting: bool = True) -> Usage:
    """What left, and what is about to: messages that can wait are counted when they leave."""
    day = today()
    waiting = 0
    if and_waiting:
        queued = SmsMessage.objects.filter(state=SmsState.QUEUED, counted_on__isnull=True)
        waiting = queued.filter(scope_id=scope_id).count()
    rows = SmsUsage.objects.filter(scope_id=scope_id, day__gte=day.replace(day=1), day__lte=day)
    counted = rows.aggregate(month=Sum("count"), today=Sum("count", filter=Q(day=day)))
    return Usage(today=(counted["today"] or 0) + waiting, month=(counted["month"] or 0) + waiting)


def policies_of(scope_id: UUID | None) -> tuple[SmsPolicy, SmsPolicy]:
    """The school's and the site's; one that nobody has touched yet is as new."""
    wanted = Q(scope_id__isnull=True) | Q(scope_id=scope_id)
    found = {policy.scope_id: policy for policy in SmsPolicy.objects.filter(wanted)}
    return found.get(scope_id, SmsPolicy(scope_id=scope_id)), found.get(None, SmsPolicy(scope_id=None))


def messages_of(scope_id: UUID) -> QuerySet[SmsMessage]:
    return SmsMessage.objects.filter(scope_id=scope_id)


def why_closed(scope_id: UUID | None, *, for_many: bool = False) -> str:
    """Empty while messages of this school may leave: the switches first, then the limits."""
    left, reason = room_left(scope_id, for_many=for_many)
    return "" if left > 0 else reason


def room_left(
    scope_id: UUID | None, *, among_waiting: bool = True, for_many: bool = False
) -> tuple[float, str]:
    """How many more may be queued, and what stops those after them.

    `for_many`: of what is no code. It leaves a tenth of each limit, so that people can still log in.
    """
    policy, site = policies_of(scope_id)
    if policy.stopped_at or site.stopped_at:
        return 0, "stopped"
    if scope_id is None:
        return inf, ""
    used = usage_of(scope_id, and_waiting=among_waiting)
    left: list[tuple[float, str]] = [(inf, "")]
    for span, limit, count in (
        ("daily", policy.daily_limit, used.today),
        ("monthly", policy.monthly_limit, used.month),
    ):
        if limit is None:
            continue
        kept = limit // CODES_KEEP if for_many and count < limit else 0
        left.append((max(0, limit - kept - count), f"{span}_{'reserve' if kept else 'limit'}"))
    return min(left)
