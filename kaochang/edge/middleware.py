"""What holds for every address: origin of writes, size, no caching, and coded failures."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kaochang.config.environment import environment
from kaochang.core.errors import NotFound, PayloadTooLarge
from kaochang.edge.errors import (
    ForeignOrigin,
    InternalError,
    MalformedRequest,
    MethodNotAllowed,
    answer,
    translate,
)

# Files go to the disk piece by piece; the domain that takes one has its own, smaller limit.
UPLOADS = (
    (re.compile(r"^/api/v1/school/exams/[0-9a-f-]{36}/imports$"), 25_000_000),
    (re.compile(r"^/api/v1/school/exams/[0-9a-f-]{36}/portrait-imports$"), 310_000_000),
    (re.compile(r"^/api/v1/school/announcements/[0-9a-f-]{36}/attachments$"), 11_000_000),
)
_SAFE = {"GET", "HEAD", "OPTIONS"}
_NEXT = Callable[[HttpRequest], HttpResponseBase]
_CODED = {400: MalformedRequest, 404: NotFound, 405: MethodNotAllowed, 500: InternalError}


class Guard:
    """The outermost layer; below it only endpoints run."""

    def __init__(self, get_response: _NEXT) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            _require_readable(request)
            if request.path.startswith("/api/") and request.method not in _SAFE:
                _require_own_page(request)
            response = self._next(request)
        except Exception as error:
            response = answer(translate(error))
        if response.status_code in _CODED and response.headers.get("Content-Type", "") != "application/json":
            response = _coded(response)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response


def _require_readable(request: HttpRequest) -> None:
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        raise MalformedRequest()
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit():
        raise MalformedRequest()
    usual = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    most = next((size for path, size in UPLOADS if path.match(request.path)), usual)
    if int(length) > most:
        raise PayloadTooLarge(most_bytes=most)


def _require_own_page(request: HttpRequest) -> None:
    """Another site can neither set the header without asking first, nor forge the origin."""
    origin = request.headers.get("Origin")
    if request.headers.get("X-Kaochang") != "1":
        raise ForeignOrigin()
    if origin is not None and origin not in environment.allowed_origins:
        raise ForeignOrigin()


def _coded(response: HttpResponseBase) -> HttpResponseBase:
    """Django and ninja answer some failures in words of their own."""
    coded = answer(_CODED[response.status_code]())
    if "Allow" in response.headers:
        coded["Allow"] = response.headers["Allow"]
    return coded
