"""What the front door and the media server ask. Neither the address nor a header of these is ever logged."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from kaochang.core.jobs import enqueue
from kaochang.edge.tasks import dispatch_webhook
from kaochang.media import gate, webhooks

router = Router(tags=["internal"])


@router.get("/media-gate", include_in_schema=False)
def media_gate(request: HttpRequest) -> HttpResponse:
    """200 pass, 403 never, 503 not now."""
    verdict = gate.decide(
        request.headers.get("X-Forwarded-Uri", ""),
        method=request.headers.get("X-Forwarded-Method", ""),
        headers=request.headers,
    )
    return HttpResponse(status=verdict)


@router.post("/media-webhook", include_in_schema=False)
def media_webhook(request: HttpRequest) -> HttpResponse:
    """Stored and answered; the work is a job."""
    with transaction.atomic():
        event = webhooks.receive(
            request.body,
            authorization=request.headers.get("Authorization", ""),
            content_type=request.headers.get("Content-Type", ""),
        )
        if event is not None:
            enqueue(dispatch_webhook, event_pk=event.pk)
    return HttpResponse(status=200)
