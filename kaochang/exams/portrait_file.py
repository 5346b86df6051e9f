"""A portrait over HTTP: shown in its place on our own pages, and kept by no browser."""

from typing import Any

from django.http import HttpResponse

from kaochang.exams.models import ReferencePortrait

PICTURE_ANSWER: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The picture",
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


def answer_portrait(portrait: ReferencePortrait) -> HttpResponse:
    # No caching: the guard in front says no-store and nosniff on every answer.
    return HttpResponse(
        bytes(portrait.picture),
        content_type="image/jpeg",
        headers={
            "Content-Disposition": 'inline; filename="portrait.jpg"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
