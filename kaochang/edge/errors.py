"""Every failure leaves as {code, detail, params}: refusals, bad bodies, unknown addresses, no database."""

from typing import Any

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kaochang.accounts.errors import NotLoggedIn
from kaochang.core.errors import Conflict, DatabaseUnavailable, DomainError, NotFound

log = structlog.get_logger(__name__)


class MalformedBody(DomainError):
    """The body or the address does not have the shape that this route declares."""

    code = "malformed_body"
    status = 422


class MalformedRequest(DomainError):
    """The request cannot be read."""

    code = "malformed_request"
    status = 400


class MethodNotAllowed(DomainError):
    """This address does not know this method."""

    code = "method_not_allowed"
    status = 405


class ForeignOrigin(DomainError):
    """Writes come from our own pages, with the header X-Kaochang: 1."""

    code = "foreign_origin"
    status = 403


class InternalError(DomainError):
    """Something went wrong on our side; it is in the log."""

    code = "internal_error"
    status = 500


def answer(error: DomainError) -> HttpResponse:
    response = JsonResponse(
        {"code": error.code, "detail": error.detail, "params": error.params},
        status=error.status,
        json_dumps_params={"ensure_ascii": False, "default": str},
    )
    seconds = error.params.get("retry_after_seconds", 1 if error.status == 503 else None)
    if seconds is not None:
        response["Retry-After"] = str(seconds)
    return response


def translate(error: Exception) -> DomainError:
    """What an exception means to whoever asked. Unknown ones are logged: they are our mistakes."""
    if isinstance(error, DomainError):
        return error
    if isinstance(error, ValidationError):
        return MalformedBody(errors=[_finding(found) for found in error.errors])
    if isinstance(error, AuthenticationError):
        return NotLoggedIn()
    if isinstance(error, Http404):
        return NotFound()
    if isinstance(error, HttpError):
        return MalformedBody(errors=[]) if error.status_code == 400 else MalformedRequest()
    # Of a row that a one-to-one field lacks it is an AttributeError too, and a mistake of ours.
    if isinstance(error, ObjectDoesNotExist) and not isinstance(error, AttributeError):
        # It was there when the address was looked up: somebody deleted it in between.
        log.warning("gone_meanwhile", error=str(error))
        return NotFound()
    if isinstance(error, DataError):
        return MalformedBody(errors=[])
    if isinstance(error, IntegrityError):
        # Two requests made the same thing at once; the second reads what the first made and goes on.
        log.warning("integrity_error", error=str(error).splitlines()[0])
        return Conflict()
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("database_unavailable", error=type(error.__cause__ or error).__name__)
        return DatabaseUnavailable()
    log.error("unexpected_error", exc_info=error)
    return InternalError()


def register(api: NinjaAPI) -> None:
    for kind in (Exception, DomainError, ValidationError, AuthenticationError, HttpError, Http404):
        api.add_exception_handler(kind, _handle)


def _handle(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return answer(translate(error if isinstance(error, Exception) else error()))


def _finding(found: dict[str, Any]) -> dict[str, Any]:
    """Where and why, never the value: it may be a password."""
    return {
        "field": ".".join(str(part) for part in found.get("loc", ())[1:] if part != "body"),
        "problem": found.get("type", ""),
        "message": str(found.get("msg", ""))[:200],
    }
