"""Reads: the switch, the limits, what was used."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from kaochang.core import clock
from kaochang.sms.models import SmsMessage, SmsPolicy, SmsUsage

# The days and months of both providers' bills.
BILLING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Usage:
    today: int
    month: int


def today() -> date:
    return clock.now().astimezone(BILLING).date()


def usage_of(scope_id: UUID) -> Usage:
    day = today()
    rows = SmsUsage.objects.filter(scope_id=scope_id, day__gte=day.replace(day=1), day__lte=day)
    counted = rows.aggregate(month=Sum("count"), today=Sum("count", filter=Q(day=day)))
    return Usage(today=counted["today"] or 0, month=counted["month"] or 0)


def policies_of(scope_id: UUID | None) -> tuple[SmsPolicy, SmsPolicy]:
    """The school's and the site's; one that nobody has touched yet is as new."""
    wanted = Q(scope_id__isnull=True) | Q(scope_id=scope_id)
    found = {policy.scope_id: policy for policy in SmsPolicy.objects.filter(wanted)}
    return found.get(scope_id, SmsPolicy(scope_id=scope_id)), found.get(None, SmsPolicy(scope_id=None))


def messages_of(scope_id: UUID) -> QuerySet[SmsMessage]:
    return SmsMessage.objects.filter(scope_id=scope_id)


def why_closed(scope_id: UUID | None) -> str:
    """Empty while messages of this school may leave: the switches first, then the limits."""
    policy, site = policies_of(scope_id)
    if policy.stopped_at or site.stopped_at:
        return "stopped"
    if scope_id is None:
        return ""
    used = usage_of(scope_id)
    if policy.daily_limit is not None and used.today >= policy.daily_limit:
        return "daily_limit"
    if policy.monthly_limit is not None and used.month >= policy.monthly_limit:
        return "monthly_limit"
    return ""
