"""「设置」→「通知」: by which ways whom is told of what."""

from typing import Any

from ninja import Router

from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.notifications.models import NotificationPolicy
from kaochang.notifications.policy import edit_policy, policy_of
from kaochang.schools.http import SchoolRequest, require_school_admin, school_manager
from kaochang.schools.ways_schemas import NotificationPolicyIn, NotificationPolicyOut

school_router = Router(tags=["school"], auth=school_manager)
POLICY = "/notification-policy"


@school_router.get(
    POLICY, response={200: NotificationPolicyOut, **ERRORS}, operation_id="school_notification_policy"
)
def school_notification_policy(request: SchoolRequest) -> NotificationPolicy:
    """Managers of a college read it too."""
    return policy_of(request.scope.school.pk)


@school_router.patch(
    POLICY, response={200: NotificationPolicyOut, **ERRORS}, operation_id="school_edit_notification_policy"
)
@idempotent
def school_edit_notification_policy(
    request: SchoolRequest, body: NotificationPolicyIn
) -> NotificationPolicyOut:
    require_school_admin(request)
    values: dict[str, Any] = body.dict(exclude={"version"}, exclude_none=True)
    edited = edit_policy(request.scope.school.pk, values, version=body.version, by=request.actor)
    return NotificationPolicyOut.from_orm(edited)
