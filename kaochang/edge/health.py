"""Is the control plane able to work? For the supervisor, the front door and a site's monitoring."""

from typing import Literal

from django.db import connection
from django.http import HttpRequest
from ninja import Router, Schema

from kaochang.audit.sealer import unsealed_alarm
from kaochang.core.http import ERRORS
from kaochang.realtime.queries import oldest_unsent_seconds

router = Router(tags=["health"])


class HealthOut(Schema):
    status: Literal["ok", "behind"]
    outbox_seconds: float
    trail_unsealed: int


@router.get("/health", response={200: HealthOut, **ERRORS})
def get_health(request: HttpRequest) -> HealthOut:
    """503 database_unavailable when PostgreSQL does not answer. Behind = works, but tells late."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    waiting, unsealed = oldest_unsent_seconds(), unsealed_alarm()
    return HealthOut(
        status="behind" if waiting > 5 or unsealed else "ok",
        outbox_seconds=round(waiting, 1),
        trail_unsealed=unsealed,
    )
