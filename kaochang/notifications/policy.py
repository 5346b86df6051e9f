"""By which way a notification goes beside the page, as its school chose."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.core.changes import apply_changes
from kaochang.notifications import events
from kaochang.notifications.models import NotificationPolicy
from kaochang.notifications.states import NotificationKind, Ways
from kaochang.realtime import channels
from kaochang.realtime.services import announce


def policy_of(scope_id: UUID) -> NotificationPolicy:
    """One that nobody has touched yet is as new."""
    return NotificationPolicy.objects.filter(scope_id=scope_id).first() or NotificationPolicy(
        scope_id=scope_id
    )


def ways_for(policy: NotificationPolicy, area: str, kind: NotificationKind) -> Ways:
    return Ways(getattr(policy, f"{area}_{kind}"))


def way_to(person: Person, ways: Ways) -> Ways | None:
    """A mail or a text message; None where no chosen way leads to them: what is off is no fallback either."""
    if ways in (Ways.MAIL, Ways.MAIL_OR_SMS) and person.email:
        return Ways.MAIL
    if ways in (Ways.SMS, Ways.MAIL_OR_SMS) and person.phone:
        return Ways.SMS
    return None


@transaction.atomic
def edit_policy(scope_id: UUID, values: Mapping[str, Ways], *, version: int, by: Actor) -> NotificationPolicy:
    NotificationPolicy.objects.bulk_create([NotificationPolicy(scope_id=scope_id)], ignore_conflicts=True)
    policy = NotificationPolicy.objects.select_for_update(no_key=True).get(scope_id=scope_id)
    require_version(policy, version)
    changes = apply_changes(policy, values)
    if changes:
        event = events.NotificationPolicyEdited(school_id=scope_id, changes=changes)
        record(event, by=by, about=policy, scope_id=scope_id)
        announce(event, to=channels.school(scope_id), subject=policy)
    return policy
