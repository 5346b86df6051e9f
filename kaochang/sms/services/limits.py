"""How many messages may leave, and the switch that stops them all."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kaochang.core import clock
from kaochang.core.changes import apply_changes
from kaochang.core.events import Change
from kaochang.core.models import save_changed
from kaochang.sms import queries
from kaochang.sms.errors import SmsLimitReached, SmsSwitchedOff, SmsUnavailable
from kaochang.sms.models import SmsMessage, SmsPolicy, SmsUsage
from kaochang.sms.states import SmsState

# Of any kind, to one phone: a mistake of ours, or somebody's joke, stops here.
PHONE_LIMITS = ((5, timedelta(minutes=1)), (20, timedelta(hours=1)), (50, timedelta(hours=24)))


def require_sms_open(scope_id: UUID) -> None:
    """For who waits for a message: told at once, whoever they are, that none will come."""
    reason = queries.why_closed(scope_id)
    if reason:
        raise SmsUnavailable(reason=reason)


def require_sms_open_for_many(scope_id: UUID) -> None:
    """For who writes to others: why nothing would leave, and what they can do about it."""
    reason = queries.why_closed(scope_id, for_many=True)
    if reason == "stopped":
        raise SmsSwitchedOff()
    if reason:
        raise SmsLimitReached(reason=reason)


def take_one(
    scope_id: UUID | None, phone_lookup: str, *, waiting: SmsMessage | None = None
) -> tuple[str, date | None]:
    """Count one message of this school, or say why it must not leave. Exact: the day's row is locked.

    One that was `waiting` has its place among those that wait; only what was counted before can stop it.
    """
    day = queries.today()
    if scope_id is not None:
        SmsUsage.objects.bulk_create([SmsUsage(scope_id=scope_id, day=day)], ignore_conflicts=True)
        SmsUsage.objects.select_for_update(no_key=True).get(scope_id=scope_id, day=day)
    patient = waiting is not None
    left, limit = queries.room_left(scope_id, among_waiting=not patient, for_many=patient)
    reason = ("" if left > 0 else limit) or _why_phone_is_full(phone_lookup, waiting)
    if reason or scope_id is None:
        return reason, None
    SmsUsage.objects.filter(scope_id=scope_id, day=day).update(count=F("count") + 1)
    return "", day


def give_back(message: SmsMessage) -> None:
    """Nobody took it, so nobody bills it."""
    if message.scope_id is not None and message.counted_on is not None:
        SmsUsage.objects.filter(scope_id=message.scope_id, day=message.counted_on, count__gt=0).update(
            count=F("count") - 1
        )
        message.counted_on = None


def _why_phone_is_full(phone_lookup: str, waiting: SmsMessage | None) -> str:
    """Judged as of the moment when the message was queued."""
    now = waiting.created_at if waiting else clock.now()
    longest = max(span for _, span in PHONE_LIMITS)
    rows = SmsMessage.objects.filter(
        phone_lookup=phone_lookup, created_at__gt=now - longest, created_at__lte=now
    ).exclude(state=SmsState.BLOCKED)
    if waiting:
        rows = rows.exclude(pk=waiting.pk)
    times = list(rows.values_list("created_at", flat=True))
    full = any(sum(at > now - span for at in times) >= most for most, span in PHONE_LIMITS)
    return "phone_limit" if full else ""


def lock_policy(scope_id: UUID | None) -> SmsPolicy:
    """Made when it is first needed."""
    SmsPolicy.objects.bulk_create([SmsPolicy(scope_id=scope_id)], ignore_conflicts=True)
    rows = SmsPolicy.objects.select_for_update(no_key=True)
    return rows.get(scope_id=scope_id) if scope_id else rows.get(scope_id__isnull=True)


@transaction.atomic
def stop_sms(scope_id: UUID | None, *, reason: str, by_id: UUID | None) -> SmsPolicy | None:
    """The policy as it is now; None when it was stopped before."""
    policy = lock_policy(scope_id)
    if policy.stopped_at is not None:
        return None
    policy.stopped_at, policy.stopped_reason, policy.stopped_by_id = clock.now(), reason, by_id
    return save_changed(policy, "stopped_at", "stopped_reason", "stopped_by_id")


@transaction.atomic
def start_sms(scope_id: UUID | None) -> SmsPolicy | None:
    """None when it was not stopped."""
    policy = lock_policy(scope_id)
    if policy.stopped_at is None:
        return None
    policy.stopped_at, policy.stopped_reason, policy.stopped_by_id = None, "", None
    return save_changed(policy, "stopped_at", "stopped_reason", "stopped_by_id")


def edit_limits(policy: SmsPolicy, values: Mapping[str, Any]) -> list[Change]:
    """`policy` is locked, and the version that the page had read is checked."""
    return apply_changes(policy, values)
