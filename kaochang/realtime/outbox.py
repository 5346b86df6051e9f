"""Claiming, sending and marking outbox rows: one round of the relay.

Rows are claimed by "unsent", never by "id greater than the last": a transaction that commits late would
be skipped. Two relays never hold rows of the same subject, so the order within a subject is kept.
"""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction

from kaochang.core import clock
from kaochang.realtime.models import OutboxRow
from kaochang.realtime.push import PushDown, PushRefused, PushServer, PushSilent
from kaochang.realtime.states import OutboxCommand

BATCH = 400
_LOCK = 0x6B63  # "kc": the first half of the advisory locks, a subject's hash is the other
log = structlog.get_logger(__name__)

_CLAIM = """
    WITH waiting AS MATERIALIZED (
        SELECT id, subject FROM realtime_outboxrow
        WHERE sent_at IS NULL AND refused_at IS NULL ORDER BY id LIMIT %s
    ), ours AS MATERIALIZED (
        SELECT subject FROM (SELECT DISTINCT subject FROM waiting) AS subjects
        WHERE pg_try_advisory_xact_lock(%s, hashtext(subject))
    )
    SELECT outbox.id, outbox.command, outbox.subject, outbox.channels, outbox.payload
    FROM realtime_outboxrow AS outbox JOIN waiting USING (id) JOIN ours ON ours.subject = outbox.subject
    WHERE outbox.sent_at IS NULL AND outbox.refused_at IS NULL
    ORDER BY outbox.id FOR UPDATE OF outbox SKIP LOCKED
"""


@dataclass
class Round:
    """What one round did."""

    claimed: int = 0
    sent: list[int] = field(default_factory=list)
    # Event type and channels of each row that was sent.
    told: list[tuple[str, list[str]]] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    push_down: str = ""


def send_round(push: PushServer, workers: ThreadPoolExecutor) -> Round:
    """Send what is waiting. Dying anywhere in here sends again: the row's id makes that harmless."""
    done = Round()
    with transaction.atomic():
        groups = _claim_by_subject()
        done.claimed = sum(len(rows) for rows in groups)
        silent = threading.Event()
        for part in workers.map(lambda rows: _send_in_order(push, rows, silent), groups):
            done.sent += part.sent
            done.told += part.told
            done.refused |= part.refused
            done.push_down = done.push_down or part.push_down
        now = clock.now()
        if done.sent:
            OutboxRow.objects.filter(pk__in=done.sent).update(sent_at=now)
        for row_id, reason in done.refused.items():
            OutboxRow.objects.filter(pk=row_id).update(refused_at=now, refusal=reason[:300])
    return done


def forget_sent(older_than: timedelta = timedelta(hours=24)) -> int:
    """Pages that come back within the day still ask what they missed (`queries.py`); called every hour."""
    return OutboxRow.objects.filter(sent_at__lt=clock.now() - older_than).delete()[0]


def _claim_by_subject() -> list[list[OutboxRow]]:
    groups: dict[str, list[OutboxRow]] = {}
    for row in OutboxRow.objects.raw(_CLAIM, [BATCH, _LOCK]):
        groups.setdefault(row.subject, []).append(row)
    return list(groups.values())


def _send_in_order(push: PushServer, rows: Sequence[OutboxRow], silent: threading.Event) -> Round:
    """Stops at the first row that does not get through, so that no later one overtakes it.

    A push server that is `silent` stops the other groups too: each would wait for a time-out of its own
    while the rows are locked. One that only refuses this row for now does not hold up the others.
    """
    done = Round()
    for row in rows:
        if silent.is_set():
            break
        try:
            _send(push, row.command, row.channels, row.payload, row.pk)
        except PushDown as trouble:
            done.push_down = str(trouble) or "down"
            if isinstance(trouble, PushSilent):
                silent.set()
            break
        except PushRefused as refusal:
            log.error("push_refused", row=row.pk, subject=row.subject, reason=str(refusal))
            done.refused[row.pk] = str(refusal)
        else:
            done.sent.append(row.pk)
            done.told.append((row.payload.get("type", ""), row.channels))
    return done


def _send(
    push: PushServer, command: str, channels: Iterable[str], payload: dict[str, Any], row_id: int
) -> None:
    if command == OutboxCommand.REVOKE:
        push.revoke(payload)
    else:
        push.publish(list(channels), payload | {"id": row_id}, key=str(row_id))
