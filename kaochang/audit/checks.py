"""Verifying the trail by the press of a button: the worker reads it all, the result is kept and recorded."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from kaochang.audit.events import TrailChecked
from kaochang.audit.models import TrailCheck
from kaochang.audit.services import record
from kaochang.audit.states import CheckState
from kaochang.audit.verify import verify_trail
from kaochang.core import clock
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed

JOB = "audit.verify_trail"
# Of what is wrong; the rest is counted.
KEPT = 50
# A worker that died must not keep everybody from asking again.
LOST_AFTER = timedelta(minutes=30)


@transaction.atomic
def ask_for_check(*, scope_id: UUID, asked_by_id: UUID) -> TrailCheck:
    """The one that runs already, or a new one."""
    late = TrailCheck.objects.filter(state=CheckState.QUEUED, created_at__lt=clock.now() - LOST_AFTER)
    late.delete()
    check, made = TrailCheck.objects.get_or_create(
        state=CheckState.QUEUED, defaults={"asked_by_id": asked_by_id, "scope_id": scope_id}
    )
    if made:
        enqueue(JOB, check_id=str(check.pk))
    return check


@dataclass(frozen=True)
class _Asker:
    """Whoever pressed the button; their log-in may have ended meanwhile."""

    person_id: UUID | None
    login_session_id: UUID | None = None
    area: str = "staff"
    label: str = ""


def run_check(check_id: UUID) -> TrailCheck | None:
    """Reads every entry outside of a transaction; only the result is written in one."""
    if not TrailCheck.objects.filter(pk=check_id, state=CheckState.QUEUED).exists():
        return None
    report = verify_trail()
    with transaction.atomic():
        check = (
            TrailCheck.objects.select_for_update(no_key=True)
            .filter(pk=check_id, state=CheckState.QUEUED)
            .first()
        )
        if check is None:
            return None
        check.state, check.finished_at = CheckState.DONE, clock.now()
        check.entries, check.anchors, check.head = report.entries, report.anchors, report.head.chain_hash
        check.finding_count = len(report.findings)
        check.findings = [{"position": one.position, "what": one.what} for one in report.findings[:KEPT]]
        save_changed(
            check,
            *("state", "finished_at", "entries", "anchors", "head", "finding_count", "findings"),
        )
        event = TrailChecked(check_id=check.pk, entries=check.entries, findings=check.finding_count)
        record(event, by=_Asker(check.asked_by_id), about=check, scope_id=check.scope_id)
    return check


def find_newest_check() -> TrailCheck | None:
    return TrailCheck.objects.order_by("-created_at").first()
