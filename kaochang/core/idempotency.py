"""A command repeated with the same Idempotency-Key has its effect once and its answer twice.

The record is written in the command's own transaction: of two requests at the same moment the second
waits on the unique index until the first commits, and then reads its answer.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest
from ninja import Status
from pydantic import BaseModel as Shape

from kaochang.core import clock
from kaochang.core.errors import Forbidden, IdempotencyMismatch, MalformedIdempotencyKey
from kaochang.core.models import IdempotentAnswer

F = TypeVar("F", bound=Callable[..., Any])
_KEY = re.compile(r"^[A-Za-z0-9_-]{8,100}$")
_TOKEN = re.compile(r"(^|_)(token|secret|password|login_code)$")
_CLAIM = """
    INSERT INTO core_idempotentanswer (owner_id, route, key, body_hash, status, created_at)
    VALUES (%s, %s, %s, %s, 0, %s) ON CONFLICT (owner_id, route, key) DO NOTHING RETURNING id
"""


class AnswerHoldsToken(TypeError):
    """A stored answer would keep a token: leave @idempotent off this endpoint."""


def idempotent(view: F) -> F:
    """Put it directly above the endpoint function, below the router's decorator.

    The endpoint returns a Schema, a dict, a list of these, None, or ninja's Status(code, one of these).
    Without the header it runs plainly, in a transaction all the same.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key")
        with transaction.atomic():
            if key is None:
                result = view(request, *args, **kwargs)
                # Refused here too, so that whoever calls without a key learns of it.
                _plain(result)
                return result
            if not _KEY.match(key):
                raise MalformedIdempotencyKey()
            route = f"{request.method} {request.path}"[:300]
            digest = _body_hash(request)
            owner = _owner(request)
            with connection.cursor() as cursor:
                cursor.execute(_CLAIM, [owner, route, key, digest, clock.now()])
                claimed = cursor.fetchone()
            if claimed is None:
                stored = IdempotentAnswer.objects.get(owner_id=owner, route=route, key=key)
                if stored.body_hash != digest:
                    raise IdempotencyMismatch()
                return Status(stored.status, stored.answer) if stored.status else stored.answer
            result = view(request, *args, **kwargs)
            status, answer = _plain(result)
            IdempotentAnswer.objects.filter(pk=claimed[0]).update(status=status, answer=answer)
            return result

    return run  # type: ignore[return-value]


def forget_answers(older_than: timedelta = timedelta(days=7)) -> int:
    """A client repeats within minutes; what is older only takes room."""
    return IdempotentAnswer.objects.filter(created_at__lt=clock.now() - older_than).delete()[0]


def _owner(request: HttpRequest) -> UUID:
    actor = getattr(request, "actor", None)
    owner = getattr(actor, "person_id", None) or getattr(actor, "login_session_id", None)
    if owner is None:
        raise Forbidden(rule="idempotency_needs_an_actor")
    return UUID(str(owner))


def _body_hash(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "").encode()
    return hashlib.sha256(query + b"\0" + request.body).hexdigest()


def _plain(result: Any) -> tuple[int, Any]:
    """Status 0 stands for the endpoint's only success status."""
    status, answer = (result.status_code, result.value) if isinstance(result, Status) else (0, result)
    answer = _jsonable(answer)
    _refuse_tokens(answer)
    return status, answer


def _jsonable(answer: Any) -> Any:
    if answer is None or isinstance(answer, str | int | float | bool):
        return answer
    if isinstance(answer, Shape):
        return answer.model_dump(mode="json", by_alias=True)
    if isinstance(answer, dict):
        return {str(name): _jsonable(value) for name, value in answer.items()}
    if isinstance(answer, list | tuple):
        return [_jsonable(value) for value in answer]
    if isinstance(answer, UUID):
        return str(answer)
    if hasattr(answer, "isoformat"):
        return answer.isoformat()
    raise TypeError(f"@idempotent endpoints return schemas or plain values, not {type(answer).__name__}")


def _refuse_tokens(answer: Any) -> None:
    if isinstance(answer, dict):
        for name, value in answer.items():
            if _TOKEN.search(str(name)) and value:
                raise AnswerHoldsToken(str(name))
            _refuse_tokens(value)
    elif isinstance(answer, list):
        for value in answer:
            _refuse_tokens(value)
