"""Refusals with a stable code. The sentence a person reads lives in the catalogues, under the code."""

import re
from typing import Any, ClassVar

_CODE = re.compile(r"^[a-z][a-z0-9_]*$")
_registry: dict[str, type["DomainError"]] = {}


class DomainError(Exception):
    """The request was understood and refused."""

    code: ClassVar[str] = ""
    status: ClassVar[int] = 400

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(f"{self.code} {params}" if params else self.code)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        code = cls.__dict__.get("code")
        if not code:
            return
        if not _CODE.match(code):
            raise TypeError(f"{cls.__name__}: the code {code!r} is not snake_case")
        known = _registry.get(code)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__name__}: the code {code!r} already belongs to {known.__qualname__}")
        _registry[code] = cls

    @property
    def detail(self) -> str:
        """The developer's sentence: the first line of the class's docstring."""
        return (type(self).__doc__ or self.code).strip().splitlines()[0]


def registered() -> dict[str, type[DomainError]]:
    """Every code known to this process; a test holds it against both catalogues."""
    return dict(_registry)


class NotFound(DomainError):
    """There is no such object, or it is not yours to see."""

    code = "not_found"
    status = 404


class Forbidden(DomainError):
    """Your role does not allow this."""

    code = "forbidden"
    status = 403


class Conflict(DomainError):
    """The object changed since you read it."""

    code = "version_conflict"
    status = 409


class TimeImplausible(DomainError):
    """Times lie in the years `from_year` to `to_year`."""

    code = "time_implausible"
    status = 422


class InvalidTransition(DomainError):
    """The object's present state does not allow this step."""

    code = "invalid_transition"
    status = 409


class IdempotencyMismatch(DomainError):
    """This Idempotency-Key was already used with another body."""

    code = "idempotency_mismatch"
    status = 409


class MalformedIdempotencyKey(DomainError):
    """An Idempotency-Key has 8 to 100 letters, digits, hyphens or underscores."""

    code = "malformed_idempotency_key"
    status = 400


class PayloadTooLarge(DomainError):
    """The body is larger than this route accepts."""

    code = "payload_too_large"
    status = 413


class DatabaseUnavailable(DomainError):
    """The database does not answer; nothing was changed, try again in a moment."""

    code = "database_unavailable"
    status = 503


class InvalidEmail(DomainError):
    """This is not a mail address."""

    code = "invalid_email"
    status = 422


class InvalidPhone(DomainError):
    """This is not a telephone number."""

    code = "invalid_phone"
    status = 422
