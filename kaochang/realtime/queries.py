"""Reads for the push server and for alarms."""

from datetime import timedelta
from typing import Any

from kaochang.core import clock
from kaochang.realtime.models import OutboxRow, PushRevocation
from kaochang.realtime.tokens import LIFETIME


def list_revocations() -> list[dict[str, Any]]:
    """What the push server must refuse: only revocations that a living token could still meet."""
    since = clock.now() - LIFETIME - timedelta(minutes=5)
    rows = PushRevocation.objects.filter(revoked_at__gte=since).order_by("revoked_at")
    return [
        {
            "login_session": str(row.login_session_id),
            "generation": row.generation,
            "code": row.code,
            "reason": row.reason,
        }
        for row in rows
    ]


def oldest_unsent_seconds() -> float:
    """How far the relay is behind; 0 when nothing waits."""
    oldest = (
        OutboxRow.objects.filter(sent_at__isnull=True, refused_at__isnull=True)
        .order_by("id")
        .values_list("created_at", flat=True)
        .first()
    )
    return max(0.0, (clock.now() - oldest).total_seconds()) if oldest else 0.0
