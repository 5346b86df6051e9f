"""Telling browsers: rows in the caller's transaction; the relay sends them after the commit."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from kaochang.core import clock
from kaochang.core.events import Event
from kaochang.core.subjects import reference_of
from kaochang.realtime.models import OutboxRow, PushRevocation
from kaochang.realtime.states import OutboxCommand

NOTIFY_CHANNEL = "kc_outbox"
TAKEN_OVER = 4501
LOGGED_OUT = 4502
ACCESS_CHANGED = 4503
REASONS = {TAKEN_OVER: "taken_over", LOGGED_OUT: "logged_out", ACCESS_CHANGED: "access_changed"}


def announce(event: Event, *, to: Sequence[str], subject: Model | tuple[str, UUID, int]) -> OutboxRow | None:
    """Push `event` to the channels in `to` once this transaction commits; nobody to tell, no row."""
    rows = announce_all([(event, to, subject)])
    return rows[0] if rows else None


def announce_all(
    news: Sequence[tuple[Event, Sequence[str], Model | tuple[str, UUID, int]]],
) -> list[OutboxRow]:
    """(event, to, subject) of many at once, in a few statements and in this order."""
    rows = [_row(event, to, subject) for event, to, subject in news if to]
    OutboxRow.objects.bulk_create(rows, batch_size=1000)
    if rows:
        _wake_relay_after_commit()
    return rows


def _row(event: Event, to: Sequence[str], subject: Model | tuple[str, UUID, int]) -> OutboxRow:
    kind, subject_id, version = reference_of(subject)
    reference = f"{kind}:{subject_id}"
    return OutboxRow(
        subject=reference,
        channels=sorted(set(to)),
        payload={
            "type": event.name,
            "subject": reference,
            "version": version,
            "at": clock.iso(clock.now()),
            "data": event.payload(),
        },
    )


def revoke(login_session_id: UUID, code: int = TAKEN_OVER) -> PushRevocation:
    """Kill every connection token minted so far for this log-in session, and cut its sockets."""
    revocation = _next_generation(login_session_id, code)
    OutboxRow.objects.create(
        command=OutboxCommand.REVOKE,
        subject=f"login_session:{login_session_id}",
        payload={
            "login_session": str(login_session_id),
            "generation": revocation.generation,
            "code": code,
            "reason": revocation.reason,
        },
    )
    _wake_relay_after_commit()
    return revocation


def revoke_channels(login_session_id: UUID) -> PushRevocation:
    """The session lives on but its channels changed: its pages ask for a fresh token and reconnect."""
    return revoke(login_session_id, code=ACCESS_CHANGED)


def _next_generation(login_session_id: UUID, code: int) -> PushRevocation:
    reason = REASONS[code]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO realtime_pushrevocation (login_session_id, generation, code, reason, revoked_at)
            VALUES (%s, 2, %s, %s, %s)
            ON CONFLICT (login_session_id) DO UPDATE SET
                generation = realtime_pushrevocation.generation + 1,
                code = excluded.code, reason = excluded.reason, revoked_at = excluded.revoked_at
            """,
            [login_session_id, code, reason, clock.now()],
        )
    return PushRevocation.objects.get(pk=login_session_id)


def _wake_relay_after_commit() -> None:
    """Once per transaction: NOTIFY inside the transaction would serialise the commits."""
    if not any(waiting[1] is _notify for waiting in connection.run_on_commit):
        transaction.on_commit(_notify, robust=True)


def _notify() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [NOTIFY_CHANNEL])
