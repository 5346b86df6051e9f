"""What became of the text messages beside a bulk message."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kaochang.candidates.models import Mailing
from kaochang.sms.models import SmsMessage
from kaochang.sms.states import HANDED_OVER, SmsState


def blocked_texts(mailing_id: UUID) -> QuerySet[SmsMessage]:
    return SmsMessage.objects.filter(about_id=mailing_id, state=SmsState.BLOCKED)


def list_shown(mailings: Iterable[Mailing]) -> list[dict[str, Any]]:
    """Each with so many of its text messages that left, wait, failed or were stopped, and by what."""
    shown = {one.pk: _row(one) for one in mailings}
    rows = SmsMessage.objects.filter(about_id__in=[pk for pk, row in shown.items() if row["sms"]])
    for about_id, state, code, count in (
        rows.order_by().values_list("about_id", "state", "failure_code").annotate(count=Count("pk"))
    ):
        texts = shown[about_id]["texts"]
        if state == SmsState.BLOCKED:
            texts["blocked"] += count
            texts["blocked_by"] = sorted({*texts["blocked_by"], code})
        elif state == SmsState.QUEUED:
            texts["waiting"] += count
        elif state in HANDED_OVER:
            texts["left"] += count
        else:
            texts["failed"] += count
    return list(shown.values())


def _row(mailing: Mailing) -> dict[str, Any]:
    columns = ("id", "created_at", "title", "state", "total", "done", "sms")
    texts = {"left": 0, "waiting": 0, "failed": 0, "blocked": 0, "blocked_by": []}
    return {**{column: getattr(mailing, column) for column in columns}, "texts": texts}
