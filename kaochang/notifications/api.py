"""The inbox of whoever asks, in either area."""

from uuid import UUID

from ninja import Router, Status

from kaochang.accounts.http import SignedInRequest, candidate_session, staff_session
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.notifications import queries, services
from kaochang.notifications.schemas import NotificationOut, NotificationsOut

SESSIONS = {"candidate": candidate_session, "staff": staff_session}


def inbox_router(area: str) -> Router:
    router = Router(tags=["notifications"], auth=SESSIONS[area])

    @router.get(
        "/notifications",
        response={200: NotificationsOut, **ERRORS},
        operation_id=f"{area}_list_notifications",
    )
    def list_notifications(request: SignedInRequest, before: UUID | None = None) -> queries.Inbox:
        return queries.read_inbox(request.actor, before)

    @router.post(
        "/notifications/reading",
        response={204: None, **ERRORS},
        operation_id=f"{area}_read_notifications",
    )
    @idempotent
    def read_notifications(request: SignedInRequest, only: UUID | None = None) -> Status[None]:
        """`only`: one that is seen on another page than the inbox."""
        services.mark_read(request.actor.the_person_id, area, only)
        return Status(204, None)

    @router.post(
        "/notifications/{notification_id}/confirmation",
        response={200: NotificationOut, **ERRORS},
        operation_id=f"{area}_confirm_notification",
    )
    @idempotent
    def confirm_notification(request: SignedInRequest, notification_id: UUID) -> NotificationOut:
        mine = queries.access_mine(request.actor, notification_id)
        return NotificationOut.from_orm(services.confirm(mine, by=request.actor))

    return router
