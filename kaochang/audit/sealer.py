"""Chains committed rows, at most once a second, and writes each new head outside the database.

Only one sealer works at a time (an advisory lock), whoever it is: any process may start one.
"""

import threading
from datetime import timedelta

import structlog
from django.db import Error as DatabaseError
from django.db import connection, transaction

from kaochang.audit.anchors import AnchorFile
from kaochang.audit.chain import GENESIS, Anchor, content_hash, next_hash
from kaochang.audit.models import TrailEntry
from kaochang.core import clock

ALARM_AFTER = timedelta(seconds=10)
BATCH = 5000
_LOCK = 0x6B635F7472  # "kc_tr"
log = structlog.get_logger(__name__)


def seal_pending(anchors: AnchorFile | None = None) -> int:
    """Seal what is committed and unsealed; returns how many rows."""
    anchors = anchors or AnchorFile.of_this_site()
    with transaction.atomic():
        if not _is_ours():
            return 0
        head = _head()
        rows = list(TrailEntry.objects.filter(position__isnull=True).order_by("id")[:BATCH])
        if rows:
            head = _chain(rows, head)
    # After the commit: an anchor of a head that was rolled back would be a false alarm for ever. When we
    # die between the two, the next round writes the missing one.
    if head.position and anchors.last() != head:
        anchors.append(head, clock.now())
    return len(rows)


def unsealed_alarm() -> int:
    """How many rows wait longer than ten seconds: more than none is an alarm."""
    return TrailEntry.objects.filter(position__isnull=True, at__lt=clock.now() - ALARM_AFTER).count()


def _is_ours() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _head() -> Anchor:
    last = TrailEntry.objects.filter(position__isnull=False).order_by("-position").first()
    return Anchor(last.position or 0, last.chain_hash) if last else Anchor(0, GENESIS)


def _chain(rows: list[TrailEntry], head: Anchor) -> Anchor:
    now = clock.now()
    values = []
    for row in rows:
        position = head.position + 1
        head = Anchor(position, next_hash(head.chain_hash, position, content_hash(row)))
        values.append((row.pk, position, head.chain_hash))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE audit_trailentry AS row
            SET position = sealed.position, chain_hash = sealed.chain_hash, sealed_at = %s
            FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS sealed(id, position, chain_hash)
            WHERE row.id = sealed.id
            """,
            [now, *(list(column) for column in zip(*values, strict=True))],
        )
    return head


class Sealer(threading.Thread):
    """`Sealer().start()` in a long-lived process: seals every second until `stop()`."""

    def __init__(self, every_seconds: float = 1.0) -> None:
        super().__init__(name="trail-sealer", daemon=True)
        self._every = every_seconds
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                while seal_pending() == BATCH:
                    pass
                late = unsealed_alarm()
                if late:
                    log.error("trail_unsealed", rows=late)
            except (DatabaseError, OSError) as error:
                log.warning("trail_seal_failed", error=type(error).__name__)
            finally:
                connection.close()
