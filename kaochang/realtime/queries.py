"""Reads for the push server, for alarms, and for pages that may have missed something."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from kaochang.core import clock
from kaochang.realtime.models import OutboxRow, PushRevocation
from kaochang.realtime.tokens import LIFETIME

# What stands for a moment of this database: the oldest transaction still at work (whatever is not visible
# yet has this number or a higher one), the outbox table (a restored dump is another one), and the time.
_AS_OF = """
    SELECT concat_ws('.', pg_snapshot_xmin(pg_current_snapshot()), 'realtime_outboxrow'::regclass::oid,
                     floor(extract(epoch FROM clock_timestamp())))
"""
_AS_OF_SHAPE = re.compile(r"(\d{1,18})\.(\d{1,10})\.(\d{1,11})", re.ASCII)
# Sent rows are kept for a day. A server that was started again may stand on an older copy of its files.
_NOTHING_SINCE = """
    SELECT %(table)s = 'realtime_outboxrow'::regclass::oid::bigint
       AND %(transaction)s <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       AND to_timestamp(%(at)s) > pg_postmaster_start_time()
       AND to_timestamp(%(at)s) > clock_timestamp() - interval '12 hours'
       AND NOT EXISTS (
           SELECT FROM realtime_outboxrow
           WHERE channels && %(channels)s::varchar[] AND transaction_id >= %(transaction)s
             AND id <> ALL(%(heard)s::bigint[])
       )
"""


def get_as_of() -> str:
    """Opaque to pages. Read it before everything that an answer is made of."""
    with connection.cursor() as cursor:
        cursor.execute(_AS_OF)
        return str(cursor.fetchone()[0])


def is_nothing_told(as_of: str, channels: Sequence[str], heard: Sequence[int] = ()) -> bool:
    """Whether a page that read at `as_of` and has since shown what it `heard` (ids of outbox rows, sent with
    each event) has missed nothing on these channels.

    Exact with slow commits too: a transaction that was still open at `as_of` has a number not below it.
    What is no `as_of` of this database, or too old a one, is answered with no.
    """
    shape = _AS_OF_SHAPE.fullmatch(as_of)
    if shape is None:
        return False
    transaction, table, at = (int(part) for part in shape.groups())
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTHING_SINCE,
            {
                "transaction": transaction,
                "table": table,
                "at": at,
                "channels": list(channels),
                "heard": list(heard),
            },
        )
        return bool(cursor.fetchone()[0])


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
