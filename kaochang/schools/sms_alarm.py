"""Text messages that a limit or the switch stops: whoever can change it is told, once a day."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.notifications.models import Notification
from kaochang.notifications.services import Note, notify
from kaochang.notifications.states import NotificationKind, Ways
from kaochang.schools.models import School
from kaochang.schools.queries import administrators_of
from kaochang.sms.models import SmsMessage
from kaochang.sms.queries import BILLING, policies_of, today, usage_of, why_closed
from kaochang.sms.services import lock_policy
from kaochang.sms.states import SmsState

BY = Actor.system("sms")


def tell_all_closed() -> None:
    for school_id in School.objects.values_list("pk", flat=True):
        tell_closed(school_id)


@transaction.atomic
def tell_closed(school_id: UUID) -> bool:
    """Of the codes, else of what is no code. A school that sends none anyway is not told."""
    since = datetime.combine(today(), time(), BILLING)
    reason = _noticed(school_id, since)
    if not reason:
        return False
    # The lock: two workers at once tell it once.
    lock_policy(school_id)
    told = Notification.objects.filter(
        scope_id=school_id, kind=NotificationKind.SMS_CLOSED, params__reason=reason, created_at__gte=since
    )
    if told.exists():
        return False
    notes = [Note(one, school_id, {"reason": reason}, ("", "")) for one in administrators_of(school_id, None)]
    notify(
        notes,
        NotificationKind.SMS_CLOSED,
        area="staff",
        scope_id=school_id,
        college_id=None,
        session_id=None,
        ways=Ways.PAGE,
        by=BY,
    )
    return True


def _noticed(school_id: UUID, since: datetime) -> str:
    reason = why_closed(school_id) or why_closed(school_id, for_many=True)
    if not reason:
        return ""
    # A code that was refused leaves no row, so what was used or stopped today counts too.
    stopped = [policy.stopped_at for policy in policies_of(school_id) if policy.stopped_at]
    if reason == "stopped" and any(at >= since for at in stopped):
        return reason
    if reason != "stopped" and usage_of(school_id).today:
        return reason
    blocked = SmsMessage.objects.filter(scope_id=school_id, created_at__gte=since, state=SmsState.BLOCKED)
    return reason if blocked.exists() else ""
